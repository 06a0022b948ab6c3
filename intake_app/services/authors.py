"""Who made an op, when, and at which desk."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, cast
from uuid import UUID

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlcipher3.dbapi2 import Connection

_FED = "SELECT raw FROM feed WHERE op_id = ?"
_OWN = "SELECT by_user, made_at FROM outbox WHERE op_id = ?"
_NAME = "SELECT name FROM desk_name WHERE origin = ?"
_NAMES = (
    "INSERT INTO desk_name(origin, name) VALUES (?, ?)"
    " ON CONFLICT DO UPDATE SET name = excluded.name WHERE name <> excluded.name"
)


def author(driver: Connection, op_id: bytes) -> tuple[str, str, bool, str]:
    """Name, moment, whether it was here, and else the desk; empty where that is not kept."""
    own = driver.execute(_OWN, (op_id,)).fetchone()
    if own is not None:
        return own[0], own[1], True, ""
    fed = driver.execute(_FED, (op_id,)).fetchone()
    if fed is None:
        return "", "", False, ""
    told = cast("dict[str, object]", json.loads(fed[0]))
    origin = UUID(str(told["origin"]))
    named = driver.execute(_NAME, (origin.bytes,)).fetchone()
    return str(told["by_user"]), str(told["made_at"]), False, named[0] if named else ""


def name_desks(driver: Connection, names: Mapping[UUID, str]) -> bool:
    """Remember how the desks are called; tells whether any name is new."""
    told = [driver.execute(_NAMES, (one.bytes, name)).rowcount for one, name in names.items()]
    return any(told)
