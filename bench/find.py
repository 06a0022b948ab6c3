"""F1, F4: each keystroke among a million clients, as a query and as repainted suggestions."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from contextlib import closing
from typing import TYPE_CHECKING

from bench import crowd, questions
from bench.figures import Figure, Goal, interleaved, percentile
from intake_app.models.connection import open_file
from intake_app.services.finder import Finder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from sqlcipher3.dbapi2 import Connection

_RUNS = 1000
_PAINTED = 150
_FRAME_MS = 1000 / 60
_QUARTER, _HALF = 0.25, 0.5
_BY_HAND = "the best query by hand, same file"
_PHONE = Goal("F1", "find by 4 digits of a phone", _BY_HAND, 2)
_NAME = Goal("F1", "find by the beginning of a name", _BY_HAND, 2)
_LIKE = Goal("F1", "find by 4 digits of a phone", "LIKE '%4567'", 0.01)
_TYPO_MS = 1.0

_ROW = (
    "c.id, c.kind, c.name, (SELECT e164 FROM phone WHERE client_id = c.id LIMIT 1),"
    ' (SELECT count(*) FROM "order" WHERE client_id = c.id),'
    " (SELECT d.brand || ' ' || d.model FROM \"order\" o JOIN device d ON d.id = o.device_id"
    " WHERE o.client_id = c.id ORDER BY o.no DESC LIMIT 1)"
)
_TAIL_SQL = (
    f"SELECT {_ROW} FROM (SELECT c.no FROM phone p JOIN client c ON c.id = p.client_id"  # noqa: S608
    " WHERE p.tail >= ?1 AND p.tail < ?1 || ':' ORDER BY c.no DESC LIMIT 8) f"
    " JOIN client c ON c.no = f.no"
)
_WORDS_SQL = (
    f"SELECT {_ROW} FROM client_search s JOIN client c ON c.no = s.rowid"  # noqa: S608
    " WHERE client_search MATCH ?1 || '*' ORDER BY s.rowid DESC LIMIT 8"
)
_LIKE_SQL = (
    f"SELECT {_ROW} FROM phone p JOIN client c ON c.id = p.client_id"  # noqa: S608
    " WHERE p.e164 LIKE '%' || ?1 ORDER BY c.no DESC LIMIT 8"
)


def measure() -> Sequence[Figure]:
    """Ask both sides the same questions in turn, then type them into the window."""
    store = crowd.kept()
    _read_through(store)
    finder = Finder(store)
    with closing(open_file(store, readonly=True)) as raw, closing(finder):
        asked = questions.of(raw, _RUNS + 1)
        return (
            *_against_others(raw, finder, asked),
            *(_each(kind, finder, typed) for kind, typed in asked.items()),
            *_card(finder),
            *_painted(store, {kind: typed[:_PAINTED] for kind, typed in asked.items()}),
        )


def _read_through(store: Path) -> None:
    """So that no question waits for the disk: the shop has been open for a while."""
    with store.open("rb") as file:
        while file.read(1 << 24):
            pass


def _against_others(
    raw: Connection, finder: Finder, asked: questions.Questions
) -> Iterator[Figure]:
    tails, names = asked["4 digits"], asked["a word"]
    backwards = [tail[::-1] for tail in tails]
    phone = interleaved(_queried(raw, _TAIL_SQL, backwards), _asked(finder, tails), _RUNS)
    name = interleaved(_queried(raw, _WORDS_SQL, names), _asked(finder, names), _RUNS)
    like = interleaved(_queried(raw, _LIKE_SQL, tails), _asked(finder, tails), 5)
    yield _PHONE.judged(*phone)
    yield _NAME.judged(*name)
    yield _LIKE.judged(*like)


def _each(kind: str, finder: Finder, typed: Sequence[str]) -> Figure:
    ask = _asked(finder, typed)
    took = [ask(number) for number in range(len(typed))][1:]
    return _in_frame("F1", f"query: {kind}", took, _QUARTER)


def _card(finder: Finder) -> Iterator[Figure]:
    """What the card of a client with five hundred orders asks for at once."""
    (row,) = finder.clients(crowd.phone_of(crowd.FAITHFUL), 1)

    def ask(_number: int) -> float:
        began = time.perf_counter()
        finder.client_facts(row.id)
        finder.devices_of(row.id)
        return (time.perf_counter() - began) * 1000

    yield _in_frame("F1", "query: a client with 500 orders", [ask(n) for n in range(200)], 1)


def _painted(store: Path, asked: questions.Questions) -> Iterator[Figure]:
    """The last key of each text, pressed in the client box of the real window."""
    ended = subprocess.run(
        [sys.executable, "-m", "bench.suggesting", str(store)],
        input=json.dumps(asked),
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=1200,
        check=True,
    )
    taken: dict[str, list[float]] = json.loads(ended.stdout.splitlines()[-1])
    for kind, took in taken.items():
        yield _in_frame("F1", f"key → painted: {kind}", took, _HALF)


def _in_frame(row: str, what: str, took: Sequence[float], share: float) -> Figure:
    slow, half = percentile(took, 0.99), percentile(took, 0.5)
    note = f"p99 of {len(took)}, p50 {half:.2f} ms"
    goal = f"≤ {share:g} ×"
    return Figure(row, what, "one frame", _FRAME_MS, slow, goal, slow <= _FRAME_MS * share, note)


def _queried(raw: Connection, sql: str, typed: Sequence[str]) -> Callable[[int], float]:
    def ask(number: int) -> float:
        began = time.perf_counter()
        raw.execute(sql, (typed[number],)).fetchall()
        return (time.perf_counter() - began) * 1000

    return ask


def _asked(finder: Finder, typed: Sequence[str]) -> Callable[[int], float]:
    def ask(number: int) -> float:
        began = time.perf_counter()
        found = finder.hits(typed[number])
        took = (time.perf_counter() - began) * 1000
        if not found:
            raise AssertionError(typed[number])
        return took

    return ask
