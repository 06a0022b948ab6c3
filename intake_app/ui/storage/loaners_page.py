"""The register of loaners: which are free, who has the others and until when."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout
from typing_extensions import override

from intake_app.errors import RejectedError
from intake_app.i18n import formats
from intake_app.services.loaner_rows import LoanerRow, is_overdue
from intake_app.ui.handover.loan_panel import LoanPanel
from intake_app.ui.storage.list_page import ListPage
from intake_app.ui.storage.loaner_form import LoanerForm
from intake_app.ui.tables.table_model import Column

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.services.loaner_rows import LoanerDraft
    from intake_app.services.shop import Shop
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look


_TOLD_BESIDE = (3, 4)
"""The columns of the serial number and of the appearance."""


class LoanersPage(ListPage[LoanerRow]):
    """Enter opens the order of a loaner that is out; F7 takes it back here."""

    def __init__(self, look: Look, desk: Desk) -> None:
        tr = desk.tr
        self._tr = tr
        self._zone = ZoneInfo(desk.settings.shop.timezone)
        self._edited: UUID | None = None
        columns = (
            Column(tr("Loaner"), _title, grows=True),
            Column(tr("With whom"), self._whom),
            Column(tr("Back by"), self._due),
            Column(tr("Serial number"), _serial),
            Column(tr("Appearance"), _appearance),
        )
        ways = {
            "add": tr("New"),
            "act": tr("Take back"),
            "change": tr("Change"),
            "remove": tr("Put away"),
        }
        super().__init__(look, desk, "loaners", columns, ways)
        self.form = LoanerForm(look, desk)
        self.panel = LoanPanel(look, desk)
        self.panel.setContentsMargins(0, 0, look.px(1.0), 0)
        self.form.hide()
        self.form.saved.connect(self.done)
        self.form.left.connect(self.leave)
        self.panel.told.connect(self.told)
        self.panel.trouble.connect(self.trouble)
        self.panel.closed.connect(self._on_closed)
        self.lay_out(tr("loaner, its number, or who has it"))
        self._put_beside()

    @staticmethod
    @override
    def read(shop: Shop) -> tuple[LoanerRow, ...]:
        rows = shop.services.loaners.all()
        return tuple(sorted(rows, key=_order))

    @property
    @override
    def shows(self) -> frozenset[str]:
        return frozenset({"loaner", "loan", "loan_return", "client", "order"})

    @override
    def words(self, row: LoanerRow) -> str:
        loan = row.loan
        who = f"{loan.client} {loan.phone} {loan.number}" if loan is not None else ""
        return f"{row.kind} {row.title} {row.serial} {row.imei} {who}"

    @override
    def empty(self) -> str:
        if self.search.text():
            return self._tr("Nothing found")
        return self._tr("No loaners yet: Ins adds the first one")

    @override
    def open_row(self, row: LoanerRow) -> None:
        if row.loan is not None:
            self.opened.emit(row.loan.order_id)
        else:
            self.change()

    @override
    def add(self) -> None:
        self._open(None)

    @override
    def change(self) -> None:
        row = self.table.chosen()
        if row is not None:
            self._open(row)

    @override
    def act(self) -> None:
        row = self.table.chosen()
        if row is None:
            return
        if row.loan is None:
            self.told.emit(self._tr("It is here. It is lent from an order, by Ctrl+T"))
        else:
            self.form.hide()
            self.panel.begin(row.loan.order_id, row.loan)
            self._widen()

    @override
    def remove(self) -> None:
        row = self.table.chosen()
        if row is not None and not self._is_open():
            self.do(partial(_archive, loaner=row.id), self._on_archived)

    @override
    def done(self) -> None:
        if self.panel.is_open():
            self.panel.done()
        elif self.form.isVisibleTo(self):
            work = partial(_save, self.desk.shop, self._edited, self.form.draft())
            self.desk.jobs.store(work, self._on_saved, self._on_bad)

    @override
    def leave(self) -> bool:
        was_open = self._is_open()
        self.panel.close_panel()
        self.form.hide()
        self._widen()
        if was_open:
            self.table.setFocus()
        return was_open

    def _is_open(self) -> bool:
        return self.panel.is_open() or self.form.isVisibleTo(self)

    def _open(self, row: LoanerRow | None) -> None:
        self.panel.close_panel()
        self._edited = None if row is None else row.id
        self.form.mark({})
        self.form.show_row(row)
        self.form.show()
        self._widen()
        self.form.take_focus()

    def _on_saved(self, _nothing: object) -> None:
        self.leave()
        self.told.emit(self._tr("Saved"))

    def _on_archived(self, _nothing: None) -> None:
        self.told.emit(self._tr("Put away: it is not lent any more"))

    def _on_bad(self, error: Exception) -> None:
        if isinstance(error, RejectedError) and error.fields:
            self.form.mark(error.fields)
        else:
            self.trouble.emit(error)

    def _on_closed(self) -> None:
        self._widen()
        self.table.setFocus()

    def _widen(self) -> None:
        """Beside what is open there is room for who has it and until when."""
        for place in _TOLD_BESIDE:
            self.table.setColumnHidden(place, self._is_open())
        self.table.fit()

    def _put_beside(self) -> None:
        """What is open stands at the right of the list."""
        column = self.layout()
        assert isinstance(column, QVBoxLayout)  # noqa: S101 - `lay_out` has made it
        place = column.indexOf(self.table)
        column.takeAt(place)
        row = QHBoxLayout()
        row.setSpacing(self.look.px(0.75))
        row.addWidget(self.table, 3)
        row.addWidget(self.form, 2)
        row.addWidget(self.panel, 2)
        column.insertLayout(place, row, 1)

    def _whom(self, row: LoanerRow) -> str:
        loan = row.loan
        if loan is None:
            return self._tr("free")
        return f"{loan.client} · {loan.number}"

    def _due(self, row: LoanerRow) -> str:
        loan = row.loan
        if loan is None:
            return ""
        today = self.desk.now().astimezone(self._zone).date()
        day = formats.day(loan.due_on) or self._tr("until ready")
        return self._tr("%s, overdue") % day if is_overdue(loan, today) else day


def _order(row: LoanerRow) -> tuple[bool, str, str]:
    """What is out comes first, what must be back first at the head."""
    due = row.loan.due_on or "9" if row.loan is not None else ""
    return row.loan is None, due, row.title


def _title(row: LoanerRow) -> str:
    return " ".join(dict.fromkeys((row.title, row.kind)))


def _serial(row: LoanerRow) -> str:
    return row.serial or row.imei


def _appearance(row: LoanerRow) -> str:
    return row.appearance


def _save(shop: Shop, loaner: UUID | None, draft: LoanerDraft) -> None:
    loaners = shop.services.loaners
    if loaner is None:
        loaners.add(draft)
    else:
        loaners.change(loaner, draft)


def _archive(shop: Shop, loaner: UUID) -> None:
    shop.services.loaners.archive(loaner)
