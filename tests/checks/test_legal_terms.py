"""Terms of the law: the last day, and the day from which somebody is told."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake_app.checks.legal_terms import LegalKind, in_year, since, until, warranty_year

ACCEPTED = date(2026, 11, 21)
DAYS = st.dates(date(2020, 1, 1), date(2032, 12, 31))


def test_a_warranty_repair_ends_on_the_forty_fifth_day() -> None:
    left = since(LegalKind.WARRANTY_TERM, ACCEPTED, ACCEPTED)
    assert (left.last_day, left.days_left, left.warns) == (date(2027, 1, 5), 45, False)


@pytest.mark.parametrize(
    ("day", "warns", "left"), [(34, False, 11), (35, True, 10), (46, True, -1)]
)
def test_it_warns_from_the_thirty_fifth_day(day: int, warns: bool, left: int) -> None:
    found = since(LegalKind.WARRANTY_TERM, ACCEPTED, ACCEPTED + timedelta(day))
    assert (found.warns, found.days_left) == (warns, left)


def test_a_loaner_is_due_on_the_third_day_and_told_at_once() -> None:
    left = since(LegalKind.LOANER, ACCEPTED, ACCEPTED)
    assert (left.warns, left.last_day) == (True, date(2026, 11, 24))


@pytest.mark.parametrize(("ahead", "warns"), [(4, False), (3, True), (-1, True)])
def test_the_client_s_own_term_is_told_three_days_before(ahead: int, warns: bool) -> None:
    left = until(ACCEPTED + timedelta(ahead), ACCEPTED)
    assert (left.days_left, left.warns) == (ahead, warns)


@pytest.mark.parametrize(
    ("bought", "today", "begun"),
    [
        (date(2025, 12, 1), date(2026, 11, 21), date(2025, 12, 1)),
        (date(2024, 11, 21), date(2026, 11, 21), date(2026, 11, 21)),
        (date(2024, 2, 29), date(2026, 2, 27), date(2025, 2, 28)),
        (None, date(2026, 11, 21), date(2025, 11, 21)),
        (date(2027, 1, 1), date(2026, 11, 21), date(2025, 11, 21)),
    ],
)
def test_the_year_of_a_warranty_begins_when_it_was_bought(
    bought: date | None, today: date, begun: date
) -> None:
    assert warranty_year(bought, today) == begun


def test_all_repairs_of_a_year_are_counted_together() -> None:
    year, today = date(2026, 1, 1), date(2026, 6, 30)
    stays = [
        (date(2025, 12, 20), date(2026, 1, 11)),
        (date(2026, 6, 20), today),
        (date(2025, 1, 1), date(2025, 2, 1)),
    ]
    left = in_year(stays, year, today)
    assert (left.used, left.days_left, left.warns) == (20, 10, True)
    assert left.last_day == today + timedelta(10)


@given(st.lists(st.tuples(DAYS, DAYS), max_size=5), DAYS, st.none() | DAYS)
def test_no_year_counts_a_negative_day(
    stays: list[tuple[date, date]], today: date, bought: date | None
) -> None:
    year = warranty_year(bought, today)
    assert year <= today
    assert (today - year).days <= 366
    assert in_year(stays, year, today).used >= 0
