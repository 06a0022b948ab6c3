from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake_app.printing.columns import cells
from intake_app.printing.letters import NBSP, UNKNOWN, clean, clusters
from intake_app.printing.wrapping import clip, elide, wrap


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("a\tb\x00c\x1b", "a bc"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("1\u202f500\u00a0₽", f"1{NBSP}500{NBSP}₽"),
        ("e\u0301", "é"),
        ("и\u0306", "й"),
        ("\u202eabc\u200d", "abc"),
        ("\ud800", UNKNOWN),
        ("x" + "\u0336" * 50, "x" + "\u0336" * 3),
        ("a\u2003b", "a b"),
    ],
)
def test_cleaning_keeps_what_has_a_picture(typed: str, shown: str) -> None:
    assert clean(typed) == shown


def test_words_are_kept_whole_where_they_fit() -> None:
    assert wrap("не включается экран", 11, len) == ["не", "включается", "экран"]


def test_a_word_wider_than_the_paper_is_broken() -> None:
    assert wrap("a " + "b" * 25 + " c", 10, len) == ["a", "b" * 10, "b" * 10, "bbbbb c"]


def test_paragraphs_and_empty_lines_stay() -> None:
    assert wrap("one\n\ntwo", 10, len) == ["one", "", "two"]
    assert wrap("", 10, len) == [""]


def test_a_price_is_never_parted_from_its_sign() -> None:
    assert wrap(f"итого 1{NBSP}500{NBSP}₽", 8, len) == ["итого", f"1{NBSP}500{NBSP}₽"]


def test_a_dot_between_facts_vanishes_where_the_line_breaks() -> None:
    assert wrap("ООО · ИНН", 20, len) == ["ООО · ИНН"]
    assert wrap("ООО «Мастер» · ИНН", 14, len) == ["ООО «Мастер»", "ИНН"]
    assert wrap("ООО «Мастер» · ИНН", 12, len) == ["ООО «Мастер»", "ИНН"]


def test_accents_stay_on_their_letter() -> None:
    assert clusters("x\u0336y") == ["x\u0336", "y"]
    assert wrap("x\u0336" * 4, 2, cells) == ["x\u0336" * 2] * 2


def test_clipped_text_ends_with_an_ellipsis_that_fits() -> None:
    lines = wrap("один два три четыре", 8, len)
    assert clip(lines, 2, 8, len) == ["один два", "три чет…"]
    assert clip(lines, 0, 8, len) == lines
    assert clip(lines, 9, 8, len) == lines
    assert elide("abcdef", 5, len, "...") == "ab..."


@given(st.text(), st.integers(2, 60))
def test_no_line_is_wider_than_its_limit_and_no_letter_is_lost(text: str, limit: int) -> None:
    shown = clean(text)
    lines = wrap(shown, limit, cells)
    assert all(cells(line) <= limit for line in lines)
    lost = str.maketrans("", "", " \n·")
    assert "".join(lines).translate(lost) == shown.translate(lost)
