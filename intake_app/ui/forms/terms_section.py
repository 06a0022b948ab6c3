"""Kind of repair, promise and money."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from intake_app.errors import Problem
from intake_app.services import field_policy
from intake_app.services.drafts import (
    DeviceDraft,
    EstimateKind,
    IntakeDraft,
    PaymentMethod,
    RepairKind,
)
from intake_app.services.intake_checks import VALUE_ABOVE_MINOR, Doubts
from intake_app.services.terms_finder import Technician
from intake_app.ui import typed_amounts, words
from intake_app.ui.forms.amount_field import AmountField
from intake_app.ui.forms.kind_fields import KindFields
from intake_app.ui.forms.promise_field import PromiseField
from intake_app.ui.forms.technician_field import TechnicianField
from intake_app.ui.widgets.field import LineField
from intake_app.ui.widgets.section import Section
from intake_app.ui.widgets.segments import Segments
from intake_app.ui.widgets.suggest_field import SuggestField
from intake_app.ui.widgets.tick_box import TickBox

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from intake_app.services.field_policy import Rule
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look
    from intake_app.ui.widgets.field import Field

KINDS_KEY = "repair_kinds"
USUAL_KINDS = ("paid", "warranty", "own_warranty", "onsite", "presale")
VALUE_KEY = "value_above"


class FormSection(Protocol):
    """What a rule needs of any section."""

    @property
    def fields(self) -> Mapping[str, Field]:
        """By the names the checks use."""
        ...

    def obey(self, part: QWidget, rule: str) -> None:
        """Hide what the owner does not want asked."""


class TermsSection(Section):
    """Everything has a default; what a kind of repair is not asked is out of sight and unsaid."""

    done = Signal()
    edited = Signal()

    def __init__(self, look: Look, desk: Desk) -> None:
        tr = desk.tr
        super().__init__(look, 5, tr("Repair"))
        self._desk, self._tr = desk, tr
        self._about: Callable[[], tuple[DeviceDraft, str]] = _nothing
        self._asked = (DeviceDraft(), "")
        self._others: list[FormSection] = []
        self.kind = _segments(look, desk, "repair_kind", words.REPAIR_KINDS)
        self.urgent = TickBox(look, "urgent", tr("Urgent"))
        self.own = KindFields(look, desk)
        self.promise = PromiseField(look, desk)
        self.technician = TechnicianField(look, desk)
        self.estimate = AmountField(look, desk, "estimate", tr("Estimate"))
        self.estimate_kind = _segments(look, desk, "estimate_kind", words.ESTIMATE_KINDS)
        self.limit = AmountField(look, desk, "limit", tr("Approval limit"))
        self.value = AmountField(look, desk, "agreed_value", tr("Agreed value"))
        self.prepayment = AmountField(look, desk, "prepayment", tr("Prepayment"))
        self.method = _segments(look, desk, "prepayment_method", words.PAYMENT_METHODS)
        self.data_copy = _segments(
            look, desk, "data_copy", {"": tr("not asked"), **words.DATA_COPIES}
        )
        self.promise.follow(self._bare)
        self._lines: list[tuple[QWidget, tuple[str, ...]]] = []
        self._lay_out()
        self._connect()
        self.refresh()

    @property
    def fields(self) -> dict[str, Field]:
        """By the names the checks use."""
        return {
            **self.own.fields,
            "promised_at": self.promise,
            "technician": self.technician,
            "estimate": self.estimate,
            "limit": self.limit,
            "agreed_value": self.value,
            "prepayment": self.prepayment,
        }

    @property
    def boxes(self) -> tuple[SuggestField, ...]:
        """Fields with a list under them."""
        return self.own.rework, self.technician

    def rules(self) -> dict[str, Rule]:
        """The owner's rules for the kind of repair chosen."""
        kind = RepairKind(self.kind.value())
        return field_policy.rules(kind, self._desk.shop.finder.preference(field_policy.key(kind)))

    def problems(self) -> dict[str, Problem]:
        """What only the section can know: names and numbers that nobody has."""
        shown, found = self._shown(), dict[str, Problem]()
        if self.promise.is_raw():
            is_far = self.promise.is_too_far()
            found["promised_at"] = Problem.DATE_TOO_FAR if is_far else Problem.DATE_INVALID
        if self.technician.is_raw() and "technician" in shown:
            found["technician"] = Problem.NO_TECHNICIAN
        if self.own.rework.is_raw() and "rework_of" in shown:
            found["rework_of"] = Problem.NO_ORDER
        return found

    def words(self) -> dict[str, str]:
        """What is wrong with a term, said with the day that would do."""
        said = self.promise.complaint()
        return {"promised_at": said} if said else {}

    def doubts(self) -> Doubts:
        """What makes a term doubtful here and now."""
        above = self._desk.shop.finder.preference(VALUE_KEY)
        return Doubts(
            self.promise.proposal().earliest,
            above if isinstance(above, int) else VALUE_ABOVE_MINOR,
        )

    def follow(
        self, about: Callable[[], tuple[DeviceDraft, str]], sections: Sequence[FormSection]
    ) -> None:
        """Which device and fault the terms are for, and which sections its rules are for."""
        self._about = about
        self._others = [section for section in sections if section is not self]

    def said(self) -> dict[str, Any]:
        """What this section knows of the draft; what is not asked counts as not said."""
        shown = self._shown()
        said: dict[str, Any] = {
            "repair_kind": RepairKind(self.kind.value()),
            "urgent": self.urgent.isChecked(),
            "promised_at": self.promise.moment(),
            "prepayment_method": PaymentMethod(self.method.value()),
        }
        if "technician" in shown:
            said["technician_id"] = self.technician.technician()
        if "data_copy" in shown:
            said["data_copy"] = self.data_copy.value()
        if "estimate" in shown:
            said["estimate_minor"] = estimate = self.estimate.minor()
            kind = self.estimate_kind.value()
            says_kind = estimate is not None or kind == EstimateKind.FIRM
            said["estimate_kind"] = kind if says_kind else ""
        sums = {"limit": self.limit, "agreed_value": self.value, "prepayment": self.prepayment}
        said |= {f"{name}_minor": sums[name].minor() for name in sums.keys() & shown}
        return said | self.own.said(shown)

    def show_draft(self, draft: IntakeDraft) -> None:
        """Fill the section again."""
        self.kind.show_value(draft.repair_kind)
        self.urgent.setChecked(draft.urgent)
        self.own.show_draft(draft)
        self.promise.show_moment(draft.promised_at)
        self.technician.propose("")
        self.technician.show_technician(draft.technician_id)
        self.estimate.show_minor(draft.estimate_minor)
        self.estimate_kind.show_value(draft.estimate_kind or EstimateKind.APPROXIMATE)
        self.limit.show_minor(draft.limit_minor)
        self.value.show_minor(draft.agreed_value_minor)
        self.prepayment.show_minor(draft.prepayment_minor)
        self.method.show_value(draft.prepayment_method)
        self.data_copy.show_value(draft.data_copy)
        self._asked = (DeviceDraft(), "")
        for field in (self.estimate, self.limit):
            field.propose("")
        self.promise.expect_parts(0)
        self.refresh()

    def focus_first(self) -> None:
        """Go to the kind of repair."""
        self.look_back()
        self.kind.take_focus()

    def look_back(self) -> None:
        """Propose in grey what was agreed the last time on something alike."""
        asked = self._about()
        if asked == self._asked:
            return
        self._asked = asked
        device, fault = asked
        found = self._desk.shop.finder.similar(IntakeDraft(device=device, fault=fault))
        alike = found if found is not None and found.same_fault else None
        self.estimate.propose(typed_amounts.written(alike.estimate_minor) if alike else "")
        self.limit.propose(typed_amounts.written(alike.limit_minor) if alike else "")
        self.technician.propose(self.technician.name_of(found.technician_id) if found else "")
        self.promise.expect_parts(alike.parts_days if alike else 0)

    def take_proposals(self) -> None:
        """Let the sums in grey count as typed."""
        for field in (self.estimate, self.limit):
            if field.isVisibleTo(self):
                field.take_proposal()

    def refresh(self) -> None:
        """Show what the rules want asked for this kind, and what they propose."""
        self.kind.offer_only(kinds_of(self._desk.shop.finder.preference(KINDS_KEY)))
        shown = self._shown()
        for row, names in (*self.own.lines, *self._lines):
            self.show_row(row, any(name in shown for name in names))
        for name, widget in self._by_rule():
            self.show_part(widget, shown=name in shown)
        self._show_method()
        self._show_value()
        self.promise.refresh()
        self._rule_others()

    def _rule_others(self) -> None:
        """What the owner wants asked differs by the kind of repair in every section."""
        rules = self.rules()
        for section in self._others:
            for name, field in section.fields.items():
                if name in rules:
                    section.obey(field, rules[name])

    def _by_rule(self) -> tuple[tuple[str, QWidget], ...]:
        return (
            *self.own.stops(),
            ("technician", self.technician),
            ("estimate", self._price),
            ("limit", self.limit),
            ("agreed_value", self.value),
            ("prepayment", self.prepayment),
            ("data_copy", self.data_copy),
        )

    def _shown(self) -> set[str]:
        """What is asked; nobody is asked for a technician where there is none."""
        rules = self.rules()
        shown = {name for name, rule in rules.items() if rule is not field_policy.Rule.HIDDEN}
        if not (self._desk.shop.finder.technicians() or self.technician.text()):
            shown.discard("technician")
        return shown

    def _bare(self) -> IntakeDraft:
        """As much of the draft as a promise depends on."""
        return IntakeDraft(
            repair_kind=RepairKind(self.kind.value()),
            urgent=self.urgent.isChecked(),
            technician_id=self.technician.technician(),
        )

    def _lay_out(self) -> None:
        tr = self._tr
        self.add_row(self.title, self.kind, self.urgent, stretches=(1, 0))
        self.own.lay_out(self)
        self.add_row(tr("Ready by"), self.promise, tr("Technician"), self.technician)
        limit, paid = (tr("Approval limit"), self.limit), (tr("Prepayment"), self.prepayment)
        self._price = _together(self.estimate, self.estimate_kind)
        sums = self.add_row(tr("Repair price"), self._price, *limit)
        worth = self.add_row(tr("Agreed value"), self.value, *paid)
        self._lines += [(sums, ("estimate", "limit")), (worth, ("agreed_value", "prepayment"))]
        self._method_row = self.add_row(tr("Paid by"), self.method)
        self._lines.append((self.add_row(tr("Client's data"), self.data_copy), ("data_copy",)))

    def _stops(self) -> tuple[QWidget, ...]:
        return (
            self.kind, self.urgent, *(widget for _, widget in self.own.stops()), self.promise,
            self.technician, self.estimate, self.limit, self.value, self.prepayment, self.method,
            self.data_copy,
        )  # fmt: skip

    def _connect(self) -> None:
        self.kind.entered.connect(self._on_entered)
        self.kind.chosen.connect(self._on_kind)
        self.urgent.toggled.connect(self._on_edited)
        for box in (self.urgent, self.own.loaner):
            box.entered.connect(self._on_entered)
        self.own.loaner.toggled.connect(self.edited)
        for choice in (self.method, self.data_copy, self.estimate_kind):
            choice.entered.connect(self._on_entered)
            choice.chosen.connect(self.edited)
        for field in self._line_fields():
            leaves = field.entered if isinstance(field, SuggestField) else field.line.entered
            leaves.connect(self._on_entered)
            field.line.textEdited.connect(self._on_edited)
        self.technician.picked.connect(self._on_technician)
        self.prepayment.line.textChanged.connect(self._show_method)
        self.prepayment.changed.connect(self._show_till)
        self.method.chosen.connect(self._show_till)
        self.value.line.textChanged.connect(self._show_value)

    def _line_fields(self) -> tuple[LineField, ...]:
        money = (self.estimate, self.limit, self.value, self.prepayment)
        own = (field for _, field in self.own.stops() if isinstance(field, LineField))
        return (*own, self.promise, self.technician, *money)

    def _on_entered(self) -> None:
        """Go to the next stop in sight; behind the last one the talk goes on."""
        stops = self._stops()
        here = self.sender()
        place = next(
            (at for at, stop in enumerate(stops) if here in {stop, getattr(stop, "line", None)}), 0
        )
        if here is self.estimate_kind:
            place = stops.index(self.estimate)
        for stop in stops[place + 1 :]:
            if stop.isVisibleTo(self):
                _go(stop)
                return
        self.done.emit()

    def _on_kind(self) -> None:
        self.refresh()
        self.edited.emit()

    def _on_edited(self) -> None:
        self.promise.refresh()
        self.edited.emit()

    def _on_technician(self, value: object) -> None:
        if isinstance(value, Technician):
            self.technician.show_text(value.name)
            self._on_edited()
            _go(self.estimate if self.estimate.isVisibleTo(self) else self.value)

    def _show_method(self) -> None:
        """How it was paid is asked only when something was."""
        paid = bool(self.prepayment.text()) and self.prepayment.isVisibleTo(self)
        self.show_row(self._method_row, paid)
        self._show_till()

    def _show_till(self, _method: str = "") -> None:
        """Cash without an open shift: what to do is said, and nobody is stopped."""
        said = self._tr("No shift is open: Alt+O opens one")
        cash = self.method.value() == PaymentMethod.CASH and bool(self.prepayment.text())
        wanted = self._desk.settings.desk.cash_box
        if cash and not self._desk.shop.finder.till(wanted).takes_cash:
            self.prepayment.tell(said, "caution")
        elif self.prepayment.sentence() == said:
            self.prepayment.tell("")

    def _show_value(self) -> None:
        """What is lost is paid for by its value: a device without one stands out."""
        if not self.value.text():
            self.value.frame.show_echo(self._tr("not valued"), "bad")


def kinds_of(chosen: object) -> tuple[str, ...]:
    """The kinds of repair this shop does."""
    if not isinstance(chosen, list):
        return USUAL_KINDS
    return tuple(str(code) for code in chosen) or USUAL_KINDS  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType] - JSON


def _nothing() -> tuple[DeviceDraft, str]:
    return DeviceDraft(), ""


def _together(first: QWidget, second: QWidget) -> QWidget:
    """Two editors of one thing, as wide as one field."""
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(2)
    row.addWidget(first, 1, Qt.AlignmentFlag.AlignTop)
    row.addWidget(second, 0, Qt.AlignmentFlag.AlignTop)
    return whole


def _go(stop: QWidget) -> None:
    if isinstance(stop, Segments):
        stop.take_focus()
    else:
        stop.setFocus(Qt.FocusReason.TabFocusReason)


def _segments(look: Look, desk: Desk, name: str, table: Mapping[str, str]) -> Segments:
    return Segments(look, name, [(code, desk.tr(text)) for code, text in table.items()])
