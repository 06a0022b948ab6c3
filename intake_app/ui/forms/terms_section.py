"""Kind of repair, promise and money."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from intake_app.services.drafts import IntakeDraft, PaymentMethod, RepairKind
from intake_app.ui import words
from intake_app.ui.forms.amount_field import AmountField
from intake_app.ui.forms.promise_field import PromiseField
from intake_app.ui.widgets.section import Section
from intake_app.ui.widgets.segments import Segments
from intake_app.ui.widgets.tick_box import TickBox

if TYPE_CHECKING:
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look
    from intake_app.ui.widgets.field import Field


class TermsSection(Section):
    """Everything has a default; nothing here is mandatory."""

    done = Signal()
    edited = Signal()

    def __init__(self, look: Look, desk: Desk) -> None:
        tr = desk.tr
        super().__init__(look, 5, tr("Repair"))
        self._tr = tr
        kinds = [(code, tr(text)) for code, text in words.REPAIR_KINDS.items()]
        methods = [(code, tr(text)) for code, text in words.PAYMENT_METHODS.items()]
        self.kind = Segments(look, "repair_kind", kinds)
        self.urgent = TickBox(look, "urgent", tr("Urgent"))
        self.promise = PromiseField(look, desk)
        self.estimate = AmountField(look, desk, "estimate", tr("Estimate"))
        self.limit = AmountField(look, desk, "limit", tr("Approval limit"))
        self.value = AmountField(look, desk, "agreed_value", tr("Agreed value"))
        self.prepayment = AmountField(look, desk, "prepayment", tr("Prepayment"))
        self.method = Segments(look, "prepayment_method", methods)
        self._lay_out()
        self._connect()

    @property
    def fields(self) -> dict[str, Field]:
        """By the names the checks use."""
        return {
            "promised_at": self.promise,
            "estimate": self.estimate,
            "limit": self.limit,
            "agreed_value": self.value,
            "prepayment": self.prepayment,
        }

    def complete(self, draft: IntakeDraft) -> IntakeDraft:
        """The draft with what this section knows."""
        return replace(
            draft,
            repair_kind=RepairKind(self.kind.value()),
            urgent=self.urgent.isChecked(),
            promised_at=self.promise.moment(),
            estimate_minor=self.estimate.minor(),
            limit_minor=self.limit.minor(),
            agreed_value_minor=self.value.minor(),
            prepayment_minor=self.prepayment.minor(),
            prepayment_method=PaymentMethod(self.method.value()),
        )

    def show_draft(self, draft: IntakeDraft) -> None:
        """Fill the section again."""
        self.kind.show_value(draft.repair_kind)
        self.urgent.setChecked(draft.urgent)
        self.promise.show_moment(draft.promised_at)
        self.estimate.show_minor(draft.estimate_minor)
        self.limit.show_minor(draft.limit_minor)
        self.value.show_minor(draft.agreed_value_minor)
        self.prepayment.show_minor(draft.prepayment_minor)
        self.method.show_value(draft.prepayment_method)
        self.promise.refresh()

    def focus_first(self) -> None:
        """Go to the kind of repair."""
        self.kind.take_focus()

    def _lay_out(self) -> None:
        tr = self._tr
        self.add_row(self.title, self.kind, self.urgent, stretches=(1, 0))
        self.add_row(tr("Ready by"), self.promise, tr("Estimate"), self.estimate)
        self.add_row(tr("Approval limit"), self.limit, tr("Agreed value"), self.value)
        self.add_row(tr("Prepayment"), self.prepayment, self.method, stretches=(1, 1))

    def _connect(self) -> None:
        self.kind.entered.connect(self.urgent.setFocus)
        self.urgent.entered.connect(self.promise.line.setFocus)
        self.promise.line.entered.connect(self.estimate.line.setFocus)
        self.estimate.line.entered.connect(self.limit.line.setFocus)
        self.limit.line.entered.connect(self.value.line.setFocus)
        self.value.line.entered.connect(self.prepayment.line.setFocus)
        self.prepayment.line.entered.connect(self._after_prepayment)
        self.method.entered.connect(self.done)
        self.kind.chosen.connect(self.edited)
        self.method.chosen.connect(self.edited)
        self.urgent.toggled.connect(self.edited)
        money = (self.estimate, self.limit, self.value, self.prepayment)
        for field in (self.promise, *money):
            field.line.textEdited.connect(self.edited)

    def _after_prepayment(self) -> None:
        """How it was paid is asked only when something was."""
        if self.prepayment.text():
            self.method.take_focus()
        else:
            self.done.emit()
