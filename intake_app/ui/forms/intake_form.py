"""Taking a device in: from the first key to an empty form, in the order of the talk."""

from __future__ import annotations

from collections import deque
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from intake_app.errors import IntakeError, Problem, RejectedError
from intake_app.services.drafts import IntakeDraft
from intake_app.services.intake_checks import problems
from intake_app.ui import problem_texts
from intake_app.ui.forms import promise_field
from intake_app.ui.forms.client_section import ClientSection
from intake_app.ui.forms.condition_section import ConditionSection
from intake_app.ui.forms.device_section import DeviceSection
from intake_app.ui.forms.draft_keeper import EMPTY, FORM_SLOT, DraftKeeper
from intake_app.ui.forms.fault_section import FaultSection
from intake_app.ui.forms.note_section import NoteSection
from intake_app.ui.forms.terms_section import TermsSection
from intake_app.ui.widgets.button import Button, Role
from intake_app.ui.widgets.gap import Gap
from intake_app.ui.widgets.scroll import Page, slim

if TYPE_CHECKING:
    from collections.abc import Mapping

    from intake_app.services.rows import Accepted, ClientRow
    from intake_app.services.shop import Shop
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look
    from intake_app.ui.widgets.field import Field


_WIDEST_EM = 90
"""Lines longer than this are hard to follow; what is left belongs to the side pane."""


class Refusal(NamedTuple):
    """An intake that could not be saved; its draft is kept."""

    draft: IntakeDraft
    error: IntakeError | None  # none: a bug, which the crash handler tells about
    in_form: bool  # the draft is back in the form, and not put aside


class IntakeForm(QWidget):
    """Never disabled: what is typed while saving belongs to the next intake.

    On Ctrl+Enter a sound draft goes to the store lane and the form is empty at once; `received`
    comes when it is durable. Should the store refuse, the draft comes back (`refused`).
    """

    received = Signal(object)
    refused = Signal(object)
    client_changed = Signal(object)
    edited = Signal()

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("intake")
        self._look = look
        self._desk = desk
        self._under_way: deque[IntakeDraft] = deque()
        self._error: IntakeError | None = None
        self._is_received = False
        self._was_saved = False  # and nothing was typed since
        self.client = ClientSection(look, desk)
        self.device = DeviceSection(look, desk)
        self.fault = FaultSection(look, desk)
        self.condition = ConditionSection(look, desk)
        self.terms = TermsSection(look, desk)
        self.note = NoteSection(look, desk)
        self.sections = (
            self.client, self.device, self.fault, self.condition, self.terms, self.note,
        )  # fmt: skip
        self.accept = Button(look, desk.tr("Accept"), key="Ctrl+⏎", icon="check", role=Role.PRIMARY)
        self.keeper = DraftKeeper(desk, self.draft, self)
        self._scroll = QScrollArea()
        self._page = Page()
        self._lay_out()
        self._connect()

    @property
    def fields(self) -> dict[str, Field]:
        """Every field by the name the checks use, in the order of the form."""
        return {name: field for part in self.sections for name, field in part.fields.items()}

    def draft(self) -> IntakeDraft:
        """What has been typed so far."""
        return self.terms.complete(
            IntakeDraft(
                client=self.client.draft(),
                device=self.device.draft(),
                fault=self.fault.text(),
                accessories=self.condition.accessories.text(),
                appearance=self.condition.appearance.text(),
                note=self.note.note.text(),
            )
        )

    def show_draft(self, draft: IntakeDraft) -> None:
        """Fill the form again; the focus goes to the first gap of what is mandatory."""
        self.client.show_draft(draft.client)
        self.device.offer_devices_of(self.client.known())
        self.device.show_draft(draft.device)
        self.fault.show_text(draft.fault)
        self.condition.accessories.show_text(draft.accessories)
        self.condition.appearance.show_text(draft.appearance)
        self.terms.show_draft(draft)
        self.note.note.show_text(draft.note)
        self.client_changed.emit(self.client.known())
        self.keeper.note()
        self._focus_gap(draft)

    def clear(self) -> None:
        """Empty the form and go to its beginning."""
        self.show_draft(EMPTY)

    def save(self, *, printing: bool = True) -> None:
        """Accept what was typed, or go to the first field that is bad."""
        draft = self.draft()
        if draft == EMPTY and self._was_saved:
            return  # a second press: the intake it was meant for is on its way
        found = self._problems(draft)
        self._mark(found)
        if found:
            return
        self._under_way.append(draft)
        work = partial(_take_in, self._desk.shop, draft, printing=printing)
        self._desk.jobs.store(work, self._on_received, self._on_refused, self._on_ended)
        self.clear()
        self._was_saved = True

    def save_quietly(self) -> None:
        """Accept without papers."""
        self.save(printing=False)

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
        if self.is_untouched():
            self.show_draft(self.keeper.take_up() or EMPTY)
        else:
            self.keeper.put_aside(self.draft())
            self.clear()

    def open_list(self) -> None:
        """Offer the list of the field in focus."""
        for field in (self.client.box, self.device.kind, self.device.brand, self.device.model):
            if field.line.hasFocus():
                field.open_list()

    def scan(self, code: str) -> bool:
        """Take the code of a device; False when it says nothing here."""
        return self.device.scan(code)

    def start(self) -> None:
        """Go to the first gap, wherever the talk stands."""
        self._focus_gap(self.draft())

    def _problems(self, draft: IntakeDraft) -> dict[str, Problem]:
        region = self._desk.settings.shop.region
        found = problems(draft, region, self._desk.now())
        if draft.promised_at == promise_field.UNREADABLE:
            found["promised_at"] = Problem.DATE_INVALID
        return found

    def _mark(self, found: Mapping[str, Problem]) -> None:
        first: Field | None = None
        for name, field in self.fields.items():
            problem = found.get(name)
            field.mark(problem_texts.sentence(problem, self._desk.tr) if problem else "")
            first = first or (field if problem else None)
        if first is not None:
            first.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _focus_gap(self, draft: IntakeDraft) -> None:
        if not (draft.client.id or draft.client.name):
            self.client.focus_first()
        elif not draft.device.kind:
            self.device.focus_first()
        else:
            self.fault.focus_first()

    def _on_client(self, client: ClientRow | None) -> None:
        self.device.offer_devices_of(client)
        self.client_changed.emit(client)

    def _on_received(self, accepted: Accepted) -> None:
        self._is_received = True
        self.received.emit(accepted)

    def _on_refused(self, error: Exception) -> None:
        self._error = error if isinstance(error, IntakeError) else None

    def _on_ended(self) -> None:
        """Settle the oldest intake under way; a bug counts as a refusal, so nothing is lost."""
        draft, error = self._under_way.popleft(), self._error
        is_received, self._is_received, self._error = self._is_received, False, None
        if is_received:
            return
        in_form = self.draft() == EMPTY
        if in_form:
            self.show_draft(draft)
            if isinstance(error, RejectedError):
                self._mark(error.fields)
        else:
            self.keeper.put_aside(draft)
        self.refused.emit(Refusal(draft, error, in_form))

    def _lay_out(self) -> None:
        look = self._look
        page = self._page
        column = QVBoxLayout(page)
        column.setContentsMargins(look.margin, look.px(1.0), look.px(1.0), look.px(0.5))
        column.setSpacing(0)
        for section in self.sections:
            column.addWidget(section)
            column.addItem(Gap(look.px(0.6), look.px(1.5)))
        column.addStretch(1)
        first = max(section.label_width() for section in self.sections)
        second = max(section.second_width() for section in self.sections)
        for section in self.sections:
            section.align(first, second)
        page.setMaximumWidth(look.px(_WIDEST_EM))
        self._scroll.setWidget(page)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        slim(self._scroll, look)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._scroll, 1)
        whole.addWidget(self._foot())

    def _foot(self) -> QWidget:
        look, tr = self._look, self._desk.tr
        hints = QLabel(
            "     ".join(
                f"{key}  {text}"
                for key, text in (
                    ("Ctrl+S", tr("save without printing")),
                    ("F2", tr("put aside")),
                    ("F1", tr("all keys")),
                )
            )
        )
        hints.setFont(look.small)
        palette = hints.palette()
        palette.setColor(hints.foregroundRole(), look.colour("muted"))
        hints.setPalette(palette)
        self.accept.setObjectName("accept")
        whole = QWidget()
        whole.setMaximumWidth(look.px(_WIDEST_EM))
        foot = QHBoxLayout(whole)
        foot.setContentsMargins(look.margin, look.px(0.5), look.px(1.0), look.px(0.75))
        foot.addWidget(hints)
        foot.addStretch(1)
        foot.addWidget(self.accept)
        return whole

    def _connect(self) -> None:
        for box in (self.client.box, self.device.kind, self.device.brand, self.device.model):
            box.lay_list_over(self)
        self.client.chosen.connect(self._on_client)
        self.client.done.connect(self.device.focus_first)
        self.device.done.connect(self.fault.focus_first)
        self.fault.done.connect(self.condition.focus_first)
        self.condition.done.connect(self.terms.focus_first)
        self.terms.done.connect(self.note.focus_first)
        self.note.done.connect(self.accept.setFocus)
        self.accept.clicked.connect(self._on_accept)
        for section in self.sections:
            section.edited.connect(self._on_edited)

    def _on_edited(self) -> None:
        self._was_saved = False
        self.keeper.note()

    def _on_accept(self) -> None:
        self.save()


def _take_in(shop: Shop, draft: IntakeDraft, *, printing: bool) -> Accepted:
    """Runs in the store lane; what was taken in must not come back as a draft."""
    return shop.services.intakes.receive(draft, printing=printing, slot=FORM_SLOT)
