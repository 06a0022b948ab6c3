"""Fixtures of the printing tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.printing import samples
from tests.printing.counter import Counter

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from intake_app.printing.press import Press


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where python-escpos may leave files."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="session")
def press(cache: Path) -> Press:
    """A press with the words of `samples`."""
    return samples.press(cache)


@pytest.fixture
def counter(tmp_path: Path, press: Press) -> Iterator[Counter]:
    """A shop with one receipt and one label waiting to be printed."""
    counter = Counter(tmp_path, press)
    yield counter
    counter.shop.close()
