"""The text of a template, with the numbers of its lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QWidget
from typing_extensions import override

from intake_app.ui.widgets.scroll import slim

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QPaintEvent, QResizeEvent

    from intake_app.ui.theme import Look


class _Numbers(QWidget):
    def __init__(self, editor: TemplateEditor) -> None:
        super().__init__(editor)
        self._editor = editor

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._editor.numbers_width(), 0)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        self._editor.paint_numbers(self)


class TemplateEditor(QPlainTextEdit):
    """Tab moves the focus as everywhere; `left` comes when somebody is done here."""

    left = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._bad: frozenset[int] = frozenset()
        self._numbers = _Numbers(self)
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.NoWrap)
        self.setFont(look.small)
        slim(self, look)
        self.blockCountChanged.connect(self._make_room)
        self.updateRequest.connect(self._on_update)
        self._make_room(0)

    def show_source(self, source: str) -> None:
        """Replace everything; what was taken back before belongs to another paper."""
        if source != self.toPlainText():
            self.setPlainText(source)

    def mark(self, lines: frozenset[int]) -> None:
        """Show which lines are wrong."""
        self._bad = lines
        self._numbers.update()

    def numbers_width(self) -> int:
        """Room for the longest number."""
        digits = len(str(max(1, self.blockCount())))
        return self.fontMetrics().horizontalAdvance("9" * max(2, digits)) + self._look.px(0.75)

    def paint_numbers(self, where: QWidget) -> None:
        """Number the lines in sight; a wrong one stands out by a sign, not by colour alone."""
        painter, block = QPainter(where), self.firstVisibleBlock()
        painter.setFont(self.font())
        width, high = where.width() - self._look.px(0.25), self.fontMetrics().height()
        while block.isValid():
            top = self.blockBoundingGeometry(block).translated(self.contentOffset()).top()
            if top > self.viewport().height():
                break
            line = block.blockNumber() + 1
            bad = line in self._bad
            painter.setPen(self._look.colour("bad" if bad else "muted"))
            spot = QRect(0, round(top), width, high)
            painter.drawText(spot, Qt.AlignmentFlag.AlignRight, f"!{line}" if bad else str(line))
            block = block.next()

    @override
    def resizeEvent(self, e: QResizeEvent) -> None:
        super().resizeEvent(e)
        room = self.contentsRect()
        self._numbers.setGeometry(room.left(), room.top(), self.numbers_width(), room.height())

    @override
    def focusOutEvent(self, e: QFocusEvent) -> None:
        super().focusOutEvent(e)
        self.left.emit()

    def _make_room(self, _count: int) -> None:
        self.setViewportMargins(self.numbers_width(), 0, 0, 0)

    def _on_update(self, _area: QRect, _down: int) -> None:
        self._numbers.update()
