"""Which pictures go to the hub, which come from it, and which make room: `sync.carrying.Cargo`."""

from __future__ import annotations

import logging
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from intake_app.checks.stages import CLOSED_SQL
from intake_app.errors import IntakeError
from intake_app.services import authors
from intake_app.services.blob_parts import BlobParts
from intake_app.services.pictures import thumb_in
from intake_app.sync.carrying import Errand
from intake_app.sync.core.refusal import Why
from intake_app.sync.core.wire_files import CHUNK, MOST_BLOB_BYTES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlcipher3.dbapi2 import Connection

    from intake_app.models.store import Store
    from intake_app.services.blobs import Blobs
    from intake_app.sync.core.wire_files import Piece

logger = logging.getLogger(__name__)

STRIKES = 3
ABSENT_MS, MOST_ABSENT_MS = 5_000, 600_000
FAILED_MS = 600_000
_AT_ONCE = 100

_OF_OPEN = (
    f'SELECT p.sha256 FROM "order" o CROSS JOIN photo p ON p.order_id = o.id'  # noqa: S608 - ours
    f" WHERE o.stage NOT IN {CLOSED_SQL}"
    f' UNION ALL SELECT a.sha256 FROM "order" o CROSS JOIN order_file a ON a.order_id = o.id'
    f" WHERE o.stage NOT IN {CLOSED_SQL}"
    f' UNION ALL SELECT s.image_sha256 FROM "order" o CROSS JOIN signature s ON s.order_id = o.id'
    f" WHERE o.stage NOT IN {CLOSED_SQL}"
)
_NEW = "SELECT sha256 FROM blob WHERE state = 'new' LIMIT ?"
_SET = (
    "UPDATE blob SET state = ?, wanted = 0, strikes = 0, absences = 0, again_ms = 0"
    " WHERE sha256 = ?"
)
# A moment further ahead than anything waits was noted while the clock was wrong.
_IS_DUE = f"again_ms NOT BETWEEN ?1 + 1 AND ?1 + {max(FAILED_MS, MOST_ABSENT_MS)}"
_HERE = f"SELECT sha256 FROM blob WHERE state = 'here' AND {_IS_DUE} LIMIT 1"  # noqa: S608 - ours
_WANTED = (
    "SELECT sha256 FROM blob"  # noqa: S608 - ours
    f" WHERE state = 'elsewhere' AND wanted AND {_IS_DUE} LIMIT 1"
)
_PREFETCHED = (
    f"SELECT b.sha256 FROM ({_OF_OPEN}) f CROSS JOIN blob b ON b.sha256 = f.sha256"  # noqa: S608 - ours
    f" WHERE b.state = 'elsewhere' AND b.{_IS_DUE} LIMIT 1"
)
_STRIKE = "UPDATE blob SET strikes = strikes + 1, again_ms = ? WHERE sha256 = ? RETURNING strikes"
_WANT = "UPDATE blob SET wanted = 1, again_ms = 0 WHERE sha256 = ? AND state = 'elsewhere'"
_ABSENT = (
    "UPDATE blob SET absences = absences + 1, again_ms = ? + min(? << min(absences, 20), ?)"
    " WHERE sha256 = ?"
)
_CONFIRMED = (
    "SELECT sha256 FROM blob WHERE state = 'confirmed'"  # noqa: S608 - ours
    f" AND sha256 NOT IN ({_OF_OPEN})"
)
_ERASED = "SELECT sha256 FROM blob WHERE state = 'erased'"
_FORGET = "DELETE FROM blob WHERE sha256 = ? AND state = 'erased'"
_ALONE = "SELECT sha256 FROM blob WHERE state IN ('new', 'here') ORDER BY sha256"
_ELSEWHERE = "SELECT sha256 FROM blob WHERE state = 'elsewhere'"
_THUMB = "SELECT thumb FROM photo WHERE sha256 = ? AND thumb <> '' LIMIT 1"
_ABOUT = (
    "SELECT id FROM photo WHERE sha256 = ?1"
    " UNION ALL SELECT id FROM order_file WHERE sha256 = ?1"
    " UNION ALL SELECT id FROM signature WHERE image_sha256 = ?1 LIMIT 1"
)


@dataclass(frozen=True, slots=True)
class BlobCargo:
    """Each verb is one transaction; the exchange calls it on its thread, `want` comes by a lane."""

    store: Store
    blobs: Blobs
    most_bytes: int

    @property
    def _parts(self) -> BlobParts:
        return BlobParts(self.blobs)

    def next(self) -> Errand | None:
        """What a person waits for, then ours to the hub, then what open orders will need."""
        self.sweep()
        self._look()
        with self.store.reading() as session:
            now_ms = int(self.store.recorder.now().timestamp() * 1000)
            for sql, is_ours in ((_WANTED, False), (_HERE, True), (_PREFETCHED, False)):
                row = session.driver.execute(sql, (now_ms,)).fetchone()
                if row is not None:
                    return Errand(row[0], self.blobs.size(row[0]), is_ours=is_ours)
        return None

    def chunk(self, name: str, offset: int) -> bytes:
        """Bytes of ours from an offset on; none where the file is gone or was altered."""
        with suppress(IntakeError):
            return self.blobs.read(name)[offset : offset + CHUNK]
        return b""

    def delivered(self, name: str) -> None:
        """The hub has all of it, verified: from now on it may make room here."""
        self._set(name, "confirmed")

    def came(self, name: str) -> int:
        """How many bytes of the hub's are here already."""
        return self._parts.size(name)

    def take(self, name: str, piece: Piece) -> None:
        """Keep the next bytes; the last ones complete the picture, unless it is another one."""
        try:
            is_there = self._parts.add(name, piece, MOST_BLOB_BYTES)
        except IntakeError as error:
            logger.info("a picture was not kept: %s", error.problem)
            self.refused(name, Why.HASH)
            return
        if is_there:
            self._set(name, "confirmed")
            self.make_room()

    def refused(self, name: str, why: Why) -> None:
        """Try again later; after three wrong hashes leave it to a person."""
        if why is Why.OFFSET:
            return  # the next call asks how far it is
        now_ms = int(self.store.recorder.now().timestamp() * 1000)
        with self.store.writing() as session:
            if why is Why.ABSENT:
                session.driver.execute(_ABSENT, (now_ms, ABSENT_MS, MOST_ABSENT_MS, name))
                return
            row = session.driver.execute(_STRIKE, (now_ms + FAILED_MS, name)).fetchone()
            is_for_good = why in {Why.ERASED, Why.TOO_LARGE} or (row and row[0] >= STRIKES)
            if is_for_good:
                session.driver.execute(_SET, ("refused", name))

    def want(self, names: Sequence[str]) -> str:
        """Somebody looks at pictures that are not here; says which desk took the first of them."""
        with self.store.writing() as session:
            found = [session.driver.execute(_WANT, (name,)).rowcount for name in names]
            if any(found):
                session.touched.add("blob_wanted")  # wakes the exchange
            return _taken_at(session.driver, names[0]) if names else ""

    def thumb(self, name: str) -> bytes:
        """What is shown of a picture that is not here yet; nothing where it came without."""
        with self.store.reading() as session:
            row = session.driver.execute(_THUMB, (name,)).fetchone()
        return thumb_in(row[0]) if row is not None else b""

    def unsent(self) -> tuple[str, ...]:
        """What is here and not verified at the hub."""
        with self.store.reading() as session:
            names = [row[0] for row in session.driver.execute(_ALONE)]
        return tuple(name for name in names if self.blobs.has(name))

    def look_again(self) -> None:
        """Bytes were brought here by hand: find out which of those that were elsewhere came."""
        with self.store.reading() as session:
            names = [row[0] for row in session.driver.execute(_ELSEWHERE)]
        came = [("new", name) for name in names if self.blobs.has(name)]
        with self.store.writing() as session:
            session.driver.executemany(_SET, came)
            session.touched.add("blob")

    def make_room(self) -> int:
        """Remove confirmed pictures not looked at for longest, until the rest fits; how many."""
        used = self.blobs.used_bytes()
        if used <= self.most_bytes:
            return 0
        with self.store.reading() as session:
            names = [row[0] for row in session.driver.execute(_CONFIRMED)]
        gone: list[str] = []
        for _, size, name in sorted(self.blobs.seen(name) for name in names):
            if used <= self.most_bytes:
                break
            gone.append(name)
            used -= size
        with self.store.writing() as session:
            session.driver.executemany(_SET, [("elsewhere", name) for name in gone])
        for name in gone:
            self.blobs.drop(name)
        return len(gone)

    def sweep(self) -> int:
        """Remove the pictures of people who are forgotten; how many."""
        with self.store.reading() as session:
            names = [row[0] for row in session.driver.execute(_ERASED)]
        for name in names:
            self.blobs.drop(name)
            self._parts.drop(name)
        if names:
            with self.store.writing() as session:
                session.driver.executemany(_FORGET, [(name,) for name in names])
        return len(names)

    def _look(self) -> None:
        """Find out which of the pictures just named are here."""
        with self.store.reading() as session:
            names = [row[0] for row in session.driver.execute(_NEW, (_AT_ONCE,))]
        if names:
            rows = [("here" if self.blobs.has(name) else "elsewhere", name) for name in names]
            with self.store.writing() as session:
                session.driver.executemany(_SET, rows)

    def _set(self, name: str, state: str) -> None:
        with self.store.writing() as session:
            session.driver.execute(_SET, (state, name))
            session.touched.add("blob")


def _taken_at(driver: Connection, name: str) -> str:
    """Which other desk made the record that names a picture; empty where that is not known."""
    row = driver.execute(_ABOUT, (name,)).fetchone()
    return authors.author(driver, row[0])[3] if row is not None else ""
