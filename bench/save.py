"""W1: one intake made durable, against the very same rows written by hand."""

from __future__ import annotations

import shutil
import tempfile
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from bench.figures import Goal, runs
from intake_app.clock import utc_now
from intake_app.config import DeskSettings, Settings
from intake_app.models.connection import open_file
from intake_app.services.drafts import ClientDraft, DeviceDraft, IntakeDraft
from intake_app.services.shop import Shop

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlcipher3.dbapi2 import Connection

    from bench.figures import Figure

_GOAL = Goal("W1", "one intake → durable", "the same rows, raw sqlcipher3", 2)
_RUNS = runs(300)
_WARM_UP = 20
_KEPT_BY_TRIGGERS = {"client_word", "device_model", "device_tac", "model_habit", "fault_use"}
_NOT_ROWS = frozenset({"sync", "alembic_version", *_KEPT_BY_TRIGGERS})

Row: TypeAlias = tuple[int | str | bytes | None, ...]

_DRAFT = IntakeDraft(
    client=ClientDraft(name="Петров Пётр Петрович"),
    device=DeviceDraft(kind="смартфон", brand="Apple", model="iPhone 13"),
    fault="не заряжается, греется у разъёма",
    accessories="чехол, без зарядки",
    appearance="царапины",
    estimate_minor=450_000,
    limit_minor=500_000,
    prepayment_minor=100_000,
)


class ByHand:
    """Writes what the service wrote, into a twin of its store; search words included."""

    def __init__(self, ours: Path, twin: Path) -> None:
        shutil.copyfile(ours, twin)
        self._ours = open_file(ours, readonly=True)
        self._raw = open_file(twin)
        guards = self._raw.execute("SELECT name FROM sqlite_master WHERE name LIKE '%_guard_%'")
        for (name,) in guards.fetchall():
            self._raw.execute(f'DROP TRIGGER "{name}"')
        self._tables = {name: _columns(self._ours, name) for name in _tables(self._ours)}
        self._seen: dict[str, set[Row]] = {name: set() for name in self._tables}
        self.count = 0

    def repeat(self) -> float:
        """Write once more what came since the last time; milliseconds of the writing alone."""
        inserts = [(self._insert(name), self._new(name)) for name in self._tables]
        state = self._ours.execute("SELECT next_n, hlc, order_counter FROM sync").fetchone()
        self.count = sum(len(rows) for _, rows in inserts)
        began = time.perf_counter()
        self._raw.execute("BEGIN IMMEDIATE")
        for sql, rows in inserts:
            for row in rows:
                self._raw.execute(sql, row)
        self._raw.execute("UPDATE sync SET next_n = ?, hlc = ?, order_counter = ?", state)
        self._raw.execute("COMMIT")
        return (time.perf_counter() - began) * 1000

    def close(self) -> None:
        """Close both files."""
        self._ours.close()
        self._raw.close()

    def _insert(self, table: str) -> str:
        columns = self._tables[table]
        names = ", ".join(f'"{column}"' for column in columns)
        marks = ", ".join("?" * len(columns))
        return f'INSERT INTO "{table}" ({names}) VALUES ({marks})'  # noqa: S608 - names of ours

    def _new(self, table: str) -> list[Row]:
        names = ", ".join(f'"{column}"' for column in self._tables[table])
        rows = self._ours.execute(f'SELECT {names} FROM "{table}"').fetchall()  # noqa: S608
        new = [row for row in rows if row not in self._seen[table]]
        self._seen[table].update(new)
        return new


def measure() -> Sequence[Figure]:
    """Take in and write by hand in turn, each its own new client, device and order."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        shop = opened_shop(data)
        with closing(shop), closing(ByHand(data / "intake.db", data / "twin.db")) as by_hand:
            pairs = [_pair(shop, by_hand, number) for number in range(_RUNS + _WARM_UP)]
            limit, ours = zip(*pairs[_WARM_UP:], strict=True)
            return (replace(_GOAL.judged(limit, ours), note=f"{by_hand.count} rows"),)


def opened_shop(data: Path) -> Shop:
    """A new shop with two printers, its log folded into the file, which may be copied."""
    desk = DeskSettings(receipt_printer="folder:///p", label_printer="folder:///p", operator="Анна")
    shop = Shop(Settings(data, desk=desk), utc_now)
    shop.open()
    shop.close()
    shop.open()
    return shop


def _pair(shop: Shop, by_hand: ByHand, number: int) -> tuple[float, float]:
    client = replace(_DRAFT.client, phone=f"+7916{number:07d}")
    device = replace(_DRAFT.device, serial=f"F17XK{number:05d}")
    draft = replace(_DRAFT, client=client, device=device)
    began = time.perf_counter()
    shop.services.intakes.receive(draft)
    ours = (time.perf_counter() - began) * 1000
    return by_hand.repeat(), ours


def _tables(store: Connection) -> list[str]:
    """Tables that hold rows of ours, parents first as they were made."""
    found = store.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    return [n for (n,) in found if "_search" not in n and n not in _NOT_ROWS]


def _columns(store: Connection, table: str) -> list[str]:
    """The columns that are stored; generated ones are hidden from inserts."""
    found = store.execute("SELECT name FROM pragma_table_info(?)", (table,)).fetchall()
    return [name for (name,) in found]
