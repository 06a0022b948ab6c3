"""Works and parts of an order, each cell changed where it stands by Enter or by typing over it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractItemView
from typing_extensions import override

from intake_app.checks.line_sums import UNIT
from intake_app.i18n import formats
from intake_app.services.work_rows import LineRow
from intake_app.ui import work_words
from intake_app.ui.clients.lines import Lines
from intake_app.ui.tables.table_model import Column
from intake_app.ui.work.cell import CellDelegate
from intake_app.ui.work.lines_model import WorkModel

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from intake_app.services.work_rows import WorkSheet
    from intake_app.ui.clients.lines_model import LinesModel
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look

TEXT, QUANTITY, PRICE, SUM, WARRANTY, TECHNICIAN, STATE, COST = range(8)
_WIDE_EM = 60
FIELDS = {
    TEXT: "text",
    QUANTITY: "quantity",
    PRICE: "price_minor",
    WARRANTY: "warranty_days",
    COST: "cost_minor",
}
"""Columns that are typed over, and the field each one means."""


class LinesTable(Lines[LineRow]):
    """`typed` carries a line, a field and what was typed; `asked` the line whose state is meant."""

    typed = Signal(object, str, str)
    asked = Signal(object)

    def __init__(self, look: Look, desk: Desk) -> None:
        tr = desk.tr
        self._tr = tr
        self._currency = desk.settings.shop.currency
        columns = (
            Column(tr("Work or part"), _text, grows=True),
            Column(tr("Qty"), self._quantity, right=True),
            Column(tr("Price"), self._price, right=True),
            Column(tr("Sum"), self._sum, right=True),
            Column(tr("Warranty, days"), _warranty, right=True),
            Column(tr("Technician"), _technician),
            Column(tr("Part"), self._state),
            Column(tr("bought at"), self._cost, right=True),
        )
        self._has_costs = False
        super().__init__(look, "work.lines", tr("Works and parts"), columns)
        self.setItemDelegate(CellDelegate(look, self, look.px(0.6)))
        self.setEditTriggers(QAbstractItemView.EditTrigger.AnyKeyPressed)
        self.opened.connect(self._on_opened)

    @override
    def make_model(self, columns: Sequence[Column[LineRow]]) -> LinesModel[LineRow]:
        made = WorkModel(columns, self, frozenset(FIELDS))
        made.typed.connect(self._on_typed)
        return made

    def show_sheet(self, sheet: WorkSheet) -> None:
        """Show the lines; the same cell stays chosen."""
        before, column = self.chosen(), self.currentIndex().column()
        place = self.currentIndex().row()
        self._currency = sheet.currency
        self._has_costs = sheet.totals.cost is not None
        self.setColumnHidden(SUM, all(row.quantity == UNIT for row in sheet.lines))
        self.setColumnHidden(TECHNICIAN, not any(row.technician for row in sheet.lines))
        self.setColumnHidden(STATE, not any(row.state for row in sheet.lines))
        self.show_rows(sheet.lines, self._tr("No works and parts yet: type the first one above"))
        if before is None or not sheet.lines:
            return
        same = (at for at, row in enumerate(sheet.lines) if row.id == before.id)
        self._choose(next(same, min(place, len(sheet.lines) - 1)), max(0, column))

    @override
    def fit(self) -> None:
        """Costs are the first to go where there is little room."""
        is_wide = self.viewport().width() >= self.look.px(_WIDE_EM)
        self.setColumnHidden(COST, not (self._has_costs and is_wide))
        super().fit()

    def choose(self, line: UUID) -> None:
        """Highlight a line."""
        for at, row in enumerate(self.rows):
            if row.id == line:
                self._choose(at, TEXT)

    @override
    def open_chosen(self) -> None:
        # Enter that ends the typing in a cell comes here as well; it means nothing more.
        if self.state() is not QAbstractItemView.State.EditingState:
            super().open_chosen()

    def _choose(self, row: int, column: int) -> None:
        self.setCurrentIndex(self.model().index(row, column))

    def _on_opened(self, row: LineRow) -> None:
        index = self.currentIndex()
        if index.column() in FIELDS:
            self.edit(index)
        elif row.state:
            self.asked.emit(row)

    def _on_typed(self, row: LineRow, column: int, text: str) -> None:
        self.typed.emit(row, FIELDS[column], text)

    def _quantity(self, row: LineRow) -> str:
        unit = self._tr(work_words.UNITS.get(row.unit, row.unit)) if row.unit else ""
        number = work_words.quantity(row.quantity, self._tr.language)
        return f"{number}\u00a0{unit}" if unit else number

    def _price(self, row: LineRow) -> str:
        return formats.amount(row.price_minor, self._currency, self._tr.language)

    def _sum(self, row: LineRow) -> str:
        return formats.amount(row.sum_minor, self._currency, self._tr.language)

    def _state(self, row: LineRow) -> str:
        said = work_words.state(row.state, row.eta, self._tr)
        return " · ".join(filter(None, (said, row.serial)))

    def _cost(self, row: LineRow) -> str:
        minor = row.cost_minor
        return formats.amount(minor, self._currency, self._tr.language) if minor else "–"


def _text(row: LineRow) -> str:
    return row.text


def _warranty(row: LineRow) -> str:
    return str(row.warranty_days) if row.warranty_days else "–"


def _technician(row: LineRow) -> str:
    return row.technician
