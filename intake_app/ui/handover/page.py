"""The page on which a device leaves: what is due, what goes back, who takes it, one key."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from intake_app.errors import Problem, RejectedError
from intake_app.i18n import formats
from intake_app.scanning.meaning import Kind
from intake_app.services import handover_checks
from intake_app.services.money_rows import new_act
from intake_app.ui import stage_words
from intake_app.ui.handover.form import HandoverForm
from intake_app.ui.handover.given import Given
from intake_app.ui.handover.head import Head
from intake_app.ui.handover.loan_panel import LoanPanel
from intake_app.ui.order_page import OrderPage
from intake_app.ui.scan_table import Context
from intake_app.ui.widgets.button import Button, Role
from intake_app.ui.widgets.scroll import Page, slim

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from intake_app.scanning.meaning import Meaning
    from intake_app.scanning.scan import Scan
    from intake_app.services.drafts import SignatureDraft
    from intake_app.services.handover_rows import HandoverDraft, HandoverState, Issued, KnownBy
    from intake_app.services.rows import OrderCard
    from intake_app.services.shop import Changes, Shop
    from intake_app.ui.desk import Desk
    from intake_app.ui.handover.settling import Settling
    from intake_app.ui.theme import Look


class HandoverPage(OrderPage):
    """Ready: Ctrl+Enter hands over. Before: it keeps the answers of the check. After: it tells.

    `changed` comes with every mark and letter of what the client may see.
    """

    changed = Signal()
    sign_asked = Signal()

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self._look = look
        self._desk = desk
        self._order: UUID | None = None
        self._state: HandoverState | None = None
        self._by: KnownBy | None = None
        self._is_busy = False
        self._act = new_act()  # the payments that a key is about to take
        self._change = 0  # of cash, to be told when all is done
        self.head = Head(look, desk)
        self.form = HandoverForm(look, desk)
        self.given = Given(look, desk)
        self.panel = LoanPanel(look, desk)
        tr = desk.tr
        self.go = Button(look, tr("Hand over"), key="Ctrl+⏎", icon="check", role=Role.PRIMARY)
        self.lend_button = Button(look, tr("Loaner"), key="Ctrl+T", icon="device-mobile")
        self.sign_button = Button(look, tr("Signature"), key="Alt+U", icon="note")
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()

    @property
    def state(self) -> HandoverState | None:
        """What is on show."""
        return self._state

    @property
    def scan_context(self) -> Context:
        """A badge names who lets a debtor go, while that is asked."""
        return Context.DEBT if self.form.paid.allowed_by.isVisibleTo(self.form) else Context.CARD

    def take_code(self, _scan: Scan, meaning: Meaning) -> bool:
        """A badge: its bearer lets the debtor go."""
        if meaning.kind is not Kind.STAFF:
            return False
        work = partial(_name_of, self._desk.shop, meaning.code)
        self._desk.jobs.store(work, self._on_named, self.trouble.emit)
        return True

    def said(self) -> tuple[HandoverState, HandoverDraft] | None:
        """What is about to leave, as far as it is ticked; None where nothing can leave."""
        state = self._state
        if state is None or state.handed is not None or not state.to:
            return None
        return state, self.form.draft()

    def offer_signature(self, *, shown: bool) -> None:
        """Show the way to the client's screen, where there is one."""
        self.sign_button.setVisible(shown)

    def sign(self, signed: SignatureDraft | None) -> None:
        """Whoever takes it has signed on his own screen."""
        self.form.show_signature(signed)

    def recognise(self, by: KnownBy) -> None:
        """What led to this order; it holds until another is chosen by hand."""
        self._by = by
        self.form.recognise(by)

    @override
    def show_order(self, card: OrderCard) -> None:
        if card.row.id != self._order:
            self._state = None
            self.form.show_signature(None)
            self._act = new_act()
            self.panel.close_panel()
        self._order = card.row.id
        self._read()

    @override
    def notice(self, changes: Changes) -> None:
        if changes & self._desk.shop.services.handovers.SHOWS:
            self._read()

    @override
    def take_focus(self) -> None:
        if self.panel.is_open():
            self.panel.device.line.setFocus()
        elif self._state is None or self._stack.currentWidget() is self.given:
            self.lend_button.setFocus()
        else:
            self.form.take_focus()

    @override
    def leave(self) -> bool:
        was_open = self.panel.close_panel()
        if was_open:
            self._show_form()
            self.take_focus()
        return was_open

    @override
    def done(self) -> None:
        """Lend or take back where that is open; else hand over, or keep the check."""
        state = self._state
        if self.panel.is_open():
            self.panel.done()
        elif state is None or self._is_busy or state.handed is not None:
            return
        elif not state.to:
            self._keep_check(state)
        elif not self.form.ask_things():
            self._hand_over(state, self.form.draft())

    def lend(self) -> None:
        """Open the lines of the loaner: one goes out, or comes back."""
        if self._order is not None and self._state is not None:
            self._stack.setCurrentWidget(self._lending)
            self.go.hide()
            self.lend_button.hide()
            self.sign_button.hide()
            self.panel.begin(self._order, self._state.loan)

    def _hand_over(self, state: HandoverState, draft: HandoverDraft) -> None:
        reason = handover_checks.barred(state)
        if reason is Problem.LOANER_OUT:
            self.lend()
        if reason is not None:
            self.trouble.emit(RejectedError(reason))
            return
        if self.form.check_money() or self.form.refuse(handover_checks.missing(draft)):
            return
        self._is_busy = True
        settling = self.form.paid.settling(self._act)
        self._change = settling.change
        work = partial(_issue, self._desk.shop, (state.order_id, draft), settling)
        self._desk.jobs.store(work, self._on_issued, self._on_refused, self._on_ended)

    def _keep_check(self, state: HandoverState) -> None:
        marks = self.form.questions.marks()
        if not marks:
            self.trouble.emit(RejectedError(Problem.NOT_READY))
            return
        said = (state.order_id, marks, self.form.remarks.text())
        work = partial(_check, self._desk.shop, *said)
        self._desk.jobs.store(work, self._on_checked, self.trouble.emit)

    def _read(self) -> None:
        if self._order is not None:
            work = partial(_state, self._desk.shop, self._order)
            self._desk.jobs.store(work, self._on_state, self.trouble.emit)

    def _on_state(self, state: HandoverState) -> None:
        if state.order_id != self._order:
            return
        is_first = self._state is None
        if self._state is not None and self._state.paid != state.paid:
            self._act = new_act()  # what is paid from now on is another payment
        self._state = state
        tr = self._desk.tr
        self.head.show_state(state)
        if state.handed is not None:
            self.given.show_state(state, state.handed)
        else:
            self.form.show_state(state)
            if is_first and self._by is not None:
                self.form.recognise(self._by)
        self.go.setText(tr("Hand over") if state.to else tr("Keep the check"))
        self.go.updateGeometry()
        self.lend_button.setText(tr("Take the loaner back") if state.loan else tr("Loaner"))
        self.lend_button.updateGeometry()
        if not self.panel.is_open():
            self._show_form()
            if is_first and self.isVisible():
                self.take_focus()
        self.changed.emit()

    def _show_due(self) -> None:
        """What all that goes now is short of, in large letters."""
        if self._state is not None and self._state.handed is None:
            self.head.show_due(self.form.paid.due)

    def _show_form(self) -> None:
        state = self._state
        handed = state is not None and state.handed is not None
        self._stack.setCurrentWidget(self.given if handed else self._scroll)
        self.go.setVisible(not handed)
        self.lend_button.setVisible(not handed or (state is not None and state.loan is not None))

    def _on_issued(self, issued: Issued) -> None:
        numbers = ", ".join((issued.number, *issued.others))
        stage = stage_words.label(self._desk, issued.stage)
        told = f"{numbers} · {stage}"
        if self._change:
            currency, language = self._desk.settings.shop.currency, self._desk.tr.language
            back = formats.amount(self._change, currency, language)
            told = f"{told}. {self._desk.tr('Change: %s') % back}"
        self.told.emit(told)
        self._read()

    def _on_refused(self, error: Exception) -> None:
        fields: Mapping[str, Problem] = {}
        if isinstance(error, RejectedError):
            fields = error.fields
        if not self.form.refuse(fields):
            self.trouble.emit(error)
        self._read()  # the money may have been taken before the rest was refused

    def _on_ended(self) -> None:
        self._is_busy = False

    def _on_checked(self, _nothing: object) -> None:
        self.told.emit(self._desk.tr("The check is kept"))
        self._read()

    def _on_named(self, name: str) -> None:
        self.form.paid.allowed_by.show_text(name)

    def _on_closed(self) -> None:
        self._show_form()
        self._read()
        self.take_focus()

    def _connect(self) -> None:
        self.form.changed.connect(self.changed)
        self.changed.connect(self._show_due)
        self.go.clicked.connect(self.done)
        self.lend_button.clicked.connect(self.lend)
        self.sign_button.clicked.connect(self.sign_asked)
        self.panel.told.connect(self.told)
        self.panel.trouble.connect(self.trouble)
        self.panel.closed.connect(self._on_closed)

    def _lay_out(self) -> None:
        look = self._look
        self.go.setObjectName("handover.go")
        self.lend_button.setObjectName("handover.lend")
        self.sign_button.setObjectName("handover.sign")
        self.sign_button.hide()
        self._scroll = self._scrolled(self.form)
        self.form.name.lay_list_over(self)
        self._lending = self._scrolled(self.panel)
        for page in (self._scroll, self.given, self._lending):
            self._stack.addWidget(page)
        buttons = QHBoxLayout()
        buttons.setSpacing(look.px(0.4))
        buttons.addWidget(self.go)
        buttons.addWidget(self.sign_button)
        buttons.addWidget(self.lend_button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(0.5))
        column.addWidget(self.head)
        column.addWidget(self._stack, 1)
        column.addLayout(buttons)

    def _scrolled(self, content: QWidget) -> QScrollArea:
        area, inner = QScrollArea(), Page()
        held = QVBoxLayout(inner)
        held.setContentsMargins(0, 0, self._look.px(0.5), 0)
        held.addWidget(content)
        held.addStretch(1)
        slim(area, self._look)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidgetResizable(True)
        area.setWidget(inner)
        area.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)
        return area


def _state(shop: Shop, order: UUID) -> HandoverState:
    return shop.services.handovers.state(order)


def _issue(shop: Shop, of: tuple[UUID, HandoverDraft], settling: Settling) -> Issued:
    """First the money, for what will not be refused; an act that was done already stays one."""
    services = shop.services
    services.handovers.foresee(*of, settling.covered)
    for taking in settling.takings:
        services.payments.take(taking)
    for act, rest in settling.on_account:
        services.payments.put_on_account(act, rest.order, rest.minor)
    return services.handovers.hand_over(*of)


def _check(shop: Shop, order: UUID, marks: str, note: str) -> None:
    shop.services.handovers.check(order, marks, note)


def _name_of(shop: Shop, digits: str) -> str:
    return shop.services.staff.by_badge(digits).name
