"""What is kept of the exchange, how long, and what a newer program makes of what it did not know.

Ops of ours and of others are kept until a proven backup of the hub has covered them for a month,
and ninety days in any case, so that a hub put back to an older copy can be given what it lacks.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from intake_app.clock import moment_text
from intake_app.models.scalars import from_wire
from intake_app.models.shapes import insert_shape, synced_by_name, update_sql
from intake_app.services.feeding import Feeding
from intake_app.sync.core.catalogue import ENTITIES
from intake_app.sync.core.ops import SCHEMA, FeedOp, Outcome, Verb, decode
from intake_app.sync.core.reading import parse

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

    from intake_app.models.store import Store
    from intake_app.sync.core.ops import Op

DAY_MS = 24 * 3600 * 1000
KEPT = timedelta(days=90)
COVERED_MS = 30 * DAY_MS

_DURABLE = "UPDATE sync SET durable_seq = ?1 WHERE durable_seq < ?1"
_MARK = (
    "UPDATE sync SET durable_old = durable_mark, durable_mark = durable_seq, marked_ms = ?1"
    " WHERE ?1 - marked_ms >= ?2 OR marked_ms > ?1 + ?2"
)
_TRIM_FEED = (
    "DELETE FROM feed WHERE understood AND taken_ms < ?"
    " AND seq <= (SELECT durable_old FROM sync WHERE durable_old > 0)"
)
_TRIM_OUTBOX = (
    "DELETE FROM outbox WHERE state = 'done' AND made_at < ?"
    " AND hub_seq <= (SELECT durable_old FROM sync WHERE durable_old > 0)"
)
_UNREAD = "SELECT op_id, epoch, seq, outcome, raw FROM feed WHERE NOT understood ORDER BY seq"
_READ = "UPDATE feed SET understood = 1 WHERE op_id = ?"
_VERSIONED = "SELECT 1 FROM field_version WHERE rec = ? AND field = ?"
_SEARCHES = "SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL TABLE%fts5%'"


@dataclass(frozen=True, slots=True)
class Tidying:
    """For quiet hours; runs in the store lane."""

    store: Store

    def note_durable(self, seq: int) -> None:
        """The hub's feed up to this number is in a backup that was read back."""
        with self.store.writing() as session:
            if session.driver.execute(_DURABLE, (seq,)).rowcount:
                session.touched.add("durable")  # orders show it

    def trim(self, kept: timedelta) -> int:
        """Drop what is older than `kept` and long since in proven backups; return how many."""
        with self.store.writing() as session:
            driver, now = session.driver, session.now
            now_ms = int(now.timestamp() * 1000)
            driver.execute(_MARK, (now_ms, COVERED_MS))
            before = now - kept
            gone = driver.execute(_TRIM_FEED, (int(before.timestamp() * 1000),)).rowcount
            return gone + driver.execute(_TRIM_OUTBOX, (moment_text(before),)).rowcount

    def begin(self) -> None:
        """At the start: read what the program before could not, drop what is old enough."""
        self.replay()
        self.trim(KEPT)

    def scrub(self) -> bool:
        """Rewrite the file where erased bytes may still stand in free pages; tells whether."""
        with self.store.reading() as session:
            if not session.driver.execute("SELECT scrub FROM sync").fetchone()[0]:
                return False
        with self.store.writing() as session:
            driver = session.driver
            for (name,) in driver.execute(_SEARCHES).fetchall():
                driver.execute(f'INSERT INTO "{name}"("{name}") VALUES (\'optimize\')')  # noqa: S608 - ours
            driver.execute("UPDATE sync SET scrub = 0")
        self.store.compact()
        return True

    def replay(self) -> int:
        """After an upgrade: take from kept ops what the program before did not know."""
        with self.store.reading() as session:
            if session.driver.execute("SELECT schema_seen FROM sync").fetchone()[0] >= SCHEMA:
                return 0
        with self.store.writing() as session, session.unrecorded({"sync"}) as driver:
            rows = driver.execute(_UNREAD).fetchall()
            for op_id, epoch, seq, outcome, raw in rows:
                one = FeedOp(seq, Outcome(outcome), decode(parse(raw.encode())))
                if _replay(driver, one, UUID(bytes=epoch)):
                    driver.execute(_READ, (op_id,))
                    session.touched.add(one.op.entity)
            driver.execute("UPDATE sync SET schema_seen = ?", (SCHEMA,))
        return len(rows)


def _replay(driver: Connection, one: FeedOp, epoch: UUID) -> bool:
    """Apply what is known by now; tells whether nothing of the op is unknown any more."""
    op = one.op
    shape = ENTITIES.get(op.entity)
    if shape is None:
        return False
    if one.outcome is Outcome.APPLIED:
        kind = synced_by_name()[op.entity]
        table = f'SELECT 1 FROM "{op.entity}" WHERE id = ?'  # noqa: S608 - a name of the catalogue
        is_here = driver.execute(table, (op.rec.bytes,)).fetchone() is not None
        if op.verb is Verb.PUT and is_here:
            columns = insert_shape(kind).columns
            for name, value in op.values:
                if name in shape.fields and not _is_edited(driver, op, name):
                    stored = from_wire(columns[name], value)
                    driver.execute(update_sql(kind, name), (stored, op.rec.bytes))
        else:
            feeding = Feeding(driver, epoch)
            feeding.take(one)
            feeding.settle()
    return {name for name, _ in op.values} <= shape.fields


def _is_edited(driver: Connection, op: Op, name: str) -> bool:
    return driver.execute(_VERSIONED, (op.rec.bytes, name)).fetchone() is not None
