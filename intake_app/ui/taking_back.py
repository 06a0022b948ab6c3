"""Takes a letter back that reached a field before it was known to be a scanner's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

if TYPE_CHECKING:
    from PySide6.QtCore import QObject


@dataclass(frozen=True, slots=True)
class TypedState:
    """A field as it was; taking back is an edit like any other, so undo brings the letter again."""

    editor: QLineEdit | QPlainTextEdit
    text: str
    anchor: int
    caret: int

    @classmethod
    def of(cls, focused: QObject | None) -> TypedState | None:
        """Remember the field in focus; None when it is no field."""
        if isinstance(focused, QLineEdit):
            caret = focused.cursorPosition()
            start, end = focused.selectionStart(), focused.selectionEnd()
            anchor = caret if start < 0 else start + end - caret
            return cls(focused, focused.text(), anchor, caret)
        if isinstance(focused, QPlainTextEdit):
            cursor = focused.textCursor()
            return cls(focused, focused.toPlainText(), cursor.anchor(), cursor.position())
        return None

    def restore(self) -> None:
        """Make the field what it was; nothing happens to one that is gone."""
        if not shiboken6.isValid(self.editor):
            return
        if isinstance(self.editor, QLineEdit):
            self._restore_line(self.editor)
        else:
            self._restore_text(self.editor)

    def _restore_line(self, line: QLineEdit) -> None:
        if line.text() != self.text:
            line.selectAll()
            line.insert(self.text)
        line.setSelection(self.anchor, self.caret - self.anchor)
        if self.anchor == self.caret:
            line.setCursorPosition(self.caret)

    def _restore_text(self, editor: QPlainTextEdit) -> None:
        cursor = editor.textCursor()
        if editor.toPlainText() != self.text:
            cursor.select(QTextCursor.SelectionType.Document)
            cursor.insertText(self.text)
        cursor.setPosition(self.anchor)
        cursor.setPosition(self.caret, QTextCursor.MoveMode.KeepAnchor)
        editor.setTextCursor(cursor)
