"""`docs/proof.md` names every simulated fault and only tests that are there."""

from __future__ import annotations

import re
from pathlib import Path

from tests.sim.faults import Fault
from tests.sim.hunt import MOST
from tests.sim.mutants import COMMON, MUTANTS

_ROOT = Path(__file__).parents[2]
_PAGE = (_ROOT / "docs" / "proof.md").read_text("utf-8")
_FAULTS, _, _MUTANTS = _PAGE.partition("## Planted bugs")
_ROWS = [line for line in _FAULTS.splitlines() if line.startswith("| ")]


def test_every_simulated_fault_stands_in_the_page_and_no_other() -> None:
    named = {name for row in _ROWS for name in re.findall(r"\*([^*]+)\*", row)}
    assert named == {fault.value for fault in Fault}


def test_every_test_that_the_page_names_is_there() -> None:
    for path, name in re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", _PAGE):
        text = (_ROOT / path).read_text("utf-8")
        assert f"def {name}(" in text if name else text, f"{path}::{name}"


def test_every_row_says_where() -> None:
    for row in _ROWS:
        if "Where" not in row:
            assert re.search(r"\*\w|`tests/|the same|as restored|as a store", row), row


def test_every_planted_bug_stands_in_the_page_with_its_seed() -> None:
    found = re.findall(r"^\| `(\w+)` \| (\d+) \| I(\d+) \|$", _MUTANTS, re.MULTILINE)
    assert [name for name, _, _ in found] == list(MUTANTS)
    assert len(MUTANTS) == 15
    assert len(COMMON) == 10
    for name, seed, promise in found:
        assert 1 <= int(seed) <= MOST, name
        assert 1 <= int(promise) <= 14, name
