"""A desk on one monitor and the board on the other, in a program of its own: prints what it saw."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path

SCREENS = (
    {"name": "desk", "x": 0, "y": 0, "width": 1280, "height": 720},
    {"name": "wall", "x": 1280, "y": 0, "width": 1920, "height": 1080},
)


def main() -> None:
    """Show the board, pull its monitor out, put it in again; the one screen left is the desk's."""
    folder = Path(tempfile.mkdtemp())
    file = folder / "screens.json"
    usual = {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
    kept = [{**one, **usual} for one in SCREENS]
    file.write_text(json.dumps({"screens": kept, "windowFrameMargins": False}))
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={file}"
    print(json.dumps(_seen(folder / "shop")))  # noqa: T201 - the test reads it


def _seen(data: Path) -> dict[str, object]:
    from PySide6.QtWidgets import QApplication, QWidget  # noqa: PLC0415 - the platform comes first

    from tests.ui.one_wall import closed, wall_of  # noqa: PLC0415 - the same

    app = QApplication([])
    plugged = list(app.screens())
    shop, jobs, wall = wall_of(app, data, plugged)
    window = QWidget()
    window.setGeometry(plugged[0].geometry())
    window.show()
    wall.appear(window)
    app.processEvents()
    seen: dict[str, object] = {"first": (wall.screen().name(), wall.geometry().getRect())}
    away = plugged.pop()
    app.screenRemoved.emit(away)
    seen["unplugged"] = (wall.isVisible(), window.isVisible())
    wall.turn()  # it lives on, unseen
    plugged.append(away)
    app.screenAdded.emit(away)
    app.processEvents()
    seen["again"] = (wall.isVisible(), wall.screen().name(), wall.geometry().getRect())
    plugged.pop()
    app.screenRemoved.emit(away)
    wall.appear(window)
    app.processEvents()
    seen["asked"] = (wall.isVisible(), wall.geometry().getRect())
    app.screenAdded.emit(away)
    seen["stays"] = wall.geometry().getRect()
    closed(shop, jobs, wall)
    return seen


if __name__ == "__main__":
    sys.exit(main())
