"""A text line without a frame of its own that tells what was pressed in it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QPalette
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STAYS = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
# Of the chords with letters these are an editor's own; desktops give it others (Ctrl+E, U, K, W)
# that are keys of ours.
_EDITS = (Qt.Key.Key_A, Qt.Key.Key_C, Qt.Key.Key_V, Qt.Key.Key_X, Qt.Key.Key_Y, Qt.Key.Key_Z)
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


def is_missed_chord(event: QKeyEvent) -> bool:
    """Whether this is Alt and a letter that no action wanted; AltGr holds Ctrl too and types."""
    held = event.modifiers() & (
        Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier
    )
    types = bool(event.text()) and event.text().isprintable()
    return types and held == Qt.KeyboardModifier.AltModifier


def is_our_chord(event: QKeyEvent) -> bool:
    """Whether this is Ctrl and a letter that no editor may keep for itself."""
    is_letter = Qt.Key.Key_A <= event.key() <= Qt.Key.Key_Z
    only_ctrl = event.modifiers() == Qt.KeyboardModifier.ControlModifier
    return only_ctrl and is_letter and event.key() not in _EDITS


def is_for_the_form(event: QKeyEvent, *, undo: bool, redo: bool) -> bool:
    """Whether this is our own key, or asks to undo or redo what the editor knows nothing of."""
    if is_our_chord(event):
        return True
    if event.matches(QKeySequence.StandardKey.Undo):
        return not undo
    return event.matches(QKeySequence.StandardKey.Redo) and not redo


class LineEdit(QLineEdit):
    """Enter, arrows, Esc and the focus come out as signals; the owner decides what they mean.

    `committed` says that the person has left the line after typing in it.
    """

    entered = Signal()
    stepped = Signal(int)
    escaped = Signal()
    focused = Signal(bool)
    committed = Signal()
    listed = Signal()  # F4, where there is a list to open
    emptied = Signal()  # Backspace where there is nothing to delete

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrame(False)
        clear = self.palette()
        clear.setColor(QPalette.ColorRole.Base, Qt.GlobalColor.transparent)
        self.setPalette(clear)
        self.keeps_escape = False
        self.has_list = False

    @override
    def event(self, event: QEvent) -> bool:
        """Claim Esc before the window's shortcut while there is something to close or clear.

        Undo with nothing to take back here is left to the form.
        """
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and is_for_the_form(event, undo=self.isUndoAvailable(), redo=self.isRedoAvailable())
        ):
            event.ignore()
            return True
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
            and (self.keeps_escape or self.text())
        ):
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn the keys that leave the line into signals."""
        key = Qt.Key(event.key())
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if is_missed_chord(event) or is_our_chord(event):
            event.ignore()
        elif plain != Qt.KeyboardModifier.NoModifier:
            super().keyPressEvent(event)
        elif key in _ENTER:
            self.entered.emit()
        elif key == Qt.Key.Key_Backspace and not self.text():
            self.emptied.emit()
        elif key == Qt.Key.Key_F4 and self.has_list:
            self.listed.emit()
        elif key in _STEPS:
            self.stepped.emit(_STEPS[key])
        elif key == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit(event.gotFocus())

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        # The context menu borrows the focus; the field is still the one being filled in.
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.focused.emit(event.gotFocus())
        # Another window may be looked at in the middle of a number.
        if event.reason() not in _STAYS and self.isModified():
            self.setModified(False)
            self.committed.emit()
