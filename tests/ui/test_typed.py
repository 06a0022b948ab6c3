"""Dates and sums as people type them."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake_app.ui import typed_amounts, typed_dates

MOSCOW = ZoneInfo("Europe/Moscow")
SUNDAY = datetime(2026, 11, 22, 10, tzinfo=MOSCOW)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("+3", "25.11.2026 18:00"),
        ("+ 0", "22.11.2026 18:00"),
        ("25", "25.11.2026 18:00"),
        ("21", "21.12.2026 18:00"),
        ("31", "31.12.2026 18:00"),
        ("25.12", "25.12.2026 18:00"),
        ("1.3", "01.03.2027 18:00"),
        ("20.9", "20.09.2027 18:00"),
        ("24.9", "24.09.2026 18:00"),
        ("20.11", "20.11.2026 18:00"),
        ("25.10.27", "25.10.2027 18:00"),
        ("25/10/2027", "25.10.2027 18:00"),
        ("1.3.2020", "01.03.2020 18:00"),
        ("+366", "23.11.2027 18:00"),
        ("3 дня", "25.11.2026 18:00"),
        ("через 5 дней", "27.11.2026 18:00"),
        ("через неделю", "29.11.2026 18:00"),
        ("2 нед.", "06.12.2026 18:00"),
        ("in 3 weeks 12:00", "13.12.2026 12:00"),
        ("завтра 12", "23.11.2026 12:00"),
        ("пн 10", "23.11.2026 10:00"),
        ("среду 9:30", "25.11.2026 09:30"),
        ("пт", "27.11.2026 18:00"),
        ("Пятница", "27.11.2026 18:00"),
        ("fri 15:30", "27.11.2026 15:30"),
        ("вс", "29.11.2026 18:00"),
        ("завтра в 9", "23.11.2026 09:00"),
        ("tomorrow", "23.11.2026 18:00"),
        ("послезавтра", "24.11.2026 18:00"),
        ("+2 15.30", "24.11.2026 15:30"),
        ("19:00", "22.11.2026 19:00"),
        ("25.12 12:15", "25.12.2026 12:15"),
        ("5 дек", "05.12.2026 18:00"),
        ("5 декабря 15:30", "05.12.2026 15:30"),
        ("1 march 2027", "01.03.2027 18:00"),
        ("пт вечером", "27.11.2026 18:00"),
        ("завтра утром", "23.11.2026 11:00"),
        ("gy 10", "23.11.2026 10:00"),
        ("pfdnhf d 9", "23.11.2026 09:00"),
        ("25-го", "25.11.2026 18:00"),
        ("2026-12-01", "01.12.2026 18:00"),
        ("2026-12-01 12:30", "01.12.2026 12:30"),
        ("1.12", "01.12.2026 18:00"),
        ("01.12.26", "01.12.2026 18:00"),
        ("к пятнице", "27.11.2026 18:00"),
        ("к пятнице 12:00", "27.11.2026 12:00"),
        ("до среды", "25.11.2026 18:00"),
        ("на вторник", "24.11.2026 18:00"),
        ("к 1.12", "01.12.2026 18:00"),
        ("r gznybwt", "27.11.2026 18:00"),
        ("by Friday", "27.11.2026 18:00"),
        ("on fri 15:30", "27.11.2026 15:30"),
        ("until 2026-12-01", "01.12.2026 18:00"),
        ("the day after tomorrow", "24.11.2026 18:00"),
        ("к завтрашнему дню", "23.11.2026 18:00"),
        ("+2н", "06.12.2026 18:00"),
        ("+2 н.", "06.12.2026 18:00"),
        ("+2w", "06.12.2026 18:00"),
        ("+3д", "25.11.2026 18:00"),
        ("+3d", "25.11.2026 18:00"),
    ],
)
def test_a_day_is_understood(text: str, meant: str) -> None:
    found = typed_dates.parse(text, SUNDAY, MOSCOW)
    assert found is not None
    assert f"{found:%d.%m.%Y %H:%M}" == meant
    assert found.tzinfo is MOSCOW


@pytest.mark.parametrize(
    "text",
    ["", "32", "0", "25.13", "30.2", "скоро", "+", "завтра в 30", "п", "среднее", "завтра 30"],
)
def test_what_is_no_day_is_not_guessed(text: str) -> None:
    assert typed_dates.parse(text, SUNDAY, MOSCOW) is None


@pytest.mark.parametrize(
    "text", ["+367", "+999", "+9999", "60 недель", "+60н", "25.12.27", "29.2.28", "2027-12-25"]
)
def test_a_promise_more_than_a_year_ahead_is_no_promise(text: str) -> None:
    assert typed_dates.parse(text, SUNDAY, MOSCOW) is None
    assert typed_dates.is_too_far(text, SUNDAY, MOSCOW)


@pytest.mark.parametrize("text", ["", "скоро", "+366", "1.12", "2026-13-01", "2026-02-30"])
def test_what_can_be_promised_or_is_no_day_is_not_too_far(text: str) -> None:
    assert not typed_dates.is_too_far(text, SUNDAY, MOSCOW)


def test_the_furthest_day_is_taken() -> None:
    last = typed_dates.furthest(SUNDAY, MOSCOW)
    found = typed_dates.parse(last.isoformat(), SUNDAY, MOSCOW)
    assert found is not None
    assert found.date() == last


def test_in_january_a_day_of_december_has_passed() -> None:
    found = typed_dates.parse("20.12", datetime(2027, 1, 10, tzinfo=MOSCOW), MOSCOW)
    assert found == datetime(2026, 12, 20, 18, tzinfo=MOSCOW)


@given(st.text(max_size=20))
def test_no_text_breaks_the_reading(text: str) -> None:
    typed_dates.parse(text, SUNDAY, MOSCOW)
    typed_amounts.parse(text)


@pytest.mark.parametrize(
    ("text", "minor"),
    [
        ("4000", 400_000),
        ("4 000,50", 400_050),
        ("4000.5", 400_050),
        ("4к", 400_000),
        ("4,5k", 450_000),
        ("4 000 ₽", 400_000),
        ("100р", 10_000),
        ("100 руб.", 10_000),
        ("0", 0),
        ("", None),
        ("-5", None),
        ("много", None),
        ("1,234.5", 123_450),
        ("4.000", 400_000),
        ("до 4000", 400_000),
        ("3000-4000", 400_000),
        ("3 000 – 4 000 р", 400_000),
        ("3-4к", 400_000),
        ("4000-3000", None),
        ("99999999999999", 9_999_999_999_999_900),
    ],
)
def test_a_sum_is_understood(text: str, minor: int | None) -> None:
    assert typed_amounts.parse(text) == minor


@given(st.integers(0, 10**12))
def test_a_sum_survives_being_shown_and_read(minor: int) -> None:
    assert typed_amounts.parse(typed_amounts.written(minor)) == minor
