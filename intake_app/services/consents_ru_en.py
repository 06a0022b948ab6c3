"""Consents under Russian law, in English."""

from __future__ import annotations

from intake_app.checks.consent_rules import Purpose
from intake_app.services.consent_text import FIRST_DAY, ConsentText

TEXTS = (
    ConsentText(
        "pd-ru-en-1",
        "ru",
        "en",
        Purpose.PERSONAL_DATA,
        FIRST_DAY,
        3,
        "Consent to the processing of personal data",
        (
            "I give this consent to the operator: {operator}.",
            (
                "This is a document of its own. Taking in the device, the price and the date of the"
                " repair do not depend on it."
            ),
            (
                "Purpose: to stay in touch with me after the repair is over – to recognise me"
                " when I"
                " come again, to congratulate me on my birthday and to ask about the quality of the"
                " work. Advertising is not part of this purpose."
            ),
            "Data: name, telephone, e-mail, address, birthday, the record of my repairs.",
            (
                "Actions: collection, recording, systematisation, storage, correction, use,"
                " blocking,"
                " deletion and destruction, by computer and without. The data are not handed to"
                " third"
                " parties and not made public."
            ),
            "Term: three years from the day of signing, or until withdrawn.",
            (
                "This consent can be withdrawn at any time: {contact}. Data that the law does not"
                " oblige us to keep are destroyed within 30 days after that."
            ),
        ),
    ),
    ConsentText(
        "ad-ru-en-1",
        "ru",
        "en",
        Purpose.ADVERTISING,
        FIRST_DAY,
        3,
        "Consent to receive advertising",
        (
            "I give this consent to the distributor of advertising: {operator}.",
            (
                "This is a document of its own. Taking in the device, the price and the date of the"
                " repair do not depend on it."
            ),
            "Purpose: to tell me about discounts, offers and services of the service centre.",
            "Data: name, telephone, e-mail.",
            (
                "By: SMS, messengers, e-mail and calls by a member of the staff. There are no"
                " automatic calls. The data are not handed to third parties."
            ),
            "Term: three years from the day of signing, or until withdrawn.",
            "I can refuse at any time: {contact}. Messages stop at once.",
        ),
    ),
)
