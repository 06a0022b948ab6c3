"""Sums in words: genders, cases, and the places where they are easily wrong."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake_app.checks.sum_in_words import written
from intake_app.money import Money


@pytest.mark.parametrize(
    ("minor", "said"),
    [
        (0, "Ноль рублей 00 копеек"),
        (1, "Ноль рублей 01 копейка"),
        (2101, "Двадцать один рубль 01 копейка"),
        (100_00, "Сто рублей 00 копеек"),
        (1000_00, "Одна тысяча рублей 00 копеек"),
        (1001_00, "Одна тысяча один рубль 00 копеек"),
        (2002_02, "Две тысячи два рубля 02 копейки"),
        (11_11, "Одиннадцать рублей 11 копеек"),
        (102_000_00, "Сто две тысячи рублей 00 копеек"),
        (111_000_00, "Сто одиннадцать тысяч рублей 00 копеек"),
        (2531_07, "Две тысячи пятьсот тридцать один рубль 07 копеек"),
        (1_000_000_00, "Один миллион рублей 00 копеек"),
        (2_000_000_00, "Два миллиона рублей 00 копеек"),
        (1_000_001_000_00, "Один миллиард одна тысяча рублей 00 копеек"),
    ],
)
def test_roubles(minor: int, said: str) -> None:
    assert written(Money(minor), "ru") == said


@pytest.mark.parametrize(
    ("money", "language", "said"),
    [
        (Money(101, "USD"), "ru", "Один доллар 01 цент"),
        (Money(500, "EUR"), "ru", "Пять евро 00 центов"),
        (Money(500, "KZT"), "ru", "Пять тенге 00 тиынов"),
        (Money(500, "XXX"), "ru", "Пять XXX 00"),
        (Money(101, "USD"), "en", "One dollar 01 cent"),
        (Money(0, "EUR"), "en", "Zero euros 00 cents"),
        (Money(23_056_78, "EUR"), "en", "Twenty-three thousand fifty-six euros 78 cents"),
        (Money(30_015_00, "XXX"), "en", "Thirty thousand fifteen XXX 00"),
        (Money(-1), "ru", ""),
        (Money(10**20), "ru", ""),
    ],
)  # fmt: skip
def test_other_money(money: Money, language: str, said: str) -> None:
    assert written(money, language) == said


@given(st.integers(0, 10**14 - 1), st.sampled_from(["ru", "en"]))
def test_any_sum_ends_with_its_hundredths(minor: int, language: str) -> None:
    said = written(Money(minor), language)
    assert f" {minor % 100:02d} " in said
    assert said[0].isupper()
    assert "  " not in said


@given(st.integers(0, 10**12), st.integers(0, 10**12))
def test_different_sums_read_differently(one: int, other: int) -> None:
    same = written(Money(one), "ru") == written(Money(other), "ru")
    assert same == (one == other)


def test_a_round_hundred_has_nothing_behind_it() -> None:
    assert written(Money(10_000), "en").lower().startswith("one hundred ")
