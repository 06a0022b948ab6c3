"""Numbers as typed at the counter; vectors of the domain reference, §2.2 and §11."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake_app.checks import phone
from intake_app.errors import Problem


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("89161234567", "+79161234567"),
        ("8 (916) 123-45-67", "+79161234567"),
        ("9161234567", "+79161234567"),
        ("79161234567", "+79161234567"),
        ("+7 916 123-45-67", "+79161234567"),
        (" +7(916)1234567 ", "+79161234567"),
        ("84951234567", "+74951234567"),
        ("4951234567", "+74951234567"),
        ("87011234567", "+77011234567"),
        ("375291234567", "+375291234567"),
        ("+375 29 123-45-67", "+375291234567"),
        ("+7 916 123-45-67 доб. 123", "+79161234567"),
        ("89161234567 вн 5", "+79161234567"),
        ("9161234567 #12", "+79161234567"),
    ],
)
def test_typed_numbers_become_e164(typed: str, expected: str) -> None:
    assert phone.normalise(typed, "RU") == expected


@pytest.mark.parametrize(
    "typed",
    ["", "abc", "123-45-67", "8916123456", "89161234567890", "80291234567", "+", "доб. 5"],
)
def test_doubtful_numbers_are_left_to_a_person(typed: str) -> None:
    assert phone.normalise(typed, "RU") is None


def test_the_region_decides_how_a_national_number_is_read() -> None:
    assert phone.normalise("(201) 555-0123", "US") == "+12015550123"
    assert phone.normalise("020 7946 0958", "GB") == "+442079460958"
    assert phone.normalise("8 701 123 45 67", "KZ") == "+77011234567"


def test_a_foreign_shop_does_not_take_its_numbers_for_russian_ones() -> None:
    assert phone.normalise("8005550123", "US") == "+18005550123"


def test_several_numbers_are_split_and_an_extension_stays_with_its_number() -> None:
    assert phone.numbers("89161234567, доб. 12; 4951234567 / ") == (
        "89161234567 доб. 12",
        "4951234567",
    )


@pytest.mark.parametrize(
    ("typed", "expected"), [("495 1234567 доб.123", "123"), ("ext 7", "7"), ("4951234567", "")]
)
def test_extension_is_what_stands_behind_its_mark(typed: str, expected: str) -> None:
    assert phone.extension(typed) == expected


@given(st.text())
def test_no_text_breaks_it_and_what_comes_out_is_stable(typed: str) -> None:
    number = phone.normalise(typed, "RU")
    assert number is None or phone.normalise(number, "RU") == number


@given(st.from_regex(r"9[0-9]{9}", fullmatch=True), st.sampled_from(["", "8", "7", "+7"]))
def test_every_way_of_writing_a_mobile_number_means_the_same(national: str, lead: str) -> None:
    assert phone.normalise(lead + national, "RU") in {f"+7{national}", None}
    assert phone.normalise(lead + national, "RU") == phone.normalise(f"+7{national}", "RU")


def test_digits_are_the_ascii_ones_only() -> None:
    assert phone.digits("٣ +7 (9) x²") == "79"


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("89161234567", None),
        ("89161234567, 4951234567 доб. 5", None),
        ("", None),
        ("8916123456", Problem.PHONE_DIGIT_SHORT),
        ("916123456", Problem.PHONE_DIGIT_SHORT),
        ("+7916123456", Problem.PHONE_DIGIT_SHORT),
        ("123-45-67", Problem.PHONE_SHORT),
        ("89161234567890", Problem.PHONE_LONG),
        ("89161234567, 49512", Problem.PHONE_SHORT),
        ("80291234567", Problem.PHONE_INVALID),
        ("+37529123456", Problem.PHONE_INVALID),
        (",", Problem.PHONE_INVALID),
        ("abc", Problem.PHONE_SHORT),
    ],
)
def test_the_first_doubtful_number_is_named(typed: str, problem: Problem | None) -> None:
    assert phone.problem(typed) == problem


def test_other_countries_count_ten_digits() -> None:
    assert phone.problem("201 555-012", "US") == Problem.PHONE_DIGIT_SHORT


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("80291234567", "+375291234567"),
        ("89161234567 89035554433", "+79161234567, +79035554433"),
        ("9161234567 9035554433", "+79161234567, +79035554433"),
        ("9161234567 1035554433", None),
        ("8916123456", None),
        ("89161234567", None),
        ("8029123456 доб. 7", None),
    ],
)
def test_what_was_probably_meant_is_known(typed: str, meant: str | None) -> None:
    assert phone.correction(typed) == meant


def test_all_numbers_of_a_field_or_none() -> None:
    assert phone.all_of("89161234567; +7 916 123-45-67/4951234567") == (
        "+79161234567",
        "+74951234567",
    )
    assert phone.all_of("89161234567, 12") == ()


def test_a_number_tells_its_country_and_whether_it_takes_an_sms() -> None:
    assert phone.region_of("+77011234567") == "KZ"
    assert phone.takes_messages("+79161234567")
    assert not phone.takes_messages("+74951234567")


def test_only_the_end_of_a_number_is_shown() -> None:
    assert phone.last_digits("+79161234567") == "…45-67"


@given(st.text())
def test_no_text_breaks_the_questions_about_it(text: str) -> None:
    correction = phone.correction(text)
    assert correction is None or phone.problem(correction) is None
    assert phone.problem(text) is None or phone.all_of(text) == () or len(phone.numbers(text)) > 1
