"""What the client does himself on his own screen, on its way into the form.

Nothing of it moves the focus or the caret of the desk: a field that is empty and where nobody is at
work is filled, for any other one a line under it offers what he typed.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Literal, TypeAlias

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLabel

from intake_app.checks import names, phone
from intake_app.checks.consent_rules import Purpose
from intake_app.i18n import formats
from intake_app.services import signing
from intake_app.services.drafts import HandDraft
from intake_app.ui.actions import spec, written
from intake_app.ui.forms.client_suggestions import ClientSuggestions
from intake_app.ui.widgets.field import Offer

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.services.drafts import ConsentDraft, IntakeDraft, SignatureDraft
    from intake_app.ui.desk import Desk
    from intake_app.ui.forms.client_parts import ClientParts
    from intake_app.ui.forms.form_history import FormHistory
    from intake_app.ui.theme import Look
    from intake_app.ui.widgets.field import LineField

Part: TypeAlias = Literal["phone", "name"]


class ClientHand(QObject):
    """`edited` when an answer has come; `stopping` when the desk wants the client to stop.

    `line` says what he has done so far; it is empty, and out of sight, when that is nothing.
    """

    edited = Signal()
    stopping = Signal()

    def __init__(self, look: Look, desk: Desk, section: ClientParts) -> None:
        super().__init__()
        self._desk = desk
        self._section = section
        self._history: FormHistory | None = None
        self._hand = HandDraft()
        self._confirmed: UUID | None = None
        self.is_asking = False
        self.line = QLabel()
        self.line.setObjectName("hand.said")
        self.line.setFont(look.small)
        self.line.setWordWrap(True)
        self.line.hide()
        section.box.line.focused.connect(partial(self._on_focus, "name"))
        section.phone.line.focused.connect(partial(self._on_focus, "phone"))
        section.box.entered.connect(self._on_entered)
        section.box.committed.connect(self._offer_again)
        section.phone.committed.connect(self._offer_again)

    def follow(self, history: FormHistory) -> None:
        """Whose steps can be taken back."""
        self._history = history

    def draft(self) -> HandDraft:
        """All he has done that is no field of the form."""
        return self._hand

    def show_draft(self, hand: HandDraft) -> None:
        """Another draft stands in the form."""
        self._hand = hand
        self._confirmed = None
        self._offer_again()

    def is_he(self) -> bool:
        """Whether the desk has said that the known client is the person at the counter."""
        draft = self._section.draft()
        return draft.id is not None and (bool(draft.confirmed) or draft.id == self._confirmed)

    def begin(self) -> None:
        """The client is asked: the one in the form is the one who stands there."""
        self.is_asking = True
        self._confirmed = self._section.draft().id

    def stop(self) -> bool:
        """Let him stop; what he has answered is here. False when he was not asked."""
        was_asking = self.is_asking
        if was_asking:
            self.stopping.emit()
        return was_asking

    def hear(self, part: Part, answer: str) -> None:
        """He typed his phone or his name."""
        text = self._presented(part, answer)
        field = self._field(part)
        self._hand = replace(self._hand, **{part: ""})
        if field.text() != text:
            if self._is_free(part):
                self._write(part, text)
            else:
                self._offer(part, text)
        self.edited.emit()

    def agree(self, consent: ConsentDraft) -> None:
        """He answered yes or no to one purpose; the last answer counts."""
        others = [each for each in self._hand.consents if each.purpose != consent.purpose]
        self._hand = replace(self._hand, consents=(*others, consent))
        self.edited.emit()

    def sign(self, signature: SignatureDraft | None) -> None:
        """He signed; or what he drew could not be kept."""
        self._hand = replace(self._hand, signature=signature)
        self.edited.emit()

    def refresh(self, draft: IntakeDraft) -> None:
        """Say again what he has done; `draft` is the whole form."""
        told = " · ".join(self._said(draft))
        self.line.setText(told)
        self.line.setVisible(bool(told))

    def _said(self, draft: IntakeDraft) -> list[str]:
        tr, hand = self._desk.tr, self._hand
        told: list[str] = []
        if self.is_asking:
            told.append(tr("The client is typing, %s stops") % written(spec("intake.hand").keys))
        told += [tr("typed: %s") % text for text in (hand.phone, hand.name) if text]
        words = {
            (Purpose.PERSONAL_DATA.value, True): tr("personal data: agreed"),
            (Purpose.PERSONAL_DATA.value, False): tr("personal data: refused"),
            (Purpose.ADVERTISING.value, True): tr("advertising: agreed"),
            (Purpose.ADVERTISING.value, False): tr("advertising: refused"),
        }
        told += [words[said.purpose, said.granted] for said in hand.consents]
        if hand.signature is not None:
            holds = signing.holding(draft) is not None
            told.append(tr("signed") if holds else tr("changed since he signed: let him sign anew"))
        return told

    def _field(self, part: Part) -> LineField:
        return self._section.phone if part == "phone" else self._section.box

    def _presented(self, part: Part, answer: str) -> str:
        if part == "name":
            return names.presented(answer)
        e164 = phone.normalise(answer, self._desk.settings.shop.region)
        return formats.phone(e164) if e164 else answer

    def _is_free(self, part: Part) -> bool:
        """Whether nobody has said anything there, nor is about to."""
        field, section = self._field(part), self._section
        is_at_work = field.window().focusWidget() is field.editor
        known = section.draft()
        return not (field.text() or is_at_work or known.id or (part == "phone" and known.phone))

    def _write(self, part: Part, text: str) -> None:
        """Fill a field as one step that can be taken back."""
        before = self._field(part).text()
        self._put(part, text)
        if self._history is not None:
            again = partial(self._put, part, text)
            self._history.push(partial(self._put_back, part, before, text), again)
        self._section.note()
        self._field(part).committed.emit()  # look for somebody who has that number

    def _put(self, part: Part, text: str) -> None:
        digits = self._section.draft().phone if part == "name" else ""
        field = self._field(part)
        field.show_text(text)
        if field.editor.hasFocus():
            field.line.end(False)  # noqa: FBT003 - the stub names no argument
        if digits and not self._section.phone.text():
            self._section.phone.show_text(digits)  # they stood in the box as a search
        self._hand = replace(self._hand, **{part: ""})
        self._settle()

    def _put_back(self, part: Part, before: str, text: str) -> None:
        """Undo: what he typed stays on offer."""
        self._put(part, before)
        self._offer(part, text)
        self._settle()

    def _settle(self) -> None:
        if self._history is not None:
            self._history.settle()
        self.edited.emit()

    def _offer(self, part: Part, text: str) -> None:
        self._hand = replace(self._hand, **{part: text})
        self._offer_again()

    def _offer_again(self) -> None:
        offers: tuple[tuple[Part, str], ...]
        offers = (("phone", self._hand.phone), ("name", self._hand.name))
        for part, text in offers:
            field = self._field(part)
            if text and field.text() != text:
                how = self._desk.tr("%s – take it") % written(spec("intake.take").keys)
                offer = Offer(how, partial(self._write, part, text))
                field.tell(self._desk.tr("the client typed %s") % text, offer=offer)

    def _take_if_empty(self, part: Part) -> None:
        text = self._hand.phone if part == "phone" else self._hand.name
        if text and not self._field(part).text():
            self._write(part, text)

    def _on_focus(self, part: Part, focused: bool) -> None:
        """The desk has left a field empty for which there is an answer."""
        field = self._field(part)
        if not focused and field.window().focusWidget() is not field.editor:
            self._take_if_empty(part)

    def _on_entered(self) -> None:
        if not ClientSuggestions.is_phone(self._section.box.text()):
            self._take_if_empty("name")
