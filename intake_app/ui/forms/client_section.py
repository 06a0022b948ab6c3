"""Who brings the device: one box that finds or makes a client, and what is asked of him."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from intake_app.checks import inn, names, phone
from intake_app.errors import Problem
from intake_app.i18n import formats
from intake_app.services.drafts import ClientDraft, ClientKind
from intake_app.ui import problem_texts, words
from intake_app.ui.forms import client_details
from intake_app.ui.forms.client_badges import ClientBadges
from intake_app.ui.forms.client_details import ClientDetails
from intake_app.ui.forms.client_lines import ClientLines
from intake_app.ui.forms.client_suggestions import ClientSuggestions, NewClient
from intake_app.ui.forms.consent_line import ConsentLine
from intake_app.ui.forms.pasted_requisites import PastedRequisites
from intake_app.ui.forms.word_field import WordField
from intake_app.ui.forms.written_phones import written
from intake_app.ui.widgets.field import LineField
from intake_app.ui.widgets.fold import Fold
from intake_app.ui.widgets.section import Section
from intake_app.ui.widgets.segments import Segments
from intake_app.ui.widgets.suggest_field import SuggestField

if TYPE_CHECKING:
    from intake_app.services.rows import ClientFacts, ClientRow
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look
    from intake_app.ui.widgets.field import Field
    from intake_app.ui.widgets.suggestions import Suggestion


class ClientSection(Section):
    """`chosen` tells who was recognised (None: nobody any more), `done` that it can go on.

    `device_found` comes after `chosen`, and instead of `done`, when a device led to its owner.
    """

    chosen = Signal(object)
    device_found = Signal(object)
    done = Signal()
    edited = Signal()

    def __init__(self, look: Look, desk: Desk) -> None:
        tr = desk.tr
        super().__init__(look, 1, tr("Client"))
        self._desk = desk
        self._facts: ClientFacts | None = None
        self._shown: dict[str, str] = {}  # of a known client: what his card says in each field
        self._suggestions = ClientSuggestions(desk)
        self.box = SuggestField(look, "client.name", self._offered, icon="search")
        choices = [(code, tr(text)) for code, text in words.CLIENT_KINDS.items()]
        self.kind = Segments(look, "client.kind", choices)
        self.phone = LineField(look, "client.phone")
        self.email = LineField(look, "client.email")
        self.inn = LineField(look, "client.inn")
        self.contact = WordField(look, "client.contact_name", self._spokesmen)
        self.details = ClientDetails(look, desk)
        self.boxes = (self.box, self.contact, self.details.source)
        self.fold = Fold(look, "client.more", tr("More"))
        self.badges = ClientBadges(look)
        self.consent = ConsentLine(look, desk)
        self.lines = ClientLines(self, desk)
        self.pasted = PastedRequisites(self, desk)
        self._lay_out()
        self._connect()

    @property
    def fields(self) -> dict[str, Field]:
        """By the names the checks use."""
        always: tuple[Field, ...] = (self.box, self.phone, self.email, self.inn, self.contact)
        every = (*always, *self.details.fields.values())
        return {field.editor.objectName(): field for field in every}

    def draft(self) -> ClientDraft:
        """What is known so far; of a known client's card only what was typed anew.

        Loose digits in the box are a phone, not a name.
        """
        name, number = self.box.text(), self.phone.text()
        if self._facts is None and ClientSuggestions.is_phone(name):
            name, number = "", number or name
        draft = ClientDraft(
            id=self._facts.row.id if self._facts else None,
            kind=ClientKind(self.kind.value()),
            name=names.tidy(name),
            phone=number,
            confirmed=self.lines.confirmed,
        )
        typed = self.texts().items()
        return replace(draft, **{k: text for k, text in typed if text != self._shown.get(k, "")})

    def show_draft(self, draft: ClientDraft) -> None:
        """Fill the section again; what was not typed anew comes from the card."""
        finder = self._desk.shop.finder
        self._facts = finder.client_facts(draft.id) if draft.id is not None else None
        self._shown = client_details.of_card(self._facts) if self._facts else {}
        typed = {k: text for k, text in client_details.of_draft(draft).items() if text}
        self.box.show_text(draft.name)
        self.phone.show_text(draft.phone)
        if self._facts is not None:
            self._write_phone()
        self.show_texts(self._shown | typed)
        self.kind.show_value(draft.kind)
        self.lines.confirmed = draft.confirmed
        self._show_known()

    def known(self) -> ClientRow | None:
        """Who was recognised in this visit."""
        return self._facts.row if self._facts is not None else None

    def facts(self) -> ClientFacts | None:
        """All that is known of him."""
        return self._facts

    def texts(self) -> dict[str, str]:
        """What stands in the fields beside name and phone that are asked of this kind."""
        kind = ClientKind(self.kind.value())
        found = {"email": self.email.text(), **self.details.texts(kind)}
        if kind is ClientKind.COMPANY:
            found |= {"inn": self.inn.text(), "contact_name": self.contact.text()}
        return found

    def show_texts(self, texts: dict[str, str]) -> None:
        """Fill those fields; the ones that are not named become empty."""
        for name, field in self.fields.items():
            if field not in (self.box, self.phone) and isinstance(field, LineField):
                field.show_text(texts.get(name.removeprefix("client."), ""))

    def recognise(self, client: ClientRow) -> None:
        """Take a known client with all that his card says; nothing of another one may stay."""
        facts = self._desk.shop.finder.client_facts(client.id)
        if facts is None:
            return
        self._facts, self._shown = facts, client_details.of_card(facts)
        self.box.show_text(facts.row.name)
        self.phone.show_text(formats.phone(facts.row.phone))
        self.show_texts(self._shown)
        self.kind.show_value(facts.row.kind)
        self.lines.confirmed = ""
        self._show_known()
        self.edited.emit()
        self.chosen.emit(facts.row)

    def become(self, kind: ClientKind) -> None:
        """Ask what is asked of this kind."""
        self.kind.show_value(kind)
        self._show_rows()

    def note(self) -> None:
        """Something was changed by other means than typing."""
        self.edited.emit()

    def focus_first(self) -> None:
        """Go where the talk begins."""
        self.box.line.setFocus()
        self.box.line.selectAll()

    def open_list(self) -> None:
        """Offer clients for what stands in the box."""
        self.box.open_list()

    def show_remarks(self) -> None:
        """Bring what staff wrote down of him into sight for a moment."""
        self.badges.turn_remarks()

    def _offered(self, typed: str) -> tuple[Suggestion, ...]:
        """A pasted block is no search."""
        return () if self.pasted.is_block(typed) else self._suggestions.rows(typed)

    def _lay_out(self) -> None:
        tr = self._desk.tr
        self.add_row(self.title, self.box, self.kind, self.fold, stretches=(1, 0, 0))
        self._badge_row = self.add_row("", self.badges)
        self.flatten(self._badge_row)
        self.add_row(tr("Phone"), self.phone, tr("E-mail"), self.email)
        self._company_row = self.add_row(
            tr("Tax no."), self.inn, tr("Contact person"), self.contact
        )
        self.details.lay_out(self)
        self._consent_row = self.add_row("", self.consent)
        self.flatten(self._consent_row)
        self.show_row(self._consent_row, shown=False)
        # What is seldom wanted comes after what is usual, though it stands beside the name.
        self.setTabOrder(self.email.line, self.fold)
        self.setTabOrder(self.fold, self.inn.line)
        self.box.line.setPlaceholderText(tr("phone or name"))
        for field, name in (
            (self.box, tr("Client")),
            (self.phone, tr("Phone")),
            (self.email, tr("E-mail")),
            (self.inn, tr("Tax no.")),
            (self.contact, tr("Contact person")),
        ):
            field.editor.setAccessibleName(name)
        self._show_known()

    def _connect(self) -> None:
        self.box.picked.connect(self._on_picked)
        self.box.entered.connect(self._on_box_entered)
        self.box.line.textEdited.connect(self._on_box_edited)
        self.box.committed.connect(self._settle_name)
        self.kind.chosen.connect(self._on_kind)
        self.kind.entered.connect(self._after_box)
        self.phone.line.entered.connect(self._after_phone)
        self.phone.committed.connect(self._write_phone)
        self.email.line.entered.connect(self._after_phone)
        self.inn.line.entered.connect(self._after_inn)
        self.inn.line.textChanged.connect(self._on_inn)
        self.contact.line.entered.connect(self.done)
        self.fold.turned.connect(self._show_rows)
        self.consent.turned.connect(self._on_consent)
        self.fold.entered.connect(self._after_fold)
        for field in self.details.fields.values():
            field.line.entered.connect(self._after_detail)
            field.told.connect(self._unfold)
        for field in self.fields.values():
            field.changed.connect(self._on_changed)
        self.lines.connect_all()
        self.pasted.connect_all()

    def _on_changed(self) -> None:
        """A block is told of when it has been taken apart, so that undo never meets it whole."""
        field = self.sender()
        if not (isinstance(field, LineField) and self.pasted.is_block(field.text())):
            self.edited.emit()

    def _on_picked(self, value: object) -> None:
        if isinstance(value, NewClient):
            self._make(value)
        else:
            hit = self._suggestions.hit(value)
            self.recognise(hit.client)
            if hit.device is not None:
                self.device_found.emit(hit.device)
            else:
                self.done.emit()

    def _make(self, new: NewClient) -> None:
        self._forget()
        if new.phone:
            self.box.show_text("")
            self.phone.show_text(written(new.phone, self._desk.settings.shop.region))
            self.edited.emit()
            self.phone.committed.emit()
            return  # the box keeps the focus: the name comes next
        self.box.show_text(new.name)
        self._settle_name()
        self.edited.emit()
        self.box.committed.emit()
        self._after_box()

    def _settle_name(self) -> None:
        """A new client's name as it is kept; a form of company in it tells the kind."""
        typed = self.box.text()
        if self._facts is not None or not typed or ClientSuggestions.is_phone(typed):
            return
        self.box.show_text(names.presented(typed))
        if names.is_company(typed):
            self.become(ClientKind.COMPANY)

    def _on_box_edited(self) -> None:
        if self._facts is not None:
            self._forget()

    def _on_box_entered(self) -> None:
        typed = self.box.text()
        if self._facts is None and ClientSuggestions.is_phone(typed):
            if inn.is_valid(phone.digits(typed)):
                self._begin_company(phone.digits(typed))
                return
            # Too few digits for a number, and nobody has them.
            told = problem_texts.sentence(Problem.PHONE_SHORT, self._desk.tr)
            self.box.mark(told)
        elif typed:
            self._settle_name()
            self._after_box()

    def _begin_company(self, number: str) -> None:
        self.become(ClientKind.COMPANY)
        self.box.show_text("")
        self.inn.show_text(number)
        self.edited.emit()
        self.inn.committed.emit()

    def _after_box(self) -> None:
        if self.phone.text():
            self._after_phone()
        else:
            self.phone.line.setFocus()

    def _after_phone(self) -> None:
        asked = (self.inn, self.contact)
        is_new = self.kind.value() == ClientKind.COMPANY and self._facts is None
        gap = next((field for field in asked if is_new and not field.text()), None)
        if gap is not None:
            gap.line.setFocus()
        else:
            self.done.emit()

    def _after_inn(self) -> None:
        self.contact.line.setFocus()

    def leave_fold(self) -> bool:
        """Shut the fold if somebody is in it."""
        is_inside = any(field.line.hasFocus() for field in self.details.fields.values())
        if is_inside:
            self.fold.setFocus()
            self.fold.show_open(is_open=False)
            self._show_rows()
        return is_inside

    def _after_fold(self) -> None:
        asked = self._asked()
        if self.fold.is_open and asked:
            asked[0].line.setFocus()
        else:
            self._after_phone()

    def _spokesmen(self) -> list[str]:
        """Whoever spoke for the company in sight before."""
        return [contact.name for contact in self._facts.contacts] if self._facts else []

    def _asked(self) -> list[LineField]:
        """What is asked in the fold, without what the owner does not want."""
        kind = ClientKind(self.kind.value())
        return [field for field in self.details.asked(kind) if not field.isHidden()]

    def _after_detail(self) -> None:
        asked = self._asked()
        at = next((place for place, field in enumerate(asked) if field.line.hasFocus()), -1)
        if 0 <= at < len(asked) - 1:
            asked[at + 1].line.setFocus()
        else:
            self.done.emit()

    def _forget(self) -> None:
        """The box no longer names the client it was filled from; all of his goes with him."""
        facts, self._facts = self._facts, None
        if facts is not None:
            if self.phone.text() == formats.phone(facts.row.phone):
                self.phone.show_text("")
            self.show_texts({})
            self.become(ClientKind.PERSON)
        self._shown = {}
        self.lines.confirmed = ""
        self._show_known()
        self.chosen.emit(None)

    def _show_known(self) -> None:
        known = self._desk.tr("known client") if self._facts is not None else ""
        self.box.frame.show_echo(known, "good")
        self.fold.show_open(is_open=False)
        self.lines.show_known()
        self.show_row(self._badge_row, bool(self.badges.texts()))
        person = self.known() if self.kind.value() != ClientKind.COMPANY else None
        self.consent.show_client(person.id if person is not None else None)
        self._show_rows()

    def _show_rows(self) -> None:
        kind = ClientKind(self.kind.value())
        self.show_row(self._company_row, kind is ClientKind.COMPANY)
        self.details.show_rows(self, kind, is_open=self.fold.is_open)
        filled = sum(bool(text) for text in self.details.texts(kind).values())
        told = self._desk.tr.plural("%d filled in", "%d filled in", filled) % filled
        self.fold.show_count(told if filled and not self.fold.is_open else "")

    def _on_consent(self, is_due: bool) -> None:
        self.show_row(self._consent_row, is_due)

    def _unfold(self) -> None:
        """Something is said under a field that nobody sees."""
        if not self.fold.is_open:
            self.fold.show_open(is_open=True)
            self._show_rows()

    def _on_kind(self) -> None:
        self._show_rows()
        self.edited.emit()

    def _on_inn(self) -> None:
        typed, told = self.inn.text(), ""
        if inn.is_valid(typed):
            told = self._desk.tr("company") if inn.is_company(typed) else self._desk.tr("trader")
        self.inn.frame.show_echo(told)

    def _write_phone(self) -> None:
        text = self.phone.text()
        if text:
            self.phone.show_text(written(text, self._desk.settings.shop.region))
