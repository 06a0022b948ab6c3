"""What is ticked and typed when a device leaves: what goes back, how it works, who takes it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from intake_app.errors import Problem
from intake_app.i18n import formats
from intake_app.services import rechecks, signing
from intake_app.services.condition import Mark
from intake_app.services.handover_rows import (
    KNOWN_BY,
    OLD_PARTS,
    TO_WHOM,
    HandoverDraft,
    HandoverState,
    KnownBy,
    OldParts,
    ToWhom,
)
from intake_app.ui import problem_texts
from intake_app.ui.forms.condition_details import STYLES
from intake_app.ui.handover.paid_now import PaidNow
from intake_app.ui.handover.questions import Questions
from intake_app.ui.handover.rows import Rows
from intake_app.ui.handover.settling import Owing
from intake_app.ui.handover.signed_line import SignedLine
from intake_app.ui.widgets.chips import Chip, ChipField
from intake_app.ui.widgets.field import LineField
from intake_app.ui.widgets.segments import Segments
from intake_app.ui.widgets.suggest_field import SuggestField
from intake_app.ui.widgets.suggestions import Suggestion

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from intake_app.services.drafts import SignatureDraft
    from intake_app.services.handover_rows import Beside
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look

_YES = (Mark.YES.value,)


class HandoverForm(QWidget):
    """`changed` comes with every mark; Enter leads through the lines, Ctrl+Enter is the page's."""

    changed = Signal()

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self._look = look
        self._desk = desk
        self._state: HandoverState | None = None
        tr = desk.tr
        self.questions = Questions(look, desk, self)
        self.to_whom = Segments(look, "handover.to", [(k, tr(v)) for k, v in TO_WHOM.items()])
        self.known_by = Segments(look, "handover.by", [(k, tr(v)) for k, v in KNOWN_BY.items()])
        self.old_parts = Segments(
            look, "handover.old_parts", [(k, tr(v)) for k, v in OLD_PARTS.items()]
        )
        self.name = SuggestField(look, "handover.name", self._contacts)
        self.proxy = LineField(look, "handover.proxy")
        self.remarks = LineField(look, "handover.remarks")
        self.paid = PaidNow(look, desk, self)
        self.beside = ChipField(look, "handover.beside", STYLES)
        self.beside.setAccessibleName(tr("Other devices of this visit that go now"))
        self.told = QLabel()
        self.missing = QLabel()
        self.rows = Rows(look)
        self.signed = SignedLine(look, desk)
        self._lay_out()
        self._connect()

    @property
    def fields(self) -> dict[str, LineField]:
        """By the names the checks use."""
        return {
            "name": self.name,
            "proxy": self.proxy,
            "remarks": self.remarks,
            "allowed_by": self.paid.allowed_by,
            "sum": self.paid.sum,
        }

    def show_state(self, state: HandoverState) -> None:
        """Ask about another device, or the same read anew; what was typed of it stays."""
        is_other = self._state is None or self._state.order_id != state.order_id
        self._state = state
        if is_other:
            self._begin(state)
        beside = [one for one in state.beside if one.ready]
        self.beside.show_chips([Chip(_called(one), _YES) for one in beside])
        self._ask_of_others()
        self.rows.show_row(self._row_beside, shown=bool(beside))
        self.rows.show_row(self._row_parts, shown=state.has_parts)
        leaves = bool(state.to)
        for row in (self._row_whom, self._row_by):
            self.rows.show_row(row, shown=leaves)
        self._fit_whom(self.to_whom.value() if leaves else "")
        self.tell()

    def draft(self) -> HandoverDraft:
        """What is said by now; a signature that no longer fits is left out by the service."""
        return replace(self._plain_draft(), signature=self.signed.signature)

    def _plain_draft(self) -> HandoverDraft:
        whom = self.to_whom.value()
        kept, also = self.questions.kept(), self._also()
        left = self._desk.tr("not given back: %s") % ", ".join(kept) if kept else ""
        return HandoverDraft(
            to_whom=whom,
            name="" if whom == ToWhom.CLIENT else self.name.text(),
            proxy=self.proxy.text() if whom == ToWhom.PROXY else "",
            known_by=self.known_by.value(),
            accessories=self.questions.given(),
            old_parts=self.old_parts.value() if self._has_parts() else OldParts.NONE,
            remarks="; ".join(filter(None, (self.remarks.text(), left))),
            marks=self.questions.marks(),
            allowed_by=self.paid.allowed_by.text() if self.paid.wants_word() else "",
            also=also,
            also_given=tuple(self.questions.given_of(one) for one in also),
        )

    def show_signature(self, signed: SignatureDraft | None) -> None:
        """Whoever takes it has signed on his own screen; None: nobody has."""
        self.signed.show_signature(signed)
        self._tell_signed()

    def _tell_signed(self) -> None:
        """A signature holds for what was shown above it, and for nothing else."""
        numbers: tuple[str, ...] = ()
        if self._state is not None:
            also = {one.id: one.number for one in self._state.beside}
            numbers = (self._state.number, *(also[one] for one in self._also()))
        self.signed.compare(signing.leaving(numbers, self._plain_draft()))
        self.rows.show_row(self.signed, shown=self.signed.has_words())

    def check_money(self) -> bool:
        """Go to a wrong sum, or to who must allow a debt; False where all is well."""
        if self.paid.is_wrong():
            wrong = Problem.OVERPAID if (self.paid.sum.minor() or 0) > 0 else Problem.AMOUNT_INVALID
            return self.refuse({"sum": wrong})
        if self.paid.wants_word() and not self.paid.allowed_by.text().strip():
            return self.refuse({"allowed_by": Problem.DEBT})
        return False

    def refuse(self, fields: Mapping[str, Problem]) -> bool:
        """Mark what is missing and go there; False when nothing of it stands here."""
        known = {name: field for name, field in self.fields.items() if name in fields}
        for name, field in known.items():
            field.mark(problem_texts.sentence(fields[name], self._desk.tr))
        for field in known.values():
            field.line.setFocus()
            return True
        return False

    def ask_things(self) -> bool:
        """Insist on what came along; False when that is answered."""
        asked = self.questions.has_things() and self.questions.unasked()
        self._tell_missing(
            self._desk.tr("Tick what goes back: Ins takes all of it") if asked else ""
        )
        if asked:
            self.questions.things.setFocus()
        return asked

    def take_focus(self) -> None:
        """Begin with the money, then with what goes back, then with the checks."""
        if self.paid.is_asked():
            self.paid.take_focus()
        elif self.questions.has_things():
            self.questions.things.setFocus()
        else:
            self.questions.checks.setFocus()

    def recognise(self, by: KnownBy) -> None:
        """What told that he may take it."""
        self.known_by.show_value(by)

    def tell(self) -> None:
        """Say what is otherwise than at the intake."""
        found = self.questions.differences()
        said = rechecks.told(found, self._desk.tr)
        tone = "caution" if any(change.is_worse for change in found) else "good"
        self.told.setText(self._desk.tr("Since the intake: %s") % said if said else "")
        palette = self.told.palette()
        palette.setColor(self.told.foregroundRole(), self._look.colour(tone))
        self.told.setPalette(palette)
        self.rows.show_row(self.told, shown=bool(said))
        if not self.questions.unasked():
            self._tell_missing("")

    def _begin(self, state: HandoverState) -> None:
        self.questions.show_state(state)
        self.to_whom.show_value(ToWhom.CLIENT)
        self.known_by.show_value(KnownBy.RECEIPT)
        self.old_parts.show_value(OldParts.RETURNED)
        self.beside.show_marks({})
        self.paid.begin()
        for field in self.fields.values():
            field.show_text("")
        self._tell_missing("")

    def _has_parts(self) -> bool:
        return self._state is not None and self._state.has_parts

    def _also(self) -> tuple[UUID, ...]:
        chosen = self.beside.marks()
        beside = self._state.beside if self._state is not None else ()
        return tuple(one.id for one in beside if one.ready and _called(one) in chosen)

    def _ask_of_others(self) -> None:
        """What came along with a device that goes, too, goes back as well."""
        chosen, beside = self._also(), self._state.beside if self._state is not None else ()
        also = [one for one in beside if one.id in chosen]
        self.questions.ask_of(also)
        self.rows.show_row(self._row_things, shown=self.questions.has_things())
        self._ask_money(also)

    def _ask_money(self, also: Sequence[Beside]) -> None:
        """What all that goes now is short of."""
        state = self._state
        if state is not None:
            own = Owing(state.order_id, state.due.minor if state.to else 0)
            owing = (own, *(Owing(one.id, one.due.minor) for one in also))
            self.paid.show_owing(owing, is_company=state.is_company)

    def _contacts(self, typed: str) -> tuple[Suggestion, ...]:
        names = self._state.contacts if self._state is not None else ()
        wanted = typed.strip().casefold()
        return tuple(Suggestion(name, value=name) for name in names if wanted in name.casefold())

    def _on_contact(self, value: object) -> None:
        self.name.show_text(str(value))
        self.name.entered.emit()

    def _fit_whom(self, whom: str) -> None:
        self.rows.show_row(self._row_name, shown=whom not in {"", ToWhom.CLIENT})
        self.proxy.setVisible(whom == ToWhom.PROXY)

    def _on_whom(self, whom: str) -> None:
        self._fit_whom(whom)
        self.changed.emit()

    def _enter_whom(self) -> None:
        is_client = self.to_whom.value() == ToWhom.CLIENT
        (self.known_by.take_focus if is_client else self.name.line.setFocus)()

    def _enter_name(self) -> None:
        has_proxy = self.to_whom.value() == ToWhom.PROXY
        (self.proxy.line.setFocus if has_proxy else self.known_by.take_focus)()

    def _enter_by(self) -> None:
        (self.old_parts.take_focus if self._has_parts() else self.remarks.line.setFocus)()

    def _tell_missing(self, sentence: str) -> None:
        self.missing.setText(sentence)
        self.missing.setVisible(bool(sentence))

    def _connect(self) -> None:
        self.changed.connect(self._tell_signed)
        for field in (self.name, self.proxy, self.remarks):
            field.line.textChanged.connect(self.changed)
        self.old_parts.chosen.connect(self.changed)
        self.questions.changed.connect(self.tell)
        self.questions.changed.connect(self.changed)
        self.questions.checks.entered.connect(self._on_checked)
        self.beside.changed.connect(self._ask_of_others)
        self.beside.changed.connect(self.changed)
        self.beside.entered.connect(self.to_whom.take_focus)
        self.to_whom.chosen.connect(self._on_whom)
        self.to_whom.entered.connect(self._enter_whom)
        self.name.picked.connect(self._on_contact)
        self.name.entered.connect(self._enter_name)
        self.proxy.line.entered.connect(self.known_by.take_focus)
        self.known_by.entered.connect(self._enter_by)
        self.old_parts.entered.connect(self.remarks.line.setFocus)
        self.paid.left.connect(self._enter_things)
        self.paid.chosen.connect(self.changed)
        self.name.open_on_focus(opens=True)

    def _on_checked(self) -> None:
        rows = (self.beside, self.to_whom)
        first = next((row for row in rows if row.isVisibleTo(self)), None)
        if isinstance(first, Segments):
            first.take_focus()
        elif first is not None:
            first.setFocus()
        else:
            self.remarks.line.setFocus()

    def _enter_things(self) -> None:
        (self.questions.things if self.questions.has_things() else self.questions.checks).setFocus()

    def _lay_out(self) -> None:
        look, tr = self._look, self._desk.tr
        named = (
            (self.name, tr("Who takes it")),
            (self.proxy, tr("Number and day of the power")),
            (self.remarks, tr("Visible now")),
        )
        for field, title in named:
            field.line.setAccessibleName(title)
        self.proxy.line.setPlaceholderText(tr("Number and day of the power"))
        self.remarks.line.setPlaceholderText(tr("defects that are seen at the hand-over"))
        self.told.setWordWrap(True)
        self.missing.setWordWrap(True)
        palette = self.missing.palette()
        palette.setColor(self.missing.foregroundRole(), look.colour("bad"))
        self.missing.setPalette(palette)
        self.paid.lay_out(self.rows)
        self._row_things = self.rows.add(tr("Give back"), self._things())
        self.rows.add(tr("Check"), self.questions.checks)
        self.rows.add("", self.told)
        self._row_beside = self.rows.add(tr("Go now, too"), self.beside)
        self._row_whom = self.rows.add(tr("To whom"), self.to_whom)
        self._row_name = self.rows.add(tr("Name"), self.name, self.proxy)
        self._row_by = self.rows.add(tr("Known by"), self.known_by)
        self._row_parts = self.rows.add(tr("Old parts"), self.old_parts)
        self.rows.add(tr("Visible now"), self.remarks)
        self.rows.add(tr("Signature"), self.signed)
        self.rows.show_row(self.signed, shown=False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.rows)
        column.addStretch(1)

    def _things(self) -> QWidget:
        """The chips, and under them what is missing."""
        things = QWidget()
        inner = QVBoxLayout(things)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(self._look.px(0.1))
        inner.addWidget(self.questions.things)
        inner.addWidget(self.missing)
        return things


def _called(one: Beside) -> str:
    """A chip is found by its letters: the device first, then its number."""
    due = f" · {formats.amount(one.due.minor, one.due.currency, 'ru')}" if one.due.minor else ""
    return f"{one.device} {one.number}{due}"
