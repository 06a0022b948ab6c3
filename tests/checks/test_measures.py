"""Shares, middles and hours of work: what holds for whatever they are asked."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake_app.checks import measures, working_time
from intake_app.checks.measures import WorkClock
from intake_app.services.calendar import Calendar

SUMS = st.dictionaries(st.text(max_size=3), st.integers(0, 10**9), max_size=12)
ZONES = st.sampled_from(["Europe/Moscow", "Europe/Berlin", "America/New_York", "Asia/Kolkata"])
MOMENTS = st.datetimes(datetime(2026, 2, 1), datetime(2026, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - the bounds are naive by contract


@given(st.integers(-5, 100), st.integers(-5, 100))
def test_a_share_lies_between_nothing_and_all(part: int, whole: int) -> None:
    found = measures.percent(part, whole)
    assert (found is None) == (whole <= 0)
    assert found is None or 0 <= found <= 100
    assert found != 100 or part >= whole


@given(st.lists(st.floats(0, 1000), max_size=40), st.floats(0.01, 1))
def test_so_many_are_not_above_it(values: list[float], share: float) -> None:
    values.sort()
    found = measures.quantile(values, share)
    assert not values or sum(value <= found for value in values) >= share * len(values) - 1e-6
    assert not values or found in values


def test_the_middle_of_a_few() -> None:
    assert measures.quantile([], 0.5) == 0
    assert measures.quantile([1, 2, 3], 0.5) == 2
    assert measures.quantile([1, 2, 3, 4], 0.5) == 2
    assert measures.quantile(list(range(1, 11)), 0.9) == 9


@given(st.integers(0, 1000))
def test_every_day_has_an_age(days: int) -> None:
    place = measures.age(days)
    assert place == len(measures.AGES) or days < measures.AGES[place]
    assert place == 0 or days >= measures.AGES[place - 1]


@given(st.integers(-(10**9), 10**9), SUMS)
def test_what_is_shared_adds_up(whole: int, weights: dict[str, int]) -> None:
    found = measures.shared(whole, weights)
    if sum(weights.values()):
        assert sum(found.values()) == whole
        assert found.keys() == weights.keys()
    else:
        assert found == {}


@given(ZONES, MOMENTS, MOMENTS)
def test_hours_of_work_are_those_counted_day_by_day(
    zone: str, start: datetime, end: datetime
) -> None:
    calendar = Calendar(ZoneInfo(zone))
    clock = WorkClock.of(calendar, datetime(2026, 1, 1, tzinfo=UTC).date(),
                         datetime(2027, 1, 2, tzinfo=UTC).date())  # fmt: skip
    hours = clock.hours(start, end)
    assert hours >= 0
    assert hours == pytest.approx(working_time.worked(calendar, start, end) / timedelta(hours=1))


def test_before_the_first_day_nothing_was_worked() -> None:
    day = datetime(2026, 11, 20, 23, tzinfo=UTC)
    clock = WorkClock.of(Calendar(ZoneInfo("UTC")), day.date(), day.date())
    assert clock.hours(day - timedelta(days=9), day - timedelta(days=8)) == 0
    assert clock.hours(day - timedelta(days=9), day) == 8
