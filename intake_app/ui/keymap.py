"""Repairs Ctrl+letter and Alt+letter on X11 desktops where only a Cyrillic layout is configured.

There Qt finds no Latin letter for a key and every shortcut is dead. Elsewhere this filter sees
nothing to do: with a Latin layout beside it Qt itself reports Latin letters.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from typing_extensions import override

if TYPE_CHECKING:
    from intake_app.ui.actions import Actions

_X_OFFSET = 8
_ROWS = ((16, "QWERTYUIOP"), (30, "ASDFGHJKL"), (44, "ZXCVBNM"))
_LATIN = {
    first + place + _X_OFFSET: letter for first, row in _ROWS for place, letter in enumerate(row)
}
_CYRILLIC = range(0x400, 0x500)
_HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


def latin(event: QKeyEvent) -> str:
    """The letter on the US keyboard for a chord with a Cyrillic one, empty when it is none."""
    if not event.modifiers() & _HELD or event.key() not in _CYRILLIC:
        return ""
    return _LATIN.get(event.nativeScanCode(), "")


class LatinChords(QObject):
    """Filters the events of one window; keys come there before any widget."""

    def __init__(self, actions: Actions, parent: QObject) -> None:
        super().__init__(parent)
        self._actions = actions

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Trigger the action meant, or hand the Latin chord to the field in focus."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        letter = latin(event)
        if not letter:
            return False
        if _is_claimed(event, letter) or not self._trigger(event.modifiers(), letter):
            _pass_on(event, letter)
        return True

    def _trigger(self, modifiers: Qt.KeyboardModifier, letter: str) -> bool:
        chord = QKeySequence(modifiers.value | ord(letter))
        for _, action in self._actions.usable():
            if chord in action.shortcuts():
                action.trigger()
                return True
        return False


def _is_claimed(event: QKeyEvent, letter: str) -> bool:
    """Whether the field in focus wants the chord before any action: undo of what is typed in it."""
    target = QGuiApplication.focusObject()
    if not target:  # the stub leaves out that there may be none
        return False
    asked = QKeyEvent(QEvent.Type.ShortcutOverride, ord(letter), event.modifiers())
    asked.ignore()
    QCoreApplication.sendEvent(target, asked)
    return asked.isAccepted()


def _pass_on(event: QKeyEvent, letter: str) -> None:
    """Copy, paste and undo live in the fields themselves."""
    target = QGuiApplication.focusObject()
    if not target:  # the stub leaves out that there may be none
        return
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        key = QKeyEvent(kind, ord(letter), event.modifiers())
        QCoreApplication.postEvent(target, key)
