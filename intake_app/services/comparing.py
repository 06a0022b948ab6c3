"""What this store's records come to where the hub's feed has confirmed them; compared at night.

An edit of ours on its way does not count, nor a record the hub has not numbered yet.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, cast
from uuid import UUID

from intake_app.models.scalars import to_scalar
from intake_app.models.shapes import insert_shape, synced_by_name
from intake_app.services import doubles
from intake_app.services.absorbing import Absorbing
from intake_app.sync.core.digest import Digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlcipher3.dbapi2 import Connection

    from intake_app.models.scalars import Stored
    from intake_app.models.shapes import InsertShape
    from intake_app.sync.core.ops import Scalar
    from intake_app.sync.core.repair_wire import RecordState

_BENEATH = (
    "SELECT rec, field, confirmed_value FROM field_version"
    " WHERE op_id <> confirmed_op AND confirmed_value IS NOT NULL"
)
_UNNUMBERED = "SELECT rec FROM outbox WHERE verb = 'put' AND state <> 'done'"


def digest_of(driver: Connection) -> dict[str, tuple[str, ...]]:
    """Hash every shared record as the hub should have it."""
    beneath: dict[bytes, dict[str, Scalar]] = {}
    for rec, field, value in driver.execute(_BENEATH):
        beneath.setdefault(rec, {})[field] = cast("Scalar", json.loads(value))
    unnumbered = {rec for (rec,) in driver.execute(_UNNUMBERED)}
    found = Digest()
    for name, entity in synced_by_name().items():
        shape = insert_shape(entity)
        for row in _rows(driver, shape):
            if row[0] not in unnumbered:
                values = _values(shape, row[1:]) | beneath.get(cast("bytes", row[0]), {})
                found.add(name, UUID(bytes=cast("bytes", row[0])), values)
    return found.buckets()


def repair(driver: Connection, records: Sequence[RecordState]) -> int:
    """Take over what the hub has of some records; return how many were not the same."""
    absorbing = Absorbing(driver)
    absorbing.take(records)
    return absorbing.mended


def _rows(driver: Connection, shape: InsertShape) -> Iterable[Sequence[Stored]]:
    columns = ", ".join(f'"{name}"' for name in ("id", *shape.synced))
    return driver.execute(f'SELECT {columns} FROM "{shape.name}"')  # noqa: S608 - names of ours


def _values(shape: InsertShape, row: Sequence[Stored]) -> dict[str, Scalar]:
    values = {
        name: to_scalar(shape.columns[name], value)
        for name, value in zip(shape.synced, row, strict=True)
    }
    if shape.name == "order":
        values["number"] = doubles.without_suffix(str(values["number"]))
    return values
