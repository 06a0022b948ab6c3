"""How long a person waits; generous limits, since the machine that tests is never alone."""

from __future__ import annotations

import statistics
import time
from typing import TYPE_CHECKING

import pytest

from intake_app.models.recording import Recorder
from intake_app.models.store import Store
from intake_app.services import synthetic
from intake_app.services.finder import Finder
from tests.rigs.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

FRAME_S = 1 / 60


@pytest.fixture(scope="module")
def big_shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("big") / "intake.db"
    store = Store(path, Recorder(Watch()))
    synthetic.generate(store, clients=4000, orders=6000, seed=1)
    store.close()
    return path


@pytest.fixture
def finder(big_shop: Path) -> Iterator[Finder]:
    found = Finder(big_shop)
    yield found
    found.close()


@pytest.mark.parametrize(
    "typed",
    [
        "4567",
        "67",
        "8900",
        "+7900123",
        "ива",
        "а",
        "иванов серг",
        "gtnhjd",
        "никто здесь",
        "7701",
        "office",
        "00",
        "900",
        "0012345",
        "353",
    ],
)
def test_each_keystroke_is_answered_within_a_frame(finder: Finder, typed: str) -> None:
    for ask in (finder.clients, finder.orders, finder.kinds, finder.models):
        took: list[float] = []
        for _ in range(9):
            begun = time.perf_counter()
            ask(typed)
            took.append(time.perf_counter() - begun)
        assert statistics.median(took) < FRAME_S


def median(ask: Callable[[str], object], questions: Sequence[str]) -> float:
    took: list[float] = []
    for typed in questions:
        begun = time.perf_counter()
        ask(typed)
        took.append(time.perf_counter() - begun)
    return statistics.median(took)


def test_a_run_of_digits_costs_little_more_than_their_end(finder: Finder) -> None:
    """A scan of all numbers would cost a hundred times the look-up, on any machine."""
    ends = [f"{number:04d}" for number in range(7, 9999, 333)]
    runs = [f"{number:05d}" for number in range(70, 99999, 3333)]
    finder.clients("1234")

    assert median(finder.clients, runs) < 12 * median(finder.clients, ends)
    assert median(finder.orders, runs) < 12 * median(finder.orders, ends)
