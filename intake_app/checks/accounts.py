"""Russian bank details: БИК, the keys of accounts (Bank of Russia no. 515) and ОКПО."""

from __future__ import annotations

import re

_BIC = re.compile(r"[0-9]{9}")
_ACCOUNT = re.compile(r"[0-9]{20}")
_OKPO = re.compile(r"[0-9]{8}(?:[0-9]{2})?")
_WEIGHTS = (7, 1, 3)
_SETTLEMENT_CENTRES = frozenset({"000", "001", "002"})
_SECOND_PASS = 10


def is_bic(text: str) -> bool:
    """Nine digits of a credit organisation (04…) or of the Treasury (00…, 01…, 02…)."""
    return _BIC.fullmatch(text) is not None and text[:2] in {"04", "00", "01", "02"}


def account_fits(account: str, bic: str) -> bool:
    """Whether a client's account can be one of this bank: catches the right account, wrong bank."""
    if not (_BIC.fullmatch(bic) and _ACCOUNT.fullmatch(account)):
        return False
    at_centre = bic[-3:] in _SETTLEMENT_CENTRES
    return _keyed((_centre(bic) if at_centre else bic[-3:]) + account)


def correspondent_keyed(account: str, bic: str) -> bool:
    """Whether the key of a correspondent account holds against the БИК of its centre."""
    shaped = _BIC.fullmatch(bic) and _ACCOUNT.fullmatch(account)
    return bool(shaped) and _keyed(_centre(bic) + account)


def correspondent_fits(account: str, bic: str) -> bool:
    """Key and last three digits against the bank's own БИК."""
    return correspondent_keyed(account, bic) and account[-3:] == bic[-3:]


def is_okpo(text: str) -> bool:
    """Eight digits of a company, ten of a sole trader, the last one a check digit."""
    return _OKPO.fullmatch(text) is not None and _okpo_key(text[:-1]) == text[-1]


def _centre(bic: str) -> str:
    return f"0{bic[4:6]}"


def _keyed(text: str) -> bool:
    products = (_WEIGHTS[place % 3] * int(digit) % 10 for place, digit in enumerate(text))
    return sum(products) % 10 == 0


def _okpo_key(text: str) -> str:
    for first in (1, 3):
        weights = ((first - 1 + place) % 10 + 1 for place in range(len(text)))
        rest = sum(w * int(digit) for w, digit in zip(weights, text, strict=True)) % 11
        if rest != _SECOND_PASS:
            return str(rest)
    return "0"
