from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake_app.checks import birthday

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("17.05", "--05-17"),
        ("17 мая", "--05-17"),
        ("17 Мая 1990", "1990-05-17"),
        ("17 мая 1990 г.", "1990-05-17"),
        ("3 мар", "--03-03"),
        ("3 jun", "--06-03"),
        ("17.05.90", "1990-05-17"),
        ("17.05.26", "2026-05-17"),
        ("17.05.27", "1927-05-17"),
        ("5/7", "--07-05"),
        ("1705", "--05-17"),
        ("17051990", "1990-05-17"),
        ("--05-17", "--05-17"),
        ("1990-05-17", "1990-05-17"),
        ("29.02", "--02-29"),
    ],
)
def test_a_day_is_understood_as_it_is_said(typed: str, kept: str) -> None:
    assert birthday.parse(typed, TODAY) == kept


@pytest.mark.parametrize(
    "typed", ["", "31.02", "29.02.1991", "мая", "17 мл", "17 xyz", "17.05.2030", "17.05.1850", "17"]
)
def test_what_is_no_birthday_is_none(typed: str) -> None:
    assert birthday.parse(typed, TODAY) is None


@given(st.dates(TODAY - timedelta(days=36500), TODAY), st.booleans())
def test_what_is_written_is_read_again(born: date, with_year: bool) -> None:
    kept = born.isoformat() if with_year else f"--{born:%m-%d}"
    assert birthday.parse(birthday.written(kept), TODAY) == kept


@given(st.text())
def test_no_text_breaks_it(text: str) -> None:
    kept = birthday.parse(text, TODAY)
    assert kept is None or birthday.parse(kept, TODAY) == kept
    assert isinstance(birthday.written(text), str)
