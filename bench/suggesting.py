"""Keys into the client box of the real window, and the moment its list is painted again.

`python -m bench.suggesting STORE` reads texts by kind from standard input as JSON; of each only the
last key is timed. Prints the milliseconds by kind.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication
from typing_extensions import override

from intake_app.clock import utc_now
from intake_app.config import Settings, resources
from intake_app.i18n.translator import translator
from intake_app.jobs import Jobs
from intake_app.services.shop import Shop
from intake_app.tour.keys import Typist
from intake_app.ui import theme
from intake_app.ui.desk import Desk
from intake_app.ui.main_window import USUAL, MainWindow
from intake_app.ui.widgets.suggestions import SuggestionList

if TYPE_CHECKING:
    from collections.abc import Sequence

_PATIENCE_S = 5.0


class _Painted(QObject):
    """Remembers when a list of suggestions was painted last."""

    def __init__(self) -> None:
        super().__init__()
        self.at = 0.0

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and isinstance(watched, SuggestionList):
            self.at = time.perf_counter()
        return False


class _Box:
    """The client box under somebody's hands."""

    def __init__(self, window: MainWindow) -> None:
        self._box = window.parts.intake.client.box
        self._box.line.setFocus()
        self._hands = Typist(window.windowHandle())
        self._painted = _Painted()
        for found in window.findChildren(SuggestionList):
            found.installEventFilter(self._painted)

    def last_key(self, text: str) -> float:
        """Milliseconds from the last key of a text to the painted list."""
        self._box.show_text(text[:-1])
        self._box.line.setCursorPosition(len(text) - 1)
        QApplication.processEvents()
        began = time.perf_counter()
        self._hands.type(text[-1])
        while self._painted.at < began:
            QApplication.processEvents()
            if time.perf_counter() - began > _PATIENCE_S:
                raise AssertionError(text, self._box.text())
        return (self._painted.at - began) * 1000


def measure(store: Path, asked: dict[str, Sequence[str]]) -> dict[str, list[float]]:
    """Each text twice: the first time only reads the pages from the disk."""
    application = QApplication([])
    settings = Settings(store.parent)
    jobs = Jobs()
    desk = Desk(
        Shop(settings, utc_now), jobs, translator("ru", resources() / "locale"), settings, utc_now
    )
    theme.install(application, settings.desk)
    window = MainWindow(desk)
    window.resize(*USUAL)
    window.show()
    application.processEvents()
    box = _Box(window)
    taken: dict[str, list[float]] = {}
    for _ in range(2):
        taken = {kind: [box.last_key(text) for text in texts] for kind, texts in asked.items()}
    jobs.shutdown()
    return taken


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]), json.load(sys.stdin))))
