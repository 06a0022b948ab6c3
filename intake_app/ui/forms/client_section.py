"""Who brings the device: one box that finds or makes a client, phone, and a company's numbers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from intake_app.checks import names, phone
from intake_app.errors import Problem
from intake_app.i18n import formats
from intake_app.services.drafts import ClientDraft, ClientKind
from intake_app.ui import problem_texts, words
from intake_app.ui.forms.client_suggestions import ClientSuggestions, NewClient
from intake_app.ui.widgets.field import LineField
from intake_app.ui.widgets.section import Section
from intake_app.ui.widgets.segments import Segments
from intake_app.ui.widgets.suggest_field import SuggestField

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.services.rows import ClientRow
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look
    from intake_app.ui.widgets.field import Field


class ClientSection(Section):
    """`chosen` tells who was recognised (None: nobody any more), `done` that it can go on."""

    chosen = Signal(object)
    done = Signal()
    edited = Signal()

    def __init__(self, look: Look, desk: Desk) -> None:
        tr = desk.tr
        super().__init__(look, 1, tr("Client"))
        self._desk = desk
        self._known: ClientRow | None = None
        self._known_id: UUID | None = None
        self._suggestions = ClientSuggestions(desk)
        self.box = SuggestField(look, "client.name", self._suggestions.rows, icon="search")
        choices = [(code, tr(text)) for code, text in words.CLIENT_KINDS.items()]
        self.kind = Segments(look, "client.kind", choices)
        self.phone = LineField(look, "client.phone")
        self.email = LineField(look, "client.email")
        self.inn = LineField(look, "client.inn")
        self.kpp = LineField(look, "client.kpp")
        self.address = LineField(look, "client.address")
        self._lay_out()
        self._connect()

    @property
    def fields(self) -> dict[str, Field]:
        """By the names the checks use."""
        return {
            "client.name": self.box,
            "client.phone": self.phone,
            "client.email": self.email,
            "client.inn": self.inn,
            "client.kpp": self.kpp,
            "client.address": self.address,
        }

    def draft(self) -> ClientDraft:
        """What is known of the client so far; loose digits in the box are a phone, not a name."""
        name, number = self.box.text(), self.phone.text()
        if self._known_id is None and ClientSuggestions.is_phone(name):
            name, number = "", number or name
        draft = ClientDraft(
            id=self._known_id,
            kind=ClientKind(self.kind.value()),
            name=names.tidy(name),
            phone=number,
            email=self.email.text(),
        )
        if draft.kind is ClientKind.PERSON:
            return draft
        return replace(draft, inn=self.inn.text(), kpp=self.kpp.text(), address=self.address.text())

    def show_draft(self, draft: ClientDraft) -> None:
        """Fill the section again."""
        self._known, self._known_id = self._suggestions.known(draft), draft.id
        for field, text in (
            (self.box, draft.name),
            (self.phone, draft.phone),
            (self.email, draft.email),
            (self.inn, draft.inn),
            (self.kpp, draft.kpp),
            (self.address, draft.address),
        ):
            field.show_text(text)
        self.kind.show_value(draft.kind)
        self._on_kind()
        self._show_known()

    def known(self) -> ClientRow | None:
        """Who was recognised in this visit."""
        return self._known

    def focus_first(self) -> None:
        """Go where the talk begins."""
        self.box.line.setFocus()
        self.box.line.selectAll()

    def open_list(self) -> None:
        """Offer clients for what stands in the box."""
        self.box.open_list()

    def _lay_out(self) -> None:
        tr = self._desk.tr
        self.add_row(self.title, self.box, self.kind, stretches=(1, 0))
        self.add_row(tr("Phone"), self.phone, tr("E-mail"), self.email)
        self._company_rows = (
            self.add_row(tr("Tax no."), self.inn, tr("KPP"), self.kpp),
            self.add_row(tr("Address"), self.address),
        )
        self.box.line.setPlaceholderText(tr("phone or name"))
        for field, name in (
            (self.box, tr("Client")),
            (self.phone, tr("Phone")),
            (self.email, tr("E-mail")),
            (self.inn, tr("Tax no.")),
            (self.kpp, tr("KPP")),
            (self.address, tr("Address")),
        ):
            field.editor.setAccessibleName(name)
        self._on_kind()

    def _connect(self) -> None:
        self.box.picked.connect(self._on_picked)
        self.box.entered.connect(self._on_box_entered)
        self.box.line.textEdited.connect(self._on_box_edited)
        self.kind.chosen.connect(self._on_kind)
        self.kind.chosen.connect(self.edited)
        self.kind.entered.connect(self._after_box)
        self.phone.line.entered.connect(self._after_phone)
        self.phone.line.focused.connect(self._on_phone_focus)
        self.email.line.entered.connect(self._after_email)
        self.inn.line.entered.connect(self.kpp.line.setFocus)
        self.kpp.line.entered.connect(self.address.line.setFocus)
        self.address.line.entered.connect(self.done)
        for field in (self.box, self.phone, self.email, self.inn, self.kpp, self.address):
            field.line.textEdited.connect(self.edited)

    def _on_picked(self, value: object) -> None:
        if isinstance(value, NewClient):
            self._make(value)
        else:
            self._recognise(value)

    def _recognise(self, row: object) -> None:
        known = self._suggestions.row(row)
        self._known, self._known_id = known, known.id
        self.box.show_text(known.name)
        self.phone.show_text(formats.phone(known.phone))
        self._drop_requisites()
        self.kind.show_value(known.kind)
        self._on_kind()
        self._show_known()
        self.edited.emit()
        self.chosen.emit(known)
        self.done.emit()

    def _make(self, new: NewClient) -> None:
        self._forget()
        if new.phone:
            self.box.show_text("")
            self.phone.show_text(self._written(new.phone))
            self.edited.emit()
            return  # the box keeps the focus: the name comes next
        self.box.show_text(new.name)
        if names.is_company(new.name):
            self.kind.show_value(ClientKind.COMPANY)
            self._on_kind()
        self.edited.emit()
        self._after_box()

    def _on_box_edited(self) -> None:
        if self._known_id is not None:
            self._forget()

    def _on_box_entered(self) -> None:
        if self._known_id is None and ClientSuggestions.is_phone(self.box.text()):
            # Too few digits for a number, and nobody has them.
            told = problem_texts.sentence(Problem.PHONE_SHORT, self._desk.tr)
            self.box.mark(told)
        elif self.box.text():
            self._after_box()

    def _after_box(self) -> None:
        if self.phone.text():
            self._after_phone()
        else:
            self.phone.line.setFocus()

    def _after_phone(self) -> None:
        if self.kind.value() == ClientKind.COMPANY and self._known_id is None:
            self.inn.line.setFocus()
        else:
            self.done.emit()

    def _after_email(self) -> None:
        self._after_phone()

    def _forget(self) -> None:
        """The box no longer names the client it was filled from; his phone goes with him."""
        if self._known is not None and self.phone.text() == formats.phone(self._known.phone):
            self.phone.show_text("")
        if self._known_id is not None:
            self._drop_requisites()
        self._known, self._known_id = None, None
        self._show_known()
        self.chosen.emit(None)

    def _drop_requisites(self) -> None:
        """They were typed for somebody else; of a known client the card has them."""
        for field in (self.email, self.inn, self.kpp, self.address):
            field.show_text("")

    def _show_known(self) -> None:
        known = self._desk.tr("known client") if self._known_id is not None else ""
        self.box.frame.show_echo(known, "good")

    def _on_kind(self) -> None:
        for row in self._company_rows:
            self.show_row(row, self.kind.value() == ClientKind.COMPANY)

    def _on_phone_focus(self, focused: bool) -> None:
        if not focused and self.phone.text():
            self.phone.line.setText(self._written(self.phone.text()))

    def _written(self, typed: str) -> str:
        e164 = phone.normalise(typed, self._desk.settings.shop.region)
        return formats.phone(e164) if e164 else typed
