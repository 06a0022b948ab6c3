"""The card of a client read by plain SQL: money, consents, merges, who changed what."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from intake_app.checks.consent_rules import ConsentFact
from intake_app.money import Money
from intake_app.services import order_reading
from intake_app.services.client_card import MergeRow, OrderPage, Trace
from intake_app.services.client_reading import GROUP

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

_ORDERS = f'SELECT count(*) FROM "order" WHERE client_id IN {GROUP}'  # noqa: S608 - words of ours
_PAID = (
    "SELECT m.currency, sum(m.minor) FROM payment m WHERE m.order_id IN"  # noqa: S608 - words of ours
    f' (SELECT id FROM "order" WHERE client_id IN {GROUP})'
    " GROUP BY 1 ORDER BY 2 DESC LIMIT 1"
)
_CLOSED = (
    "SELECT count(*), coalesce(sum(paid), 0) FROM (SELECT (SELECT sum(m.minor) FROM payment m"  # noqa: S608 - words of ours
    f' WHERE m.order_id = o.id) AS paid FROM "order" o WHERE o.client_id IN {GROUP}'
    " AND o.stage = 'issued' AND o.accepted_at >= ?2) WHERE paid > 0"
)
_LEDGER = (
    "SELECT id, purpose, action, at, by, channel, text_version, evidence, valid_until, note"  # noqa: S608 - words of ours
    f" FROM consent WHERE client_id IN {GROUP} ORDER BY at DESC, id DESC"
)
_MERGES = (
    "SELECT m.id, c.id, c.name, coalesce((SELECT e164 FROM phone p WHERE p.client_id = c.id"  # noqa: S608 - words of ours
    " AND NOT p.archived ORDER BY p.id LIMIT 1), ''), m.at, m.by, m.reason"
    f" FROM merge m JOIN client c ON c.id = m.merged_id WHERE m.client_id IN {GROUP}"
    f" AND m.merged_id IN {GROUP}"
    " AND NOT EXISTS (SELECT 1 FROM unmerge u WHERE u.merge_id = m.id) ORDER BY m.id"
)
_CHANGED = (
    "SELECT v.field, o.made_at, o.by_user, f.raw FROM field_version v"
    " LEFT JOIN outbox o ON o.op_id = v.op_id LEFT JOIN feed f ON f.op_id = v.op_id"
    " WHERE v.rec = ?"
)
_ARCHIVED = "SELECT archived FROM client WHERE id = ?"


def order_count(driver: Connection, client: UUID) -> int:
    """Orders of the client and of those merged into him."""
    count: int = driver.execute(_ORDERS, (client.bytes,)).fetchone()[0]
    return count


def paid(driver: Connection, client: UUID, currency: str) -> Money:
    """All that was ever paid; of several currencies the one with the largest sum."""
    row = driver.execute(_PAID, (client.bytes,)).fetchone()
    return Money(0, currency) if row is None else Money(row[1], row[0])


def closed_since(driver: Connection, client: UUID, since: str) -> tuple[int, int]:
    """How many paid orders were issued, and what they brought, among those taken in since."""
    count, minor = driver.execute(_CLOSED, (client.bytes, since)).fetchone()
    return count, minor


def order_page(driver: Connection, client: UUID, before: UUID | None, limit: int) -> OrderPage:
    """Orders of the whole union, latest first."""
    asked = (client.bytes, before.bytes if before else None, limit + 1)
    rows = driver.execute(order_reading.ORDERS_OF, asked).fetchall()
    shown = tuple(order_reading.order_row(row) for row in rows[:limit])
    return OrderPage(shown, shown[-1].id if len(rows) > limit else None)


def ledger(driver: Connection, client: UUID) -> tuple[ConsentFact, ...]:
    """Every consent and withdrawal, latest first."""
    rows = driver.execute(_LEDGER, (client.bytes,)).fetchall()
    return tuple(
        ConsentFact(
            id=UUID(bytes=ident),
            purpose=purpose,
            act=act,
            at=datetime.fromisoformat(at),
            by=by,
            way=way,
            text_version=version,
            evidence=evidence,
            valid_until=order_reading.moment(until),
            note=note,
        )
        for ident, purpose, act, at, by, way, version, evidence, until, note in rows
    )


def merges(driver: Connection, client: UUID) -> tuple[MergeRow, ...]:
    """The merges that make this union what it is."""
    rows = driver.execute(_MERGES, (client.bytes,)).fetchall()
    return tuple(
        MergeRow(UUID(bytes=ident), UUID(bytes=card), name, phone, _moment(at), by, reason)
        for ident, card, name, phone, at, by, reason in rows
    )


def changed(driver: Connection, rec: UUID) -> dict[str, Trace]:
    """Who gave each edited field its value, on whatever desk."""
    traces: dict[str, Trace] = {}
    for field, made_at, by, raw in driver.execute(_CHANGED, (rec.bytes,)).fetchall():
        if made_at is not None:
            traces[field] = Trace(_moment(made_at), by)
        elif raw is not None:
            op = json.loads(raw)
            traces[field] = Trace(_moment(op["made_at"]), op["by_user"])
    return traces


def is_archived(driver: Connection, client: UUID) -> bool:
    """Whether the card was put away."""
    return bool(driver.execute(_ARCHIVED, (client.bytes,)).fetchone()[0])


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
