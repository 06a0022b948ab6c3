"""Saves what is edited on a card, at once and in order; remembers how to take it back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeGuard

from PySide6.QtCore import QObject, Signal

from intake_app.errors import RejectedError
from intake_app.i18n.translator import N_
from intake_app.ui import problem_texts
from intake_app.ui.clients import desk_work

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from uuid import UUID

    from intake_app.services.client_card import Change
    from intake_app.services.shop import Shop
    from intake_app.ui.clients.card_page import ClientPage
    from intake_app.ui.desk import Desk

_DEEPEST = 50
_OF_CLASS = frozenset({"class_reason", "class_until"})


class CardSaver(QObject):
    """`saved` asks for the card to be read again; `told` carries a sentence."""

    saved = Signal()
    told = Signal(str)
    trouble = Signal(object)

    def __init__(self, desk: Desk, page: ClientPage) -> None:
        super().__init__(page)
        self._desk = desk
        self._page = page
        self._done: list[Callable[[], None]] = []
        self.client: UUID | None = None
        self._connect()

    def begin(self, client: UUID) -> None:
        """Another client: what was done to the last one is not undone here."""
        if client != self.client:
            self._done.clear()
        self.client = client

    def undo(self) -> None:
        """Take the last edit of this sitting back."""
        if self._done:
            self._done.pop()()
        else:
            self.told.emit(self._desk.tr("Nothing to take back"))

    def edit(self, field: str, value: object) -> None:
        """Change one field of the card."""
        if self.client is not None:
            self._do(partial(desk_work.edit, self._desk.shop, self.client, field, value), field)

    def merge(self, one: UUID, other: UUID, reason: str) -> None:
        """Say that two cards are one client."""
        work = partial(desk_work.merge, self._desk.shop, one, other, reason)
        self._desk.jobs.store(work, self._on_merged, self.trouble.emit)

    def tell_apart(self, one: UUID, other: UUID) -> None:
        """Say that two cards are two clients."""
        work = partial(desk_work.tell_apart, self._desk.shop, one, other)
        self._desk.jobs.store(work, self._on_told_apart, self.trouble.emit)

    def part(self, merge: UUID) -> None:
        """Take a merge back."""
        work = partial(desk_work.part, self._desk.shop, merge)
        self._desk.jobs.store(work, self._on_parted, self.trouble.emit)

    def _do(self, work: Callable[[], Change], field: str = "") -> None:
        self._desk.jobs.store(
            work, partial(self._on_changed, field), partial(self._on_refused, field)
        )

    def _on_changed(self, field: str, change: Change) -> None:
        if change.after:
            self._remember(partial(self._take_back, change))
        fields = self._page.fields
        if field == "phone":
            fields.phones.forget()
        elif field == "contact":
            fields.contacts.forget()
        self.saved.emit()

    def _remember(self, how: Callable[[], None]) -> None:
        self._done = [*self._done, how][-_DEEPEST:]

    def _on_refused(self, field: str, error: Exception) -> None:
        """Say it under the field, or in the bar where there is none."""
        told = next(iter(error.fields.items()), None) if _is_rejected(error) else None
        at, problem = told or (field, None)
        line = self._page.fields.line_of(at if at in _OF_CLASS else field)
        if problem is None or line is None:
            self.trouble.emit(error)
            self.saved.emit()
        else:
            line.not_saved(problem_texts.sentence(problem, self._desk.tr))
            line.line.setFocus()

    def _take_back(self, change: Change) -> None:
        work = partial(desk_work.undo, self._desk.shop, change)
        self._desk.jobs.store(work, self._on_taken_back, self.trouble.emit)

    def _on_taken_back(self, _nothing: object) -> None:
        self.told.emit(self._desk.tr("Taken back"))
        self.saved.emit()

    def _on_merged(self, merge: UUID | None) -> None:
        if merge is not None:
            self._remember(partial(self.part, merge))
        self.told.emit(self._desk.tr("These cards are one client now, Ctrl+Z takes it back"))
        self.saved.emit()

    def _on_told_apart(self, change: Change) -> None:
        self._remember(partial(self._take_back, change))
        said = "These are two clients and will not be offered again, Ctrl+Z takes it back"
        self.told.emit(self._desk.tr(said))
        self.saved.emit()

    def _on_parted(self, _nothing: object) -> None:
        self.told.emit(self._desk.tr("The cards are apart again"))
        self.saved.emit()

    def _on_conflict(self, level: int, fact: str) -> None:
        if self.client is not None:
            work = partial(desk_work.conflict, self._desk.shop, self.client, level, fact)
            self._do(work, "conflict_note")

    def _on_class(self, grade: str, reason: str, until: date | None) -> None:
        if self.client is not None:
            work = partial(desk_work.set_class, self._desk.shop, self.client, grade, reason, until)
            self._do(work, "class_reason")

    def _on_phone(self, typed: str) -> None:
        if self.client is not None:
            self._do(partial(desk_work.add_phone, self._desk.shop, self.client, typed), "phone")

    def _on_contact(self, name: str) -> None:
        if self.client is not None:
            work = partial(desk_work.add_contact, self._desk.shop, self.client, name)
            self._do(work, "contact")

    def _on_phone_label(self, phone: UUID, label: str) -> None:
        self._do(partial(desk_work.label_phone, self._desk.shop, phone, label))

    def _on_phone_confirmed(self, phone: UUID) -> None:
        self._do(partial(desk_work.confirm_phone, self._desk.shop, phone))

    def _on_phone_away(self, phone: UUID) -> None:
        self._do(partial(desk_work.put_phone_away, self._desk.shop, phone))

    def _on_contact_edited(self, contact: UUID, field: str, text: str) -> None:
        self._do(partial(desk_work.edit_contact, self._desk.shop, contact, field, text))

    def _on_contact_away(self, contact: UUID) -> None:
        self._do(partial(desk_work.put_contact_away, self._desk.shop, contact))

    def _on_print(self, purpose: str) -> None:
        self._say_when_done(desk_work.print_paper, purpose, N_("The consent is in the print queue"))

    def _on_grant(self, purpose: str) -> None:
        self._say_when_done(desk_work.grant, purpose, N_("The consent is written down"))

    def _on_withdraw(self, purpose: str) -> None:
        self._say_when_done(desk_work.withdraw, purpose, N_("The consent is withdrawn"))

    def _say_when_done(
        self, work: Callable[[Shop, UUID, str], UUID], purpose: str, said: str
    ) -> None:
        if self.client is not None:
            job = partial(work, self._desk.shop, self.client, purpose)
            self._desk.jobs.store(job, partial(self._on_said, said), self.trouble.emit)

    def _on_said(self, said: str, _result: object) -> None:
        self.told.emit(self._desk.tr(said))
        self.saved.emit()

    def _connect(self) -> None:
        fields, consents = self._page.fields, self._page.consents
        fields.edited.connect(self.edit)
        fields.conflict.connect(self._on_conflict)
        fields.grade.decided.connect(self._on_class)
        fields.phones.added.connect(self._on_phone)
        fields.phones.labelled.connect(self._on_phone_label)
        fields.phones.confirmed.connect(self._on_phone_confirmed)
        fields.phones.put_away.connect(self._on_phone_away)
        fields.contacts.added.connect(self._on_contact)
        fields.contacts.edited.connect(self._on_contact_edited)
        fields.contacts.put_away.connect(self._on_contact_away)
        consents.printed.connect(self._on_print)
        consents.granted.connect(self._on_grant)
        consents.withdrawn.connect(self._on_withdraw)
        self._page.cards.parted.connect(self.part)


def _is_rejected(error: Exception) -> TypeGuard[RejectedError]:
    return isinstance(error, RejectedError)
