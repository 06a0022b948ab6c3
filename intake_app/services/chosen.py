"""What the owner chose, read inside a transaction."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

_VALUE = "SELECT value FROM preference WHERE id = ?"
_OURS = UUID("6f0d6c0e-6a57-5d0b-9d0e-5b6f8f6d2a11")


def id_of(key: str) -> UUID:
    """Two desks that choose the same thing for the first time at once mean one record."""
    return uuid5(_OURS, key)


def chosen(driver: Connection, key: str) -> object:
    """What the owner chose under a key, as JSON values; None where he chose nothing."""
    row = driver.execute(_VALUE, (id_of(key).bytes,)).fetchone()
    return json.loads(row[0]) if row and row[0] else None
