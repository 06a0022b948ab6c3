"""What the client is asked to agree to or to sign, as he reads it, and how it is recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from intake_app.checks.consent_rules import Purpose
from intake_app.printing.signed_words import SignedWords, conditions, receipt_of
from intake_app.services import consent_texts
from intake_app.services.drafts import ConsentDraft, SignatureDraft

if TYPE_CHECKING:
    from datetime import datetime

    from intake_app.config import ShopSettings
    from intake_app.ui.second_screen.mirror import Lines


def consent_words(shop: ShopSettings, purpose: str, language: str, at: datetime) -> str:
    """The whole consent, as on its paper."""
    text = consent_texts.text_of(shop.legal_profile, language, Purpose(purpose), _local(shop, at))
    return f"{text.title}\n\n{text.filled(shop)}"


def consent(
    shop: ShopSettings, said: tuple[str, bool], language: str, at: datetime
) -> ConsentDraft:
    """An answer, with the text it was given to."""
    purpose, granted = said
    text = consent_texts.text_of(shop.legal_profile, language, Purpose(purpose), _local(shop, at))
    return ConsentDraft(
        purpose=purpose,
        granted=granted,
        text_version=text.version,
        text_sha256=text.sha256,
        at=at,
    )


def signed_words(shop: ShopSettings, language: str, at: datetime) -> SignedWords:
    """The conditions of the receipt."""
    return conditions(shop.legal_profile, language, _local(shop, at).date())


def leaving_words(shop: ShopSettings, language: str, at: datetime) -> SignedWords:
    """What whoever takes a device away confirms."""
    return receipt_of(shop.legal_profile, language, _local(shop, at).date())


def above_signature(lines: Lines, words: SignedWords) -> str:
    """What is written down, then the conditions."""
    told = "\n".join(f"{label}: {value}" for label, value in lines)
    return f"{told}\n\n{words.text}" if told else words.text


def signature(sha256: str, words: SignedWords, content: str, at: datetime) -> SignatureDraft:
    """A signature with what it was put under."""
    return SignatureDraft(
        sha256=sha256,
        text_version=words.version,
        text_sha256=words.sha256,
        language=words.language,
        content=content,
        at=at,
    )


def _local(shop: ShopSettings, at: datetime) -> datetime:
    return at.astimezone(ZoneInfo(shop.timezone))
