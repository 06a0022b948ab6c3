"""A scanner that plays a keyboard, without a keyboard: the events a real one makes in Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent

from tests.rigs.keyboard import STROKES, keycode

if TYPE_CHECKING:
    from PySide6.QtGui import QWindow

_PLAIN, _SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
_NAMED = {"Return": Qt.Key.Key_Return, "Tab": Qt.Key.Key_Tab, "F13": Qt.Key.Key_F13}
_F13 = 191


class FakeWedge:
    """Set for a US keyboard, plugged into a desktop with the layout `layout` in force."""

    def __init__(self, window: QWindow, layout: str = "us") -> None:
        self._window = window
        self._letters = {(key.keycode, key.shift): text for text, key in STROKES[layout].items()}
        self._at_ms = 1_000_000

    def scan(self, code: str, end: str = "Return", *, gap_ms: int = 5) -> None:
        """One code as the device sends it, an end if it is set to send one."""
        self.pause()
        self.type(code, gap_ms=gap_ms)
        if end:
            self.key(end)

    def pause(self, ms: int = 3000) -> None:
        """Nobody touches a key for a while."""
        self._at_ms += ms

    def type(self, text: str, *, gap_ms: int) -> None:
        """Press the keys that give a text on a US keyboard."""
        for letter in text:
            stroke = STROKES["us"][letter]
            given = self._letters.get((stroke.keycode, stroke.shift), letter)
            held = _SHIFT if stroke.shift else _PLAIN
            self._press(ord(given.upper()), held, stroke.keycode, given)
            self._at_ms += gap_ms

    def key(self, name: str) -> None:
        """Press a key that has a name."""
        code = _F13 if name == "F13" else keycode(name)
        text = {"Return": "\r", "Tab": "\t"}.get(name, "")
        self._press(_NAMED[name].value, _PLAIN, code, text)

    def chord(self, letter: str, held: Qt.KeyboardModifier) -> None:
        """Press a letter of the US keyboard with something held."""
        self._press(ord(letter.upper()), held, keycode(letter), "")

    def override(self, key: Qt.Key, name: str) -> None:
        """What Qt asks the field in focus before it looks for a shortcut."""
        event = QKeyEvent(QEvent.Type.ShortcutOverride, key.value, _PLAIN, keycode(name), 0, 0, "")
        event.setTimestamp(self._at_ms)
        focused = QGuiApplication.focusObject()
        assert focused is not None
        QCoreApplication.sendEvent(focused, event)

    def _press(self, key: int, held: Qt.KeyboardModifier, code: int, text: str) -> None:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, held, code, 0, 0, text)
            event.setTimestamp(self._at_ms)
            QCoreApplication.sendEvent(self._window, event)
