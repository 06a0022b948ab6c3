"""Orders that wait for their clients, and what is to be done about each of them today."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout
from typing_extensions import override

from intake_app.i18n import formats
from intake_app.ui.agreement import words
from intake_app.ui.clients.lines import TallLines
from intake_app.ui.tables.table_model import Column
from intake_app.ui.tables.waits import Waits

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.services.agreement_rows import WaitRow
    from intake_app.services.shop import Shop
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look

WAYS = {"answer": "answer", "risk": "answer", "tell": "tell", "warn": "tell"}
"""The lines of an agreement that a step is recorded in."""


class WaitsList(Waits):
    """Read in the store lane."""

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        tr = desk.tr
        self._desk = desk
        self._which = ""
        self._typed = ""
        self._rows: tuple[WaitRow, ...] = ()
        self.table: TallLines[WaitRow] = TallLines(
            look,
            "orders.waits",
            tr("Who is waited for"),
            (
                Column(tr("Order"), _number),
                Column(tr("To do"), self._step, grows=True),
                Column(tr("Due"), self._due),
                Column(tr("Client"), _client),
                Column(tr("Device"), _device),
                Column(tr("Sum"), self._sum, right=True),
            ),
            edge=look.margin,
        )
        self.setFocusProxy(self.table)
        self.table.opened.connect(self.opened)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table)

    @property
    def rows(self) -> tuple[WaitRow, ...]:
        """What is shown."""
        return self.table.rows

    @property
    def empty(self) -> str:
        """What stands there while nothing is shown."""
        return self.table.empty

    @override
    def chosen_order(self) -> UUID | None:
        row = self.table.chosen()
        return row.order_id if row is not None else None

    @override
    def step(self, by: int) -> None:
        self.table.step(by)

    @override
    def open_chosen(self) -> None:
        self.table.open_chosen()

    @override
    def load(self, which: str, typed: str) -> None:
        if which != self._which:
            self._rows = ()
        self._which, self._typed = which, typed
        work = partial(_waiting, self._desk.shop, which)
        self._desk.jobs.store(work, partial(self._on_rows, which), self.trouble.emit)

    @override
    def narrow(self, typed: str) -> None:
        self._typed = typed
        wanted = typed.casefold().split()
        rows = tuple(row for row in self._rows if all(word in _all_of(row) for word in wanted))
        tr = self._desk.tr
        self.table.show_rows(
            rows, tr("Nothing found. Esc clears the line") if typed else self._none()
        )
        self.counted.emit(len(rows), sum(row.is_due for row in rows))

    def _on_rows(self, which: str, rows: tuple[WaitRow, ...]) -> None:
        if which == self._which:
            self._rows = rows
            self.narrow(self._typed)

    def _none(self) -> str:
        tr = self._desk.tr
        if self._which == "client":
            return tr("No client owes an answer")
        return tr("Nothing lies here unfetched")

    def _step(self, row: WaitRow) -> str:
        tr = self._desk.tr
        step = tr(words.STEPS[row.step])
        told = f"{step}, {tr('no. %d') % row.step_number}" if row.step == "warn" else step
        return f"! {told}" if row.is_due else told

    def _due(self, row: WaitRow) -> str:
        return self._desk.tr("today") if row.is_due else formats.day(row.due)

    def _sum(self, row: WaitRow) -> str:
        if row.amount is None:
            return ""
        return formats.amount(row.amount.minor, row.amount.currency, self._desk.tr.language)


def _waiting(shop: Shop, which: str) -> tuple[WaitRow, ...]:
    return shop.services.unclaimed.waiting(which)


def _all_of(row: WaitRow) -> str:
    return f"{row.number} {row.client} {row.phone} {row.device}".casefold()


def _number(row: WaitRow) -> str:
    return row.number


def _client(row: WaitRow) -> str:
    whole = formats.phone(row.phone).replace(" ", "\u00a0").replace("-", "\u2011")
    return "  ".join(filter(None, (row.client, whole)))


def _device(row: WaitRow) -> str:
    return row.device
