"""What may be typed into the card of a client: each value made tidy, or refused with its reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_app.checks import accounts, birthday, email, inn, kpp, names, ogrn, phone
from intake_app.errors import Problem, RejectedError
from intake_app.services.drafts import ClientKind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

TOP_LEVEL = 3
"""Conflict levels go from 0, calm, to this one: only through the manager."""

_LONG = frozenset({"note", "address", "consignee", "contract"})
_TEXT_MAX, _NOTE_MAX, _DISCOUNT_MAX, _ACCOUNT = 200, 2000, 10_000, 20
_DIGITS = frozenset({"inn", "kpp", "ogrn", "bik", "account", "corr_account"})
_WORDS: Mapping[str, frozenset[str]] = {
    "kind": frozenset(ClientKind),
    "language": frozenset({"", "ru", "en"}),
}


def _is_account(text: str) -> bool:
    return text.isdecimal() and len(text) == _ACCOUNT


_VALID: Mapping[str, tuple[Callable[[str], bool], Problem]] = {
    "email": (email.is_valid, Problem.EMAIL_INVALID),
    "inn": (inn.is_valid, Problem.INN_DIGIT),
    "kpp": (kpp.is_valid, Problem.MALFORMED),
    "ogrn": (ogrn.is_valid, Problem.MALFORMED),
    "bik": (accounts.is_bic, Problem.MALFORMED),
    "account": (_is_account, Problem.MALFORMED),
    "corr_account": (_is_account, Problem.MALFORMED),
}


def tidied(values: Mapping[str, object], today: date) -> dict[str, object]:
    """Every value as it is stored. Raises RejectedError with a problem for each bad field."""
    bad: dict[str, Problem] = {}
    kept: dict[str, object] = {}
    for field, value in values.items():
        found = _tidied(field, value, today)
        if isinstance(found, Problem):
            bad[field] = found
        else:
            kept[field] = found
    if bad:
        raise RejectedError(next(iter(bad.values())), fields=bad)
    return kept


def number(typed: str, region: str) -> str:
    """E.164 of a phone. Raises RejectedError(PHONE_SHORT, PHONE_INVALID or MISSING)."""
    e164 = phone.normalise(typed, region)
    if e164 is not None:
        return e164
    enough = len(phone.digits(typed)) >= 10  # noqa: PLR2004 - digits of a Russian number
    problem = Problem.PHONE_INVALID if enough else Problem.PHONE_SHORT
    problem = problem if typed.strip() else Problem.MISSING
    raise RejectedError(problem, fields={"phone": problem})


def _tidied(field: str, value: object, today: date) -> object:
    if field == "archived":
        return bool(value)
    if field == "discount_bp":
        fits = isinstance(value, int) and 0 <= value <= _DISCOUNT_MAX
        return value if fits else Problem.AMOUNT_INVALID
    text = _text(field, str(value))
    if not text:
        return Problem.MISSING if field in {"name", "kind"} else ""
    return _checked(field, text, today)


def _checked(field: str, text: str, today: date) -> str:
    """The text, or the problem with it."""
    if field == "birthday":
        return birthday.parse(text, today) or Problem.DATE_INVALID
    if field in _WORDS:
        return text if text in _WORDS[field] else Problem.MALFORMED
    if len(text) > (_NOTE_MAX if field in _LONG else _TEXT_MAX):
        return Problem.TOO_LONG
    is_valid, problem = _VALID.get(field, (bool, Problem.MALFORMED))
    return text if is_valid(text) else problem


def _text(field: str, text: str) -> str:
    if field in _DIGITS:
        return "".join(text.split())
    return text.strip() if field == "note" else names.tidy(text)
