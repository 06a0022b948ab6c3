"""A copy is believed when it was opened: every page, every reference, every rule of its rows."""

from __future__ import annotations

import hashlib
from contextlib import closing
from typing import TYPE_CHECKING

from intake_app.errors import Problem, UnavailableError
from intake_app.models import connection

if TYPE_CHECKING:
    from pathlib import Path

    from sqlcipher3.dbapi2 import Connection

_RULES = {
    "an order without a stage": (
        'SELECT 1 FROM "order" o WHERE NOT EXISTS (SELECT 1 FROM stage s WHERE s.order_id = o.id)'
    ),
    "a ticket twice": 'SELECT 1 FROM "order" GROUP BY ticket HAVING count(*) > 1',
    "ops not numbered densely": (
        "SELECT 1 FROM outbox GROUP BY inc HAVING max(n) - min(n) + 1 <> count(*)"
    ),
    "an op beyond the counter": (
        "SELECT 1 FROM outbox o, sync s WHERE o.inc = s.inc AND o.n >= s.next_n"
    ),
    "no place in the exchange": "SELECT 1 WHERE (SELECT count(*) FROM sync) <> 1",
}
_TABLES = (
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    " AND sql NOT LIKE 'CREATE VIRTUAL%' AND name NOT LIKE '%_search_%' ORDER BY name"
)


def prove(store: Path, key: bytes | None = None) -> None:
    """Read every page and every reference, and ask the rules. Raises UnavailableError.

    STORE_CORRUPT names what is wrong; the file itself is not changed.
    """
    with closing(connection.open_file(store, readonly=True, key=key)) as copy:
        with connection.translated():
            flaw = _flaw(copy, encrypted=key is not None)
        if flaw:
            raise UnavailableError(Problem.STORE_CORRUPT, flaw)


def quick(store: Path, key: bytes | None = None) -> None:
    """What is worth the time of a start after an unclean end. Raises UnavailableError."""
    with closing(connection.open_file(store, readonly=True, key=key)) as opened:
        with connection.translated():
            verdict = opened.execute("PRAGMA quick_check(1)").fetchone()[0]
        if verdict != "ok":
            raise UnavailableError(Problem.STORE_CORRUPT, "quick check")


def digest(opened: Connection) -> str:
    """A hash of every row; two copies of one moment have the same."""
    whole = hashlib.sha256()
    for (name,) in opened.execute(_TABLES).fetchall():
        total = 0  # a sum: the order in which rows lie says nothing
        for row in opened.execute(f'SELECT * FROM "{name}"'):  # noqa: S608 - our own tables
            total += int.from_bytes(hashlib.blake2b(repr(row).encode(), digest_size=16).digest())
        whole.update(f"{name} {total:x}\n".encode())
    return whole.hexdigest()


def _flaw(copy: Connection, *, encrypted: bool) -> str:
    if encrypted and copy.execute("PRAGMA cipher_integrity_check").fetchone() is not None:
        return "a page was altered"
    if copy.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
        return "integrity"
    if copy.execute("PRAGMA foreign_key_check").fetchone() is not None:
        return "references"
    broken = (name for name, sql in _RULES.items() if copy.execute(sql).fetchone() is not None)
    return next(broken, "")
