"""Notes the files of people who are being erased, in the same transaction."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, cast

from sqlalchemy import insert, select

from intake_hub.store.repair_tables import ErasedFile
from intake_hub.store.tables import Record

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy import Connection

_NAMES = {"photo": "sha256", "order_file": "sha256", "signature": "image_sha256"}


def doom(connection: Connection, shop: UUID, family: dict[UUID, str]) -> None:
    """Note the files of records that are about to be blanked."""
    recs = [rec for rec, entity in family.items() if entity in _NAMES]
    rows = select(Record.entity, Record.born).where(Record.shop == shop, Record.rec.in_(recs))
    names: set[str] = set()
    for entity, born in connection.execute(rows).all():
        values = cast("dict[str, str]", json.loads(born))
        names.add(values.get(_NAMES[entity]) or "")
    known = select(ErasedFile.name).where(ErasedFile.shop == shop)
    new = names - {""} - set(connection.execute(known).scalars())
    if new:
        rows_of = [{"shop": shop, "name": name, "is_gone": False} for name in sorted(new)]
        connection.execute(insert(ErasedFile), rows_of)
