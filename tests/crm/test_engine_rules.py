"""The pure rules of the road: three values and an owner, how fast, how long."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake_hub.crm.documents import Form, Kind, Owner
from intake_hub.crm.engine import kinship, merging, taking
from intake_hub.crm.engine.cards import Card
from intake_hub.crm.engine.links import Agreed
from intake_hub.crm.engine.merging import Fate
from intake_hub.crm.engine.pacing import MOST_S, OPEN_S, OPENS_AFTER, BackOff, Bucket
from intake_hub.crm.engine.taking import NotTakenError

TEXTS = st.sampled_from(["", "А", "Б", "В", " А ", None])
OWNERS = st.sampled_from(tuple(Owner))
BASES = st.none() | st.builds(Agreed, TEXTS, st.none(), TEXTS)
T = Form.TEXT


@given(OWNERS, BASES, TEXTS, TEXTS)
def test_what_is_the_same_on_both_sides_is_never_touched(
    owner: Owner, base: Agreed | None, ours: str | None, theirs: str | None
) -> None:
    found = merging.fate(owner, base, ours, theirs, T)
    if merging.same(T, ours, theirs) or owner is Owner.THEIRS:
        assert found in {Fate.NOTHING, Fate.AGREE}


@given(OWNERS, BASES, TEXTS, TEXTS)
def test_what_nobody_changed_there_is_left_alone(
    owner: Owner, base: Agreed | None, ours: str | None, theirs: str | None
) -> None:
    if base is not None and merging.same(T, base.value, theirs):
        found = merging.fate(owner, base, ours, theirs, T)
        assert found in {Fate.NOTHING, Fate.AGREE}


@given(TEXTS, TEXTS, TEXTS)
def test_an_edit_there_is_taken_where_the_field_is_shared_and_put_back_where_it_is_ours(
    value: str | None, ours: str | None, theirs: str | None
) -> None:
    base = Agreed(value)
    if merging.same(T, value, theirs) or merging.same(T, ours, theirs):
        return
    assert merging.fate(Owner.SHARED, base, ours, theirs, T) is Fate.TAKE
    assert merging.fate(Owner.OURS, base, ours, theirs, T) is Fate.PUT_BACK
    fought = Agreed(value, put_back=theirs)
    expected = Fate.PUT_BACK if theirs is None else Fate.NOTHING
    assert merging.fate(Owner.OURS, fought, ours, theirs, T) is expected


@given(OWNERS, BASES, TEXTS, TEXTS)
def test_one_round_settles_it(
    owner: Owner, base: Agreed | None, ours: str | None, theirs: str | None
) -> None:
    """Whatever is decided, once it is carried out there is nothing left to decide."""
    match merging.fate(owner, base, ours, theirs, T):
        case Fate.TAKE:
            ours, base = theirs, Agreed(theirs)
        case Fate.AGREE:
            base = Agreed(theirs)
        case Fate.PUT_BACK:
            theirs, base = ours, Agreed(ours, put_back=theirs)
        case Fate.NOTHING:
            return
    assert merging.fate(owner, base, ours, theirs, T) is Fate.NOTHING


def test_two_that_first_meet_give_what_only_one_of_them_knows() -> None:
    assert merging.fate(Owner.SHARED, None, None, "А", T) is Fate.TAKE
    assert merging.fate(Owner.SHARED, None, "Б", "А", T) is Fate.NOTHING
    assert merging.fate(Owner.OURS, None, None, "А", T) is Fate.NOTHING


@pytest.mark.parametrize(
    ("form", "one", "other", "expected"),
    [
        (Form.MOMENT, "2026-11-22T09:15:00Z", "2026-11-22T12:15:00.9+03:00", True),
        (Form.MOMENT, "2026-11-22T09:15:00Z", "2026-11-22 09:15:00", True),
        (Form.MOMENT, "2026-11-22T09:15:00Z", "2026-11-22T09:15:01Z", False),
        (Form.MOMENT, "завтра", "завтра", True),
        (Form.MOMENT, "завтра", "2026-11-22T09:15:00Z", False),
        (Form.FLAG, False, None, True),
        (Form.FLAG, True, None, False),
        (Form.FLAG, True, 1, True),
        (Form.MONEY, 0, None, False),
        (Form.MONEY, 100, 100, True),
        (Form.TEXT, "a\r\nb", "a b", True),
        (Form.TEXT, "", None, True),
        (Form.TEXT, "a", "A", False),
    ],
)
def test_what_is_the_same_to_a_person(
    form: Form, one: object, other: object, expected: bool
) -> None:
    assert merging.same(form, one, other) is expected  # pyright: ignore[reportArgumentType] - scalars all


@given(st.lists(st.floats(0, 5), min_size=1, max_size=60), st.integers(1, 10))
def test_a_bucket_never_lets_more_through_than_it_may(pauses: list[float], burst: int) -> None:
    now, per_s, made = 0.0, 2.0, list[float]()
    bucket = Bucket(per_s, burst, lambda: now)
    for pause in pauses:
        now += pause
        now += bucket.wait_s()
        made.append(now)
    for at, first in enumerate(made):
        for last in range(at, len(made)):
            assert last - at + 1 <= burst + per_s * (made[last] - first) + 1e-6


def test_a_bucket_fills_no_further_than_its_brim() -> None:
    now = 0.0
    bucket = Bucket(1.0, 2, lambda: now)
    now = 1000.0
    assert [bucket.wait_s() for _ in range(4)] == [0.0, 0.0, 1.0, 2.0]


@given(st.integers(0, 10_000), st.integers(1, 40))
def test_a_pause_grows_to_its_bound_and_ends_with_the_first_answer(seed: int, times: int) -> None:
    now = 0.0
    back_off = BackOff(lambda: now, random.Random(seed))
    for at in range(1, times + 1):
        back_off.failed()
        left = back_off.left_s()
        if at > OPENS_AFTER:
            assert left == OPEN_S
        else:
            assert min(MOST_S, 2.0 ** (at - 1)) / 2 <= left <= MOST_S
    back_off.went_well()
    assert (back_off.left_s(), back_off.failures) == (0.0, 0)


def test_a_crm_may_say_when_to_come_again() -> None:
    back_off = BackOff(lambda: 0.0)
    back_off.failed(120.0)
    assert back_off.left_s() == 120.0
    back_off.try_now()
    assert back_off.left_s() == 0.0


def phones(*numbers: str) -> list[Card]:
    return [Card(UUID(int=at), "phone", {"e164": one}) for at, one in enumerate(numbers, 1)]


@given(
    st.lists(st.sampled_from(["+71", "+72", "+73", "+74"]), unique=True, max_size=4),
    st.tuples(*[st.sampled_from(["+71", "+72", "+75", None])] * 2),
)
def test_numbers_end_in_the_order_that_was_wanted(
    current: list[str], wanted: tuple[str | None, str | None]
) -> None:
    cards = phones(*current)
    words = taking.renumber(UUID(int=99), cards, wanted, UUID(int=98), datetime.now(UTC))
    gone = {word.rec for word in words if word.field == "archived"}
    left = [one.text("e164") for one in cards if one.rec not in gone]
    made = [str(dict(word.values)["e164"]) for word in words if not word.field]
    first = [number for number in dict.fromkeys(wanted) if number]
    rest = [number for number in current[2:] if number not in first]
    assert left + made == first + rest


@pytest.mark.parametrize(
    ("kind", "name", "theirs", "ours"),
    [
        (Kind.CLIENT, "email", " a@b.org ", "a@b.org"),
        (Kind.CLIENT, "email", None, ""),
        (Kind.CLIENT, "inn", "7707083893", "7707083893"),
        (Kind.CLIENT, "birthday", "1990-05-17", "1990-05-17"),
        (Kind.ORDER, "urgent", 1, True),
        (Kind.ORDER, "promised_at", "", None),
        (Kind.ORDER, "promised_at", "2026-11-30T21:05:00", "2026-11-30T21:05:00.000000Z"),
    ],
)
def test_a_value_there_is_written_as_ours(
    kind: Kind, name: str, theirs: object, ours: object
) -> None:
    assert taking.value_of(kind, name, theirs) == ours  # pyright: ignore[reportArgumentType] - scalars all


@pytest.mark.parametrize(
    ("kind", "name", "theirs"),
    [
        (Kind.CLIENT, "birthday", "весной"),
        (Kind.ORDER, "promised_at", "скоро"),
        (Kind.ORDER, "fault", " "),
        (Kind.CLIENT, "email", "@"),
    ],
)
def test_what_is_no_value_for_us_is_not_taken(kind: Kind, name: str, theirs: str) -> None:
    with pytest.raises(NotTakenError):
        taking.value_of(kind, name, theirs)


def test_what_names_nobody_ties_nothing() -> None:
    assert list(kinship.edges("phone", UUID(int=1), {"client_id": "никто"})) == []
    assert not kinship.ripples("device", "colour")
    assert kinship.ripples("staff", "name")
    assert not kinship.ripples("comment", "text")
