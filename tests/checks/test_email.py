"""E-mail addresses offline."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake_app.checks import email


@pytest.mark.parametrize(
    "text",
    [
        "ivan@mail.ru",
        " ivan@mail.ru ",
        "i.v+tag@sub.example.com",
        "иван@почта.рф",
        "ivan@xn--80a1acny.xn--p1ai",
        "o'neil@example.org",
    ],
)
def test_right_addresses_pass(text: str) -> None:
    assert email.is_valid(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ivan",
        "ivan@mail",
        "a,b@mail.ru",
        "a..b@mail.ru",
        "a.@mail.ru",
        "@mail.ru",
        "a@-mail.ru",
        "a@mail_box.ru",
        "a@mail.ru.",
        "a@@mail.ru",
        "a b@mail.ru",
        f"{'a' * 65}@mail.ru",
        f"a@{'b.' * 130}ru",
    ],
)
def test_wrong_addresses_fail(text: str) -> None:
    assert not email.is_valid(text)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ivan@gmial.com", "ivan@gmail.com"),
        ("ivan@maill.ru", "ivan@mail.ru"),
        ("ivan@yandx.ru", "ivan@yandex.ru"),
        ("ivan@yq.ru", "ivan@ya.ru"),
        ("ivan@gmail.com", None),
        ("ivan@zz.ru", None),
        ("ivan@example.org", None),
        ("ivan", None),
    ],
)
def test_slips_in_known_domains_are_offered_a_cure(typed: str, meant: str | None) -> None:
    assert email.suggestion(typed) == meant


def test_a_swap_of_neighbours_is_one_slip() -> None:
    assert email.distance("gmial", "gmail") == 1
    assert email.distance("", "abc") == 3


@given(st.text(max_size=12), st.text(max_size=12))
def test_distance_is_symmetric_and_zero_only_for_equals(left: str, right: str) -> None:
    assert email.distance(left, right) == email.distance(right, left)
    assert (email.distance(left, right) == 0) == (left == right)


@given(st.text())
def test_no_text_breaks_it(text: str) -> None:
    assert email.is_valid(text) in {True, False}
    email.suggestion(text)
