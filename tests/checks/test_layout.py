"""The other keyboard layout."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake_app.checks import layout

LATIN_KEYS = st.text(
    "abcdefghijklmnopqrstuvwxyz[];',.`ABCDEFGHIJKLMNOPQRSTUVWXYZ{}:\"<>~0123456789"
)


def test_a_scan_under_the_russian_layout_is_repaired() -> None:
    assert layout.to_latin("ЫТ1234567") == "SN1234567"


def test_a_name_typed_in_the_latin_layout_is_repaired() -> None:
    assert layout.to_cyrillic("gtnhjd") == "петров"
    assert layout.to_cyrillic("<eh`yrj") == "Бурёнко"


def test_variants_begin_with_what_was_typed() -> None:
    assert layout.variants("шз13") == ("шз13", "ip13")
    assert layout.variants("4567") == ("4567",)


@given(LATIN_KEYS)
def test_there_and_back_is_the_same(text: str) -> None:
    assert layout.to_latin(layout.to_cyrillic(text)) == text


SLIPS = (
    "bdfyjd cthutq jkmuf uectd vbif fyyf gtnhjd Cvbhyjd bhbyf tktyf lvbnhbq fktrcfylh k.,f"
    " ;tyz gfdtk yfnfif cdtnf vfrcbv ybrbnf b,hfubvjd"
)
LATIN = (
    "smith schmidt knight wright jones anna petrov ivanova acme christopher oneill kowalski"
    " samsung garcia lynn brzezinski tsoi"
)


@pytest.mark.parametrize("typed", [*SLIPS.split(" "), "bdfyjd gtnh"])
def test_russian_keys_are_told_from_latin_words(typed: str) -> None:
    assert layout.is_slip(typed)


@pytest.mark.parametrize("typed", [*LATIN.split(" "), "John O'Hara", "d'Arcy", "", "123", "Петров"])
def test_a_latin_word_is_left_alone(typed: str) -> None:
    assert not layout.is_slip(typed)
