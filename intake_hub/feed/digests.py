"""What the hub's records come to, for the nightly comparison, and those of one bucket."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from sqlalchemy import select

from intake_app.sync.core.catalogue import ENTITIES
from intake_app.sync.core.digest import Digest, bucket_of
from intake_hub.feed.states import kinds, records
from intake_hub.store.tables import Head

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from sqlalchemy import Connection

    from intake_app.sync.core.repair_wire import RecordState
    from intake_hub.store.engine import HubStore

Buckets: TypeAlias = "Mapping[str, tuple[str, ...]]"


@dataclass(slots=True)
class Digests:
    """Keeps the last one: at night every workstation asks for the same."""

    store: HubStore
    _last: dict[UUID, tuple[UUID, int, Buckets]] = field(
        default_factory=dict["UUID", "tuple[UUID, int, Buckets]"]
    )
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def at_head(self, shop: UUID) -> tuple[int, Buckets]:
        """Give the number of the feed's head and what all records come to there."""
        with self._lock, self.store.unchanging() as view:
            epoch, seq = _head(view, shop)
            known = self._last.get(shop)
            if known is None or known[:2] != (epoch, seq):
                known = epoch, seq, _digest(view, shop)
                self._last[shop] = known
            return seq, known[2]

    def bucket(self, shop: UUID, entity: str, bucket: int) -> tuple[int, tuple[RecordState, ...]]:
        """Give the records of one bucket, at the feed's head."""
        if entity not in ENTITIES:
            return 0, ()
        with self.store.unchanging() as view:
            _, seq = _head(view, shop)
            found = tuple(
                one
                for run in records(view, shop, entity)
                for one in run
                if bucket_of(one.rec) == bucket
            )
        return seq, found


def _head(view: Connection, shop: UUID) -> tuple[UUID, int]:
    found = view.execute(select(Head.epoch, Head.seq).where(Head.shop == shop)).one()
    return found.epoch, found.seq


def _digest(view: Connection, shop: UUID) -> Buckets:
    found = Digest()
    for entity in kinds(view, shop):
        for run in records(view, shop, entity):
            for one in run:
                found.add(entity, one.rec, one.values)
    return found.buckets()
