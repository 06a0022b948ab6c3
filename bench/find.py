"""F1, F4: each keystroke among a million clients, as a query and as repainted suggestions."""

from __future__ import annotations

import json
import time
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

from bench import by_hand, crowd, questions
from bench.figures import Figure, Goal, interleaved, percentile, runs
from bench.process import answered
from intake_app.models.connection import open_file
from intake_app.services.finder import Finder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from sqlcipher3.dbapi2 import Connection

_RUNS = runs(1000)
_PAINTED = runs(100)
_PAIRS = runs(100)
_FRAME_MS = 1000 / 60
_QUARTER, _HALF = 0.25, 0.5
_BY_HAND = "the best query by hand, same file"
_LIKE = Goal("F1", "find by 4 digits of a phone", "LIKE '%4567'", 0.01)
_TYPO_MS = 1.0


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
    for kind, (sql, given) in by_hand.QUERIES.items():
        typed = asked[kind]
        queried = _queried(raw, sql, [given(text) for text in typed])
        goal = Goal("F1", f"query: {kind}", _BY_HAND, 2)
        yield goal.judged(*interleaved(queried, _asked(finder, typed), _PAIRS))
    tails = asked["4 digits"]
    yield _LIKE.judged(*interleaved(_queried(raw, by_hand.LIKE, tails), _asked(finder, tails), 5))


def _each(kind: str, finder: Finder, typed: Sequence[str]) -> Figure:
    ask = _asked(finder, typed)
    busy: list[float] = []
    took: list[float] = []
    for number in range(len(typed)):
        began = time.thread_time()
        took.append(ask(number))
        busy.append((time.thread_time() - began) * 1000)
    figure = _in_frame("F1", f"query: {kind}", took[1:], _QUARTER)
    return replace(figure, note=f"{figure.note}, p99 of the processor {percentile(busy, 0.99):.2f}")


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
    taken = answered("bench.suggesting", str(store), asked=json.dumps(asked))
    for kind, took in taken.items():
        yield _in_frame("F1", f"key → painted: {kind}", took, _HALF)


def _in_frame(row: str, what: str, took: Sequence[float], share: float) -> Figure:
    slow, half = percentile(took, 0.99), percentile(took, 0.5)
    note = f"p99 of {len(took)}, p50 {half:.2f} ms"
    goal = f"≤ {share:g} ×"
    return Figure(row, what, "one frame", _FRAME_MS, slow, goal, slow <= _FRAME_MS * share, note)


def _queried(raw: Connection, sql: str, typed: Sequence[str | int]) -> Callable[[int], float]:
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
