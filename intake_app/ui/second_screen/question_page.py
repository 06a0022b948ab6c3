"""One question in large print: the words, something to answer with, the way on and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from intake_app.ui.second_screen.pads import NamePad, PhonePad
from intake_app.ui.second_screen.script import NO, YES, Question
from intake_app.ui.second_screen.signature_pad import SignaturePad
from intake_app.ui.second_screen.touch import TouchButton, finger_area

if TYPE_CHECKING:
    from intake_app.i18n.translator import Translator
    from intake_app.ui.second_screen.pads import Pad
    from intake_app.ui.second_screen.words import Wording
    from intake_app.ui.theme import Look


class QuestionPage(QWidget):
    """`answered` with text, "yes", "no" or a picture; `back` to the question before."""

    answered = Signal(str)
    back = Signal()

    def __init__(
        self, look: Look, tr: Translator, wording: Wording, known: str, *, is_first: bool = False
    ) -> None:
        super().__init__()
        self._is_first = is_first
        self.setObjectName(f"second.{wording.question}")
        self._look = look
        self._tr = tr
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look.px(0.75))
        title = QLabel(wording.title)
        title.setFont(look.letters(1.25, strong=True))
        title.setWordWrap(True)
        self._column.addWidget(title)
        match wording.question:
            case Question.PHONE:
                self._ask_by(PhonePad(look), known)
            case Question.NAME:
                self._ask_by(NamePad(look, tr), known)
            case Question.SIGNATURE:
                self._read(wording.text)
                self._sign()
            case _:
                self._read(wording.text)
                self._agree()

    def _ask_by(self, pad: Pad, known: str) -> None:
        self._column.addWidget(pad, 1)
        on = self._on_button()
        pad.typed.connect(lambda: on.setEnabled(pad.is_enough()))
        on.clicked.connect(lambda: self.answered.emit(pad.text().strip()))
        pad.show_text(known)
        self._foot(on)

    def _agree(self) -> None:
        """Nothing is ticked beforehand; yes and no are equally large."""
        row = QHBoxLayout()
        row.setSpacing(self._look.gap)
        for name, text, answer in (
            ("second.yes", self._tr("I agree"), YES),
            ("second.no", self._tr("I do not agree"), NO),
        ):
            button = TouchButton(self._look, name, text)
            button.clicked.connect(lambda _checked=False, said=answer: self.answered.emit(said))
            row.addWidget(button, 1)
        self._column.addLayout(row)
        self._foot(None)

    def _sign(self) -> None:
        pad = SignaturePad(self._look)
        pad.setMinimumHeight(self._look.px(7))
        self._column.addWidget(pad, 2)
        on = self._on_button()
        on.setEnabled(False)
        pad.signed.connect(on.setEnabled)
        on.clicked.connect(lambda: self.answered.emit(pad.png_text()))
        again = TouchButton(self._look, "second.again", self._tr("Sign anew"))
        again.clicked.connect(pad.clear)
        self._foot(on, again)

    def _read(self, text: str) -> None:
        words = QLabel(text)
        words.setWordWrap(True)
        words.setAlignment(Qt.AlignmentFlag.AlignTop)
        words.setContentsMargins(0, 0, self._look.px(0.5), 0)
        self._column.addWidget(finger_area(words, self._look), 3)

    def _on_button(self) -> TouchButton:
        return TouchButton(self._look, "second.on", self._tr("Next"), primary=True)

    def _foot(self, on: TouchButton | None, *others: TouchButton) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(self._look.gap)
        if self._is_first:
            foot.addStretch(1)
        else:
            back = TouchButton(self._look, "second.back", self._tr("Back"))
            back.clicked.connect(self.back)
            foot.addWidget(back, 1)
        for button in others:
            foot.addWidget(button, 1)
        if on is not None:
            foot.addWidget(on, 2)
        else:
            foot.addStretch(2)
        self._column.addLayout(foot)
