"""What is wrong with a company's numbers, each with its own sentence; algorithms of §11."""

from __future__ import annotations

from intake_app.checks import accounts, inn, kpp, ogrn
from intake_app.errors import Problem

_INN = frozenset({10, 12})
_OGRN = frozenset({13, 15})
_TRADER = 12
_ACCOUNT = 20


def bare(text: str) -> str:
    """A number without the blanks people put between its groups."""
    return "".join(text.split())


def inn_problem(text: str) -> Problem | None:
    """Length, region and check digits; an empty text is no problem, here and below."""
    return _numbered(bare(text), _INN, Problem.INN_DIGIT, inn.is_valid(bare(text)))


def kpp_problem(text: str, inn_text: str = "") -> Problem | None:
    """The shape; a sole trader, known by his twelve digits, has no КПП at all."""
    if not text.strip():
        return None
    if len(bare(inn_text)) == _TRADER:
        return Problem.KPP_OF_TRADER
    return None if kpp.is_valid(bare(text)) else Problem.KPP_SHAPE


def ogrn_problem(text: str) -> Problem | None:
    """Length and check digit of ОГРН or ОГРНИП."""
    return _numbered(bare(text), _OGRN, Problem.OGRN_DIGIT, ogrn.is_valid(bare(text)))


def bik_problem(text: str) -> Problem | None:
    """Nine digits that begin as a bank's do."""
    return None if not text.strip() or accounts.is_bic(bare(text)) else Problem.BIK_SHAPE


def account_problem(text: str) -> Problem | None:
    """Twenty digits; whether they are this bank's is a matter of `account_doubt`."""
    number = bare(text)
    return None if not number or _is_digits(number, _ACCOUNT) else Problem.ACCOUNT_SHAPE


def account_doubt(account: str, bik: str) -> Problem | None:
    """The right account at the wrong bank; a Treasury account follows other rules, so no more.

    Nothing is said before both numbers are whole.
    """
    return _doubt(account, bik, fits=accounts.account_fits(bare(account), bare(bik)))


def correspondent_doubt(account: str, bik: str) -> Problem | None:
    """The same of the bank's own account."""
    return _doubt(account, bik, fits=accounts.correspondent_fits(bare(account), bare(bik)))


def _doubt(account: str, bik: str, *, fits: bool) -> Problem | None:
    whole = _is_digits(bare(account), _ACCOUNT) and accounts.is_bic(bare(bik))
    return Problem.ACCOUNT_BANK if whole and not fits else None


def _numbered(
    number: str, lengths: frozenset[int], digit: Problem, is_right: bool
) -> Problem | None:
    if not number or is_right:
        return None
    return digit if any(_is_digits(number, length) for length in lengths) else Problem.MALFORMED


def _is_digits(number: str, length: int) -> bool:
    return len(number) == length and number.isascii() and number.isdigit()
