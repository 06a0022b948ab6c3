"""Hours of work between two moments: never negative, across changes of clocks and holidays."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake_app.checks.working_time import before, worked
from intake_app.services import calendar
from intake_app.services.calendar import Calendar, Hours

BERLIN, MOSCOW = ZoneInfo("Europe/Berlin"), ZoneInfo("Europe/Moscow")
DAY = Hours(time(10), time(18))
NIGHT = Hours(time(1, 30), time(4))  # the hour that a change of clocks skips or repeats
USUAL = Calendar(MOSCOW)
NEVER = Calendar(MOSCOW, week=(None,) * 7)
MOMENTS = st.integers(0, 275 * 24 * 60).map(
    lambda minutes: datetime(2026, 3, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
CALENDARS = st.builds(
    Calendar,
    zone=st.sampled_from([MOSCOW, BERLIN]),
    week=st.tuples(*[st.sampled_from([None, DAY, NIGHT])] * 7),
    country=st.sampled_from(["", "RU"]),
)


@pytest.fixture(autouse=True, scope="module")
def _russian_holidays() -> None:
    calendar.load_holidays("RU", 2026, years=1)


@given(CALENDARS, MOMENTS, MOMENTS)
def test_it_is_never_negative_and_never_longer_than_the_time_itself(
    opening: Calendar, start: datetime, end: datetime
) -> None:
    found = worked(opening, start, end)
    assert timedelta() <= found <= max(timedelta(), end.astimezone(UTC) - start.astimezone(UTC))


@given(CALENDARS, st.tuples(MOMENTS, MOMENTS, MOMENTS))
def test_two_parts_make_the_whole(opening: Calendar, moments: tuple[datetime, ...]) -> None:
    start, middle, end = sorted(moments)
    parts = worked(opening, start, middle) + worked(opening, middle, end)
    assert parts == worked(opening, start, end)


@settings(max_examples=60)
@given(CALENDARS.filter(lambda one: any(one.week)), MOMENTS, st.integers(1, 80))
def test_a_limit_goes_back_by_just_so_many_hours(
    opening: Calendar, now: datetime, hours: int
) -> None:
    limit = timedelta(hours=hours)
    assert worked(opening, before(opening, now, limit), now) == limit


def test_a_day_of_work_is_eight_hours_and_a_sunday_none() -> None:
    saturday, monday = datetime(2026, 11, 21, 6, tzinfo=UTC), datetime(2026, 11, 23, 8, tzinfo=UTC)
    assert worked(USUAL, saturday, saturday + timedelta(1)) == timedelta(hours=8)
    assert worked(USUAL, saturday + timedelta(1), monday) == timedelta(hours=1)
    assert before(USUAL, monday, timedelta(hours=9)) == datetime(2026, 11, 21, 7, tzinfo=UTC)


def test_a_clock_put_forward_takes_its_hour_away() -> None:
    night = Calendar(BERLIN, week=(NIGHT,) * 7)
    spring, autumn = date(2026, 3, 29), date(2026, 10, 25)
    for day, hours in ((spring, 1.5), (autumn, 3.5), (date(2026, 6, 1), 2.5)):
        begin = datetime.combine(day, time(), BERLIN)
        assert worked(night, begin, begin + timedelta(1)) == timedelta(hours=hours)


def test_a_shop_that_never_works_has_no_limit() -> None:
    now = datetime(2026, 11, 21, 6, tzinfo=UTC)
    assert worked(NEVER, now - timedelta(9), now) == timedelta()
    assert now - before(NEVER, now, timedelta(hours=1)) > timedelta(1000)
