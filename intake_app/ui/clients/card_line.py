"""A field of the card: Enter or leaving saves it, Esc brings back what is stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from intake_app.ui.widgets.field import LineField

if TYPE_CHECKING:
    from intake_app.ui.theme import Look


class CardLine(LineField):
    """`changed_to` carries the field and its text; `left` is Esc where nothing was typed."""

    changed_to = Signal(str, str)
    left = Signal()

    def __init__(self, look: Look, field: str, name: str, title: str) -> None:
        super().__init__(look, name)
        self.field = field
        self._stored = ""
        self._sent = ""
        self._refused: str | None = None
        self._trace = ""
        self.line.setAccessibleName(title)
        self.line.escaped.disconnect(self.wipe)
        self.line.escaped.connect(self._on_escaped)
        self.line.entered.connect(self._on_entered)
        self.line.focused.connect(self._on_focused)

    def show_value(self, text: str, trace: str = "") -> None:
        """Show what is stored, unless somebody is typing here; `trace` says who wrote it."""
        self._trace = trace
        arrived = self._sent != self._stored and self.text() == self._sent
        if arrived or not self.is_edited():
            self._stored = self._sent = text
            if self.line.text() != text or self.line.isUndoAvailable():
                place = self.line.cursorPosition()
                self.show_text(text)
                self.line.setText(text)  # what was typed here is stored: Ctrl+Z is the screen's
                if self.line.hasFocus():
                    self.line.setCursorPosition(place)
        if self.line.hasFocus():
            self.frame.show_echo(trace)

    def is_edited(self) -> bool:
        """Whether something stands here that is not stored yet."""
        return self.text() != self._stored

    def forget(self) -> None:
        """Another card comes: what was typed for the last one was sent when the focus left."""
        self._stored = self._sent = ""
        self._refused = None
        self.show_text("")

    def commit(self) -> None:
        """Send what was typed, once."""
        if self.is_edited() and self.text() not in {self._sent, self._refused}:
            self._sent = self.text()
            self.changed_to.emit(self.field, self.text())

    def not_saved(self, sentence: str) -> None:
        """It was not saved: the text stays to be corrected, and leaving does not send it again."""
        self._sent, self._refused = self._stored, self.text()
        self.mark(sentence)

    def _on_entered(self) -> None:
        self._refused = None  # asked for once more, and the disk may have room by now
        self.commit()
        self.focusNextChild()

    def _on_escaped(self) -> None:
        if self.is_edited():
            self.show_text(self._stored)
        else:
            self.left.emit()

    def _on_focused(self, focused: bool) -> None:
        self.frame.show_echo(self._trace if focused else "")
        if not focused:
            self.commit()
