"""What somebody typed in a CRM, turned into words of ours; pure. Nonsense is not taken."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING

from intake_app.checks import inn, phone
from intake_app.clock import moment_text
from intake_hub.crm.documents import Kind
from intake_hub.crm.engine.authoring import Word, new_id
from intake_hub.crm.engine.composing import DIRECT

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from uuid import UUID

    from intake_app.sync.core.ops import Scalar
    from intake_hub.crm.adapter import Remote
    from intake_hub.crm.engine.cards import Card

LONGEST = 2000
PHONES = ("phone", "phone2")
_PHONES = frozenset(PHONES)
_UNTOUCHED = frozenset({"number", "currency", "client_class", "repair_kind", "outcome"})
TAKEN: Mapping[Kind, frozenset[str]] = MappingProxyType(
    {
        Kind.CLIENT: (frozenset(DIRECT[Kind.CLIENT]) | {*PHONES}) - _UNTOUCHED,
        Kind.ORDER: frozenset(DIRECT[Kind.ORDER]) - _UNTOUCHED,
    }
)
"""What can be changed from a CRM at all, if the field map lets it; money and codes never."""


class NotTakenError(ValueError):
    """No value for us."""


def value_of(kind: Kind, name: str, theirs: Scalar) -> Scalar:
    """Their value as our records hold it. Raises NotTakenError."""
    if name == "urgent":
        return bool(theirs)
    text = "" if theirs is None else str(theirs).strip()
    if len(text) > LONGEST:
        raise NotTakenError(name)
    check = _CHECKS.get(name)
    if not text:
        if name in _NEVER_EMPTY[kind]:
            raise NotTakenError(name)
        return None if name == "promised_at" else ""
    return text if check is None else check(text)


def edit(kind: Kind, uid: UUID, name: str, value: Scalar, base: UUID) -> Word:
    """One field goes to another value, seen by somebody who saw what op `base` had given."""
    field = DIRECT[kind][name]
    return Word(new_id(), kind.value, uid, ((field, value),), field, base, name)


def tidied(record: Remote) -> Remote:
    """The same, with phone numbers as we write them, where they are any."""
    values = dict(record.values)
    for name in _PHONES & values.keys():
        with suppress(NotTakenError):
            values[name] = number_of(values[name])
    return replace(record, values=values)


def number_of(theirs: Scalar) -> str | None:
    """A phone number there as ours. Raises NotTakenError."""
    text = "" if theirs is None else str(theirs).strip()
    return _phone(text) if text else None


def renumber(
    client: UUID, current: Sequence[Card], wanted: Sequence[str | None], txn: UUID, at: datetime
) -> list[Word]:
    """Let the first numbers of a client be these two, in this order; the rest follows them.

    Which comes first is the order of their records, so what stood behind a new one is made again.
    """
    numbers = [number for number in wanted if number]
    numbers += [one.text("e164") for one in current[2:] if one.text("e164") not in numbers]
    words: list[Word] = []
    kept: set[UUID] = set()
    by_number = {one.text("e164"): one for one in reversed(current)}
    last: UUID | None = None
    is_anew = False
    for number in dict.fromkeys(numbers):
        there = by_number.get(number)
        if there is not None and not is_anew and (last is None or there.rec > last):
            kept.add(there.rec)
            last = there.rec
        else:
            is_anew = True
            words.append(_new_phone(client, number, there, txn, at))
    gone = [one for one in current if one.rec not in kept]
    return [_archived(one, txn) for one in gone] + words


def _archived(card: Card, txn: UUID) -> Word:
    values = (("archived", True),)
    return Word(txn, "phone", card.rec, values, "archived", card.op("archived"), "phone")


def _new_phone(client: UUID, number: str, like: Card | None, txn: UUID, at: datetime) -> Word:
    values: dict[str, Scalar] = {
        "client_id": str(client),
        "e164": number,
        "created_at": moment_text(at),
        "label": like.text("label") if like else "",
        "confirmed_at": like.values.get("confirmed_at") if like else None,
        "archived": False,
    }
    return Word(txn, "phone", new_id(), tuple(values.items()), about="phone")


def _phone(text: str) -> str:
    found = phone.normalise(text)
    if found is None:
        raise NotTakenError("phone")
    return found


def _inn(text: str) -> str:
    if not inn.is_valid(text):
        raise NotTakenError("inn")
    return text


def _email(text: str) -> str:
    if "@" not in text.strip("@") or " " in text:
        raise NotTakenError("email")
    return text


def _moment(text: str) -> str:
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise NotTakenError("promised_at") from error
    return moment_text(found if found.tzinfo else found.replace(tzinfo=UTC))


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise NotTakenError("birthday") from error


_CHECKS: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {"inn": _inn, "email": _email, "promised_at": _moment, "birthday": _day}
)
_NEVER_EMPTY: Mapping[Kind, frozenset[str]] = MappingProxyType(
    {Kind.CLIENT: frozenset({"name"}), Kind.ORDER: frozenset({"fault"})}
)
