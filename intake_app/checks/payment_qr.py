"""The code Russian bank apps read from an invoice: ST00012 of GOST R 56042-2014, in UTF-8."""

from __future__ import annotations

from dataclasses import dataclass

_LONGEST = {"Name": 160, "BankName": 45, "Purpose": 210}
_PARTED_BY = "|~^¦"


@dataclass(frozen=True, slots=True, kw_only=True)
class Payee:
    """Who gets the money, and where."""

    name: str
    account: str
    bank: str
    bik: str
    corr_account: str
    inn: str
    kpp: str

    def is_whole(self) -> bool:
        """Whether a bank could pay by it."""
        return bool(
            self.name
            and self.bank
            and _digits(self.account, 20)
            and _digits(self.bik, 9)
            and (not self.corr_account or _digits(self.corr_account, 20))
        )


def written(payee: Payee, minor: int, purpose: str) -> str:
    """The five obligatory pairs in their order, then ours; the sum is in kopecks."""
    pairs = {
        "Name": payee.name,
        "PersonalAcc": payee.account,
        "BankName": payee.bank,
        "BIC": payee.bik,
        "CorrespAcc": payee.corr_account or "0",
        "PayeeINN": payee.inn,
        "KPP": payee.kpp,
        "Sum": str(minor),
        "Purpose": purpose,
    }
    shown = [f"{key}={_one_line(key, value)}" for key, value in pairs.items() if value]
    said = "".join(shown)
    mark = next((mark for mark in _PARTED_BY if mark not in said), "|")
    return f"ST00012{mark}" + mark.join(shown)


def _one_line(key: str, value: str) -> str:
    return " ".join(value.split())[: _LONGEST.get(key, 100)]


def _digits(text: str, length: int) -> bool:
    return len(text) == length and text.isascii() and text.isdigit()
