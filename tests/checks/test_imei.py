"""IMEI numbers; vectors of the domain reference, §2.4."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake_app.checks import imei

FOURTEEN = st.from_regex(r"[0-9]{14}", fullmatch=True)


@pytest.mark.parametrize(
    "text", ["490154203237518", "353456789012348", "49-015420-323751-8", "490154 20/3237518"]
)
def test_right_numbers_pass(text: str) -> None:
    assert imei.is_valid(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "490154203237517",
        "353456789012345",
        "000000000000000",
        "49015420323751",
        "4901542032375180",
        "49015420323751X",
    ],
)
def test_wrong_numbers_fail(text: str) -> None:
    assert not imei.is_valid(text)


def test_fourteen_digits_are_completed() -> None:
    assert imei.completed("49015420323751") == "490154203237518"


@pytest.mark.parametrize(
    "text",
    [
        "490154203237518",
        "49-015420-323751-8",
        "490154 20/3237518",
        "49.015420.323751.8",
        "49–015420–323751–8",
        "49015420323751",
        "49-015420-323751",
        "4901542032375101",
        "49-015420-323751-01",
        " 490154203237518\r\n",
    ],
)
def test_every_way_to_write_it_becomes_fifteen_digits(text: str) -> None:
    assert imei.normalise(text) == "490154203237518"


@pytest.mark.parametrize(
    "text", ["", "490154203237517", "4901542032375", "4901542032375X", "ф" * 14]
)
def test_what_cannot_be_one_stays_as_typed(text: str) -> None:
    assert imei.normalise(text) == text


@given(FOURTEEN, st.integers(0, 14), st.integers(1, 9))
def test_every_single_typo_is_caught(fourteen: str, place: int, by: int) -> None:
    right = imei.completed(fourteen)
    wrong = right[:place] + str((int(right[place]) + by) % 10) + right[place + 1 :]
    assert len(set(right)) == 1 or imei.is_valid(right)
    assert not imei.is_valid(wrong)


@given(st.text())
def test_no_text_breaks_it(text: str) -> None:
    assert imei.is_valid(text) in {True, False}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("356938035643801", True),
        ("35-693803-564380-1", True),
        ("356938035643809", False),
        ("35693803564380", False),
        ("35693803564380A", False),
    ],
)
def test_a_wrong_sum_of_fifteen_digits_is_a_misread_imei(text: str, expected: bool) -> None:
    assert imei.is_misread(text) is expected
