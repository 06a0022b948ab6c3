"""How long our work is under warranty."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from intake_app.checks import warranty_terms
from intake_app.checks.warranty_terms import Done

ISSUED = date(2026, 11, 22)
DONE = st.builds(Done, st.text(max_size=5), st.sampled_from(["work", "part"]), st.integers(0, 3650))


def test_each_has_its_own_term_or_the_usual_one() -> None:
    found = warranty_terms.terms(
        (Done("экран", "part", 180, "S1"), Done("замена", "work")), ISSUED, 30
    )
    assert [(term.text, term.until, term.serial) for term in found] == [
        ("экран", date(2027, 5, 21), "S1"),
        ("замена", date(2026, 12, 22), ""),
    ]


def test_the_last_day_counts() -> None:
    found = warranty_terms.terms((Done("замена", "work", 30),), ISSUED, 0)
    assert warranty_terms.running(found, date(2026, 12, 22)) == found
    assert warranty_terms.running(found, date(2026, 12, 23)) == ()


def test_without_lines_the_usual_term_runs() -> None:
    assert warranty_terms.until((), ISSUED, 90) == ISSUED + timedelta(days=90)


def test_goods_have_their_warranty_longer_by_the_repair() -> None:
    end = date(2027, 1, 31)
    assert warranty_terms.extended(end, date(2026, 11, 2), ISSUED) == date(2027, 2, 20)
    assert warranty_terms.extended(end, ISSUED, date(2026, 11, 2)) == end


@given(st.lists(DONE, max_size=6), st.integers(0, 3650), st.integers(0, 4000))
def test_what_runs_is_what_has_not_ended(done: list[Done], usual: int, later: int) -> None:
    today = ISSUED + timedelta(days=later)
    found = warranty_terms.terms(done, ISSUED, usual)
    running = warranty_terms.running(found, today)
    assert set(running) == {term for term in found if term.until >= today}
    assert list(running) == sorted(running, key=lambda term: term.until, reverse=True)
    assert all(term.until >= ISSUED for term in found)
    if done:
        assert warranty_terms.until(done, ISSUED, usual) == max(term.until for term in found)
