"""What lists of rows are alike in: hairlines, one row chosen, Enter, a word while empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QTableView
from typing_extensions import override

from intake_app.ui.widgets.flat_header import FlatHeader
from intake_app.ui.widgets.scroll import slim

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent
    from PySide6.QtWidgets import QStyleOptionViewItem

    from intake_app.ui.theme import Look

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def paint_ground(painter: QPainter, look: Look, option: QStyleOptionViewItem) -> QRect:
    """Paint what a cell stands on, and tell where it is."""
    rect: QRect = option.rect
    state: QStyle.StateFlag = option.state
    if state & QStyle.StateFlag.State_Selected:
        painter.fillRect(rect, look.colour("chosen"))
    painter.setPen(look.colour("line"))
    painter.drawLine(rect.bottomLeft(), rect.bottomRight())
    return rect


class PlainTable(QTableView):
    """Subclasses say what Enter does, and how wide the columns are."""

    def __init__(self, look: Look, name: str, title: str) -> None:
        super().__init__()
        self.look = look
        self.empty = ""
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.doubleClicked.connect(self.open_chosen)

    def open_chosen(self) -> None:
        """Do what Enter means."""
        raise NotImplementedError

    def fit(self) -> None:
        """Give the columns the room there is."""
        raise NotImplementedError

    def dress(self, row_em: float, edge: int) -> None:
        """Look as lists look here."""
        look = self.look
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        slim(self, look)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(look.px(row_em))
        self.verticalHeader().setMinimumSectionSize(look.px(1.5))
        self.setHorizontalHeader(FlatHeader(look, edge, self))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.open_chosen()
        else:
            super().keyPressEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.model().rowCount() or not self.empty:
            return
        painter = QPainter(self.viewport())
        painter.setFont(self.look.letters())
        painter.setPen(self.look.colour("muted"))
        room = self.viewport().rect().adjusted(self.look.px(1), 0, -self.look.px(1), 0)
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self.empty)
