"""Short facts one under the other, to be read and not to be chosen from."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

if TYPE_CHECKING:
    from intake_app.ui.theme import Look


class FactRow(NamedTuple):
    """Title and moment on one line, the rest under it."""

    title: str
    text: str = ""
    when: str = ""


class FactList(QWidget):
    """Rows with a hairline between them, or one sentence when there are none."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._rows: tuple[FactRow, ...] = ()
        self._empty = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_rows(self, rows: tuple[FactRow, ...], empty: str) -> None:
        """Replace everything."""
        self._rows, self._empty = rows, empty
        spoken = "; ".join(" ".join(filter(None, row)) for row in rows)
        self.setAccessibleDescription(spoken or empty)
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        height = sum(self._height(row) for row in self._rows) or self._look.px(2)
        return QSize(self._look.px(16), height)

    def _height(self, row: FactRow) -> int:
        return self._look.px(3.3 if row.text else 2.0)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look = self._look
        painter = QPainter(self)
        if not self._rows:
            painter.setFont(look.small)
            painter.setPen(look.colour("muted"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, self._empty)
            return
        top = 0
        for row in self._rows:
            height = self._height(row)
            self._paint_row(painter, QRectF(0, top, self.width(), height), row)
            top += height

    def _paint_row(self, painter: QPainter, rect: QRectF, row: FactRow) -> None:
        look = self._look
        half = rect.height() / 2 if row.text else rect.height()
        upper = QRectF(rect.left(), rect.top() + 2, rect.width(), half - 2)
        lower = QRectF(rect.left(), rect.top() + half, rect.width(), half - 4)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        small = look.letters(0.9, tabular=True)
        painter.setFont(small)
        painter.setPen(look.colour("muted"))
        painter.drawText(
            upper, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, row.when
        )
        wide = QFontMetrics(small).horizontalAdvance(row.when) + look.px(0.5)
        lower_text = painter.fontMetrics().elidedText(
            row.text, Qt.TextElideMode.ElideRight, int(lower.width())
        )
        painter.drawText(lower, left, lower_text)
        painter.setFont(look.letters())
        painter.setPen(look.colour("text"))
        title = painter.fontMetrics().elidedText(
            row.title, Qt.TextElideMode.ElideRight, int(upper.width()) - wide
        )
        painter.drawText(upper, left, title)
        painter.setPen(look.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
