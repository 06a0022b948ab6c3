"""Consents under no particular law, in English."""

from __future__ import annotations

from intake_app.checks.consent_rules import Purpose
from intake_app.services.consent_text import FIRST_DAY, ConsentText

TEXTS = (
    ConsentText(
        "pd-neutral-en-1",
        "neutral",
        "en",
        Purpose.PERSONAL_DATA,
        FIRST_DAY,
        2,
        "Consent to keeping my contact data",
        (
            "I give this consent to: {operator}.",
            "It is voluntary. The repair, its price and its date do not depend on it.",
            (
                "Purpose: to stay in touch with me after the repair is over, to congratulate me"
                " on my"
                " birthday and to ask about the quality of the work. Advertising is not included."
            ),
            (
                "Data: name, telephone, e-mail, address, birthday, the record of my repairs."
                " They are"
                " kept by the shop alone and not handed to anybody."
            ),
            "Term: two years from the day of signing, or until withdrawn.",
            (
                "I can withdraw this consent at any time, as easily as I gave it: {contact}. I"
                " may ask"
                " for a copy of my data, their correction or erasure, and complain to the"
                " supervisory"
                " authority."
            ),
        ),
    ),
    ConsentText(
        "ad-neutral-en-1",
        "neutral",
        "en",
        Purpose.ADVERTISING,
        FIRST_DAY,
        2,
        "Consent to receive advertising",
        (
            "I give this consent to: {operator}.",
            "It is voluntary. The repair, its price and its date do not depend on it.",
            (
                "Purpose: to tell me about discounts, offers and services of the shop by SMS,"
                " messenger, e-mail or telephone."
            ),
            "Data: name, telephone, e-mail.",
            "Term: two years from the day of signing, or until withdrawn.",
            "I can withdraw this consent at any time, in any message or here: {contact}.",
        ),
    ),
)
