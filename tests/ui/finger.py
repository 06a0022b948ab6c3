"""A client's finger at the second screen, found by the names of what it touches."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from intake_app.ui.second_screen.signature_pad import SignaturePad
from intake_app.ui.second_screen.window import SecondScreen

Kind = TypeVar("Kind", bound=QWidget)

_LEFT = Qt.MouseButton.LeftButton
_QUESTIONS = frozenset(
    f"second.{name}" for name in ("phone", "name", "personal_data", "advertising", "signature")
)
_KEYS = {" ": "space", "+": "plus"}


class Finger:
    """Sees only what is on show."""

    @property
    def screen(self) -> SecondScreen:
        """The client's window."""
        windows = QApplication.topLevelWidgets()
        return next(each for each in windows if isinstance(each, SecondScreen))

    @property
    def asked(self) -> str:
        """The question on show; nothing while the mirror is."""
        names = (each.objectName() for each in self._shown(QWidget))
        found = (name for name in names if name in _QUESTIONS)
        return next((name.removeprefix("second.") for name in found), "")

    def touch(self, *names: str) -> None:
        """Touch buttons one after the other."""
        for name in names:
            buttons = self._shown(QAbstractButton)
            QTest.mouseClick(next(each for each in buttons if each.objectName() == name), _LEFT)

    def has(self, name: str) -> bool:
        """Whether a button is there to touch."""
        return any(each.objectName() == name for each in self._shown(QAbstractButton))

    def answer(self, text: str) -> None:
        """Type on the pad and go on."""
        self.touch(*(f"second.key.{_KEYS.get(sign, sign)}" for sign in text), "second.on")

    def sign(self) -> None:
        """Draw something and go on."""
        (pad,) = self._shown(SignaturePad)
        QTest.mousePress(pad, _LEFT, pos=QPoint(20, 20))
        for place in range(20, 160, 10):
            QTest.mouseMove(pad, QPoint(place, 20 + place % 30))
        QTest.mouseRelease(pad, _LEFT, pos=QPoint(160, 60))
        self.touch("second.on")

    def reads(self) -> str:
        """Every word on show."""
        return "\n".join(label.text() for label in self._shown(QLabel))

    def _shown(self, kind: type[Kind]) -> list[Kind]:
        every = self.screen.findChildren(kind)
        return [each for each in every if each.isVisibleTo(self.screen)]
