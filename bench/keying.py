"""Letters into the form of the real window and into a bare line edit, block by block in turn.

`python -m bench.keying FOLDER` prints the milliseconds from key to painted field as JSON.
"""

from __future__ import annotations

import json
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QAbstractScrollArea, QLineEdit, QVBoxLayout, QWidget

from bench.figures import runs
from bench.window import BenchWindow, Painted
from intake_app.tour.keys import Typist

if TYPE_CHECKING:
    from collections.abc import Sequence

BARE = "bare"
FIELDS = {
    "a name, with suggestions": ("client.name", "Тимирязев Святослав"),
    "a phone, checked": ("client.phone", "89161234567"),
    "a kind, with suggestions": ("device.kind", "посудомоечная маш"),
    "an IMEI, checked": ("device.imei", "490154203237518"),
    "the fault, in lines": ("fault", "не включается, пахнет гарью"),
    "a day, read": ("promised_at", "25.12.2026 18:30"),
    "an amount, read": ("estimate", "12500"),
    "a note": ("note", "позвонить после шести"),
}
_ROUNDS = runs(16)


def measure(folder: Path) -> dict[str, list[float]]:
    """The first round only warms up."""
    desk = BenchWindow(folder, opened=True)
    plain = QWidget()
    line = QLineEdit()
    QVBoxLayout(plain).addWidget(line)
    plain.show()
    hands = Typist(plain.windowHandle())
    taken: dict[str, list[float]] = {}
    for turn in range(_ROUNDS + 1):
        for what, (name, text) in FIELDS.items():
            line.clear()
            line.setFocus()
            bare = _typed(hands, line, text)
            field = desk.window.parts.intake.fields[name]
            field.editor.setFocus()
            desk.settle()
            ours = _typed(desk.hands, field.editor, text)
            desk.window.parts.intake.clear()
            desk.settle()
            if turn:
                taken.setdefault(BARE, []).extend(bare)
                taken.setdefault(what, []).extend(ours)
    desk.close()
    return taken


def _typed(hands: Typist, editor: QWidget, text: str) -> Sequence[float]:
    face = editor.viewport() if isinstance(editor, QAbstractScrollArea) else editor
    painted = Painted(face)
    return [painted.after(partial(hands.type, letter)) for letter in text]


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]))))
