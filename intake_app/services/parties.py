"""Who brings something: known again, or made new, in the transaction of the intake."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from intake_app.checks import names
from intake_app.errors import Problem, RejectedError
from intake_app.models.people import Client, Phone
from intake_app.services.drafts import ClientKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from intake_app.models.writing import Writing
    from intake_app.services.drafts import ClientDraft

_KNOWN_CLIENT = (
    "SELECT kind, email, inn, kpp, address, name, coalesce((SELECT e164 FROM phone"
    " WHERE client_id = client.id AND NOT archived ORDER BY id LIMIT 1), '')"
    " FROM client WHERE id = ?"
)
_KNOWN_PHONE = (
    "SELECT id, archived FROM phone WHERE client_id = ? AND e164 = ? ORDER BY archived, id LIMIT 1"
)


@dataclass(frozen=True, slots=True)
class Party:
    """The client as papers name him."""

    id: UUID
    name: str
    inn: str
    phone: str


def party(session: Writing, draft: ClientDraft, e164: str) -> Party:
    """Make a new client, or find the known one and keep what was typed besides.

    `e164` is the phone of the draft, empty when none was typed. The name of a known client stays.
    Raises RejectedError(UNKNOWN_RECORD).
    """
    typed = {
        "kind": draft.kind.value,
        "email": draft.email.strip(),
        "inn": draft.inn.strip(),
        "kpp": draft.kpp.strip(),
        "address": names.tidy(draft.address),
    }
    if draft.id is not None:
        return _known_party(session, draft.id, typed, e164)
    name = names.tidy(draft.name)
    client = session.create(Client, created_at=session.now, name=name, **typed)
    if e164:
        session.create(Phone, client_id=client, created_at=session.now, e164=e164)
    return Party(client, name, typed["inn"], e164)


def _known_party(session: Writing, client: UUID, typed: dict[str, str], e164: str) -> Party:
    row = session.driver.execute(_KNOWN_CLIENT, (client.bytes,)).fetchone()
    if row is None:
        raise RejectedError(Problem.UNKNOWN_RECORD, "client")
    *card, name, first_phone = row
    if typed["kind"] == ClientKind.PERSON:
        typed["kind"] = ""  # what a draft says that says nothing
    stored = dict(zip(typed, card, strict=True))
    words = _corrected(session, (Client, client), stored, typed)
    if e164 not in {"", first_phone}:
        _keep_phone(session, client, e164)
    return Party(client, name, words["inn"], e164 or first_phone)


def _corrected(
    session: Writing,
    record: tuple[type[Client], UUID],
    stored: dict[str, str],
    typed: Mapping[str, str],
) -> dict[str, str]:
    """Change the fields that were typed anew; an empty one changes nothing."""
    changes = {name: text for name, text in typed.items() if text and text != stored[name]}
    if changes:
        card = session.get_one(*record)
        for name, text in changes.items():
            setattr(card, name, text)
    return stored | changes


def _keep_phone(session: Writing, client: UUID, e164: str) -> None:
    """Add a number he does not have yet; one that was put away is his again."""
    row = session.driver.execute(_KNOWN_PHONE, (client.bytes, e164)).fetchone()
    if row is None:
        session.create(Phone, client_id=client, created_at=session.now, e164=e164)
        return
    ident, archived = row
    if archived:
        session.get_one(Phone, UUID(bytes=ident)).archived = False
