"""Texts that are offered: for every kind that is told, in both languages, by the law that holds."""

from __future__ import annotations

from datetime import date

import pytest

from intake_app.services.notice_texts import texts
from intake_app.services.notices import KINDS

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("profile", ["ru", "neutral"])
@pytest.mark.parametrize("kind", KINDS)
def test_there_is_something_to_say(kind: str, profile: str, language: str) -> None:
    for is_company in (False, True):
        found = texts(kind, language, TODAY, legal_profile=profile, is_company=is_company)
        assert found
        assert len(set(found)) == len(found)


def test_a_risk_names_the_law_of_its_client() -> None:
    person = texts("risk", "ru", TODAY, legal_profile="ru", is_company=False)[0]
    firm = texts("risk", "ru", TODAY, legal_profile="ru", is_company=True)[0]
    neutral = texts("risk", "ru", TODAY, legal_profile="neutral", is_company=True)[0]
    assert "ст. 36" in person
    assert "ст. 716" in firm
    assert "ст." not in neutral


def test_before_the_first_wording_and_for_other_kinds_nothing_is_offered() -> None:
    assert texts("risk", "ru", date(2000, 1, 1), legal_profile="ru", is_company=False) == ()
    assert texts("promise", "ru", TODAY, legal_profile="ru", is_company=False) == ()
