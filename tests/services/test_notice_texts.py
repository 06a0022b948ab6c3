"""Texts that are offered: for every kind that is told, in both languages, by the law that holds."""

from __future__ import annotations

from datetime import date

import pytest

from intake_app.services.notice_texts import wording
from intake_app.services.notices import KINDS

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("profile", ["ru", "neutral"])
@pytest.mark.parametrize("kind", KINDS)
def test_there_is_something_to_say(kind: str, profile: str, language: str) -> None:
    for is_company in (False, True):
        found = wording(kind, language, TODAY, legal_profile=profile, is_company=is_company)
        assert found.texts
        assert len(set(found.texts)) == len(found.texts)


def test_a_risk_names_the_law_of_its_client() -> None:
    person = wording("risk", "ru", TODAY, legal_profile="ru", is_company=False).ending
    firm = wording("risk", "ru", TODAY, legal_profile="ru", is_company=True).ending
    neutral = wording("risk", "ru", TODAY, legal_profile="neutral", is_company=True).ending
    assert "ст. 36" in person
    assert "ст. 716" in firm
    assert "ст." not in neutral


def test_before_the_first_wording_and_for_other_kinds_nothing_is_offered() -> None:
    early, late = date(2000, 1, 1), TODAY
    for kind, day in (("risk", early), ("promise", late)):
        assert wording(kind, "ru", day, legal_profile="ru", is_company=False).texts == ()
