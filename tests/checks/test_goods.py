from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake_app.checks import goods


@pytest.mark.parametrize(
    "number", ["4601234567893", "96385074", "036000291452", "04601234567893", "5901234123457"]
)
def test_numbers_of_real_goods_are_right(number: str) -> None:
    assert goods.is_valid(number)


@pytest.mark.parametrize(
    "text", ["", "4601234567890", "0000000000000", "460123456789", "46012345678з3", "²6385074"]
)
def test_what_numbers_nothing_is_refused(text: str) -> None:
    assert not goods.is_valid(text)


@given(st.from_regex(r"[1-9][0-9]{11}", fullmatch=True), st.integers(0, 12), st.integers(1, 9))
def test_any_one_wrong_digit_is_found(body: str, place: int, slip: int) -> None:
    number = f"{body}{goods.check_digit(body)}"
    wrong = str((int(number[place]) + slip) % 10)
    assert goods.is_valid(number)
    assert not goods.is_valid(number[:place] + wrong + number[place + 1 :])
