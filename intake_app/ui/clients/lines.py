"""A plain list of rows: hairlines, one row chosen, Enter opens it, more rows as they are wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QStyledItemDelegate
from typing_extensions import override

from intake_app.ui.clients.lines_model import LinesModel
from intake_app.ui.tables.plain_table import PlainTable, paint_ground

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFont, QPainter
    from PySide6.QtWidgets import QStyleOptionViewItem

    from intake_app.ui.tables.table_model import Column
    from intake_app.ui.theme import Look

T = TypeVar("T")

_SAMPLE = 100
END_EM = 0.9
"""What keeps the last column off the edge of the list."""
_ROW_EM = 2.2
_WRAPPED = Qt.TextFlag.TextWordWrap


class _Plain(QStyledItemDelegate):
    """`tall` cells break their lines, the others end in an ellipsis and tell the rest as a tip."""

    def __init__(self, look: Look, parent: Lines[Any], edge: int, *, tall: bool) -> None:
        super().__init__(parent)
        self._table = parent
        self._look = look
        self._edge = edge
        self._tall = tall

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        look = self._look
        is_last = index.column() == self._table.last
        inner = self._inner(paint_ground(painter, look, option), index.column(), is_last=is_last)
        font = self.font(index.column())
        painter.setFont(font)
        painter.setPen(look.colour("text"))
        text = " ".join(str(index.data()).split())
        align: Qt.AlignmentFlag = index.data(Qt.ItemDataRole.TextAlignmentRole)
        if self._tall:
            painter.drawText(inner, align | _WRAPPED, text)
        else:
            shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
            painter.drawText(inner, align, shown)

    def font(self, column: int) -> QFont:
        """The first column is what a row is about."""
        return self._look.letters(strong=column == 0, tabular=column != 0)

    def height(self, text: str, column: int, width: int) -> int:
        """How high a cell must be for its text."""
        inner = self._inner(QRect(0, 0, width, 10_000), column)
        words = QFontMetrics(self.font(column)).boundingRect(inner, _WRAPPED, text)
        return words.height() + self._look.px(_ROW_EM - 1.25)

    def _inner(self, rect: QRect, column: int, *, is_last: bool = False) -> QRect:
        side = self._look.px(0.4)
        left = self._edge if column == 0 else side
        return rect.adjusted(left, 0, -(self._look.px(END_EM) if is_last else side), -1)


class Lines(PlainTable, Generic[T]):
    """`opened` carries the row on which Enter was pressed, `wanted` asks for more of them."""

    opened = Signal(object)
    wanted = Signal()

    TALL: ClassVar = False

    def __init__(
        self,
        look: Look,
        name: str,
        title: str,
        columns: Sequence[Column[T]],
        *,
        edge: int = 0,
    ) -> None:
        super().__init__(look, name, title)
        self._edge = edge or look.px(0.6)
        self._gone: set[int] = set()  # columns there was no room for
        self.last = len(columns) - 1  # the last one in sight
        self._model = self.make_model(columns)
        self._plain = _Plain(look, self, self._edge, tall=self.TALL)
        self.setModel(self._model)
        self.setItemDelegate(self._plain)
        self.dress(_ROW_EM, self._edge)
        self._model.wanted.connect(self.wanted)

    def make_model(self, columns: Sequence[Column[T]]) -> LinesModel[T]:
        """What holds the rows; lists that are typed into have one of their own."""
        return LinesModel(columns, self)

    @property
    def rows(self) -> tuple[T, ...]:
        """What is shown."""
        return self._model.rows

    def show_rows(self, rows: tuple[T, ...], empty: str, *, more: bool = False) -> None:
        """Replace the list; the same row stays chosen where it is still there."""
        chosen, before = self.chosen(), self._model.rows
        self.empty = empty
        self._model.has_more = more
        if rows != before:
            self._model.set_rows(rows)
        if rows and (rows != before or chosen is None):
            self.selectRow(rows.index(chosen) if chosen is not None and chosen in rows else 0)
        self.fit()
        self.viewport().update()

    def add_rows(self, rows: tuple[T, ...], *, more: bool) -> None:
        """Put the next page at the foot."""
        self._model.add_rows(rows)
        self._model.has_more = more
        self.fit()

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
    def open_chosen(self) -> None:
        row = self.chosen()
        if row is not None:
            self.opened.emit(row)

    @override
    def fit(self) -> None:
        """Each column gets what it needs; what is spare goes, then the widest ones give way."""
        for place in self._gone:
            self.showColumn(place)
        self._gone = set()
        needed = self._needed()
        room = self.viewport().width()
        while sum(needed) > room and (place := self._sparest(needed)) is not None:
            self.hideColumn(place)
            self._gone.add(place)
            needed[place] = 0
        self.last = max(place for place, width in enumerate(needed) if width)
        needed[self.last] += self.look.px(END_EM)
        self._narrow(needed, room)
        if room > sum(needed):
            needed[self._growing(needed)] += room - sum(needed)
        for place, width in enumerate(needed):
            if width:
                self.setColumnWidth(place, width)
        if self.TALL:
            self._heighten(needed)

    def _needed(self) -> list[int]:
        """What each column in sight wants."""
        metrics = QFontMetrics(self.look.letters(strong=True, tabular=True))
        needed: list[int] = []
        for place, column in enumerate(self._model.columns):
            if self.isColumnHidden(place):
                needed.append(0)
                continue
            texts = [column.title, *(column.text(row) for row in self._model.rows[:_SAMPLE])]
            widest = max(metrics.horizontalAdvance(text) for text in texts)
            needed.append(widest + self.look.px(1.2))
        needed[0] += self._edge
        return needed

    def _sparest(self, needed: Sequence[int]) -> int | None:
        """The column that is missed least of those in sight."""
        columns = enumerate(self._model.columns)
        spare = [(one.spare, place) for place, one in columns if one.spare and needed[place]]
        return max(spare)[1] if spare else None

    def _narrow(self, needed: list[int], room: int) -> None:
        """Take what is missing from the widest columns, by turns."""
        rest, least = room - sum(needed), self.look.px(5)
        while rest < 0 and max(needed) > least:
            place = needed.index(max(needed))
            others = sorted(needed)[-2] if len(needed) > 1 else least
            cut = min(-rest, max(1, needed[place] - max(others, least)))
            needed[place] -= cut
            rest += cut

    def _growing(self, needed: list[int]) -> int:
        """Always the same column, whatever is found; the widest one where none is named."""
        columns = enumerate(self._model.columns)
        named = (place for place, column in columns if column.grows and needed[place])
        return next(named, needed.index(max(needed)))

    def _heighten(self, widths: Sequence[int]) -> None:
        for place, row in enumerate(self._model.rows):
            texts = enumerate(column.text(row) for column in self._model.columns)
            highest = max(
                self._plain.height(text, at, widths[at]) for at, text in texts if widths[at]
            )
            self.setRowHeight(place, max(highest, self.look.px(_ROW_EM)))


class TallLines(Lines[T]):
    """Rows as high as their words need, for lists of which nothing may be cut."""

    TALL = True
