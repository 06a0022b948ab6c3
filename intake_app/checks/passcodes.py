"""Whether a passcode can be one: what a lock screen of that kind would take."""

from __future__ import annotations

from enum import StrEnum

from intake_app.errors import Problem

_PIN = range(3, 17)
_PATTERN = range(4, 10)
_PASSWORD_MAX = 128
DOTS = "123456789"
"""Of a pattern, as they stand on a telephone's keys."""

KEPT_DAYS_KEY = "passcode.days"
"""The preference: after so many days a passcode is wiped, whatever became of its order."""
KEPT_DAYS = 90


class PasscodeKind(StrEnum):
    """How a device is unlocked."""

    PIN = "pin"
    PASSWORD = "password"  # noqa: S105 - a kind, not a secret
    PATTERN = "pattern"


def problem(kind: str, text: str) -> Problem | None:
    """What is wrong with a passcode that was typed; none for an empty one."""
    if not text:
        return None
    if kind == PasscodeKind.PIN:
        return None if _is_digits(text) and len(text) in _PIN else Problem.PIN_INVALID
    if kind == PasscodeKind.PATTERN:
        distinct = len(set(text)) == len(text) and set(text) <= set(DOTS)
        return None if distinct and len(text) in _PATTERN else Problem.PATTERN_INVALID
    return Problem.TOO_LONG if len(text) > _PASSWORD_MAX else None


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()
