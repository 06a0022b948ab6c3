"""Pads to type on with a finger: digits for the phone, letters for the name."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from intake_app.checks import phone
from intake_app.i18n import formats
from intake_app.ui.second_screen.touch import TouchButton

if TYPE_CHECKING:
    from collections.abc import Sequence

    from intake_app.i18n.translator import Translator
    from intake_app.ui.theme import Look

_DIGITS = ("123", "456", "789")
_LETTERS = {
    "ru": ("йцукенгшщзхъ", "фывапролджэ", "ячсмитьбюё-"),
    "en": ("qwertyuiop", "asdfghjkl", "zxcvbnm-'"),
}
_LONGEST_PHONE, _LONGEST_NAME = 15, 80
_SHORTEST_PHONE, _SHORTEST_NAME = 10, 2
BACK = "⌫"


class Pad(QWidget):
    """`typed` after each touch. What was typed is shown large above the keys."""

    typed = Signal(str)

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self._look = look
        self._text = ""
        self._shown = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self._shown.setObjectName(f"{name}.shown")
        self._shown.setFont(look.letters(1.5, strong=True, tabular=True))
        self._shown.setMinimumHeight(look.px(2.4))
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.addWidget(self._shown)

    def text(self) -> str:
        """What was typed."""
        return self._text

    def show_text(self, text: str) -> None:
        """Begin with what is known."""
        self._text = text
        self._shown.setText(self.written() or " ")
        self.typed.emit(text)

    def written(self) -> str:
        """What was typed, as people read it."""
        return self._text

    def is_enough(self) -> bool:
        """Whether one may go on with it."""
        return bool(self._text)

    def back(self) -> None:
        """Take the last sign away."""
        self.show_text(self._text[:-1])

    def key(self, name: str, text: str) -> QPushButton:
        """A key of the pad; `name` for tests and readers of screens."""
        return TouchButton(self._look, f"second.key.{name}", text)


class PhonePad(Pad):
    """Ten digits after +7, or a number of any country after a leading plus or eight."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, "second.phone")
        grid = QGridLayout()
        grid.setSpacing(look.gap)
        for row, digits in enumerate((*_DIGITS, f"+0{BACK}")):
            for column, sign in enumerate(digits):
                key = self.key({BACK: "back", "+": "plus"}.get(sign, sign), sign)
                key.clicked.connect(self.back if sign == BACK else partial(self._add, sign))
                grid.addWidget(key, row, column)
        self.column.addLayout(grid, 1)

    def _add(self, sign: str, _checked: bool = False) -> None:
        fits = len(self.text()) < _LONGEST_PHONE and (sign != "+" or not self.text())
        if fits:
            self.show_text(self.text() + sign)

    @override
    def written(self) -> str:
        e164 = phone.normalise(self.text(), "RU")
        return formats.phone(e164) if e164 else self.text()

    @override
    def is_enough(self) -> bool:
        return len(phone.digits(self.text())) >= _SHORTEST_PHONE


class NamePad(Pad):
    """Letters of the client's language; each word begins with a capital by itself."""

    def __init__(self, look: Look, tr: Translator) -> None:
        super().__init__(look, "second.name")
        for letters in _LETTERS["ru" if tr.language == "ru" else "en"]:
            self.column.addLayout(self._row(letters), 1)
        last = QHBoxLayout()
        last.setSpacing(look.gap)
        space = self.key("space", tr("space"))
        space.clicked.connect(partial(self._add, " "))
        back = self.key("back", BACK)
        back.clicked.connect(self.back)
        last.addWidget(space, 4)
        last.addWidget(back, 1)
        self.column.addLayout(last, 1)

    def _row(self, letters: Sequence[str]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self._look.px(0.25))
        for letter in letters:
            key = self.key(letter, letter.upper())
            key.clicked.connect(partial(self._add, letter))
            row.addWidget(key, 1)
        return row

    def _add(self, sign: str, _checked: bool = False) -> None:
        text = self.text()
        if len(text) < _LONGEST_NAME and not (sign == " " and (not text or text.endswith(" "))):
            starts = not text or text[-1] in " -"
            self.show_text(text + (sign.upper() if starts else sign))

    @override
    def is_enough(self) -> bool:
        return len(self.text().strip()) >= _SHORTEST_NAME
