"""One real intake through the real window, by keys alone; what it leaves can be looked at."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from intake_app.app import demo, desktop
from intake_app.app.instance import Instance
from intake_app.config import DeskSettings, Settings
from intake_app.crash import CrashGuard
from intake_app.tour import handheld, leavings
from intake_app.tour.player import Player
from intake_app.tour.visit import visit

if TYPE_CHECKING:
    from pathlib import Path

    from intake_app.app.desktop import Desktop
    from intake_app.config import Language
    from intake_app.tour.handheld import Handheld


def take(folder: Path, lang: Language) -> int:
    """Play all scenes and leave pictures, papers, database and feed in `folder`.

    Returns 0, or 1 after one line about what never came. Raises RejectedError for a folder that
    holds something else, UnavailableError for one that cannot be written to.
    """
    folder = folder.absolute()
    leavings.make_room(folder)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with handheld.plugged_in() as scanner:
        desk = DeskSettings(lang=lang, paper_lang=lang, appearance="light", scanner=scanner.address)
        settings = demo.equipped(Settings(data=folder, demo=True, desk=desk))
        visitor = _Visitor(folder, scanner)
        _run(settings, visitor)
    if visitor.missing:
        sys.stderr.write(f"intake-app: the tour waited in vain for: {visitor.missing}\n")
        return 1
    print(folder / leavings.INDEX)  # noqa: T201 - the answer
    return 0


def _run(settings: Settings, visitor: _Visitor) -> None:
    instance = Instance(settings.data)
    instance.claim()
    guard = CrashGuard(settings.data / "logs")
    guard.install()
    try:
        desktop.run(settings, instance, guard, visitor.begin)
    finally:
        guard.remove()


@dataclass(slots=True, weakref_slot=True)  # signals hold their receivers weakly
class _Visitor:
    """Somebody else's hands on the keyboard of this desk; `missing` is what never came."""

    folder: Path
    scanner: Handheld
    missing: str = "the window"
    player: Player | None = field(default=None, init=False)

    def begin(self, visited: Desktop) -> None:
        """Start as soon as the event loop turns."""
        self.player = Player(visit(visited, self.folder, self.scanner), visited)
        self.player.ended.connect(self._on_ended)
        self.player.start()

    def _on_ended(self, missing: str) -> None:
        self.missing = missing
        QApplication.quit()
