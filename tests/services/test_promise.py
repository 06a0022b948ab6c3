"""What is proposed: a day of work, not before the queue, never later than the law allows."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake_app.errors import Problem
from intake_app.services import promise, terms_checks, usual_terms
from intake_app.services.calendar import Calendar
from intake_app.services.drafts import IntakeDraft, RepairKind
from intake_app.services.promise import Queue, Wish
from intake_app.services.usual_terms import Term

MOSCOW = ZoneInfo("Europe/Moscow")
USUAL = Calendar(MOSCOW)
NOW = datetime(2026, 11, 23, 12, tzinfo=MOSCOW)  # Monday
NOBODY = Queue()
MOMENTS = st.integers(0, 5 * 366 * 24 * 60).map(lambda minutes: NOW + timedelta(minutes=minutes))
QUEUES = st.builds(Queue, st.integers(0, 300), st.integers(0, 300), st.integers(0, 30))
WISHES = st.builds(Wish, st.sampled_from(RepairKind), st.booleans(), st.integers(0, 20))
TERMS = st.builds(Term, st.integers(0, 60), st.booleans())


def proposed(term: Term, queue: Queue = NOBODY, wish: Wish | None = None) -> date:
    wish = wish or Wish(RepairKind.PAID)
    return promise.proposal(USUAL, term, queue, wish, NOW).moment.date()


@given(TERMS, QUEUES, WISHES, MOMENTS)
def test_a_proposal_is_a_closing_to_come(
    term: Term, queue: Queue, wish: Wish, now: datetime
) -> None:
    found = promise.proposal(USUAL, term, queue, wish, now)
    assert USUAL.is_open_at(found.moment)
    assert found.moment >= now or wish.kind is RepairKind.WARRANTY
    if found.earliest is not None and wish.kind is not RepairKind.WARRANTY:
        assert found.moment >= found.earliest


@given(TERMS, QUEUES, st.integers(0, 40), MOMENTS)
def test_a_warranty_repair_is_never_proposed_beyond_the_law(
    term: Term, queue: Queue, parts: int, now: datetime
) -> None:
    wish = Wish(RepairKind.WARRANTY, parts_days=parts)
    found = promise.proposal(USUAL, term, queue, wish, now)
    assert found.moment.date() <= terms_checks.last_warranty_day(now.date())


@pytest.mark.parametrize(
    ("term", "day"),
    [
        (Term(0), 23), (Term(1), 24), (Term(6), 30), (Term(6, working=False), 30),
        (Term(5, working=False), 28),
    ],
)  # fmt: skip
def test_days_of_work_leave_sundays_out(term: Term, day: int) -> None:
    assert proposed(term).day == day


def test_a_queue_puts_the_day_off() -> None:
    queue = Queue(waiting=20, done=100, days=25)  # four a day
    assert queue.length() == 5
    assert proposed(Term(1), queue) == date(2026, 11, 28)
    assert promise.proposal(USUAL, Term(1), queue, Wish(RepairKind.PAID), NOW).queue_days == 5


@pytest.mark.parametrize(
    "wish", [Wish(RepairKind.PAID, urgent=True), Wish(RepairKind.OWN_WARRANTY)]
)
def test_what_goes_first_waits_for_nobody(wish: Wish) -> None:
    found = promise.proposal(USUAL, Term(1), Queue(100, 100, 25), wish, NOW)
    assert found.moment.date() == date(2026, 11, 24)
    assert found.earliest is None


def test_too_few_repairs_say_nothing_of_the_pace() -> None:
    assert Queue(waiting=10, done=4, days=20).length() == 0
    assert Queue(waiting=10, done=40, days=0).length() == 0


def test_parts_are_waited_for_as_long_as_the_last_time() -> None:
    assert proposed(Term(1), wish=Wish(RepairKind.PAID, parts_days=3)) == date(2026, 11, 27)


def test_the_last_day_of_a_warranty_repair() -> None:
    assert terms_checks.last_warranty_day(date(2026, 11, 21)) == date(2027, 1, 5)


@pytest.mark.parametrize(("days", "problem"), [(45, None), (46, Problem.WARRANTY_TERM)])
def test_a_longer_term_is_refused_with_the_reason(days: int, problem: Problem | None) -> None:
    draft = IntakeDraft(repair_kind=RepairKind.WARRANTY, promised_at=NOW + timedelta(days))
    assert dict(terms_checks.faults(draft, NOW, "ru"))["promised_at"] is problem
    assert dict(terms_checks.faults(draft, NOW, "neutral"))["promised_at"] is None


@given(st.dictionaries(st.sampled_from(RepairKind), TERMS))
def test_terms_survive_being_written_and_read(chosen: dict[RepairKind, Term]) -> None:
    terms = usual_terms.read(None, 15) | chosen
    assert usual_terms.read(usual_terms.written(terms), 15) == terms


@pytest.mark.parametrize("broken", [7, {"paid": 5}, {"paid": [-1, True]}, {"paid": ["1", True]}])
def test_terms_that_cannot_be_understood_are_as_shipped(broken: object) -> None:
    assert usual_terms.read(broken, 9)[RepairKind.PAID] == Term(9, working=False)
