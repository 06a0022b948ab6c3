"""Phone numbers in a field as they are written everywhere."""

from __future__ import annotations

from intake_app.checks import phone
from intake_app.i18n import formats


def written(typed: str, region: str) -> str:
    """Each number in its usual groups, an extension behind its own; as typed if one is none."""
    told: list[str] = []
    for number in phone.numbers(typed):
        e164, extension = phone.normalise(number, region), phone.extension(number)
        if e164 is None:
            return typed
        told.append(formats.phone(e164) + (f" #{extension}" if extension else ""))
    return ", ".join(told) or typed
