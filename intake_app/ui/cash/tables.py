"""The lists of the cash box: what happened, what is missing, who owes, earlier shifts, boxes."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from intake_app.i18n import formats
from intake_app.ui import stage_words
from intake_app.ui.clients.lines import Lines
from intake_app.ui.money.money_words import MoneyWords
from intake_app.ui.tables.table_model import Column

if TYPE_CHECKING:
    from intake_app.services.money_rows import (
        BoxRow,
        CashBoard,
        DebtRow,
        JournalRow,
        PaymentRow,
        ShiftRow,
    )
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look

Row = TypeVar("Row")


class CashTables:
    """Five lists alike in looks; each shows its part of the board."""

    def __init__(self, look: Look, desk: Desk) -> None:
        self._desk = desk
        self._words = MoneyWords(desk)
        self._look = look
        self.journal = self._journal()
        self.cheques = self._cheques()
        self.debts = self._debts()
        self.shifts = self._shifts()
        self.boxes = self._boxes()

    def show_board(self, seen: CashBoard) -> None:
        """Replace all five."""
        tr = self._desk.tr
        nothing = tr("Nothing happened in this shift yet") if seen.shift else tr("No shift is open")
        self.journal.show_rows(seen.journal, nothing)
        self.cheques.show_rows(seen.cheques, tr("Every payment has its fiscal cheque"))
        self.debts.show_rows(seen.debts, tr("Nobody owes anything"))
        self.shifts.show_rows(seen.shifts, tr("There was no shift yet"))
        chosen = self.boxes.chosen()
        self.boxes.show_rows(seen.boxes, tr("No cash box, so no shifts are kept: Ins adds one"))

        for place, row in enumerate(seen.boxes):  # it is the same box, whatever is new of it
            if chosen is not None and row.id == chosen.id:
                self.boxes.selectRow(place)

    def _journal(self) -> Lines[JournalRow]:
        tr, words = self._desk.tr, self._words
        columns: tuple[Column[JournalRow], ...] = (
            Column(tr("When"), lambda row: words.when(row.at)),
            Column(tr("What"), lambda row: words.kind(row.kind)),
            Column(tr("Order"), lambda row: row.number),
            Column(tr("Way"), lambda row: words.method(row.method)),
            Column(tr("Sum"), lambda row: words.sum(row.minor), right=True),
            Column(tr("Who"), lambda row: row.by),
            Column(tr("Note"), lambda row: row.note, grows=True),
        )
        return self._made("shift", tr("The shift"), columns)

    def _cheques(self) -> Lines[PaymentRow]:
        tr, words = self._desk.tr, self._words
        columns: tuple[Column[PaymentRow], ...] = (
            Column(tr("Order"), lambda row: row.number),
            Column(tr("When"), lambda row: words.when(row.at)),
            Column(tr("What"), lambda row: words.kind(row.kind)),
            Column(tr("Way"), lambda row: words.method(row.method)),
            Column(tr("Sum"), words.payment, right=True),
            Column(tr("Cheque"), words.cheque, grows=True),
            Column(tr("Who"), lambda row: row.by),
        )
        return self._made("cheques", tr("Cheques that are missing"), columns)

    def _debts(self) -> Lines[DebtRow]:
        tr, words = self._desk.tr, self._words
        columns: tuple[Column[DebtRow], ...] = (
            Column(tr("Client"), lambda row: row.client, grows=True),
            Column(tr("Order"), lambda row: row.number),
            Column(tr("Stage"), lambda row: stage_words.label(self._desk, row.stage), spare=1),
            Column(tr("Since"), lambda row: words.when(row.since), spare=3),
            Column(tr("Price"), lambda row: words.sum(row.account.due or 0), right=True),
            Column(tr("Paid so far"), lambda row: words.sum(row.account.paid), right=True, spare=2),
            Column(tr("On account"), self._owed, right=True),
            Column(tr("Debt"), lambda row: words.sum(row.account.rest or 0), right=True),
            Column(tr("Phone"), lambda row: formats.phone(row.phone)),
        )
        return self._made("debts", tr("Debts"), columns)

    def _shifts(self) -> Lines[ShiftRow]:
        tr, words = self._desk.tr, self._words
        columns: tuple[Column[ShiftRow], ...] = (
            Column(tr("Opened"), lambda row: words.when(row.at)),
            Column(tr("Cash box"), lambda row: row.name),
            Column(tr("Who"), lambda row: row.closed_by or row.by, spare=1),
            Column(tr("Closed"), self._closed),
            Column(tr("Taken"), lambda row: words.sum(row.figures.total), right=True, spare=2),
            Column(tr("Must be there"), self._expected, right=True),
            Column(tr("Counted"), self._counted, right=True),
            Column(tr("Difference"), self._difference, right=True),
            Column(tr("Reason"), self._reason, grows=True),
        )
        return self._made("shifts", tr("Earlier shifts"), columns)

    def _boxes(self) -> Lines[BoxRow]:
        tr = self._desk.tr
        columns: tuple[Column[BoxRow], ...] = (
            Column(tr("Cash box"), lambda row: row.name, grows=True),
            Column(tr("Here"), lambda row: tr("the box of this desk") if row.is_here else ""),
            Column(tr("Shift"), self._since),
        )
        return self._made("boxes", tr("Cash boxes"), columns)

    def _owed(self, row: DebtRow) -> str:
        return self._words.sum(row.account.owed) if row.account.owed else ""

    def _closed(self, row: ShiftRow) -> str:
        return self._words.when(row.closed_at) if row.closed_at else self._desk.tr("open")

    def _expected(self, row: ShiftRow) -> str:
        stands = row.figures.expected if row.expected is None else row.expected
        return self._words.sum(stands)

    def _counted(self, row: ShiftRow) -> str:
        return "" if row.counted is None else self._words.sum(row.counted)

    def _difference(self, row: ShiftRow) -> str:
        apart = (row.counted or 0) - (row.expected or 0)
        return self._words.sum(apart) if row.counted is not None and apart else ""

    def _reason(self, row: ShiftRow) -> str:
        late = self._desk.tr("%s came after the close") % self._words.sum(row.late)
        return " · ".join(filter(None, (row.reason, late if row.late else "")))

    def _since(self, row: BoxRow) -> str:
        if row.since is None:
            return self._desk.tr("closed")
        return f"{self._desk.tr('open')} {self._words.when(row.since)} {row.by}".rstrip()

    def _made(self, name: str, title: str, columns: tuple[Column[Row], ...]) -> Lines[Row]:
        return Lines(self._look, f"cash.{name}", title, columns, edge=self._look.margin)
