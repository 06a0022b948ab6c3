"""The whole visit in this process, on a desk with its own hub."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from intake_app.app import demo
from intake_app.app.desktop import Desktop
from intake_app.app.instance import Instance
from intake_app.config import DeskSettings, Settings
from intake_app.tour import handheld, leavings
from intake_app.tour.player import Player
from intake_app.tour.visit import visit

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from intake_app.config import Language


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_visit_plays_to_its_end_in_both_languages(
    lang: Language, tmp_path: Path, qtbot: QtBot
) -> None:
    leavings.make_room(tmp_path)
    (tmp_path / "logs").mkdir()
    with handheld.plugged_in() as scanner:
        desk = DeskSettings(lang=lang, paper_lang=lang, scanner=scanner.address)
        instance = Instance(tmp_path)
        instance.claim()
        desktop = Desktop(demo.equipped(Settings(tmp_path, demo=True, desk=desk)), instance)
        desktop.start()
        player = Player(visit(desktop, tmp_path, scanner))
        with qtbot.waitSignal(player.ended, timeout=90_000) as blocker:
            player.start()
        desktop.window.close()
        desktop.shutdown()
        desktop.deleteLater()
    assert blocker.args == [""]
    index = (tmp_path / leavings.INDEX).read_text("utf-8")
    assert all(name in index for name in (path.name for path in tmp_path.glob("*.png")))
