"""The whole visit as one script: what the window shows is taken down, what it made is gathered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_app.tour import leavings
from intake_app.tour.eyes import Eyes
from intake_app.tour.keys import Typist
from intake_app.tour.scenes import Scenes

if TYPE_CHECKING:
    from pathlib import Path

    from intake_app.app.desktop import Desktop
    from intake_app.tour.handheld import Handheld
    from intake_app.tour.player import Script

SIZE = (1280, 720)


def visit(visited: Desktop, folder: Path, scanner: Handheld) -> Script:
    """Play every scene in a desk's window; the folder must be there."""
    visited.window.resize(*SIZE)
    eyes = Eyes(visited.window, folder)
    hands = Typist(visited.window.windowHandle())
    scenes = Scenes(visited, hands, eyes, scanner)
    yield from scenes.play()
    yield from leavings.gather(visited, folder, scenes.taken[0].id, eyes.pictures)
