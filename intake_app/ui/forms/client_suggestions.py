"""The rows under the client box: those who were here, and the way to make a new one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from intake_app.checks import layout, phone
from intake_app.checks.names import person
from intake_app.i18n import formats
from intake_app.services.drafts import ClientKind
from intake_app.services.rows import ClientHit
from intake_app.ui.widgets.suggestions import Suggestion

if TYPE_CHECKING:
    from intake_app.services.drafts import ClientDraft
    from intake_app.services.rows import ClientRow
    from intake_app.ui.desk import Desk

_WHOLE_NUMBER = 10
_SHOWN = 7
_PHONE_SIGNS = frozenset("0123456789+-() \u00a0")


@dataclass(frozen=True, slots=True)
class NewClient:
    """What a new client would begin with: a name, or a whole phone number."""

    name: str = ""
    phone: str = ""


class ClientSuggestions:
    """Asks the finder; the existing client always stands before the new one."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def rows(self, typed: str) -> tuple[Suggestion, ...]:
        """For the list under the box; empty while nothing is typed."""
        text = typed.strip()
        if not text:
            return ()
        found = self._desk.shop.finder.hits(text, _SHOWN)
        return (*map(self._known, found), *self._new(text, bool(found)))

    def known(self, draft: ClientDraft) -> ClientRow | None:
        """The client a draft was begun for; None when he cannot be found any more."""
        if draft.id is None:
            return None
        facts = self._desk.shop.finder.client_facts(draft.id)
        return None if facts is None else facts.row

    @staticmethod
    def is_phone(text: str) -> bool:
        """Whether the text is meant as a number and not as a name."""
        return bool(phone.digits(text)) and set(text) <= _PHONE_SIGNS

    @staticmethod
    def hit(value: object) -> ClientHit:
        """The value behind a row of a known client."""
        if not isinstance(value, ClientHit):
            raise TypeError(value)
        return value

    def _known(self, hit: ClientHit) -> Suggestion:
        tr, row = self._desk.tr, hit.client
        device = hit.device.title if hit.device is not None else row.last_device
        order = tr("order %s") % hit.order if hit.order else ""
        why = formats.phone(hit.why) if hit.why.startswith("+") else hit.why
        orders = tr.plural("%d order", "%d orders", row.orders) % row.orders if row.orders else ""
        return Suggestion(
            row.name,
            note=" · ".join(filter(None, (formats.phone(row.phone), device, order, why))),
            meta=tr("similar") if hit.guess else orders,
            icon="building" if row.kind is ClientKind.COMPANY else "user",
            value=hit,
            unsure=hit.guess,
        )

    def _new(self, text: str, found: bool) -> tuple[Suggestion, ...]:
        tr = self._desk.tr
        if self.is_phone(text):
            if len(phone.digits(text)) < _WHOLE_NUMBER:
                return ()
            return (
                self._suggested(tr("New client with the phone %s") % text, NewClient("", text)),
            )
        told = tr("New client: %s")
        names = [text]
        meant = person(layout.to_cyrillic(text))
        if not found and self._desk.settings.desk.lang == "ru" and layout.is_slip(text):
            names.insert(0, meant)
        return tuple(self._suggested(told % name, NewClient(name)) for name in names)

    @staticmethod
    def _suggested(text: str, new: NewClient) -> Suggestion:
        return Suggestion(text, icon="user-plus", value=new)
