"""Russian company numbers; vectors of the domain reference, §2.1."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake_app.checks import accounts, inn, kpp, ogrn

ASCII_DIGITS = "0123456789"


@pytest.mark.parametrize(
    "text", ["7707083893", "7736207543", "7701234560", "770123456703", "500100732259"]
)
def test_right_inns_pass(text: str) -> None:
    assert inn.is_valid(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "7707083894",
        "770123456704",
        "770123456713",
        "0000000000",
        "000000000000",
        "77070838930",
        "770708389",
        "77O7083893",
        "٧٧٠٧٠٨٣٨٩٣",
        " 7707083893",
    ],
)
def test_wrong_inns_fail(text: str) -> None:
    assert not inn.is_valid(text)


def test_the_length_tells_companies_from_people() -> None:
    assert inn.is_company("7707083893")
    assert not inn.is_person("7707083893")
    assert inn.is_person("770123456703")
    assert not inn.is_company("770123456703")


@pytest.mark.parametrize("text", ["7707083893", "7736207543", "770123456703"])
def test_every_single_typo_and_swap_of_these_inns_is_caught(text: str) -> None:
    for place, right in enumerate(text):
        for wrong in set(ASCII_DIGITS) - {right}:
            assert not inn.is_valid(text[:place] + wrong + text[place + 1 :])
    for place in range(len(text) - 1):
        swapped = text[:place] + text[place + 1] + text[place] + text[place + 2 :]
        assert swapped == text or not inn.is_valid(swapped)


@pytest.mark.parametrize("text", ["770701001", "7707AB001", "773643001"])
def test_right_kpps_pass(text: str) -> None:
    assert kpp.is_valid(text)


@pytest.mark.parametrize("text", ["", "77070100", "7707010011", "7707ab001", "77A701001"])
def test_wrong_kpps_fail(text: str) -> None:
    assert not kpp.is_valid(text)


@pytest.mark.parametrize("text", ["1027700132195", "1237700123451", "326774600123455"])
def test_right_ogrns_pass(text: str) -> None:
    assert ogrn.is_valid(text)


@pytest.mark.parametrize(
    "text", ["", "1027700132196", "326774600123456", "0000000000000", "126774600123455"]
)
def test_wrong_ogrns_fail(text: str) -> None:
    assert not ogrn.is_valid(text)


def test_companies_have_thirteen_digits_and_traders_fifteen() -> None:
    assert ogrn.is_company("1027700132195")
    assert not ogrn.is_person("1027700132195")
    assert ogrn.is_person("326774600123455")


@pytest.mark.parametrize(
    ("account", "bic"),
    [
        ("40702810938000000001", "044525225"),
        ("40702810200000012345", "044525225"),
        ("40602810700000000025", "049805746"),
        ("40102810100000010001", "049805000"),
    ],
)
def test_accounts_fit_their_bank(account: str, bic: str) -> None:
    assert accounts.account_fits(account, bic)


@pytest.mark.parametrize(
    ("account", "bic"),
    [
        ("40702810938000000001", "044525974"),
        ("40702810938000000002", "044525225"),
        ("4070281093800000000", "044525225"),
        ("40702810938000000001", "04452522"),
    ],
)
def test_accounts_of_another_bank_do_not_fit(account: str, bic: str) -> None:
    assert not accounts.account_fits(account, bic)


def test_correspondent_accounts_are_keyed_by_the_centre() -> None:
    assert accounts.correspondent_fits("30101810400000000225", "044525225")
    assert not accounts.correspondent_fits("30101810400000000226", "044525225")
    assert accounts.correspondent_keyed("30101810800000000746", "049805000")
    assert not accounts.correspondent_fits("30101810800000000746", "049805000")
    assert not accounts.correspondent_keyed("301", "049805000")


@pytest.mark.parametrize(
    ("text", "right"),
    [("044525225", True), ("014525225", True), ("54525225", False), ("994525225", False)],
)
def test_bics_begin_with_a_known_code(text: str, right: bool) -> None:
    assert accounts.is_bic(text) is right


@pytest.mark.parametrize("text", ["00032537", "00083262", "00040778", "00000035", "00002810"])
def test_right_okpos_pass(text: str) -> None:
    assert accounts.is_okpo(text)


@pytest.mark.parametrize("text", ["00032538", "", "0003253", "000325377"])
def test_wrong_okpos_fail(text: str) -> None:
    assert not accounts.is_okpo(text)


@given(st.from_regex(r"[0-9]{7}|[0-9]{9}", fullmatch=True))
def test_exactly_one_check_digit_fits_an_okpo(stem: str) -> None:
    assert sum(accounts.is_okpo(stem + digit) for digit in ASCII_DIGITS) == 1


@given(st.text())
def test_no_text_breaks_a_check(text: str) -> None:
    found = (
        inn.is_valid(text),
        kpp.is_valid(text),
        ogrn.is_valid(text),
        accounts.is_bic(text),
        accounts.is_okpo(text),
        accounts.account_fits(text, text),
        accounts.correspondent_fits(text, text),
    )
    assert all(isinstance(answer, bool) for answer in found)
