"""A scanner that plays a keyboard, told from a person by time alone, or by what it sends first."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake_app.scanning.framing import DOUBLE_S, LONGEST
from intake_app.scanning.wedge import Burst, Stroke, Timing, Wedge, char_of
from tests.rigs.keyboard import STROKES

ENTER = 28
FAST_MS = 8
CODES = st.text("ABCXYZabcxyz0123456789-./;:]?=&", min_size=6, max_size=60)


def strokes(text: str, at_ms: int = 5000, gap_ms: int = FAST_MS, end: int = ENTER) -> list[Stroke]:
    """A scanner's keys, set for a US keyboard as they all are."""
    found: list[Stroke] = []
    for letter in text:
        key = STROKES["us"][letter]
        found.append(Stroke(key.keycode - 8, at_ms, shift=key.shift))
        at_ms += gap_ms
    return [*found, Stroke(end, at_ms)] if end else found


@dataclass
class Field:
    """Plays the caller: what reaches the field, and the codes that were understood."""

    wedge: Wedge = field(default_factory=Wedge)
    got: list[Stroke] = field(default_factory=list[Stroke])
    held: list[Stroke] = field(default_factory=list[Stroke])
    bursts: list[Burst] = field(default_factory=list[Burst])

    def press(self, *keys: Stroke) -> Field:
        """Press keys at their times; the timer runs out in between, as it does."""
        for key in keys:
            self.wait(key.at_ms)
            answer = self.wedge.press(key)
            self._take(answer.release, answer.burst)
            if answer.hold:
                self.held.append(key)
            elif answer.burst is None:
                self.got.append(key)
        return self

    def wait(self, until_ms: int) -> Field:
        """Let time pass."""
        while wait_ms := self.wedge.wait_ms:
            due = self.wedge._last_ms + wait_ms
            if due >= until_ms:
                break
            answer = self.wedge.idle(due)
            self._take(answer.release, answer.burst)
        return self

    def _take(self, release: bool, burst: Burst | None) -> None:
        if release:
            self.got += self.held
        if release or burst is not None:
            self.held.clear()
        if burst is not None:
            assert burst.let_through in (0, 1)
            self.got = self.got[: len(self.got) - burst.let_through]
            self.bursts.append(burst)


@given(CODES, st.integers(0, 35), st.sampled_from([ENTER, 15, 96]))
def test_a_fast_run_that_ends_with_enter_is_a_code_and_leaves_nothing(
    code: str, gap_ms: int, end: int
) -> None:
    field = Field().press(*strokes(code, gap_ms=gap_ms, end=end))
    assert [burst.text for burst in field.bursts] == [code]
    assert field.got == []
    assert field.wedge.wait_ms == 0


@given(st.lists(CODES, min_size=1, max_size=4, unique=True))
def test_codes_follow_each_other(codes: list[str]) -> None:
    field, at_ms = Field(), 5000
    for code in codes:
        run = strokes(code, at_ms)
        field.press(*run)
        at_ms = run[-1].at_ms + 30  # sooner than a pause: the first letter gets through
    assert [burst.text for burst in field.bursts] == codes
    assert field.got == []


@given(st.lists(st.tuples(st.integers(0, 2000), st.integers(2, 83)), min_size=1, max_size=80))
def test_no_key_is_lost_or_swapped_unless_it_was_a_code(typed: list[tuple[int, int]]) -> None:
    at_ms, keys = 5000, list[Stroke]()
    for gap_ms, code in typed:
        at_ms += gap_ms
        keys.append(Stroke(code, at_ms))
    field = Field().press(*keys).wait(at_ms + 10_000)
    if not field.bursts:
        assert field.got == keys
    assert field.held == []


@given(
    st.lists(st.integers(0, 400), min_size=1, max_size=120),
    st.integers(0, 4),
    st.data(),
)
def test_whoever_stops_now_and_then_is_a_person(
    gaps: list[int], stops: int, data: st.DataObject
) -> None:
    """Among any six keys one comes later than a scanner's would: no hand is faster for longer."""
    at_ms, keys = 5000, list[Stroke]()
    for place, gap_ms in enumerate(gaps):
        slow = place % 5 == stops
        at_ms += max(gap_ms, 51) if slow else gap_ms
        code = data.draw(st.sampled_from([16, 30, 44, 57, ENTER, 15]))
        keys.append(Stroke(code, at_ms))
    field = Field().press(*keys).wait(at_ms + 10_000)
    assert field.bursts == []
    assert field.got == keys


def test_four_thousand_typists_are_no_scanners() -> None:
    """Words of fast typists, gaps spread as people's are, rolled over now and then."""
    chance = random.Random(1)
    for _ in range(4000):
        mean_ms = chance.uniform(70, 220)
        at_ms, keys = 5000, list[Stroke]()
        for _ in range(chance.randint(6, 40)):
            rolled = chance.random() < 0.12
            gap_ms = chance.uniform(5, 50) if rolled else mean_ms * chance.lognormvariate(0, 0.4)
            at_ms += max(1, round(gap_ms))
            keys.append(Stroke(chance.choice([16, 17, 30, 31, 44, 57]), at_ms))
        keys.append(Stroke(ENTER, at_ms + round(mean_ms)))
        field = Field().press(*keys)
        assert field.bursts == []
        assert field.got == keys


def test_scanners_by_radio_are_slow_and_uneven() -> None:
    chance = random.Random(2)
    for _ in range(1000):
        keys, at_ms = list[Stroke](), 5000
        for stroke in strokes("356938035643809"):
            keys.append(Stroke(stroke.code, at_ms))
            at_ms += chance.randint(10, 45)
        field = Field().press(*keys)
        assert [burst.text for burst in field.bursts] == ["356938035643809"]
        assert field.got == []


def test_a_person_who_types_on_never_waits() -> None:
    field = Field().press(Stroke(30, 5000))
    assert field.held
    field.wait(5100)
    assert len(field.got) == 1
    answer = field.wedge.press(Stroke(31, 5200))
    assert not answer.hold


def test_a_short_run_is_typing() -> None:
    keys = strokes("12345")
    field = Field().press(*keys)
    assert (field.bursts, field.got) == ([], keys)


def test_a_run_without_an_end_is_typing() -> None:
    keys = strokes("1234567890", end=0)
    field = Field().press(*keys).wait(9000)
    assert (field.bursts, field.got) == ([], keys)


def test_an_end_that_comes_late_is_a_persons() -> None:
    keys = [*strokes("1234567890", end=0), Stroke(ENTER, 5300)]
    field = Field().press(*keys)
    assert (field.bursts, field.got) == ([], keys)


@pytest.mark.parametrize("odd", [Stroke(30, 5020, by_hand=True), Stroke(14, 5020)])
def test_what_no_scanner_sends_ends_the_run(odd: Stroke) -> None:
    keys = [*strokes("123", end=0), odd, *strokes("456", 5028)]
    field = Field().press(*keys)
    assert (field.bursts, field.got) == ([], keys)


def test_separators_of_marking_codes_are_kept() -> None:
    keys = strokes("010460", end=0)
    at_ms = keys[-1].at_ms
    keys += [Stroke(27, at_ms + 5, control=True), Stroke(7, at_ms + 9, control=True)]
    field = Field().press(*keys, *strokes("21a", at_ms + 14))
    assert [burst.text for burst in field.bursts] == ["010460\x1d\x1e21a"]


def test_a_prefix_key_takes_everything_up_to_the_end() -> None:
    field = Field().press(Stroke(183, 5000, is_prefix=True), *strokes("7", 5100, gap_ms=90))
    assert [burst.text for burst in field.bursts] == ["7"]
    assert field.got == []


def test_a_prefix_key_without_an_end_is_ended_by_silence() -> None:
    keys = [Stroke(30, 4990), Stroke(183, 5000, is_prefix=True), *strokes("77", 5010, end=0)]
    field = Field().press(*keys).wait(9000)
    assert [burst.text for burst in field.bursts] == ["77"]
    assert field.got == keys[:1]


def test_prefix_letters_need_no_least_length_and_no_end() -> None:
    field = Field(Wedge(Timing(prefix="`"))).press(*strokes("`42")).wait(9000)
    field.press(*strokes("`4", 20_000, end=0)).wait(30_000)
    assert [burst.text for burst in field.bursts] == ["42", "4"]
    assert field.got == []


def test_a_scanner_that_is_not_there_is_not_looked_for() -> None:
    keys = strokes("1234567890")
    field = Field(Wedge(Timing(is_on=False))).press(*keys)
    assert (field.bursts, field.got) == ([], keys)


def test_the_same_code_at_once_is_one_pull_of_the_trigger() -> None:
    first = strokes("123456")
    later = int(first[-1].at_ms + DOUBLE_S * 1000)
    field = Field().press(*first, *strokes("123456", 5100), *strokes("123456", later + 500))
    assert [burst.again for burst in field.bursts] == [False, True, False]


def test_nothing_grows_for_ever() -> None:
    field = Field().press(*strokes("1" * (LONGEST + 5), gap_ms=1))
    assert [burst.text for burst in field.bursts] == []
    assert len(field.got) == LONGEST + 6


def test_speed_is_told() -> None:
    (burst,) = Field().press(*strokes("123456", gap_ms=10)).bursts
    assert burst.pace_ms == pytest.approx(10)


def test_keys_mean_what_they_are_in_the_us() -> None:
    for letter, key in STROKES["us"].items():
        assert char_of(Stroke(key.keycode - 8, 0, shift=key.shift)) == letter
    assert char_of(Stroke(71, 0)) == "7"
    assert char_of(Stroke(200, 0)) == ""


def test_whatever_else_is_meant_comes_after_what_was_typed() -> None:
    field = Field().press(*strokes("123456", end=0))
    assert field.wedge.interrupt().release
    assert not field.wedge.interrupt().release
    assert field.wedge.wait_ms == 0
    field.press(Stroke(183, 9000, is_prefix=True))
    assert not field.wedge.interrupt().release
    assert field.wedge.wait_ms


def test_time_that_has_not_come_changes_nothing() -> None:
    wedge = Wedge()
    wedge.press(Stroke(30, 5000))
    assert not wedge.idle(5001).release
    assert wedge.idle(5100).release
