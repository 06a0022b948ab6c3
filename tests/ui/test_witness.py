"""The witness inside the real program can tell of every screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.rigs.witness import seen

if TYPE_CHECKING:
    from tests.ui.counter import Counter


def test_lists_are_told_like_tables(counter: Counter) -> None:
    counter.press("Ctrl+9")
    assert "Рабочий календарь" in "".join(seen()["says"].values())
