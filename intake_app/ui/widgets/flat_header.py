"""Column titles that stand over their columns and do not look like buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QHeaderView, QWidget
from typing_extensions import override

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from intake_app.ui.theme import Look

_END_EM = 0.9


class FlatHeader(QHeaderView):
    """`first` is the room left of the first column, to stand in line with the page."""

    def __init__(self, look: Look, first: int, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._look = look
        self._first = first
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHighlightSections(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFixedHeight(look.px(2.0))

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        look = self._look
        painter.save()
        painter.fillRect(rect, look.colour("window"))
        painter.setPen(look.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setFont(look.small)
        painter.setPen(look.colour("muted"))
        left = self._first if self.visualIndex(logicalIndex) == 0 else look.px(0.5)
        seen = (place for place in range(self.count()) if not self.isSectionHidden(place))
        is_last = logicalIndex == max(seen, default=0)
        inner = rect.adjusted(left, 0, -look.px(_END_EM if is_last else 0.5), 0)
        model, side = self.model(), Qt.Orientation.Horizontal
        align = model.headerData(logicalIndex, side, Qt.ItemDataRole.TextAlignmentRole)
        title = str(model.headerData(logicalIndex, side))
        shown = painter.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, align, shown)
        painter.restore()
