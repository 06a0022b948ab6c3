"""A plain list of rows: hairlines, one row chosen, Enter opens it, more rows as they are wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)
from typing_extensions import override

from intake_app.ui.clients.lines_model import LinesModel
from intake_app.ui.widgets.flat_header import FlatHeader
from intake_app.ui.widgets.scroll import slim

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QRect
    from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent

    from intake_app.ui.tables.table_model import Column
    from intake_app.ui.theme import Look

T = TypeVar("T")

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_SAMPLE = 100


class _Plain(QStyledItemDelegate):
    def __init__(self, look: Look, parent: QTableView, edge: int) -> None:
        super().__init__(parent)
        self._look = look
        self._edge = edge

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        look = self._look
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, look.colour("chosen"))
        painter.setPen(look.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        first = index.column() == 0
        inner = rect.adjusted(self._edge if first else look.px(0.4), 0, -look.px(0.4), -1)
        font = look.letters(strong=first, tabular=not first)
        painter.setFont(font)
        painter.setPen(look.colour("text"))
        text = " ".join(str(index.data()).split())
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, index.data(Qt.ItemDataRole.TextAlignmentRole), shown)


class Lines(QTableView, Generic[T]):
    """`opened` carries the row on which Enter was pressed, `wanted` asks for more of them."""

    opened = Signal(object)
    wanted = Signal()

    def __init__(
        self,
        look: Look,
        name: str,
        title: str,
        columns: Sequence[Column[T]],
        *,
        edge: int = 0,
    ) -> None:
        super().__init__()
        self._look = look
        self._empty = ""
        self._edge = edge or look.px(0.6)
        self._model: LinesModel[T] = LinesModel(columns, self)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setModel(self._model)
        self.setItemDelegate(_Plain(look, self, self._edge))
        self._dress()
        self.doubleClicked.connect(self._on_opened)
        self._model.wanted.connect(self.wanted)

    @property
    def rows(self) -> tuple[T, ...]:
        """What is shown."""
        return self._model.rows

    def show_rows(self, rows: tuple[T, ...], empty: str, *, more: bool = False) -> None:
        """Replace the list; the same row stays chosen where it is still there."""
        chosen, before = self.chosen(), self._model.rows
        self._empty = empty
        self._model.has_more = more
        if rows != before:
            self._model.set_rows(rows)
        if rows and (rows != before or chosen is None):
            self.selectRow(rows.index(chosen) if chosen is not None and chosen in rows else 0)
        self._fit()
        self.viewport().update()

    def add_rows(self, rows: tuple[T, ...], *, more: bool) -> None:
        """Put the next page at the foot."""
        self._model.add_rows(rows)
        self._model.has_more = more
        self._fit()

    def chosen(self) -> T | None:
        """The highlighted row."""
        index = self.currentIndex()
        return self._model.rows[index.row()] if index.isValid() else None

    def step(self, by: int) -> None:
        """Move the highlight while the focus is elsewhere."""
        place = self.currentIndex().row() + by
        if 0 <= place < len(self._model.rows):
            self.selectRow(place)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._on_opened()
        else:
            super().keyPressEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._model.rows or not self._empty:
            return
        painter = QPainter(self.viewport())
        painter.setFont(self._look.letters())
        painter.setPen(self._look.colour("muted"))
        room = self.viewport().rect().adjusted(self._look.px(1), 0, -self._look.px(1), 0)
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(room, flags, self._empty)

    def _on_opened(self) -> None:
        row = self.chosen()
        if row is not None:
            self.opened.emit(row)

    def _dress(self) -> None:
        look = self._look
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        slim(self, look)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(look.px(2.2))
        self.verticalHeader().setMinimumSectionSize(look.px(1.5))
        self.setHorizontalHeader(FlatHeader(look, self._edge, self))

    def _fit(self) -> None:
        """Each column gets what it needs; what is left or missing goes to the widest one."""
        metrics = QFontMetrics(self._look.letters(strong=True, tabular=True))
        needed: list[int] = []
        for column in self._model.columns:
            texts = [column.title, *(column.text(row) for row in self._model.rows[:_SAMPLE])]
            widest = max(metrics.horizontalAdvance(text) for text in texts)
            needed.append(widest + self._look.px(1.2))
        needed[0] += self._edge
        rest = self.viewport().width() - sum(needed)
        least = self._look.px(5)
        while rest < 0 and max(needed) > least:
            place = needed.index(max(needed))
            others = sorted(needed)[-2] if len(needed) > 1 else least
            cut = min(-rest, max(1, needed[place] - max(others, least)))
            needed[place] -= cut
            rest += cut
        if rest > 0:
            needed[needed.index(max(needed))] += rest
        for place, width in enumerate(needed):
            self.setColumnWidth(place, width)
