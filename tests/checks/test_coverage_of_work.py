"""How far the client agreed: by cases of a counter, and by rules that hold for any story."""

from __future__ import annotations

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake_app.checks.coverage_of_work import (
    Answer,
    Coverage,
    Offer,
    at_intake,
    covered,
    firm_sum,
    open_offers,
)

A, B, C = (Offer(UUID(int=n), version=1, minor=n * 1000) for n in (4, 6, 9))
LATER = Offer(UUID(int=20), version=2, minor=7000)
FIRM = Offer(UUID(int=30), version=1, minor=5000, firm=True)


def yes(offer: Offer | None, minor: int | None = None) -> Answer:
    sum_ = minor if minor is not None else offer.minor if offer else 0
    return Answer(offer.id if offer else None, agreed=True, minor=sum_)


def no(offer: Offer | None) -> Answer:
    return Answer(offer.id if offer else None, agreed=False)


def test_nothing_asked_is_covered() -> None:
    assert covered(None, (), (), None) == Coverage()


@pytest.mark.parametrize(
    ("limit", "estimate", "firm", "signed"),
    [
        (None, None, False, None),
        (3000, None, False, 3000),
        (None, 4000, False, 4000),
        (3000, 4000, False, 3000),
        (5000, 4000, False, 5000),
        (5000, 4000, True, 4000),
        (5000, None, True, 5000),
    ],
)
def test_what_is_signed_at_the_intake(
    limit: int | None, estimate: int | None, *, firm: bool, signed: int | None
) -> None:
    assert at_intake(limit, estimate, firm=firm) == signed


def test_within_the_limit_work_starts_at_once() -> None:
    assert covered(5000, (A,), (), 4000).missing == 0
    assert covered(5000, (A,), (), 5001).missing == 1


def test_without_lines_the_estimate_says_what_is_wanted() -> None:
    assert covered(None, (A, B), (), None) == Coverage(0, A.minor, A.minor)
    assert covered(None, (A, B), (yes(B),), None) == Coverage(B.minor, B.minor, 0, B.id)
    assert covered(None, (A, B), (no(A), no(B)), None).needed == 0


def test_a_yes_covers_its_sum() -> None:
    found = covered(None, (A, B), (yes(B),), 6500)
    assert found == Coverage(B.minor, 6500, 500, B.id)


def test_the_later_answer_takes_the_place_of_the_one_before() -> None:
    assert covered(None, (A, B), (yes(B), yes(A)), 6000).missing == 2000
    assert covered(None, (A, LATER), (yes(A), yes(LATER)), 7000).missing == 0


def test_a_no_to_a_later_estimate_leaves_what_was_agreed() -> None:
    assert covered(None, (A, LATER), (yes(A), no(LATER)), 4000).missing == 0


def test_a_yes_may_be_taken_back() -> None:
    assert covered(3000, (A,), (yes(A), no(A)), 4000) == Coverage(3000, 4000, 1000)


def test_a_no_to_everything_takes_back_the_limit_too() -> None:
    assert covered(3000, (A,), (yes(A), no(None)), 4000) == Coverage(0, 4000, 4000)


def test_a_firm_price_is_the_price_whatever_the_limit() -> None:
    found = covered(9000, (FIRM,), (yes(FIRM, 8000),), 6000)
    assert found == Coverage(5000, 6000, 1000, FIRM.id, firm=True)


def test_a_yes_to_no_offer_names_a_sum() -> None:
    assert covered(1000, (), (yes(None, 2500),), 2500).missing == 0


def test_alternatives_wait_until_one_is_chosen() -> None:
    assert open_offers((A, B, C), ()) == (A, B, C)
    assert open_offers((A, B, C), (no(B),)) == (A, C)
    assert open_offers((A, B, C), (yes(A),)) == ()
    assert open_offers((A, LATER), (yes(A),)) == (LATER,)
    assert open_offers((), ()) == ()


def test_only_an_agreed_firm_sum_binds() -> None:
    assert firm_sum((FIRM,), ()) is None
    assert firm_sum((FIRM,), (yes(FIRM),)) == 5000
    assert firm_sum((FIRM,), (yes(FIRM, 4500),)) == 4500
    assert firm_sum((FIRM,), (yes(FIRM), no(FIRM)), 3000) == 3000
    assert firm_sum((A,), (yes(A),), 3000) is None
    assert firm_sum((FIRM,), (yes(None, 9000),)) is None


SUMS = st.integers(0, 10**9)
OFFERS = st.lists(
    st.builds(Offer, st.uuids(), st.integers(1, 4), SUMS, st.booleans()),
    max_size=6,
    unique_by=lambda offer: offer.id,
)


@st.composite
def stories(draw: st.DrawFn) -> tuple[int | None, list[Offer], list[Answer], int | None]:
    offers = draw(OFFERS)
    named = st.sampled_from([*(offer.id for offer in offers), None])
    answers = draw(st.lists(st.builds(Answer, named, st.booleans(), SUMS), max_size=8))
    return draw(st.none() | SUMS), offers, answers, draw(st.none() | SUMS)


@given(stories())
def test_what_is_missing_is_what_is_beyond(
    story: tuple[int | None, list[Offer], list[Answer], int | None],
) -> None:
    found = covered(*story)
    assert found.missing == max(0, found.needed - found.agreed)
    assert min(found.agreed, found.needed, found.missing) >= 0


@given(stories())
def test_nobody_agreed_to_more_than_he_ever_named(
    story: tuple[int | None, list[Offer], list[Answer], int | None],
) -> None:
    limit, _, answers, _ = story
    named = [answer.minor for answer in answers if answer.agreed]
    assert covered(*story).agreed <= max([limit or 0, *named])


@given(stories())
def test_a_no_never_allows_more(
    story: tuple[int | None, list[Offer], list[Answer], int | None],
) -> None:
    limit, offers, answers, lines = story
    before = covered(limit, offers, answers, lines)
    for offer in (*offers, None):
        after = covered(limit, offers, [*answers, no(offer)], lines)
        if not before.firm:  # where a firm price falls, the limit of the intake is back
            assert after.agreed <= before.agreed


@given(stories(), SUMS)
def test_more_work_is_never_better_covered(
    story: tuple[int | None, list[Offer], list[Answer], int | None], more: int
) -> None:
    limit, offers, answers, lines = story
    work = lines or 0
    less = covered(limit, offers, answers, work)
    assert covered(limit, offers, answers, work + more).missing >= less.missing


@given(stories())
def test_the_last_yes_stands(
    story: tuple[int | None, list[Offer], list[Answer], int | None],
) -> None:
    limit, offers, answers, lines = story
    for offer in offers:
        found = covered(limit, offers, [*answers, yes(offer)], lines)
        assert found.chosen == offer.id
        assert found.firm == offer.firm
        assert found.agreed >= offer.minor or offer.firm
