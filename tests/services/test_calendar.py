"""The working calendar: never a day off, never backwards, whatever the clocks do."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake_app.services import calendar
from intake_app.services.calendar import USUAL_HOURS, USUAL_WEEK, Calendar, Hours

MOSCOW = ZoneInfo("Europe/Moscow")
BERLIN = ZoneInfo("Europe/Berlin")
USUAL = Calendar(MOSCOW)
DAYS = st.dates(date(2025, 1, 1), date(2032, 12, 31))
HOURS = st.one_of(st.none(), st.just(Hours(time(9), time(20))), st.just(USUAL_HOURS))
CALENDARS = st.builds(
    Calendar,
    zone=st.sampled_from([MOSCOW, BERLIN]),
    week=st.tuples(*[HOURS] * 7),
    country=st.sampled_from(["", "RU"]),
    exceptions=st.dictionaries(DAYS, HOURS, max_size=5),
).filter(lambda found: any(found.week))


@pytest.fixture(autouse=True, scope="module")
def _russian_holidays() -> None:
    calendar.load_holidays("RU", 2025, years=9)


@given(CALENDARS, DAYS, st.integers(0, 40))
def test_a_day_so_many_days_of_work_ahead_is_a_day_of_work(
    found: Calendar, day: date, ahead: int
) -> None:
    then = found.after(day, ahead)
    assert found.hours(then) is not None
    assert then >= day
    assert found.working_days(found.next_open(day), then) == ahead + 1


@given(CALENDARS, DAYS, st.integers(0, 20), st.integers(0, 20))
def test_more_days_never_end_sooner(found: Calendar, day: date, few: int, more: int) -> None:
    assert found.after(day, few) <= found.after(day, few + more)
    assert found.after(day, few) <= found.after(day + timedelta(1), few)


@given(CALENDARS, DAYS)
def test_a_closing_exists_on_the_clock_of_its_day(found: Calendar, day: date) -> None:
    closing = found.closing(day)
    assert closing.astimezone(found.zone).date() == day
    assert closing.astimezone(UTC).astimezone(found.zone) == closing


@given(CALENDARS)
def test_a_calendar_survives_being_written_and_read(found: Calendar) -> None:
    assert calendar.read(calendar.written(found), found.zone, found.country) == found


@pytest.mark.parametrize(
    ("day", "opens"),
    [
        (date(2026, 11, 22), date(2026, 11, 23)),  # Sunday
        (date(2026, 12, 31), date(2027, 1, 9)),  # moved from Sunday 4 January, then the holidays
        (date(2026, 5, 9), date(2026, 5, 12)),  # Saturday, with Monday after it
    ],
)
def test_holidays_are_days_off(day: date, opens: date) -> None:
    found = Calendar(MOSCOW, country="RU")
    assert found.hours(day) is None
    assert found.next_open(day) == opens


def test_the_owner_may_work_on_a_holiday() -> None:
    day = date(2026, 11, 4)
    found = Calendar(MOSCOW, country="RU", exceptions={day: USUAL_HOURS})
    assert found.hours(day) == USUAL_HOURS


@pytest.mark.parametrize(("hour", "utc"), [(date(2026, 3, 28), 17), (date(2026, 3, 30), 16)])
def test_closing_is_by_the_clock_on_the_wall(hour: date, utc: int) -> None:
    assert Calendar(BERLIN).closing(hour).astimezone(UTC).hour == utc


def test_an_hour_that_the_clocks_skip_is_moved_behind_it() -> None:
    at = calendar.moment(date(2026, 3, 29), time(2, 30), BERLIN)
    assert (at.hour, at.minute) == (3, 30)


def test_after_closing_the_day_is_over() -> None:
    monday = datetime(2026, 11, 23, 17, 59, tzinfo=MOSCOW)
    assert USUAL.today(monday) == date(2026, 11, 23)
    assert USUAL.today(monday + timedelta(minutes=1)) == date(2026, 11, 24)


def test_it_is_open_in_its_hours_only() -> None:
    assert USUAL.is_open_at(datetime(2026, 11, 23, 18, tzinfo=MOSCOW))
    assert not USUAL.is_open_at(datetime(2026, 11, 23, 18, 1, tzinfo=MOSCOW))
    assert not USUAL.is_open_at(datetime(2026, 11, 22, 12, tzinfo=MOSCOW))


def test_a_shop_that_never_works_is_not_waited_for() -> None:
    never = Calendar(MOSCOW, week=(None,) * 7)
    day = date(2026, 11, 23)
    assert (never.next_open(day), never.last_open(day)) == (day, day)
    assert never.closing(day).hour == 18


@pytest.mark.parametrize(
    "broken",
    [
        None,
        [],
        {"week": [1, 2]},
        {"exceptions": {"soon": None}},
        {"week": [["x", "y"]] * 7, "exceptions": 5},
    ],
)
def test_what_cannot_be_understood_is_as_shipped(broken: object) -> None:
    found = calendar.read(broken, MOSCOW, "RU")
    assert found.exceptions == {}
    assert found.week in {USUAL_WEEK, (None,) * 7}


def test_a_country_nobody_knows_has_no_holidays() -> None:
    calendar.load_holidays("XX", 2026, years=1)
    assert Calendar(MOSCOW, country="XX").hours(date(2026, 1, 1)) is not None


def test_holidays_are_learned_once(monkeypatch: pytest.MonkeyPatch) -> None:
    calendar.load_holidays("RU", 2025, years=1)
    monkeypatch.setattr("holidays.country_holidays", None)
    calendar.load_holidays("RU", 2025, years=1)
    assert Calendar(MOSCOW, country="RU").hours(date(2025, 1, 1)) is None
