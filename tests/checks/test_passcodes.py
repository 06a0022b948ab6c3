from __future__ import annotations

import pytest

from intake_app.checks.passcodes import PasscodeKind, problem
from intake_app.errors import Problem


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (PasscodeKind.PIN, "123"),
        (PasscodeKind.PIN, "0" * 16),
        (PasscodeKind.PATTERN, "1235"),
        (PasscodeKind.PATTERN, "123456789"),
        (PasscodeKind.PASSWORD, "Кот на крыше"),
        (PasscodeKind.PIN, ""),
        ("", ""),
    ],
)
def test_what_a_lock_screen_takes_is_taken(kind: str, text: str) -> None:
    assert problem(kind, text) is None


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        (PasscodeKind.PIN, "12", Problem.PIN_INVALID),
        (PasscodeKind.PIN, "0" * 17, Problem.PIN_INVALID),
        (PasscodeKind.PIN, "12a4", Problem.PIN_INVALID),
        (PasscodeKind.PIN, "١٢٣٤", Problem.PIN_INVALID),
        (PasscodeKind.PATTERN, "123", Problem.PATTERN_INVALID),
        (PasscodeKind.PATTERN, "1231", Problem.PATTERN_INVALID),
        (PasscodeKind.PATTERN, "1230", Problem.PATTERN_INVALID),
        (PasscodeKind.PASSWORD, "x" * 129, Problem.TOO_LONG),
    ],
)
def test_what_no_lock_screen_takes_is_named(kind: str, text: str, expected: Problem) -> None:
    assert problem(kind, text) is expected
