"""F1: suggestions among a million clients, against the best query we can write by hand."""

from __future__ import annotations

import random
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from bench import crowd
from bench.figures import Figure, Goal, interleaved, percentile
from intake_app.models.connection import open_file
from intake_app.services.finder import Finder

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlcipher3.dbapi2 import Connection

_CLIENTS = 1_000_000
_QUESTIONS = 1000
_FRAME_MS = 1000 / 60
_BY_HAND = "the best query by hand, same file"
_PHONE = Goal("F1", "find by 4 digits of a phone", _BY_HAND, 2)
_NAME = Goal("F1", "find by the beginning of a name", _BY_HAND, 2)
_LIKE = Goal("F1", "find by 4 digits of a phone", "LIKE '%4567'", 0.01)

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
    """Ask both sides the same questions in turn."""
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "intake.db"
        crowd.make(store, _CLIENTS)
        finder = Finder(store)
        with closing(open_file(store, readonly=True)) as raw, closing(finder):
            return _figures(raw, finder)


def _figures(raw: Connection, finder: Finder) -> Sequence[Figure]:
    chance = random.Random(crowd.SEED)  # noqa: S311 - questions, not secrets
    tails = [crowd.phone_of(chance.randrange(_CLIENTS))[-4:] for _ in range(_QUESTIONS + 1)]
    names = [crowd.beginning_of_a_name(chance) for _ in range(_QUESTIONS + 1)]
    ask = _asked(finder)
    phone = interleaved(_queried(raw, _TAIL_SQL, [t[::-1] for t in tails]), ask(tails), _QUESTIONS)
    name = interleaved(_queried(raw, _WORDS_SQL, names), ask(names), _QUESTIONS)
    like = interleaved(_queried(raw, _LIKE_SQL, tails), ask(tails), 5)
    return (
        _PHONE.judged(*phone),
        _in_frame("find by 4 digits, 99 of 100", phone[1]),
        _NAME.judged(*name),
        _in_frame("find by a name, 99 of 100", name[1]),
        _LIKE.judged(*like),
    )


def _in_frame(what: str, ours: Sequence[float]) -> Figure:
    slow = percentile(ours, 0.99)
    note = f"p99 of {len(ours)}"
    return Figure("F1", what, "one frame", _FRAME_MS, slow, "≤ ¼", slow <= _FRAME_MS / 4, note)


def _queried(raw: Connection, sql: str, typed: Sequence[str]) -> Callable[[int], float]:
    def ask(number: int) -> float:
        began = time.perf_counter()
        raw.execute(sql, (typed[number],)).fetchall()
        return (time.perf_counter() - began) * 1000

    return ask


def _asked(finder: Finder) -> Callable[[Sequence[str]], Callable[[int], float]]:
    def asking(typed: Sequence[str]) -> Callable[[int], float]:
        def ask(number: int) -> float:
            began = time.perf_counter()
            found = finder.clients(typed[number])
            took = (time.perf_counter() - began) * 1000
            if not found:
                raise AssertionError(typed[number])
            return took

        return ask

    return asking
