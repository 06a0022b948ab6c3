"""Who brings something: known again, or made new, in the transaction of the intake."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from intake_app.checks import birthday, names, phone
from intake_app.checks.requisites import bare
from intake_app.errors import Problem, RejectedError
from intake_app.models.people import Client, Contact, Phone
from intake_app.services.drafts import ClientKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from intake_app.models.writing import Writing
    from intake_app.services.drafts import ClientDraft

_COLUMNS = (
    "kind, email, inn, kpp, address, ogrn, bik, bank, account, corr_account, director, consignee,"
    " contract, birthday, source"
)
_KNOWN_CLIENT = (
    f"SELECT {_COLUMNS}, name, coalesce((SELECT e164 FROM phone"  # noqa: S608 - words of ours
    " WHERE client_id = client.id AND NOT archived ORDER BY id LIMIT 1), '')"
    " FROM client WHERE id = ?"
)
_KNOWN_PHONE = (
    "SELECT id, archived FROM phone WHERE client_id = ? AND e164 = ? ORDER BY archived, id LIMIT 1"
)
_CONTACTS = "SELECT name FROM contact WHERE client_id = ? AND NOT archived"


@dataclass(frozen=True, slots=True)
class Party:
    """The client as papers name him."""

    id: UUID
    name: str
    inn: str
    phone: str
    is_new: bool = False  # made in this very transaction: nothing can be known of him yet


@dataclass(frozen=True, slots=True)
class Number:
    """One phone number of a draft; the extension is kept as its label."""

    e164: str
    extension: str = ""


def numbers(draft: ClientDraft, region: str) -> tuple[Number, ...]:
    """Every number that was typed, the first one first.

    To be asked outside the transaction: the first number read imports a large library.
    """
    found: dict[str, Number] = {}
    for text in phone.numbers(draft.phone):
        e164 = phone.normalise(text, region)
        if e164:
            found.setdefault(e164, Number(e164, phone.extension(text)))
    return tuple(found.values())


def party(session: Writing, draft: ClientDraft, typed_numbers: Sequence[Number]) -> Party:
    """Make a new client, or find the known one and keep what was typed besides.

    The name of a known client stays. What is typed now was said now, and counts as confirmed.
    Raises RejectedError(UNKNOWN_RECORD).
    """
    typed = _typed(draft, session.now.date())
    if draft.id is not None:
        return _known_party(session, draft, typed, typed_numbers)
    name = names.presented(draft.name)
    said = {"email_confirmed_at": session.now} if typed["email"] else {}
    client = session.create(Client, created_at=session.now, name=name, **typed, **said)
    for number in typed_numbers:
        _add_phone(session, client, number)
    first = typed_numbers[0].e164 if typed_numbers else ""
    _keep_contact(session, client, draft.contact_name, first)
    return Party(client, name, typed["inn"], first, is_new=True)


def _typed(draft: ClientDraft, today: date) -> dict[str, str]:
    """The fields of a card as they are kept, in the order of the columns."""
    return {
        "kind": draft.kind.value,
        "email": draft.email.strip(),
        "inn": bare(draft.inn),
        "kpp": bare(draft.kpp),
        "address": names.tidy(draft.address),
        "ogrn": bare(draft.ogrn),
        "bik": bare(draft.bik),
        "bank": names.tidy(draft.bank),
        "account": bare(draft.account),
        "corr_account": bare(draft.corr_account),
        "director": names.tidy(draft.director),
        "consignee": names.tidy(draft.consignee),
        "contract": names.tidy(draft.contract),
        "birthday": birthday.parse(draft.birthday, today) or "",
        "source": names.tidy(draft.source),
    }


def _known_party(
    session: Writing, draft: ClientDraft, typed: dict[str, str], typed_numbers: Sequence[Number]
) -> Party:
    client = draft.id
    row = session.driver.execute(_KNOWN_CLIENT, (client.bytes,)).fetchone() if client else None
    if client is None or row is None:
        raise RejectedError(Problem.UNKNOWN_RECORD, "client")
    *card, name, first_phone = row
    if typed["kind"] == ClientKind.PERSON:
        typed["kind"] = ""  # what a draft says that says nothing
    stored = dict(zip(typed, card, strict=True))
    said_email = draft.confirmed == "email" or typed["email"] not in {"", stored["email"]}
    words = _corrected(session, client, (stored, typed), said_email=said_email)
    for number in typed_numbers:
        if number.e164 != first_phone:
            _keep_phone(session, client, number)
    first = typed_numbers[0].e164 if typed_numbers else first_phone
    if draft.confirmed == "phone" and first:
        _confirm_phone(session, client, first)
    _keep_contact(session, client, draft.contact_name, first)
    return Party(client, name, words["inn"], first)


def _corrected(
    session: Writing,
    client: UUID,
    before_and_typed: tuple[Mapping[str, str], Mapping[str, str]],
    *,
    said_email: bool,
) -> dict[str, str]:
    """Change the fields that were typed anew; an empty one changes nothing."""
    stored, typed = before_and_typed
    changes = {name: text for name, text in typed.items() if text and text != stored[name]}
    if changes or said_email:
        card = session.get_one(Client, client)
        for name, text in changes.items():
            setattr(card, name, text)
        if said_email:
            card.email_confirmed_at = session.now
    return {**stored, **changes}


def _keep_phone(session: Writing, client: UUID, number: Number) -> None:
    """Add a number he does not have yet; one that was put away is his again."""
    row = session.driver.execute(_KNOWN_PHONE, (client.bytes, number.e164)).fetchone()
    if row is None:
        _add_phone(session, client, number)
        return
    ident, archived = row
    if archived:
        found = session.get_one(Phone, UUID(bytes=ident))
        found.archived = False
        found.confirmed_at = session.now


def _add_phone(session: Writing, client: UUID, number: Number) -> None:
    label = f"#{number.extension}" if number.extension else ""
    session.create(
        Phone,
        client_id=client,
        created_at=session.now,
        e164=number.e164,
        label=label,
        confirmed_at=session.now,
    )


def _confirm_phone(session: Writing, client: UUID, e164: str) -> None:
    row = session.driver.execute(_KNOWN_PHONE, (client.bytes, e164)).fetchone()
    if row is not None:
        session.get_one(Phone, UUID(bytes=row[0])).confirmed_at = session.now


def _keep_contact(session: Writing, client: UUID, typed: str, e164: str) -> None:
    """Somebody who speaks for the client and was not known to."""
    name = names.person(typed)
    if not name:
        return
    known = session.driver.execute(_CONTACTS, (client.bytes,)).fetchall()
    if names.folded(name) not in {names.folded(row[0]) for row in known}:
        session.create(Contact, client_id=client, created_at=session.now, name=name, phone=e164)
