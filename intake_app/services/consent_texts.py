"""The texts of consents, by legal profile, language and day. A test pins their sums."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_app.services import (
    consents_neutral_en,
    consents_neutral_ru,
    consents_ru_en,
    consents_ru_ru,
)

if TYPE_CHECKING:
    from datetime import datetime

    from intake_app.checks.consent_rules import Purpose
    from intake_app.services.consent_text import ConsentText, Profile

TEXTS: tuple[ConsentText, ...] = (
    *consents_ru_ru.TEXTS,
    *consents_ru_en.TEXTS,
    *consents_neutral_en.TEXTS,
    *consents_neutral_ru.TEXTS,
)
"""In the order of their days within one profile, language and purpose."""


def text_of(profile: Profile, language: str, purpose: Purpose, at: datetime) -> ConsentText:
    """The wording in force on the day, in English where there is none in a language."""
    known = [text for text in TEXTS if text.profile == profile and text.purpose == purpose]
    spoken = [text for text in known if text.language == language]
    spoken = spoken or [text for text in known if text.language == "en"]
    return next((text for text in reversed(spoken) if text.effective_from <= at.date()), spoken[0])


def by_version(version: str) -> ConsentText | None:
    """A wording that somebody accepted once."""
    return next((text for text in TEXTS if text.version == version), None)
