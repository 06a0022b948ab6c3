from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from intake_app.checks.line_sums import (
    PART,
    WORK,
    Sum,
    Totals,
    discount_of,
    line_sum,
    rounded,
    totals,
)

sums = st.builds(
    Sum,
    kind=st.sampled_from([WORK, PART]),
    quantity=st.integers(1, 10**6),
    price_minor=st.integers(0, 10**8),
    cost_minor=st.integers(0, 10**8),
)
per_cent = st.integers(0, 10_000)


@given(st.integers(-(10**12), 10**12), st.sampled_from([2, 3, 1000, 10_000]))
def test_rounding_is_off_by_half_at_most_and_the_same_both_ways(number: int, by: int) -> None:
    assert abs(rounded(number, by) * by - number) * 2 <= by
    assert rounded(-number, by) == -rounded(number, by)


def test_halves_go_away_from_nothing() -> None:
    assert [rounded(number, 2) for number in (1, 3, -1, -3)] == [1, 2, -1, -2]


@given(st.integers(1, 1000), st.integers(0, 10**8))
def test_whole_pieces_need_no_rounding(pieces: int, price: int) -> None:
    assert line_sum(pieces * 1000, price) == pieces * price


@given(st.lists(sums), per_cent)
def test_a_bill_adds_up_by_its_lines(lines: list[Sum], discount: int) -> None:
    found = totals(lines, discount)
    each = [line_sum(line.quantity, line.price_minor) for line in lines]
    assert found.whole == sum(each)
    assert found.due == sum(minor - discount_of(minor, discount) for minor in each)
    assert 0 <= found.due <= found.whole


@given(st.lists(sums), st.lists(sums), per_cent)
def test_two_bills_come_to_what_one_does(one: list[Sum], two: list[Sum], discount: int) -> None:
    parted, whole = (totals(one, discount), totals(two, discount)), totals([*one, *two], discount)
    assert whole.due == sum(part.due for part in parted)
    assert whole.cost == sum(part.cost or 0 for part in parted)


def test_nothing_comes_to_nothing() -> None:
    assert totals(()) == Totals(0, 0, 0, 0)


def test_works_and_parts_are_told_apart() -> None:
    found = totals([Sum(WORK, 1500, 100_000), Sum(PART, 2000, 5_000, 3_000)], 1_000)
    assert (found.works, found.parts, found.discount, found.cost) == (150_000, 10_000, 16_000, 6000)
