"""The money of one order: what is left, one line to take it, every fact so far."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from intake_app.checks.account import Kind
from intake_app.errors import IntakeError, Problem, RejectedError
from intake_app.printing import barcodes
from intake_app.scanning.meaning import Kind as Code
from intake_app.services.money_rows import Back
from intake_app.ui.clients.lines import Lines
from intake_app.ui.money import pay_code, work
from intake_app.ui.money.action_button import spec_button
from intake_app.ui.money.entry import Entry
from intake_app.ui.money.head import MoneyHead
from intake_app.ui.money.money_words import MoneyWords
from intake_app.ui.money.payer import Payer
from intake_app.ui.order_page import OrderPage
from intake_app.ui.scan_table import Context
from intake_app.ui.tables.table_model import Column
from intake_app.ui.widgets.qr_picture import QrPicture
from intake_app.ui.widgets.scroll import slim

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.scanning.meaning import Meaning
    from intake_app.scanning.scan import Scan
    from intake_app.services.money_rows import OrderMoney, PaymentRow, Taking
    from intake_app.services.rows import OrderCard
    from intake_app.services.shop import Changes
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look

_UNDER_SUM = frozenset(
    {Problem.NO_SHIFT, Problem.OVERPAID, Problem.AMOUNT_INVALID, Problem.AMOUNT_TOO_BIG}
)


class MoneyPage(OrderPage):
    """`code_shown` carries the text of a payment QR for the client's screen; empty: away with it.

    The verbs are called by keys; each begins an act that has its name before it is carried out.
    """

    code_shown = Signal(str, str)
    scan_context = Context.MONEY

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self._look = look
        self._desk = desk
        self._words = MoneyWords(desk)
        self._order: UUID | None = None
        self._seen: OrderMoney | None = None
        self._change = 0
        self._later = ""
        self.head = MoneyHead(look, desk)
        self.payer = Payer(look, desk)
        self.entry = Entry(look, desk, "money.entry")
        self.picture = QrPicture(look, "money.qr", desk.tr("The payment as a picture to scan"))
        self.hint = QLabel()
        title, columns = desk.tr("Payments"), self._columns()
        self.table: Lines[PaymentRow] = Lines(look, "money.list", title, columns)
        self._lay_out()
        self._connect()

    @override
    def show_order(self, card: OrderCard) -> None:
        if card.row.id != self._order:
            self._order, self._seen = card.row.id, None
            self.entry.put_away()
        self._read()

    @override
    def notice(self, changes: Changes) -> None:
        if changes & self._desk.shop.services.payments.SHOWS:
            self._read()

    @override
    def take_focus(self) -> None:
        self.payer.take_focus()

    @override
    def leave(self) -> bool:
        return self.entry.put_away() or self.payer.leave()

    @override
    def done(self) -> None:
        """Ctrl+Enter: take the money and print the slip."""
        if self.entry.purpose:
            self.entry.go.click()
        else:
            self.payer.pay_with_slip()

    def take_code(self, scan: Scan, meaning: Meaning) -> bool:
        """A cheque that is scanned belongs to the payment that waits for one."""
        if meaning.kind is not Code.CHEQUE or self._seen is None:
            return False
        row = work.waiting_for(self._seen.payments, self.table.chosen())
        if row is None:
            return False
        self._attach(row, meaning.code)
        return True

    def do(self, verb: str) -> None:
        """What a key means here; before the order is read it waits for that."""
        if self._seen is None:
            self._later = verb
        else:
            getattr(self, verb)()

    def choose(self, method: str) -> None:
        """Another way of payment."""
        self.payer.choose(method)

    @override
    def add(self) -> None:
        """Ins: so much this way, the rest of the payment another way."""
        self.payer.put_aside()

    def give_back(self) -> None:
        """Ask how much of the chosen payment goes back, and why."""
        self._ask_back("back", self._desk.tr("Give back of the payment of %s"))

    @override
    def remove(self) -> None:
        """Del: ask why the chosen entry was a mistake."""
        self._ask_back("mistake", self._desk.tr("The entry of %s was a mistake"))

    def on_account(self) -> None:
        """A company pays later: ask how much, and by which contract."""
        tr, seen = self._desk.tr, self._seen
        if seen is not None and seen.is_company:
            title = tr("On account: the company pays later")
            self.entry.ask("account", title, tr("contract, letter, who promised"),
                           seen.account.open_rest or 0)  # fmt: skip
        else:
            self.trouble.emit(RejectedError(Problem.ONLY_COMPANIES))

    def type_cheque(self) -> None:
        """Ask for the numbers of a fiscal cheque."""
        tr, seen = self._desk.tr, self._seen
        row = work.waiting_for(seen.payments, self.table.chosen()) if seen else None
        if row is None:
            self.told.emit(tr("No payment waits for its fiscal cheque"))
            return
        self.table.selectRow(self.table.rows.index(row))
        title = tr("Fiscal cheque of %s") % self._words.sum(row.minor)
        self.entry.ask("cheque", title, tr("scan its QR, or type FN FD FP"))

    def bring_over(self) -> None:
        """Let money of the client's other orders count here."""
        if self._seen is not None and self._seen.elsewhere:
            self._do(partial(work.bring_over, self._desk.shop, self._seen))

    def slip(self) -> None:
        """Print what was paid so far."""
        if self._order is not None:
            told = self._desk.tr("The slip is in the queue")
            self._do(partial(work.slip, self._desk.shop, self._order), told)

    def _ask_back(self, purpose: str, title: str) -> None:
        row, tr = self.table.chosen(), self._desk.tr
        if row is not None and row.kind == Kind.ON_ACCOUNT:
            self.entry.ask("forget", tr("Not on account any more"), tr("why"))
        elif row is None or not row.left:
            self.told.emit(tr("Choose a payment of which something is left"))
            self.table.setFocus()
        else:
            self.entry.ask(purpose, title % self._words.sum(row.minor), tr("why"), row.left)

    def _on_entered(self, purpose: str, minor: int, text: str) -> None:
        shop, act, row = self._desk.shop, self.entry.act, self.table.chosen()
        if purpose == "account" and self._order is not None:
            self._do(partial(work.put_on_account, shop, act, self._order, (minor, text)))
        elif row is None:
            self.entry.put_away()
        elif purpose == "cheque":
            self._attach(row, text)
        elif purpose == "forget":
            self._do(partial(work.forget_account, shop, act, row.id, text))
        else:
            back = Back(act, row.id, minor, text, is_mistake=purpose == "mistake")
            self._do(partial(work.give_back, shop, back))

    def _attach(self, row: PaymentRow, text: str) -> None:
        told = self._desk.tr("The fiscal cheque is put to the payment")
        self._do(partial(work.attach, self._desk.shop, row.id, text), told)

    def _do(self, job: partial[None], told: str = "") -> None:
        done = partial(self._on_done, told)
        self._desk.jobs.store(job, done, self._on_refused)

    def _on_done(self, told: str, _nothing: None) -> None:
        had_entry = bool(self.entry.purpose)
        self.entry.put_away()
        if told:
            self.told.emit(told)
        if had_entry:
            self.payer.take_focus()
        self._read()

    def _on_refused(self, error: Exception) -> None:
        if self.entry.purpose and isinstance(error, RejectedError):
            self.entry.refuse(error.problem)
        else:
            self.trouble.emit(error)

    def _on_paid(self, taking: Taking, change: int) -> None:
        self._change = change
        job = partial(work.take, self._desk.shop, taking)
        self._desk.jobs.store(job, self._on_taken, self._on_not_taken)

    def _on_taken(self, _nothing: None) -> None:
        tr, told = self._desk.tr, self._desk.tr("Taken")
        if self._change:
            told = f"{told}. {tr('Change: %s') % self._words.sum(self._change)}"
        self.told.emit(told)
        self.payer.begin_anew()
        self._read()

    def _on_not_taken(self, error: Exception) -> None:
        if isinstance(error, IntakeError) and error.problem in _UNDER_SUM:
            self.payer.refuse(error.problem)
        else:
            self.trouble.emit(error)

    def _read(self) -> None:
        if self._order is not None:
            job = partial(work.read, self._desk.shop, self._order)
            self._desk.jobs.store(job, self._on_read, self.trouble.emit)

    def _on_read(self, seen: OrderMoney) -> None:
        if seen.order != self._order:
            return
        is_first = self._seen is None
        self._seen = seen
        self.head.show_money(seen)
        self.payer.show_money(seen)
        self.table.show_rows(seen.payments, self._desk.tr("Nothing was paid yet"))
        self._show_code()
        if is_first and self.payer.sum.line.hasFocus():
            self.payer.take_focus()
        if self._later:
            verb, self._later = self._later, ""
            getattr(self, verb)()

    def _show_code(self, _method: str = "") -> None:
        """The QR of what is left, for the client's phone, while that way is chosen."""
        seen, is_wanted = self._seen, self.payer.method == "qr"
        minor = max(0, seen.account.rest or 0) if seen is not None else 0
        text = pay_code.code(self._desk, seen, minor) if seen is not None and is_wanted else ""
        self.picture.show_rows(barcodes.qr(text) if text else ())
        lacking = self._desk.tr("Without the requisites of the shop there is no payment code")
        self.hint.setText(lacking if is_wanted and minor and not text else "")
        self.hint.setVisible(bool(self.hint.text()))
        self.code_shown.emit(text, self._words.sum(minor) if text else "")

    def _columns(self) -> tuple[Column[PaymentRow], ...]:
        tr, words = self._desk.tr, self._words
        return (
            Column(tr("When"), lambda row: words.when(row.at)),
            Column(tr("What"), lambda row: words.kind(row.kind)),
            Column(tr("Way"), lambda row: words.method(row.method)),
            Column(tr("Sum"), words.payment, right=True),
            Column(tr("Cheque"), words.cheque),
            Column(tr("Who"), lambda row: row.by),
            Column(tr("Note"), lambda row: row.note, grows=True),
        )

    def _connect(self) -> None:
        self.payer.paid.connect(self._on_paid)
        self.payer.method_changed.connect(self._show_code)
        self.entry.entered.connect(self._on_entered)
        self.entry.closed.connect(self.payer.take_focus)

    def _buttons(self) -> QHBoxLayout:
        """What else can be done, with its keys; reached by Tab alone."""
        row = QHBoxLayout()
        row.setSpacing(self._look.px(0.1))
        for action, verb in (
            ("money.back", self.give_back),
            ("money.account", self.on_account),
            ("money.cheque", self.type_cheque),
            ("money.slip", self.slip),
        ):
            button = spec_button(self._look, self._desk.tr, action)
            button.clicked.connect(verb)
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _scrolled(self) -> QWidget:
        """What holds everything: with large letters the page is higher than its room."""
        inner, area = QWidget(), QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        slim(area, self._look)
        area.setWidget(inner)
        area.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)  # setWidget turns it on
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)
        return inner

    def _lay_out(self) -> None:
        look = self._look
        self.hint.setObjectName("money.hint")
        self.hint.setWordWrap(True)
        self.picture.hide()
        self.hint.hide()
        upper = QHBoxLayout()
        upper.setSpacing(look.px(1.5))
        left = QVBoxLayout()
        left.setSpacing(look.px(0.8))
        for part in (self.head, self.payer, self.hint):
            left.addWidget(part)
        left.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignLeft)
        left.addStretch(1)
        upper.addLayout(left, 1)
        self.table.setMinimumHeight(look.px(8))
        column = QVBoxLayout(self._scrolled())
        column.setContentsMargins(0, look.px(0.4), 0, 0)
        column.setSpacing(look.px(0.7))
        column.addLayout(upper)
        column.addLayout(self._buttons())
        column.addWidget(self.entry)
        column.addWidget(self.table, 1)
