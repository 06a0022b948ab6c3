"""The ladder of warnings: the examples of the law, and what holds for any calendar."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake_app.checks.unclaimed_ladder import (
    Step,
    Warned,
    due_day,
    ends_on,
    ladder,
    months_after,
    storage_fee,
)
from intake_app.checks.unclaimed_rules import RULES, Rule, rule

DUE = date(2026, 11, 20)
CONSUMER = rule("ru", is_company=False, day=DUE)
BUSINESS = rule("ru", is_company=True, day=DUE)


def test_a_consumer_has_two_months_after_a_written_warning() -> None:
    found = ladder(CONSUMER, DUE, [Warned(date(2026, 12, 1))])
    assert found.next == Step("sell", 1, date(2027, 2, 1), date(2027, 2, 1))
    assert not found.may_be_sold(date(2027, 1, 31))
    assert found.may_be_sold(date(2027, 2, 1))


def test_a_consumer_may_be_warned_at_once_and_is_asked_for_after_a_fortnight() -> None:
    found = ladder(CONSUMER, DUE, ())
    assert found.next == Step("warn", 1, DUE, date(2026, 12, 4))
    assert not found.asks(date(2026, 12, 3))
    assert found.asks(date(2026, 12, 4))
    assert not found.may_be_unclaimed()
    assert not found.may_be_sold(date(2036, 1, 1))


def test_a_business_is_warned_twice_after_a_month() -> None:
    first = ladder(BUSINESS, DUE, ()).next
    assert first == Step("warn", 1, date(2026, 12, 21), date(2026, 12, 21))
    second = ladder(BUSINESS, DUE, [Warned(date(2026, 12, 21))])
    assert second.next == Step("warn", 2, date(2027, 1, 4), date(2027, 1, 4))
    assert second.may_be_unclaimed()
    both = ladder(BUSINESS, DUE, [Warned(date(2026, 12, 21)), Warned(date(2027, 1, 11))])
    assert both.next == Step("sell", 1, date(2027, 1, 25), date(2027, 1, 25))


def test_a_warning_that_came_too_soon_or_cannot_be_proved_is_none() -> None:
    early, unproved = Warned(date(2026, 12, 1)), Warned(date(2026, 12, 22), proved=False)
    assert ladder(BUSINESS, DUE, [early, unproved]).next.number == 1
    assert not ladder(CONSUMER, DUE, [unproved]).may_be_unclaimed()


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 12, 1), 2, date(2027, 2, 1)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2027, 12, 31), 2, date(2028, 2, 29)),
        (date(2026, 11, 30), 1, date(2026, 12, 30)),
    ],
)
def test_months(day: date, months: int, later: date) -> None:
    assert months_after(day, months) == later


def test_the_client_is_late_when_it_is_promised_and_ready() -> None:
    assert due_day(DUE, None) == DUE
    assert due_day(DUE, DUE - timedelta(5)) == DUE
    assert due_day(DUE, DUE + timedelta(5)) == DUE + timedelta(5)


def test_storage_is_free_at_first() -> None:
    assert storage_fee(50_00, 45, DUE, DUE + timedelta(45)) == 0
    assert storage_fee(50_00, 45, DUE, DUE + timedelta(47)) == 100_00
    assert storage_fee(50_00, 45, DUE, DUE - timedelta(1)) == 0


def test_rules_are_in_the_order_of_their_days_and_the_first_serves_before_all() -> None:
    for known in RULES.values():
        assert [one.since for one in known] == sorted(one.since for one in known)
        assert all(one.warnings > 0 for one in known)
    assert rule("ru", is_company=False, day=date(1990, 1, 1)) == CONSUMER


DAYS = st.dates(date(2020, 1, 1), date(2040, 1, 1))
WARNINGS = st.lists(st.builds(Warned, DAYS, st.booleans()), max_size=5)
ANY_RULE = st.sampled_from([one for known in RULES.values() for one in known])


@given(DAYS, st.integers(0, 24))
def test_terms_never_run_backwards(day: date, months: int) -> None:
    assert day <= months_after(day, months) <= ends_on(months_after(day, months))
    assert ends_on(day).weekday() < 5


@given(ANY_RULE, DAYS, WARNINGS)
def test_nothing_is_sold_before_all_warnings_and_their_time(
    law: Rule, due: date, warnings: list[Warned]
) -> None:
    found = ladder(law, due, warnings)
    done = [step.done for step in found.steps if step.done is not None]
    assert done == sorted(done)
    assert all(step.first <= step.done for step in found.steps if step.done is not None)
    assert found.next is found.steps[-1]
    if found.next.kind == "sell":
        assert len(done) == law.warnings
        assert found.next.first >= max(done)
        assert not found.may_be_sold(found.next.first - timedelta(1))
    else:
        assert not found.may_be_sold(date(2100, 1, 1))


@given(ANY_RULE, DAYS, WARNINGS, DAYS)
def test_a_warning_more_never_takes_a_step_back(
    law: Rule, due: date, warnings: list[Warned], on: date
) -> None:
    later = max([due, on, *(warned.on for warned in warnings)]) + timedelta(1)
    before, after = (ladder(law, due, some) for some in (warnings, [*warnings, Warned(later)]))
    assert len(after.steps) >= len(before.steps)
