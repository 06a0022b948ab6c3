"""The files of people who were erased: removed once that is durable, and not taken again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, update

from intake_hub.store.repair_tables import ErasedFile
from intake_hub.store.tables import Record

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy import Connection

    from intake_hub.store.engine import HubStore


def is_erased(store: HubStore, shop: UUID, name: str) -> bool:
    """Whether a file is that of an erased person, and nobody else's."""
    at_name = (ErasedFile.shop == shop, ErasedFile.name == name)
    with store.reading() as connection:
        known = connection.execute(select(ErasedFile.name).where(*at_name)).first()
        return known is not None and not _is_used(connection, shop, name)


def sweep(store: HubStore) -> int:
    """Remove what was noted and not removed yet; how many files that were."""
    waiting = select(ErasedFile.shop, ErasedFile.name).where(ErasedFile.is_gone.is_(False))
    with store.reading() as connection:
        doomed = [
            (row.shop, row.name)
            for row in connection.execute(waiting).all()
            if not _is_used(connection, row.shop, row.name)
        ]
    for shop, name in doomed:
        store.blobs.drop(shop, name)
    with store.writing() as connection:
        for shop, name in doomed:
            at_name = (ErasedFile.shop == shop, ErasedFile.name == name)
            connection.execute(update(ErasedFile).where(*at_name).values(is_gone=True))
    return len(doomed)


def _is_used(connection: Connection, shop: UUID, name: str) -> bool:
    """Equal pictures are one file, and somebody else may have the same."""
    named = select(Record.rec).where(Record.shop == shop, Record.born.like(f'%"{name}"%'))
    return connection.execute(named.limit(1)).first() is not None
