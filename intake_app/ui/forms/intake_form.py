"""Taking a device in: from the first key to an empty form, in the order of the talk."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from intake_app.errors import RejectedError
from intake_app.services.drafts import DeviceDraft, IntakeDraft, KeptDraft, RepairKind
from intake_app.ui.forms import form_page, form_state
from intake_app.ui.forms.client_hand import ClientHand
from intake_app.ui.forms.client_section import ClientSection
from intake_app.ui.forms.condition_section import ConditionSection
from intake_app.ui.forms.device_section import DeviceSection
from intake_app.ui.forms.draft_bar import DraftBar
from intake_app.ui.forms.draft_keeper import EMPTY, DraftKeeper
from intake_app.ui.forms.fault_section import FaultSection
from intake_app.ui.forms.field_checks import FieldChecks, Findings
from intake_app.ui.forms.findings import findings
from intake_app.ui.forms.form_history import FormHistory
from intake_app.ui.forms.late_photos import LatePhotos
from intake_app.ui.forms.note_section import NoteSection
from intake_app.ui.forms.terms_section import TermsSection
from intake_app.ui.forms.under_way import Refusal, Refused, Sent, TakenBack, UnderWay
from intake_app.ui.forms.visit_keeper import VisitKeeper, is_idle
from intake_app.ui.input_meter import InputMeter
from intake_app.ui.widgets.button import Button, Role

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from intake_app.services.rows import Accepted, ClientRow
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look
    from intake_app.ui.widgets.field import Field


class IntakeForm(QWidget):
    """Never disabled: what is typed while saving belongs to the next intake.

    On Ctrl+Enter a sound draft goes to the store lane and the form is empty at once; `received`
    comes when it is durable. Should the store refuse, the draft comes back (`refused`).
    """

    received = Signal(object)
    refused = Signal(object)
    taken_back = Signal(object)
    client_changed = Signal(object)
    edited = Signal()
    trouble = Signal(object)

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("intake")
        self._look = look
        self._desk = desk
        self._rework_of: UUID | None = None
        self._was_saved = False  # and nothing was typed since
        self._is_filling = False
        self.client = ClientSection(look, desk)
        self.device = DeviceSection(look, desk)
        self.fault = FaultSection(look, desk)
        self.condition = ConditionSection(look, desk)
        self.terms = TermsSection(look, desk)
        self.note = NoteSection(look, desk)
        self.sections = (
            self.client, self.device, self.fault, self.condition, self.terms, self.note,
        )  # fmt: skip
        self._fields = {
            name: field for part in self.sections for name, field in part.fields.items()
        }
        self.hand = ClientHand(look, desk, self.client)
        self.accept = Button(look, desk.tr("Accept"), key="Ctrl+⏎", icon="check", role=Role.PRIMARY)
        self.bar = DraftBar(look, desk)
        self.under_way = UnderWay(desk, self)
        self.visit = VisitKeeper(desk, self.under_way.after, self)
        self.meter = InputMeter(self.isVisible, self)
        self.checks = FieldChecks(look, desk.tr, self._findings, self)
        self.keeper = DraftKeeper(desk, self._capture, self)
        self.late_photos = LatePhotos(self.condition.details.photos, self.keeper, self.under_way)
        self.history = FormHistory(self, self._turn)
        self._page = form_page.page_of(self.sections, look)
        foot = form_page.foot(look, desk.tr, self.accept, self.hand.line)
        form_page.lay_out(self, look, (self.bar, self._page, foot))
        self._connect()

    @property
    def fields(self) -> Mapping[str, Field]:
        """Every field by the name the checks use, in the order of the form."""
        return self._fields

    @property
    def whole(self) -> QWidget:
        """The form, to those who need to know no more than that it is a widget."""
        return self

    def draft(self) -> IntakeDraft:
        """What has been typed so far."""
        client = self.client.draft()
        said: dict[str, Any] = {"rework_of": self._rework_of}
        said |= self.terms.said() | self.condition.said()
        return IntakeDraft(
            client=client,
            device=self.device.draft(),
            fault=self.fault.text(),
            note=self.note.note.text(),
            overrides=self.checks.overrides(),
            visit_id=self.visit.of(client),
            hand=self.hand.draft(),
            **said,
        )

    def show_draft(self, draft: IntakeDraft) -> None:
        """Fill the form with another draft; the focus goes to the first gap of what is needed."""
        self.fill(draft)
        self.history.forget()
        self.start()

    def show_kept(self, kept: KeptDraft) -> None:
        """Fill the form as a draft stood in it before, the caret where it was."""
        self.keeper.slot = kept.slot
        form_state.restore(self, kept)
        self.meter.spoil()
        self.history.forget()

    def fill(self, draft: IntakeDraft) -> None:
        """Show a draft and leave the focus where it is."""
        self._is_filling = True
        self.visit.show_draft(draft)
        self._rework_of = draft.rework_of
        self.checks.show_overrides(draft.overrides)
        self.client.show_draft(draft.client)
        self.hand.show_draft(draft.hand)
        self.device.offer_devices_of(self.client.known())
        self.device.show_draft(draft.device)
        self.fault.show_text(draft.fault)
        self.condition.show_draft(draft)
        self.terms.show_draft(draft)
        self.note.note.show_text(draft.note)
        self.client_changed.emit(self.client.known())
        self._is_filling = False
        self.keeper.note()

    def clear(self) -> None:
        """Empty the form for the next client and go to its beginning."""
        self.keeper.renew()
        self.show_draft(EMPTY)
        self.meter.restart()

    def wipe(self) -> None:
        """Empty the form because a person wants so; undo brings everything back."""
        kept = self._capture(self.keeper.slot)
        if kept.draft != EMPTY:
            self._empty()
            self.history.push(lambda: self._bring_back(kept), self._empty)

    def save(self, *, printing: bool = True) -> None:
        """Accept what was typed, or go to the first field that is bad."""
        draft = self.draft()
        if draft == EMPTY and self._was_saved:
            return  # a second press: the intake it was meant for is on its way
        if is_idle(draft):
            self.clear()  # there is no further device: the visit ends
        elif self._send(draft, printing=printing, more=False):
            self.visit.close()
            self.clear()
            self._was_saved = True

    def save_quietly(self) -> None:
        """Accept without papers."""
        self.save(printing=False)

    def save_and_go_on(self) -> None:
        """Accept this device, and begin with the next one of the same client."""
        draft = self.draft()
        if draft != EMPTY and self.checks.refuse():
            return
        if draft == EMPTY:
            return
        visit = self.visit.go_on(draft.client)
        self._send(replace(draft, visit_id=visit), printing=True, more=True)
        self.show_draft(IntakeDraft(client=draft.client, visit_id=visit))
        self.meter.restart()

    def undo(self) -> None:
        """Take back what was done here last; in an empty form, the intake just saved."""
        if not self.history.undo() and self._is_idle():
            self.under_way.take_back()

    def redo(self) -> None:
        """Do again what was taken back."""
        if not form_state.redo_in(form_state.focus_in(self)):
            self.history.redo()

    def needed_width(self) -> int:
        """What the fields need to stand without being cut."""
        return self._page.minimumSizeHint().width() + self._look.px(0.8)

    def widest(self) -> int:
        """With more than this the fields would only be hard to follow."""
        return self._page.maximumWidth()

    def is_untouched(self) -> bool:
        """Whether nothing has been typed."""
        return self.draft() == EMPTY

    def park(self) -> None:
        """Put the draft aside for an empty form; an empty one takes up what waits longest."""
        if self._is_idle():
            self.take_up()
            return
        slot = self.keeper.slot
        self._set_aside()
        self.history.push(lambda: self._unpark(slot), self._park_again)

    def take_up(self, slot: str = "") -> None:
        """Take up a waiting draft; what stands here waits instead."""
        kept = self.keeper.take_up(slot)
        if not self._is_idle():
            self._set_aside()
        elif kept is None:
            self.clear()
        if kept is not None:
            self.show_kept(kept)

    def bring(self, kept: KeptDraft) -> bool:
        """Show a draft, or let it wait while the form is in use; True when it is shown."""
        if not self._is_idle():
            self.keeper.put_aside(kept)
            return False
        self.show_kept(kept)
        return True

    def finish(self) -> None:
        """The window closes: nothing may wait any longer."""
        self.keeper.write()
        self.visit.end()

    def open_list(self) -> None:
        """Offer the list of the field in focus."""
        for field in (*self.client.boxes, *self.device.boxes, self.fault.fault):
            if field.editor.hasFocus():
                field.browse()

    def scan(self, *codes: str) -> bool:
        """Take the codes of one device; False when they say nothing here."""
        self.meter.scanned()
        return self.device.scan(codes)

    def make_rework(self) -> None:
        """Our work on this device is still under warranty: this repair is free."""
        order = self.device.rework()
        if order is None:
            return
        self._rework_of = order
        free = replace(self.draft(), repair_kind=RepairKind.OWN_WARRANTY, rework_of=order)
        self.terms.show_draft(free)
        self._on_edited()

    def start(self) -> None:
        """Go to the first gap, wherever the talk stands."""
        draft = self.draft()
        if not (draft.client.id or draft.client.name):
            self.client.focus_first()
        elif not draft.device.kind:
            self.device.focus_first()
        else:
            self.fault.focus_first()

    def _findings(self) -> Findings:
        return findings(self.draft(), self._desk, self.terms, self.condition)

    def _about(self) -> tuple[DeviceDraft, str]:
        return self.device.draft(), self.fault.text()

    def _send(self, draft: IntakeDraft, *, printing: bool, more: bool) -> bool:
        """Let the store have a sound draft; a bad one is marked."""
        if self.checks.refuse():
            return False
        if draft.visit_id is None:
            self.visit.end()
        kept = replace(self._capture(self.keeper.slot), draft=draft)
        if self.condition.is_reading_photos():
            self.keeper.write()  # it waits for them, and must not be lost meanwhile
        self.keeper.hand_over()
        self.under_way.send(Sent(kept, printing, more, self.meter.count()))
        return True

    def _capture(self, slot: str) -> KeptDraft:
        return form_state.capture(self, slot)

    def _turn(self) -> int:
        return self.meter.turn

    def _is_idle(self) -> bool:
        draft = self.draft()
        return draft == EMPTY or is_idle(draft)

    def _empty(self) -> None:
        self.fill(EMPTY)
        self.keeper.renew()
        self.start()
        self.history.settle()

    def _set_aside(self) -> None:
        self.keeper.put_aside(self._capture(self.keeper.renew()))
        self.clear()

    def _park_again(self) -> None:
        self.keeper.put_aside(self._capture(self.keeper.slot))
        self._empty()

    def _bring_back(self, kept: KeptDraft) -> None:
        """Undo: what was typed since waits, so that nothing is lost."""
        if self.draft() != EMPTY:
            self.keeper.put_aside(self._capture(self.keeper.renew()))
        self.keeper.slot = kept.slot
        form_state.restore(self, kept)
        self.history.settle()

    def _unpark(self, slot: str) -> None:
        kept = self.keeper.take_up(slot)
        if kept is not None:
            self._bring_back(kept)

    def _on_client(self, client: ClientRow | None) -> None:
        self.device.offer_devices_of(client)
        self.client_changed.emit(client)
        if not self._is_filling:
            self.history.look()

    def _on_owner(self, owner: UUID) -> None:
        """A device was recognised before anybody was named: it is probably his."""
        facts = self._desk.shop.finder.client_facts(owner)
        if facts is not None and self.client.draft() == EMPTY.client:
            self.client.recognise(facts.row)

    def _on_fault(self) -> None:
        self.device.hear(self.fault.text())

    def _on_received(self, accepted: Accepted) -> None:
        self.visit.know(accepted.client_id)
        self.received.emit(accepted)

    def _on_refused(self, refused: Refused) -> None:
        in_form = self.bring(refused.kept)
        if in_form and isinstance(refused.error, RejectedError):
            self.checks.mark(refused.error.fields)
        self.refused.emit(Refusal(refused.kept.draft, refused.error, in_form))

    def _on_taken_back(self, back: TakenBack) -> None:
        self.bring(back.kept)
        self.taken_back.emit(back)

    def _connect(self) -> None:
        self.condition.follow(self.device.draft)
        self.terms.follow(self._about, self.sections)
        for box in (*self.client.boxes, *self.device.boxes, self.fault.fault, *self.terms.boxes):
            box.lay_list_over(self)
        self.client.chosen.connect(self._on_client)
        self.client.done.connect(self.device.focus_first)
        self.client.device_found.connect(self.device.take)
        self.device.done.connect(self.fault.focus_first)
        self.device.owner_found.connect(self._on_owner)
        self.device.kind.line.textChanged.connect(self.fault.follow)
        self.fault.edited.connect(self._on_fault)
        self.fault.done.connect(self.condition.focus_line)
        self.condition.done.connect(self.terms.focus_first)
        self.terms.done.connect(self.note.focus_first)
        self.note.done.connect(self.accept.setFocus)
        self.accept.clicked.connect(self._on_accept)
        self.bar.taken.connect(self.take_up)
        self.bar.left.connect(self.start)
        self.keeper.waiting_changed.connect(self.bar.show_waiting)
        self.meter.stirred.connect(self.keeper.stir)
        self.under_way.received.connect(self._on_received)
        self.under_way.refused.connect(self._on_refused)
        self.under_way.taken_back.connect(self._on_taken_back)
        for part in (self.keeper, self.under_way, self.visit):
            part.trouble.connect(self.trouble)
        self.hand.follow(self.history)
        for section in (*self.sections, self.hand):
            section.edited.connect(self._on_edited)
        self.checks.watch(self.fields)
        self.checks.edited.connect(self._on_edited)

    def _on_edited(self) -> None:
        if self._is_filling:
            return
        self._was_saved = False
        self.history.look()
        self.visit.stir()
        self.keeper.note()

    def _on_accept(self) -> None:
        self.save()
