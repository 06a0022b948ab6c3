"""Which cards are one client, read from the facts and noted on each card; the rule is pure."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from intake_app.checks.unions import Link, union_of

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

_RELATED = (
    "WITH RECURSIVE related(id) AS (VALUES(?1)"
    " UNION SELECT m.client_id FROM merge m JOIN related r ON m.merged_id = r.id"
    " UNION SELECT m.merged_id FROM merge m JOIN related r ON m.client_id = r.id)"
)
_MEMBERS = f"{_RELATED} SELECT id FROM related"  # noqa: S608 - words of ours
_FACTS = (
    f"{_RELATED} SELECT m.id, m.client_id, m.merged_id FROM merge m"  # noqa: S608 - words of ours
    " WHERE m.client_id IN (SELECT id FROM related)"
    " AND NOT EXISTS (SELECT 1 FROM unmerge u WHERE u.merge_id = m.id) ORDER BY m.id"
)
_SETTLE = "UPDATE client SET merged_into = ?1 WHERE id = ?2 AND merged_into IS NOT ?1"
_ROOT = "SELECT coalesce(merged_into, id) FROM client WHERE id = ?"
_OF_MERGE = "SELECT client_id FROM merge WHERE id = ?"


def links_of(driver: Connection, client: UUID) -> tuple[Link, ...]:
    """The standing merges of all cards that were ever tied to this one."""
    rows = driver.execute(_FACTS, (client.bytes,)).fetchall()
    return tuple(Link(*(UUID(bytes=value) for value in row)) for row in rows)


def root_of(driver: Connection, client: UUID) -> UUID | None:
    """The card that speaks for this one; None where there is no such card."""
    row = driver.execute(_ROOT, (client.bytes,)).fetchone()
    return None if row is None else UUID(bytes=row[0])


def settle(driver: Connection, client: UUID) -> bool:
    """Derive `merged_into` of every card tied to this one; tells whether anything changed."""
    roots = union_of(links_of(driver, client)).roots
    changed = 0
    for (raw,) in driver.execute(_MEMBERS, (client.bytes,)).fetchall():
        card = UUID(bytes=raw)
        root = roots.get(card, card)
        into = None if root == card else root.bytes
        changed += driver.execute(_SETTLE, (into, raw)).rowcount
    return bool(changed)


def client_of(driver: Connection, merge: UUID) -> UUID | None:
    """One of the cards a merge names."""
    row = driver.execute(_OF_MERGE, (merge.bytes,)).fetchone()
    return None if row is None else UUID(bytes=row[0])
