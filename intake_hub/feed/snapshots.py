"""The state of a shop in parts, for a new workstation or one that was away for too long.

A snapshot is made once, by the first who asks, and given to all; its parts can be fetched as soon
as they exist, and again after a broken connection. Erasing anybody takes them all away.
"""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID, uuid4

from sqlalchemy import delete, insert, select, update

from intake_app.errors import IntakeError
from intake_app.sync import packing
from intake_app.sync.core.ops import canonical
from intake_app.sync.core.refusal import Why, refusal
from intake_app.sync.core.repair_wire import PART_RECORDS, PartReply
from intake_app.sync.core.wire import HubState
from intake_hub.feed.states import conflicts, kinds, records
from intake_hub.store.repair_tables import Snapshot, SnapshotPart
from intake_hub.store.tables import Head

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from sqlalchemy import Connection

    from intake_app.sync.core.repair_wire import OpenConflict, RecordState
    from intake_hub.store.engine import HubStore

logger = logging.getLogger(__name__)

FRESH_MS = 10 * 60 * 1000
"""A snapshot that young is given to whoever asks for a new one."""

KEPT_MS = 24 * 60 * 60 * 1000
WAIT_S = 1


class _Made(NamedTuple):
    id: UUID
    parts: int  # 0 while it is being made


class _Part(NamedTuple):
    number: int
    records: Sequence[RecordState]
    is_last: bool
    conflicts: tuple[OpenConflict, ...]


@dataclass(frozen=True, slots=True)
class Snapshots:
    """Makes them on a thread of its own, one at a time for each shop."""

    store: HubStore
    now_ms: Callable[[], int]
    size: int = PART_RECORDS  # of every part but the last
    _making: dict[UUID, threading.Thread] = field(default_factory=dict[UUID, threading.Thread])
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def part(self, shop: UUID, snapshot: UUID | None, part: int) -> bytes:
        """Give the whole reply for one part, packed; of the newest where none is named.

        Raises HubUnavailableError(BUSY) while it is being made, HubRejectedError(TRIMMED) when
        that snapshot is gone; UnavailableError.
        """
        with self.store.reading() as connection:
            row = self._row(connection, shop, snapshot)
            body = None if row is None else _body(connection, shop, row.id, part)
        is_making = self._is_making(shop)
        if row is not None and body is not None:
            return body
        if row is not None and (row.parts or not is_making):
            self._drop(shop, row.id)  # no such part, or its maker ended with it half done
            row = None
        if row is None and snapshot is not None:
            raise refusal(Why.TRIMMED, "that snapshot is gone")
        self._ensure(shop)
        raise refusal(Why.BUSY, "being made", retry_after_s=WAIT_S)

    def _row(self, connection: Connection, shop: UUID, snapshot: UUID | None) -> _Made | None:
        rows = select(Snapshot.id, Snapshot.parts).where(Snapshot.shop == shop)
        if snapshot is not None:
            rows = rows.where(Snapshot.id == snapshot)
        else:
            epoch = select(Head.epoch).where(Head.shop == shop).scalar_subquery()
            fresh = Snapshot.made_ms > self.now_ms() - FRESH_MS
            rows = rows.where(fresh, Snapshot.epoch == epoch).order_by(Snapshot.made_ms.desc())
        found = connection.execute(rows.limit(1)).first()
        return None if found is None else _Made(*found)

    def _is_making(self, shop: UUID) -> bool:
        maker = self._making.get(shop)
        return maker is not None and maker.is_alive()

    def _ensure(self, shop: UUID) -> None:
        with self._lock:
            if not self._is_making(shop):
                maker = threading.Thread(target=self._make, args=(shop,), daemon=True)
                self._making[shop] = maker
                maker.start()

    def finish(self) -> None:
        """Wait for what is being made: the hub ends."""
        for maker in tuple(self._making.values()):
            maker.join()

    def _make(self, shop: UUID) -> None:
        """The thread. What stops it is told to whoever asks next: by then nothing is being made."""
        try:
            self.make(shop)
        except IntakeError as error:
            logger.warning("no snapshot: %s", error.problem)

    def make(self, shop: UUID) -> UUID:
        """Make one from one unchanging view of the tables. Raises UnavailableError."""
        made = uuid4()
        with self.store.unchanging() as view:
            head = view.execute(
                select(Head.epoch, Head.seq, Head.chain).where(Head.shop == shop)
            ).one()
            found = kinds(view, shop)
            row: dict[str, object] = {
                "shop": shop,
                "id": made,
                "epoch": head.epoch,
                "seq": head.seq,
                "chain": head.chain,
                "made_ms": self.now_ms(),
                "total": sum(found.values()),
                "parts": 0,
            }
            self._begin(row)
            parts = 0
            for part, run, is_last in _numbered(view, shop, found, self.size):
                listed = tuple(conflicts(view, shop)) if is_last else ()
                self._keep(row, _Part(part, run, is_last, listed))
                parts = part + 1
        at_row = (Snapshot.shop == shop, Snapshot.id == made)
        with self.store.writing() as connection:
            done = update(Snapshot).where(*at_row).values(parts=parts)
            connection.execute(done)
        return made

    def _begin(self, row: dict[str, object]) -> None:
        shop, old = row["shop"], self.now_ms() - KEPT_MS
        with self.store.writing() as connection:
            gone = select(Snapshot.id).where(Snapshot.shop == shop, Snapshot.made_ms < old)
            parts = (SnapshotPart.shop == shop, SnapshotPart.id.in_(gone))
            connection.execute(delete(SnapshotPart).where(*parts))
            connection.execute(
                delete(Snapshot).where(Snapshot.shop == shop, Snapshot.made_ms < old)
            )
            connection.execute(insert(Snapshot), row)

    def _keep(self, made: Mapping[str, Any], part: _Part) -> None:
        reply = PartReply(
            hub=HubState(epoch=made["epoch"], head=made["seq"], server_ms=made["made_ms"]),
            snapshot=made["id"],
            seq=made["seq"],
            chain=bytes(made["chain"]).hex(),
            part=part.number,
            is_last=part.is_last,
            total=made["total"],
            records=tuple(part.records),
            conflicts=part.conflicts,
        )
        body = packing.pack(canonical(reply.members()).encode())
        with self.store.writing() as connection:
            row = {"shop": made["shop"], "id": made["id"], "part": part.number, "body": body}
            connection.execute(insert(SnapshotPart), row)

    def _drop(self, shop: UUID, made: UUID) -> None:
        with self.store.writing() as connection:
            for table in (SnapshotPart, Snapshot):
                gone = delete(table).where(table.shop == shop, table.id == made)
                connection.execute(gone)


def _numbered(
    view: Connection, shop: UUID, found: Iterable[str], size: int
) -> Iterator[tuple[int, list[RecordState], bool]]:
    """Give the parts and whether each is the last; a shop without records has an empty one.

    All but the last are full, whatever kinds they hold: desks reckon by that how far they are.
    """
    held: list[RecordState] = []
    part = 0
    for entity in found:
        for run in records(view, shop, entity):
            held += run
            while len(held) > size:
                yield part, held[:size], False
                held, part = held[size:], part + 1
    yield part, held, True


def _body(connection: Connection, shop: UUID, made: UUID, part: int) -> bytes | None:
    at_part = (SnapshotPart.shop == shop, SnapshotPart.id == made, SnapshotPart.part == part)
    found = connection.execute(select(SnapshotPart.body).where(*at_part)).scalar()
    return None if found is None else bytes(found)
