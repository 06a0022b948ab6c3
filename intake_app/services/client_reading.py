"""Clients read by plain SQL, for the finder and for cards alike. Light, like `drafts`.

A card that was merged is never shown: what was known by it belongs to the one that survives.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from intake_app.money import Money
from intake_app.services import card_union
from intake_app.services.drafts import ClientKind
from intake_app.services.rows import ClientFacts, ClientRow, ContactRow, PhoneRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlcipher3.dbapi2 import Connection

GROUP = "(SELECT id FROM client WHERE id = ?1 OR merged_into = ?1)"
"""SQL for the ids of a client and of those merged into him; his own is the first parameter."""

# All are counted by their index, and the few voided ones by one of their own.
_COUNTED = (
    '((SELECT count(*) FROM "order" o WHERE o.client_id = {0})'
    " - (SELECT count(*) FROM \"order\" v WHERE v.client_id = {0} AND v.stage = 'cancelled'))"
)
_ROW = (
    "SELECT c.no, r.id, r.kind, r.name, coalesce((SELECT p.e164 FROM phone p"  # noqa: S608 - words of ours
    " WHERE p.client_id = r.id AND NOT p.archived ORDER BY p.id LIMIT 1), ''),"
    f" {_COUNTED.format('r.id')} + (SELECT coalesce(sum({_COUNTED.format('m.id')}), 0)"
    " FROM client m WHERE m.merged_into = r.id),"
    " coalesce((SELECT CASE WHEN d.brand || d.model = '' THEN d.kind"
    " ELSE trim(d.brand || ' ' || d.model) END"
    ' FROM "order" o JOIN device d ON d.id = o.device_id'
    " WHERE o.client_id = r.id AND o.stage <> 'cancelled' ORDER BY o.no DESC LIMIT 1), '')"
    " FROM client c JOIN client r ON r.id = coalesce(c.merged_into, c.id)"
)
_IN_SIGHT = "WHERE c.no IN (SELECT value FROM json_each(?)) AND NOT r.archived"
_THESE = f"{_ROW} {_IN_SIGHT}"
_ONE = f"{_ROW} WHERE c.id = ?"
_BETWEEN = f"{_ROW} WHERE c.id BETWEEN ? AND ? LIMIT 1"

_COLUMNS = (
    "email, inn, kpp, ogrn, bik, bank, account, corr_account, director, consignee, contract,"
    " address, note, birthday, source, client_class, class_reason, class_until,"
    " discount_bp, conflict_level, conflict_note, language"
)
_CARD = (
    f"SELECT created_at, email_confirmed_at, {_COLUMNS} FROM client"  # noqa: S608
    f" WHERE id IN {GROUP} ORDER BY id <> ?1, id"
)
_PHONES = (
    f"SELECT id, e164, label, confirmed_at FROM phone WHERE client_id IN {GROUP}"  # noqa: S608
    " AND NOT archived ORDER BY client_id <> ?1, id"
)
_CONTACTS = (
    f"SELECT id, name, role, phone, email FROM contact WHERE client_id IN {GROUP}"  # noqa: S608
    " AND NOT archived ORDER BY client_id <> ?1, id"
)
# A client of five hundred orders has them all read here: about a millisecond.
_OWED = (
    "SELECT stage IN ('issued', 'issued_no_repair'), currency, sum(estimate_minor - paid)"  # noqa: S608
    " FROM (SELECT stage, currency, estimate_minor, coalesce((SELECT sum(m.minor) FROM payment m"
    f' WHERE m.order_id = o.id), 0) AS paid FROM "order" o WHERE o.client_id IN {GROUP}'
    " AND stage IN ('issued', 'issued_no_repair', 'ready', 'ready_no_repair')"
    " AND estimate_minor IS NOT NULL) WHERE paid < estimate_minor GROUP BY 1, 2 ORDER BY 3"
)


def by_number(connection: Connection, numbers: Sequence[int]) -> dict[int, ClientRow]:
    """The clients behind row numbers, in their order; two numbers may lead to one client."""
    if not numbers:
        return {}
    rows = connection.execute(_THESE, (json.dumps(numbers),)).fetchall()
    found = {row[0]: client_row(row) for row in rows}
    return {no: found[no] for no in numbers if no in found}


def client(connection: Connection, ident: UUID) -> ClientRow | None:
    """One client, archived or not; the surviving card of one who was merged."""
    row = connection.execute(_ONE, (ident.bytes,)).fetchone()
    return None if row is None else client_row(row)


def client_between(connection: Connection, first: UUID, last: UUID) -> ClientRow | None:
    """The client whose id lies there, as the digits of his card leave it open."""
    row = connection.execute(_BETWEEN, (first.bytes, last.bytes)).fetchone()
    return None if row is None else client_row(row)


def facts(connection: Connection, ident: UUID) -> ClientFacts | None:
    """All that is known of one client."""
    row = client(connection, ident)
    if row is None:
        return None
    key = (row.id.bytes,)
    names = ("created_at", "email_confirmed_at", *_COLUMNS.split(", "))
    cards: list[card_union.Card] = [
        dict(zip(names, card, strict=True)) for card in connection.execute(_CARD, key)
    ]
    said: dict[str, Any] = card_union.united(cards)
    created, confirmed = said.pop("created_at"), said.pop("email_confirmed_at")
    owed = {
        bool(issued): Money(minor, currency)
        for issued, currency, minor in connection.execute(_OWED, key)
    }
    return ClientFacts(
        row=row,
        phones=tuple(
            PhoneRow(UUID(bytes=phone), e164, label, _moment(at))
            for phone, e164, label, at in connection.execute(_PHONES, key)
        ),
        contacts=tuple(
            ContactRow(UUID(bytes=who), *rest) for who, *rest in connection.execute(_CONTACTS, key)
        ),
        created_at=datetime.fromisoformat(created),
        email_confirmed_at=_moment(confirmed),
        debt=owed.get(True),
        to_pay=owed.get(False),
        **said,
    )


def client_row(row: Any) -> ClientRow:  # noqa: ANN401 - the driver's rows are untyped
    """One suggestion, from a row that begins with its number."""
    _, ident, kind, name, e164, orders, last_device = row
    return ClientRow(UUID(bytes=ident), ClientKind(kind), name, e164, orders, last_device)


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
