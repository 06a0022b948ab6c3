"""Hands on the keyboard: keys go to the window, and Qt finds the widget that has the focus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest

if TYPE_CHECKING:
    from PySide6.QtGui import QWindow

_HELD = {
    "Ctrl": Qt.KeyboardModifier.ControlModifier,
    "Shift": Qt.KeyboardModifier.ShiftModifier,
    "Alt": Qt.KeyboardModifier.AltModifier,
}


class Typist:
    """Types into a window, never into a widget: what works here works without a mouse."""

    def __init__(self, window: QWindow) -> None:
        self._window = window

    def press(self, *chords: str) -> None:
        """Press "F2", "Return", "Ctrl+Return" one after the other; shortcuts fire as they do."""
        for chord in chords:
            *held, key = chord.split("+")
            modifiers = Qt.KeyboardModifier.NoModifier
            for name in held:
                modifiers |= _HELD[name]
            QTest.keyClick(self._window, Qt.Key[f"Key_{key}"], modifiers)

    def type(self, text: str) -> None:
        """Type letters of any alphabet, the way the platform hands over composed text."""
        for letter in text:
            # QTest aborts the interpreter on letters beyond Latin-1.
            key = ord(letter.upper())
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QCoreApplication.sendEvent(
                    self._window, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, letter)
                )
