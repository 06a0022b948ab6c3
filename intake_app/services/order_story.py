"""Everything that happened to an order, from every kind of fact, as one story. Light."""

from __future__ import annotations

from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING

from intake_app.money import Money
from intake_app.services.place_tree import PlaceTree
from intake_app.services.rows import EventRow

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from uuid import UUID

    from sqlcipher3.dbapi2 import Connection

_TOLD: Mapping[str, str] = MappingProxyType(
    {
        "accepted": (
            "SELECT at, by, comment, to_stage, NULL, NULL FROM stage"
            " WHERE order_id = ? AND from_stage = ''"
        ),
        "stage": (
            "SELECT at, by, comment, to_stage, NULL, NULL FROM stage"
            " WHERE order_id = ? AND from_stage <> ''"
        ),
        "comment": "SELECT at, by, text, '', NULL, NULL FROM comment WHERE order_id = ?",
        "payment": "SELECT at, by, note, method, minor, currency FROM payment WHERE order_id = ?",
        "passcode": (
            "SELECT v.at, v.by, '', '', NULL, NULL FROM passcode_view v"
            " JOIN passcode p ON p.id = v.passcode_id WHERE p.order_id = ?"
        ),
        "photo": (
            "SELECT min(at), by, '', CAST(count(*) AS TEXT), NULL, NULL FROM photo"
            " WHERE order_id = ? GROUP BY at, by"
        ),
        "file": "SELECT at, by, name, '', NULL, NULL FROM order_file WHERE order_id = ?",
        "finding": "SELECT at, by, text, kind, NULL, NULL FROM finding WHERE order_id = ?",
        "line": "SELECT created_at, by, text, kind, NULL, NULL FROM line WHERE order_id = ?",
        "outside": "SELECT at, by, partner, '', NULL, NULL FROM outside_job WHERE order_id = ?",
        "estimate": (
            "SELECT at, by, title, variant, minor, currency FROM estimate WHERE order_id = ?"
        ),
        "approval": (
            "SELECT at, by, text, iif(agreed, 'yes', 'no'), iif(agreed, minor, NULL), currency"
            " FROM approval WHERE order_id = ?"
        ),
        "notice": "SELECT at, by, text, kind, NULL, NULL FROM notice WHERE order_id = ?",
        "checkup": "SELECT at, by, note, kind, NULL, NULL FROM checkup WHERE order_id = ?",
        "handover": "SELECT at, by, name, to_whom, NULL, NULL FROM handover WHERE order_id = ?",
        "loan": (
            "SELECT l.at, l.by, trim(d.brand || ' ' || d.model), '', NULL, NULL FROM loan l"
            " JOIN loaner d ON d.id = l.loaner_id WHERE l.order_id = ?"
        ),
        "loan_return": (
            "SELECT r.at, r.by, trim(d.brand || ' ' || d.model), '', NULL, NULL FROM loan_return r"
            " JOIN loan l ON l.id = r.loan_id JOIN loaner d ON d.id = l.loaner_id"
            " WHERE l.order_id = ?"
        ),
        # A task given in a remark is told by the remark.
        "task": (
            "SELECT t.at, t.by, t.text, coalesce(s.name, ''), NULL, NULL FROM task t"
            " LEFT JOIN staff s ON s.id = t.for_id WHERE t.order_id = ? AND NOT EXISTS"
            " (SELECT 1 FROM comment c WHERE c.order_id = t.order_id AND c.at = t.at)"
        ),
        "task_done": (
            "SELECT done_at, done_by, text, '', NULL, NULL FROM task"
            " WHERE order_id = ? AND done_at IS NOT NULL"
        ),
        "skip": "SELECT at, by, note, reason, NULL, NULL FROM skip WHERE order_id = ?",
        "cheque": (
            "SELECT c.at, c.by, c.fd, c.registrar, c.minor, m.currency FROM cheque c"
            " JOIN payment m ON m.id = c.payment_id WHERE m.order_id = ?"
        ),
        "print": (
            "SELECT ended_at, '', error, document, NULL, NULL FROM print_job"
            " WHERE about = ? AND ended_at IS NOT NULL"
        ),
    }
)
_PLACED = "SELECT at, by, place_id FROM placement WHERE order_id = ? ORDER BY id"

KINDS = (*_TOLD, "placement")
"""What an event may be."""


def story(connection: Connection, order: UUID) -> tuple[EventRow, ...]:
    """Oldest first; what happened in one moment stands in the order of the table."""
    events = [*_told(connection, order), *_placed(connection, order)]
    return tuple(sorted(events, key=_moment_of))


def _told(connection: Connection, order: UUID) -> Iterator[EventRow]:
    for kind, sql in _TOLD.items():
        rows = connection.execute(f"{sql} ORDER BY 1", (order.bytes,)).fetchall()
        for at, by, text, code, minor, currency in rows:
            amount = None if minor is None else Money(minor, currency)
            yield EventRow(_at(at), by, kind, text, code, amount)


def _placed(connection: Connection, order: UUID) -> Iterator[EventRow]:
    rows = connection.execute(_PLACED, (order.bytes,)).fetchall()
    tree = PlaceTree(connection) if rows else None
    for at, by, place in rows:
        yield EventRow(_at(at), by, "placement", tree.path(place) if tree else "")


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _moment_of(event: EventRow) -> datetime:
    return event.at
