"""Records of the hub as they are now, with the op that gave each value."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import select

from intake_hub.crm.engine.members import cut
from intake_hub.store.repair_tables import Erased
from intake_hub.store.tables import FieldVersion, Record

if TYPE_CHECKING:
    from collections.abc import Collection
    from uuid import UUID

    from sqlalchemy import Connection

    from intake_app.sync.core.ops import Scalar


@dataclass(slots=True)
class Card:
    """One record; a value that was never edited has the record's own id for its op."""

    rec: UUID
    entity: str
    values: dict[str, Scalar]
    ops: dict[str, UUID] = field(default_factory=dict[str, "UUID"])
    is_erased: bool = False

    def text(self, name: str) -> str:
        """One value as text; empty where there is none."""
        value = self.values.get(name)
        return value if isinstance(value, str) else ""

    def number(self, name: str) -> int:
        """One value as a number; 0 where there is none."""
        value = self.values.get(name)
        return value if isinstance(value, int) else 0

    def op(self, name: str) -> UUID:
        """The op a value came from."""
        return self.ops.get(name, self.rec)


def read(connection: Connection, shop: UUID, recs: Collection[UUID]) -> dict[UUID, Card]:
    """Read these; those that are not there are left out."""
    found: dict[UUID, Card] = {}
    for run in cut(sorted(recs)):
        rows = select(Record.rec, Record.entity, Record.born).where(
            Record.shop == shop, Record.rec.in_(run)
        )
        for rec, entity, born in connection.execute(rows):
            found[rec] = Card(rec, entity, json.loads(born))
        versions = select(
            FieldVersion.rec, FieldVersion.field, FieldVersion.value, FieldVersion.op_id
        ).where(FieldVersion.shop == shop, FieldVersion.rec.in_(run))
        for rec, name, value, op_id in connection.execute(versions):
            found[rec].values[name] = json.loads(value)
            found[rec].ops[name] = op_id
        gone = select(Erased.rec).where(Erased.shop == shop, Erased.rec.in_(run))
        for rec in connection.execute(gone).scalars():
            if rec in found:
                found[rec].is_erased = True
    return found
