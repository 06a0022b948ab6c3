"""Several lines of free text in which Enter moves on and Shift+Enter starts a new line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPalette
from PySide6.QtWidgets import QPlainTextEdit
from typing_extensions import override

from intake_app.ui.widgets.field import Field
from intake_app.ui.widgets.frame import RING
from intake_app.ui.widgets.line_edit import is_for_the_form, is_missed_chord, is_our_chord
from intake_app.ui.widgets.scroll import slim

if TYPE_CHECKING:
    from intake_app.ui.theme import Look

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class TextEdit(QPlainTextEdit):
    """The editor; Tab moves the focus as everywhere."""

    entered = Signal()
    focused = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(0)
        self.document().clearUndoRedoStacks()  # the margin is no edit of the person's
        clear = self.palette()
        clear.setColor(QPalette.ColorRole.Base, Qt.GlobalColor.transparent)
        self.setPalette(clear)

    @override
    def event(self, event: QEvent) -> bool:
        """Leave undo with nothing to take back here to the form."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and is_for_the_form(
                event,
                undo=self.document().isUndoAvailable(),
                redo=self.document().isRedoAvailable(),
            )
        ):
            event.ignore()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_missed_chord(event) or is_our_chord(event):
            event.ignore()
        elif event.key() not in _ENTER:
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.insertPlainText("\n")
        else:
            self.entered.emit()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit(event.gotFocus())

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.focused.emit(event.gotFocus())


class TextField(Field):
    """A frame of `lines` lines around the editor."""

    def __init__(
        self, look: Look, name: str, lines: int = 2, editor: TextEdit | None = None
    ) -> None:
        self.text_edit = editor or TextEdit()
        super().__init__(look, self.text_edit, name)
        slim(self.text_edit, look)
        spacing = self.text_edit.fontMetrics().lineSpacing()
        inset = (look.row - spacing) // 2
        self.frame.inset(look.px(0.5) + 2, inset)  # 2: what a line edit keeps by itself
        self.frame.setFixedHeight(look.row + (lines - 1) * spacing + 2 * RING)
        self.text_edit.focused.connect(self.show_focus)
        self.text_edit.textChanged.connect(self._on_changed)

    def text(self) -> str:
        """What was written, without blanks at its ends."""
        return self.text_edit.toPlainText().strip()

    def show_text(self, text: str) -> None:
        """Fill the field as if it had not been touched."""
        if text != self.text_edit.toPlainText():
            self.text_edit.setPlainText(text)
        self.mark("")

    def _on_changed(self) -> None:
        self.mark("")
