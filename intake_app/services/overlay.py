"""What is shown is what the hub's feed says, with our ops on their way on top; taking that away."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from intake_app.models.scalars import from_wire
from intake_app.models.shapes import insert_shape, synced_by_name, update_sql
from intake_app.sync.core.catalogue import ENTITIES

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

_VERSION = (
    "SELECT op_id, confirmed_op, confirmed_value FROM field_version WHERE rec = ? AND field = ?"
)
_CONFIRMED = (
    "UPDATE field_version SET op_id = confirmed_op, confirmed_value = NULL"
    " WHERE rec = ? AND field = ?"
)


def fall_back(driver: Connection, op_id: bytes, entity: str, rec: bytes, field: str) -> bool:
    """Show the value of the feed again if op `op_id` is what is shown; tells whether it was."""
    row = driver.execute(_VERSION, (rec, field)).fetchone()
    if row is None or row[2] is None or field not in ENTITIES[entity].cards:
        return False
    if not row[0] == op_id != row[1]:
        return False
    kind = synced_by_name()[entity]
    value = from_wire(insert_shape(kind).columns[field], json.loads(row[2]))
    driver.execute(update_sql(kind, field), (value, rec))
    driver.execute(_CONFIRMED, (rec, field))
    return True
