"""Requisites that pass every check and belong to nobody: region 99, bank 999."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from intake_app.checks import accounts, inn, ogrn
from intake_app.services import made_up

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from random import Random

_BIK, _BANK = "049900999", "Банк «Примерный»"


def of_company(chance: Random) -> Mapping[str, object]:
    """All numbers of one company."""
    number = chance.randrange(10**4)
    return {
        "inn": next(n for n in _tried(f"9990{number:05d}") if inn.is_company(n)),
        "kpp": "999001001",
        "ogrn": next(n for n in _tried(f"12699{number:07d}") if ogrn.is_company(n)),
        "bik": _BIK,
        "bank": _BANK,
        "account": _account(f"40702810{{}}{number:011d}"),
        "corr_account": _correspondent(),
        "director": made_up.person(chance, 0).name,
        "contract": f"{number}/26",
    }


def _tried(start: str) -> Iterator[str]:
    return (f"{start}{digit}" for digit in range(10))


def _account(pattern: str) -> str:
    """The key of an account stands in its middle."""
    tried = (pattern.format(digit) for digit in range(10))
    return next(number for number in tried if accounts.account_fits(number, _BIK))


@cache
def _correspondent() -> str:
    tried = (f"30101810{digit}00000000999" for digit in range(10))
    return next(number for number in tried if accounts.correspondent_fits(number, _BIK))
