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
from intake_app.tour.eyes import Eyes
from intake_app.tour.keys import Typist
from intake_app.tour.player import Player
from intake_app.tour.scenes import Scenes

if TYPE_CHECKING:
    from pathlib import Path

    from intake_app.app.desktop import Desktop
    from intake_app.config import Language
    from intake_app.tour.handheld import Handheld
    from intake_app.tour.player import Script

SIZE = (1280, 720)


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
        visit = _Visit(folder, scanner)
        _run(settings, visit)
    if visit.missing:
        sys.stderr.write(f"intake-app: the tour waited in vain for: {visit.missing}\n")
        return 1
    print(folder / leavings.INDEX)  # noqa: T201 - the answer
    return 0


def _run(settings: Settings, visit: _Visit) -> None:
    instance = Instance(settings.data)
    instance.claim()
    guard = CrashGuard(settings.data / "logs")
    guard.install()
    try:
        desktop.run(settings, instance, guard, visit.begin)
    finally:
        guard.remove()


@dataclass(slots=True)
class _Visit:
    """Somebody else's hands on the keyboard of this desk; `missing` is what never came."""

    folder: Path
    scanner: Handheld
    missing: str = "the window"
    player: Player | None = field(default=None, init=False)

    def begin(self, visited: Desktop) -> None:
        """Start as soon as the event loop turns."""
        visited.window.resize(*SIZE)
        self.player = Player(self._script(visited), visited)
        self.player.ended.connect(self._on_ended)
        self.player.start()

    def _script(self, visited: Desktop) -> Script:
        eyes = Eyes(visited.window, self.folder)
        hands = Typist(visited.window.windowHandle())
        scenes = Scenes(visited, hands, eyes, self.scanner)
        yield from scenes.play()
        yield from leavings.gather(visited, self.folder, scenes.taken[0].id, eyes.pictures)

    def _on_ended(self, missing: str) -> None:
        self.missing = missing
        QApplication.quit()
