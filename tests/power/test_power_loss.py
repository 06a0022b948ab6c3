"""No power cut costs an intake the screen called saved; weaker pragmas would, and that is seen."""

from __future__ import annotations

import os

import pytest

from tests.power.loss import losses

POINTS = int(os.environ.get("POINTS", "150"))  # twice as many images a kind of store
KEY = bytes(range(32))


@pytest.mark.timeout(900)
@pytest.mark.parametrize("key", [None, KEY], ids=["plain", "encrypted"])
def test_a_power_cut_loses_nothing_that_was_saved(key: bytes | None) -> None:
    found = losses(count=POINTS, key=key)
    assert found.keys() == {"ok"}, found
    assert found["ok"] > POINTS


@pytest.mark.timeout(300)
def test_without_a_sync_at_each_commit_intakes_are_lost() -> None:
    found = losses(count=POINTS, synchronous="NORMAL")
    assert found["lost"]
    assert not found["corrupt"]


@pytest.mark.timeout(300)
def test_without_any_sync_the_store_is_ruined() -> None:
    found = losses(count=POINTS, synchronous="OFF")
    assert found["corrupt"]
