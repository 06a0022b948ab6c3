"""How long the log is kept, what a proven backup covers, and a hub that came back from one."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from sqlalchemy import delete, func, select, update

from intake_hub.store.repair_tables import Snapshot, SnapshotPart
from intake_hub.store.tables import FeedEntry, Head

if TYPE_CHECKING:
    from collections.abc import Callable

    from intake_hub.store.engine import HubStore

KEPT_MS = 90 * 24 * 60 * 60 * 1000
_AT_ONCE = 10_000


@dataclass(frozen=True, slots=True)
class LogKeeping:
    """Each method is one transaction for each shop."""

    store: HubStore
    now_ms: Callable[[], int]

    def fold(self, kept_ms: int = KEPT_MS) -> int:
        """Cut off what is older than the log is kept; returns how many ops that were.

        Their records stay, as do the ids: whoever needs what was cut off takes a snapshot.
        """
        return sum(self._fold(shop, self.now_ms() - kept_ms) for shop in self._shops())

    def _shops(self) -> list[UUID]:
        with self.store.reading() as connection:
            return list(connection.execute(select(Head.shop)).scalars())

    def _fold(self, shop: UUID, before_ms: int) -> int:
        with self.store.writing() as connection:
            head = connection.execute(
                select(Head.floor, Head.seq).where(Head.shop == shop).with_for_update()
            ).one()
            young = select(func.min(FeedEntry.seq)).where(
                FeedEntry.shop == shop, FeedEntry.received_ms >= before_ms
            )
            found = connection.execute(young).scalar()
            floor: int = head.seq if found is None else found - 1
            floor = min(floor, head.floor + _AT_ONCE)
            if floor <= head.floor:
                return 0
            at_floor = (FeedEntry.shop == shop, FeedEntry.seq == floor)
            link = connection.execute(select(FeedEntry.chain).where(*at_floor)).scalar_one()
            now = update(Head).where(Head.shop == shop).values(floor=floor, floor_chain=link)
            connection.execute(now)
            gone = delete(FeedEntry).where(FeedEntry.shop == shop, FeedEntry.seq <= floor)
            return connection.execute(gone).rowcount

    def note_durable(self, seqs: dict[UUID, int]) -> None:
        """A backup that was read back and checked covers the feeds up to these numbers."""
        with self.store.writing() as connection:
            for shop, seq in seqs.items():
                at_shop = (Head.shop == shop, Head.durable < seq)
                connection.execute(update(Head).where(*at_shop).values(durable=seq))

    def heads(self) -> dict[UUID, int]:
        """How far each feed goes; read from the copy that was checked, then noted as durable."""
        with self.store.reading() as connection:
            return {row.shop: row.seq for row in connection.execute(select(Head.shop, Head.seq))}

    def restored(self) -> int:
        """Begin another life after a restore: workstations give back what this copy lacks.

        Whoever was erased meanwhile is erased again before anybody may ask; returns how many.
        """
        with self.store.writing() as connection:
            for table in (SnapshotPart, Snapshot):
                connection.execute(delete(table))
            for shop, seq in connection.execute(select(Head.shop, Head.seq)).all():
                life = {"epoch": uuid4(), "durable": seq}
                connection.execute(update(Head).where(Head.shop == shop).values(life))
                if not seq:
                    link = {"chain": secrets.token_bytes(32)}
                    connection.execute(update(Head).where(Head.shop == shop).values(link))
            return self.store.erasures.replay(connection)
