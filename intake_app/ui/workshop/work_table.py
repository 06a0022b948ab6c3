"""A list of repairs on the bench: columns, the stage as a chip, what presses in its colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QStyledItemDelegate
from typing_extensions import override

from intake_app.ui import stage_tints, stage_words
from intake_app.ui.tables.plain_table import PlainTable, paint_ground
from intake_app.ui.tables.table_model import Column
from intake_app.ui.widgets.stage_chip import chip_width, paint_chip
from intake_app.ui.workshop.paged_model import ALIGNED, PagedModel

if TYPE_CHECKING:
    from uuid import UUID

    from PySide6.QtCore import QRect
    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QStyleOptionViewItem

    from intake_app.services.bench_rows import BenchRow
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look
    from intake_app.ui.workshop.bench_words import BenchWords

NUMBER, WHY, DEVICE, FAULT, STAGE, SINCE, PROMISED, TECHNICIAN, PLACE = range(9)
_SHARES = {DEVICE: 0.5, FAULT: 0.5}
_SHARED_EM = 24
_LEAVE = (PLACE, SINCE, TECHNICIAN, FAULT)
"""Which columns go first where there is no room for all."""
_SAMPLE = 50
_BAR_EM = 0.3
_FIRST = 2000  # nobody has more work in hand


class WorkDelegate(QStyledItemDelegate):
    """Paints what is in sight only."""

    def __init__(self, look: Look, desk: Desk, words: BenchWords, model: PagedModel) -> None:
        super().__init__(model)
        self._look = look
        self._desk = desk
        self._words = words
        self._model = model
        strong, plain = look.letters(strong=True), look.letters(tabular=True)
        self._fonts = {True: (strong, QFontMetrics(strong)), False: (plain, QFontMetrics(plain))}

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        look, column = self._look, index.column()
        rect = paint_ground(painter, look, option)
        row = self._model.row(index.row())
        if row is None:
            return
        left = look.margin if column == NUMBER else look.px(0.5)
        inner = rect.adjusted(left, 0, -look.px(0.5), -1)
        if column == NUMBER:
            self._paint_bar(painter, rect, self._words.tone(row))
        if column == STAGE:
            self._paint_stage(painter, inner, row)
        else:
            self._paint_text(painter, inner, column, row)

    def _paint_bar(self, painter: QPainter, rect: QRect, tone: str) -> None:
        """What presses has an edge in the colour of its reason."""
        if tone != "muted":
            bar = rect.adjusted(0, 0, self._look.px(_BAR_EM) - rect.width(), -1)
            painter.fillRect(bar, self._look.colour(tone))

    def _paint_stage(self, painter: QPainter, rect: QRect, row: BenchRow) -> None:
        fill = stage_tints.fill(self._desk, row.stage)
        icon = stage_words.ICONS.get(row.stage, "help")
        text = self._words.stage(row)
        paint_chip(painter, self._look, QRectF(rect), fill=fill, icon=icon, text=text)

    def _paint_text(
        self,
        painter: QPainter,
        rect: QRect,
        column: int,
        row: BenchRow,
    ) -> None:
        text = self._model.columns[column].text(row)
        if not text:
            return
        font, metrics = self._fonts[column == NUMBER]
        painter.setFont(font)
        painter.setPen(self._look.colour(self._tone(row, column)))
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, ALIGNED, shown)

    def _tone(self, row: BenchRow, column: int) -> str:
        if column == WHY:
            return self._words.tone(row)
        if column == PROMISED and row.promised_at is not None:
            return "bad" if row.promised_at < self._desk.now() else "text"
        return "muted" if column in {FAULT, SINCE} else "text"


class WorkTable(PlainTable):
    """`opened` carries the BenchRow on which Enter was pressed."""

    opened = Signal(object)

    def __init__(self, look: Look, desk: Desk, words: BenchWords) -> None:
        super().__init__(look, "workshop.table", desk.tr("Repairs"))
        tr = desk.tr
        columns = (
            Column(tr("No."), _number),
            Column(tr("Why"), words.why),
            Column(tr("Device"), _device),
            Column(tr("Fault"), _fault),
            Column(tr("Stage"), words.stage),
            Column(tr("For"), words.since),
            Column(tr("Ready by"), words.promised),
            Column(tr("Technician"), _technician),
            Column(tr("Place"), _place),
        )
        self._model = PagedModel(columns, desk.shop.finder.bench_rows, self)
        self._wide: dict[int, int] = {}
        self.setModel(self._model)
        self.setItemDelegate(WorkDelegate(look, desk, words, self._model))
        self.dress(2.4, look.margin)

    @property
    def numbers(self) -> tuple[int, ...]:
        """The whole list."""
        return self._model.numbers

    def show_numbers(self, numbers: tuple[int, ...], empty: str) -> None:
        """Replace the list; the same repair stays chosen where it is still there."""
        place = self.currentIndex().row()
        chosen = self.numbers[place] if 0 <= place < len(self.numbers) else 0
        self.empty = empty
        self._model.show_numbers(numbers)
        if numbers:
            self.choose(chosen, max(0, min(place, len(numbers) - 1)))
        self.fit()
        self.viewport().update()

    def choose(self, number: int, otherwise: int = 0) -> None:
        """Highlight a repair by its inner number, or a place where it is not in the list."""
        place = self.numbers.index(number) if number in self.numbers else otherwise
        if self.currentIndex().row() != place or not self.currentIndex().isValid():
            self.selectRow(place)

    def choose_order(self, order: UUID) -> None:
        """Highlight an order that was just handed out: it is among the first."""
        places = range(min(_FIRST, len(self.numbers)))
        found = next((at for at in places if _is(self._model.row(at), order)), None)
        if found is not None:
            self.selectRow(found)

    def chosen(self) -> BenchRow | None:
        """The highlighted repair."""
        place = self.currentIndex().row()
        return self._model.row(place) if 0 <= place < len(self.numbers) else None

    @override
    def open_chosen(self) -> None:
        row = self.chosen()
        if row is not None:
            self.opened.emit(row)

    @override
    def fit(self) -> None:
        """Each column as wide as its words; device and fault share what is left."""
        if self.numbers or not self._wide:
            self._wide = self._needed()
        wide, hidden = self._wide, set[int]()
        for column in _LEAVE:
            if self._rest(wide, hidden) >= self.look.px(_SHARED_EM):
                break
            hidden.add(column)
        shares = {column: part for column, part in _SHARES.items() if column not in hidden}
        rest, whole = self._rest(wide, hidden), sum(shares.values())
        for column, width in wide.items():
            self.setColumnHidden(column, column in hidden)
            part = shares.get(column)
            self.setColumnWidth(column, width if part is None else round(rest * part / whole))

    def _rest(self, wide: dict[int, int], hidden: set[int]) -> int:
        fixed = (width for place, width in wide.items() if place not in hidden | _SHARES.keys())
        return self.viewport().width() - sum(fixed)

    def _needed(self) -> dict[int, int]:
        look = self.look
        metrics = QFontMetrics(look.letters(strong=True, tabular=True))
        sample = (self._model.row(place) for place in range(min(_SAMPLE, len(self.numbers))))
        rows = [row for row in sample if row is not None]
        needed: dict[int, int] = {}
        for place, column in enumerate(self._model.columns):
            texts = [column.title, *(column.text(row) for row in rows)]
            width = max(metrics.horizontalAdvance(text) for text in texts)
            if place == STAGE:
                width = max((chip_width(look, text) for text in texts[1:]), default=width)
            needed[place] = width + look.px(1.25) + (look.margin if place == NUMBER else 0)
        return needed


def _is(row: BenchRow | None, order: UUID) -> bool:
    return row is not None and row.id == order


def _number(row: BenchRow) -> str:
    return row.number


def _device(row: BenchRow) -> str:
    return row.device


def _fault(row: BenchRow) -> str:
    return row.fault


def _technician(row: BenchRow) -> str:
    return row.technician


def _place(row: BenchRow) -> str:
    return row.place
