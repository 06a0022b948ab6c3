"""A field as the operator sees it: frame, editor and, under it, one sentence when it is bad."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from intake_app.ui.widgets.frame import RING, Frame
from intake_app.ui.widgets.line_edit import LineEdit
from intake_app.ui.widgets.reveal import reveal

if TYPE_CHECKING:
    from intake_app.ui.theme import Look


class Field(QWidget):
    """Frame above, message below. `editor` is what has the focus, the name and the label."""

    def __init__(self, look: Look, editor: QWidget, name: str, *, icon: str = "") -> None:
        super().__init__()
        self.editor = editor
        self.frame = Frame(look, editor, icon)
        self._look = look
        self._message = QWidget()
        self._mark = QLabel()
        self._sentence = QLabel()
        editor.setObjectName(name)
        self.setFocusProxy(editor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self._lay_out()

    def mark(self, sentence: str) -> None:
        """Show that the content is bad and what to do; an empty sentence takes the mark away."""
        self.frame.show_state("bad" if sentence else "field")
        self._say(sentence)
        if sentence and QAccessible.isActive():
            # The label carries no accessible name, which would hide its text from readers.
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.editor, sentence))

    def show_focus(self, focused: bool) -> None:
        """Draw the ring, and come into sight."""
        self.frame.show_focus(focused)
        if focused:
            reveal(self)

    def is_marked(self) -> bool:
        """Whether the field stands out as bad."""
        return bool(self._sentence.text())

    def sentence(self) -> str:
        """What is said under the field."""
        return self._sentence.text()

    def _say(self, sentence: str) -> None:
        self._sentence.setText(sentence)
        self._message.setVisible(bool(sentence))
        self.updateGeometry()

    def _lay_out(self) -> None:
        look = self._look
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.frame)
        column.addWidget(self._message)
        line = QHBoxLayout(self._message)
        line.setContentsMargins(RING, 0, RING, RING)
        line.setSpacing(look.px(0.35))
        line.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._sentence, 1)
        size = look.px(1.1)
        self._mark.setPixmap(look.icons.pixmap("alert-circle", look.tokens.bad, size, 2.0))
        self._mark.setFixedSize(size, look.px(1.3))
        self._mark.setScaledContents(False)
        self._sentence.setFont(look.small)
        self._sentence.setWordWrap(True)
        palette = self._sentence.palette()
        palette.setColor(self._sentence.foregroundRole(), look.colour("bad"))
        self._sentence.setPalette(palette)
        self._message.hide()


class LineField(Field):
    """One line of text."""

    def __init__(self, look: Look, name: str, *, icon: str = "") -> None:
        self.line = LineEdit()
        super().__init__(look, self.line, name, icon=icon)
        self.frame.setFixedHeight(look.row + 2 * RING)
        self.line.focused.connect(self.show_focus)
        self.line.textEdited.connect(self._on_edited)
        self.line.escaped.connect(self.wipe)

    def text(self) -> str:
        """What is in the line, without blanks at its ends."""
        return self.line.text().strip()

    def show_text(self, text: str) -> None:
        """Fill the line as if it had not been touched."""
        self.line.setText(text)
        self.line.setCursorPosition(0)
        self.mark("")

    def wipe(self) -> None:
        """Empty the line as a key would: undo brings the text back."""
        self.line.selectAll()
        self.line.del_()

    def _on_edited(self) -> None:
        self.mark("")
