"""A loaner goes out with an order, or comes back: a few lines that open over the page."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from intake_app.errors import RejectedError
from intake_app.i18n import formats
from intake_app.services.loaner_rows import LendDraft, LoanerRow, ReturnDraft
from intake_app.ui import problem_texts
from intake_app.ui.forms.amount_field import AmountField
from intake_app.ui.forms.day_field import DayField
from intake_app.ui.handover.rows import Rows
from intake_app.ui.widgets.button import Button, Role
from intake_app.ui.widgets.field import LineField
from intake_app.ui.widgets.suggest_field import SuggestField
from intake_app.ui.widgets.suggestions import Suggestion
from intake_app.ui.widgets.tick_box import TickBox

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from uuid import UUID

    from intake_app.errors import Problem
    from intake_app.services.handover_rows import OpenLoan
    from intake_app.services.shop import Shop
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look


class LoanPanel(QWidget):
    """Hidden until it is asked for; `told` carries what was done, `closed` comes at the end."""

    told = Signal(str)
    trouble = Signal(object)
    closed = Signal()

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._order: UUID | None = None
        self._loan: OpenLoan | None = None
        self._free: tuple[LoanerRow, ...] = ()
        self._chosen: LoanerRow | None = None
        tr = desk.tr
        self.device = SuggestField(look, "loan.device", self._devices)
        self.appearance = LineField(look, "loan.appearance")
        self.accessories = LineField(look, "loan.accessories")
        self.deposit = AmountField(look, desk, "loan.deposit", tr("Deposit"))
        self.due = DayField(look, desk, "loan.due", tr("Back by"), past=False)
        self.note = LineField(look, "loan.note")
        self.wiped = TickBox(look, "loan.wiped", tr("The client's data is wiped"))
        self.go = Button(look, tr("Lend"), key="Ctrl+⏎", icon="check", role=Role.PRIMARY)
        self.demand = Button(look, tr("Demanded: remind in three days"), icon="clock")
        self._title = QLabel()
        self._rows = Rows(look)
        self._lay_out(look)
        self._connect()
        self.hide()

    def is_open(self) -> bool:
        """Whether somebody is at work here."""
        return not self.isHidden()

    def begin(self, order: UUID, loan: OpenLoan | None) -> None:
        """Lend one for an order, or take back the one that is out."""
        self._order, self._loan, self._chosen = order, loan, None
        tr = self._desk.tr
        for field in (self.device, self.appearance, self.accessories, self.due, self.note):
            field.show_text("")
        self.deposit.show_minor(None)
        self.wiped.setChecked(False)
        is_out = loan is not None
        for row in (self._row_device, self._row_extras, self._row_terms):
            self._rows.show_row(row, shown=not is_out)
        for row in (self.wiped, self._row_note):
            self._rows.show_row(row, shown=is_out)
        self._title.setText(self._named(loan) if loan is not None else tr("Lend a loaner"))
        self.go.setText(tr("Take back") if is_out else tr("Lend"))
        self.go.updateGeometry()
        self.demand.setVisible(not is_out)
        self.show()
        (self.appearance if is_out else self.device).line.setFocus()
        if not is_out:
            self._desk.jobs.store(partial(_free, self._desk.shop), self._on_free, self._fail)

    def close_panel(self) -> bool:
        """Put it away; False when it was not open."""
        was_open = self.is_open()
        self.hide()
        return was_open

    def done(self) -> None:
        """Lend, or take back."""
        if self._loan is not None:
            draft = ReturnDraft(
                appearance=self.appearance.text(),
                wiped=self.wiped.isChecked(),
                note=self.note.text(),
            )
            work = partial(_take_back, self._desk.shop, self._loan.id, draft)
            self._desk.jobs.store(work, self._on_back, self._fail)
        elif self._chosen is None:
            self.device.mark(self._desk.tr("Choose a loaner from the list"))
            self.device.line.setFocus()
        elif self._order is not None:
            lent = (self._order, self._chosen.id, self._lend_draft())
            work = partial(_lend, self._desk.shop, *lent)
            self._desk.jobs.store(work, self._on_lent, self._fail)

    def _lend_draft(self) -> LendDraft:
        return LendDraft(
            appearance=self.appearance.text(),
            accessories=self.accessories.text(),
            deposit_minor=self.deposit.minor() or 0,
            due_on=self.due.value(),
        )

    def _named(self, loan: OpenLoan) -> str:
        tr = self._desk.tr
        told = tr("Take back: %(device)s, lent %(day)s")
        said = [told % {"device": loan.title, "day": f"{loan.at:%d.%m.%Y}"}]
        if loan.deposit.minor:
            sum_ = formats.amount(loan.deposit.minor, loan.deposit.currency, tr.language)
            said.append(tr("Give back the deposit: %s") % sum_)
        return ". ".join(said)

    def _devices(self, typed: str) -> tuple[Suggestion, ...]:
        wanted = typed.strip().casefold()
        return tuple(
            Suggestion(row.title, note=row.serial or row.imei, meta=row.appearance, value=row)
            for row in self._free
            if wanted in f"{row.kind} {row.title} {row.serial} {row.imei}".casefold()
        )

    def _on_free(self, rows: tuple[LoanerRow, ...]) -> None:
        self._free = rows
        if not rows:
            told = self._desk.tr("No loaner is free: the register is on the screen of the storage")
            self.device.mark(told)
        elif self.device.line.hasFocus():
            self.device.open_list()

    def _on_device(self, value: object) -> None:
        if isinstance(value, LoanerRow):
            self._chosen = value
            self.device.show_text(value.title)
            self.appearance.show_text(value.appearance)
            self.accessories.show_text(value.accessories)
            self.appearance.line.setFocus()

    def _on_typed(self) -> None:
        self._chosen = None

    def _on_appearance(self) -> None:
        is_out = self._loan is not None
        (self.wiped.setFocus if is_out else self.accessories.line.setFocus)()

    def _on_lent(self, _job: object) -> None:
        self._end(self._desk.tr("The loaner is lent"))

    def _on_back(self, _nothing: object) -> None:
        self._end(self._desk.tr("The loaner is back"))

    def _on_demand(self) -> None:
        """The law gives three days; somebody must see to it."""
        if self._order is not None:
            work = partial(_demand, self._desk.shop, self._order)
            self._desk.jobs.store(work, self._on_demanded, self._fail)

    def _on_demanded(self, until: date) -> None:
        self._end(self._desk.tr("A loaner is due by %s: there is a task") % f"{until:%d.%m.%Y}")

    def _end(self, told: str) -> None:
        self.hide()
        self.told.emit(told)
        self.closed.emit()

    def _fail(self, error: Exception) -> None:
        marked = {"deposit": self.deposit, "due_on": self.due}
        fields: Mapping[str, Problem] = {}
        if isinstance(error, RejectedError):
            fields = error.fields
        bad = [name for name in marked if name in fields]
        for name in bad:
            marked[name].mark(problem_texts.sentence(fields[name], self._desk.tr))
            marked[name].line.setFocus()
        if not bad:
            self.trouble.emit(error)

    def _connect(self) -> None:
        self.device.picked.connect(self._on_device)
        self.device.line.textEdited.connect(self._on_typed)
        self.device.open_on_focus(opens=True)
        self.device.lay_list_over(self)
        self.appearance.line.entered.connect(self._on_appearance)
        self.accessories.line.entered.connect(self.deposit.line.setFocus)
        self.deposit.line.entered.connect(self.due.line.setFocus)
        self.due.line.entered.connect(self.go.setFocus)
        self.wiped.entered.connect(self.note.line.setFocus)
        self.note.line.entered.connect(self.go.setFocus)
        self.go.clicked.connect(self.done)
        self.demand.clicked.connect(self._on_demand)

    def _lay_out(self, look: Look) -> None:
        tr = self._desk.tr
        self._title.setFont(look.letters(1.1, strong=True))
        self._title.setWordWrap(True)
        self.go.setObjectName("loan.go")
        self.demand.setObjectName("loan.demand")
        named = (
            (self.device, tr("Loaner")),
            (self.appearance, tr("Appearance")),
            (self.accessories, tr("Accessories")),
            (self.note, tr("Note")),
        )
        for field, title in named:
            field.line.setAccessibleName(title)
        self.deposit.line.setPlaceholderText(tr("Deposit"))
        self.due.line.setPlaceholderText(tr("back by: +7, 25.12; empty: until ready"))
        self.accessories.line.setPlaceholderText(tr("charger, case"))
        self._row_device = self._rows.add(tr("Loaner"), self.device)
        self._rows.add(tr("Appearance"), self.appearance)
        self._row_extras = self._rows.add(tr("Accessories"), self.accessories)
        self._row_terms = self._rows.add(tr("Deposit"), self.deposit, self.due, stretches=(2, 3))
        self._rows.add(tr("Data"), self.wiped)
        self._row_note = self._rows.add(tr("Note"), self.note)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(0.5))
        column.addWidget(self._title)
        column.addWidget(self._rows)
        ways = QHBoxLayout()
        ways.setSpacing(look.px(0.4))
        ways.addWidget(self.go)
        ways.addWidget(self.demand)
        ways.addStretch(1)
        column.addLayout(ways)
        column.addStretch(1)


def _free(shop: Shop) -> tuple[LoanerRow, ...]:
    return tuple(row for row in shop.services.loaners.all() if row.loan is None)


def _lend(shop: Shop, order: UUID, loaner: UUID, draft: LendDraft) -> UUID | None:
    return shop.services.loaners.lend(order, loaner, draft)


def _demand(shop: Shop, order: UUID) -> date:
    return shop.services.loaners.demand(order)


def _take_back(shop: Shop, loan: UUID, draft: ReturnDraft) -> None:
    shop.services.loaners.take_back(loan, draft)
