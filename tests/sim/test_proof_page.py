"""`docs/proof.md` names every simulated fault and only tests that are there."""

from __future__ import annotations

import re
from pathlib import Path

from tests.sim.faults import Fault

_ROOT = Path(__file__).parents[2]
_PAGE = (_ROOT / "docs" / "proof.md").read_text("utf-8")
_ROWS = [line for line in _PAGE.splitlines() if line.startswith("| ")]


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
            assert re.search(r"\*\w|`tests/|not expressed|the same|as restored|as a store", row), (
                row
            )
