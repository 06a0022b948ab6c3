"""An op that was put aside and given up, with a reason: a fact like any other.

At its own desk what it did is undone: a field goes back to the value of the feed, a record that
never left this PC is taken out again, with what hangs on it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from intake_app.models.shapes import synced_by_name, table_of
from intake_app.services import overlay
from intake_app.sync.core.catalogue import ENTITIES
from intake_app.sync.core.ops import Verb

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlcipher3.dbapi2 import Connection

    from intake_app.sync.core.ops import Op

DISCARDED = "discarded"
_ASIDE = (
    "UPDATE outbox SET state = 'done', outcome = ? WHERE op_id = ? AND state <> 'done'"
    " RETURNING verb, entity, rec, field"
)
_SETTLED = "UPDATE attention SET resolved = 1 WHERE rec = ? AND NOT resolved"
_FORGET = "DELETE FROM field_version WHERE rec = ?"


def carry_out(driver: Connection, op: Op) -> set[str]:
    """Undo here what a discarded op of ours did; give the kinds of record that were touched."""
    given_up = UUID(str(dict(op.values)["op_id"])).bytes
    return give_up(driver, given_up)


def give_up(driver: Connection, op_id: bytes) -> set[str]:
    """Take an op of ours out of what waits, and undo it."""
    row = driver.execute(_ASIDE, (DISCARDED, op_id)).fetchone()
    driver.execute(_SETTLED, (op_id,))
    if row is None:
        return set()
    verb, entity, rec, field = row
    if verb == Verb.PUT:
        take_out(driver, entity, rec)
    elif verb == Verb.SET:
        overlay.fall_back(driver, op_id, entity, rec, field)
    return {entity, "attention", "outbox"}


def take_out(driver: Connection, entity: str, rec: bytes) -> None:
    """Delete a record that no other desk ever saw, and first what hangs on it."""
    for child, child_rec in list(hanging_on(driver, entity, rec)):
        take_out(driver, child, child_rec)
    driver.execute(_FORGET, (rec,))
    table = table_of(synced_by_name()[entity]).name
    driver.execute(f'DELETE FROM "{table}" WHERE id = ?', (rec,))  # noqa: S608 - a table of ours


def hanging_on(driver: Connection, entity: str, rec: bytes) -> Iterator[tuple[str, bytes]]:
    """Name the records that have this one as a parent."""
    for child, shape in ENTITIES.items():
        fields = [name for name, parent in shape.parents.items() if parent == entity]
        table = synced_by_name().get(child)
        if not fields or table is None:
            continue
        where = " OR ".join(f"{name} = ?1" for name in fields)
        sql = f'SELECT id FROM "{child}" WHERE {where}'  # noqa: S608 - names of the catalogue
        for (found,) in driver.execute(sql, (rec,)).fetchall():
            yield child, found
