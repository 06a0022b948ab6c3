"""Keys into the client box of the real window, and the moment its list is painted again.

`python -m bench.suggesting STORE` reads texts by kind from standard input as JSON; of each only the
last key is timed. Prints the milliseconds by kind.
"""

from __future__ import annotations

import json
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from bench.window import BenchWindow, Painted
from intake_app.ui.widgets.suggestions import SuggestionList

if TYPE_CHECKING:
    from collections.abc import Sequence


def measure(store: Path, asked: dict[str, Sequence[str]]) -> dict[str, list[float]]:
    """Each text twice: the first time only reads the pages from the disk."""
    desk = BenchWindow(store.parent, opened=False)
    painted = Painted(*desk.window.findChildren(SuggestionList))
    box = desk.window.parts.intake.client.box
    box.line.setFocus()

    def last_key(text: str) -> float:
        box.show_text(text[:-1])
        box.line.setCursorPosition(len(text) - 1)
        QApplication.processEvents()
        return painted.after(partial(desk.hands.type, text[-1]))

    taken: dict[str, list[float]] = {}
    for _ in range(2):
        taken = {kind: [last_key(text) for text in texts] for kind, texts in asked.items()}
    desk.close()
    return taken


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]), json.load(sys.stdin))))
