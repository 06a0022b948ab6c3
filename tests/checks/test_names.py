"""Folding for search, and names on papers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake_app.checks import names


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Королёва-Ким", "королева ким"),
        ("ООО «Ромашка»", "ооо ромашка"),
        ("  ЙОГУРТ  ", "йогурт"),
        ("О'Нил", "о нил"),
        ("Е\u0308лкин", "елкин"),
        ("Straße", "strasse"),
        ("", ""),
    ],
)
def test_folding_forgives_case_yo_and_punctuation(typed: str, expected: str) -> None:
    assert names.folded(typed) == expected


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert names.folded(names.folded(text)) == names.folded(text)


@given(st.text())
def test_words_hold_no_blanks_and_no_capitals(text: str) -> None:
    assert all(word and not word.isspace() for word in names.words(text))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Петрова Анна Сергеевна", "Петрова А. С."),
        ("Анна", "Анна"),
        ("  Мастер   Йода ", "Мастер Й."),
        ("ООО «Ромашка плюс»", "ООО «Ромашка плюс»"),
        ("", ""),
    ],
)
def test_short_names_tell_a_stranger_little(name: str, expected: str) -> None:
    assert names.short(name) == expected


def test_companies_are_known_by_their_form() -> None:
    assert names.is_company("ИП Иванов")
    assert not names.is_company("Иванов ИП")
    assert not names.is_company("!")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("петрова  анна-мария", "Петрова Анна-Мария"),
        ("о'нил джон", "О'Нил Джон"),
        ("алиев рашид оглы", "Алиев Рашид оглы"),
        ("Петрова анна", "Петрова анна"),
        ('ооо "ромашка"', "ООО «ромашка»"),
        ('ООО "Торговый дом "Луч""', "ООО «Торговый дом «Луч»»"),
        ("АО„Север“", "АО «Север»"),
        ('Общество с ограниченной ответственностью "Луч"', "ООО «Луч»"),
        ("Индивидуальный предприниматель петров пётр", "ИП Петров Пётр"),
        ('ООО Труба 3"', 'ООО Труба 3"'),
        ("acme llc", "Acme Llc"),
        ("LLC Acme", "LLC Acme"),
        ("", ""),
    ],
)
def test_names_are_kept_as_papers_write_them(typed: str, kept: str) -> None:
    assert names.presented(typed) == kept


@given(st.text())
def test_a_name_as_it_is_kept_stays(text: str) -> None:
    once = names.presented(text)
    assert names.presented(once) == once


def test_a_long_form_is_a_company_too() -> None:
    assert names.is_company("Общество с ограниченной ответственностью «Луч»")
