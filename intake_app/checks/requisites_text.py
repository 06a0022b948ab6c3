"""Requisites pasted as text, taken apart: labels in any order, blanks and breaks anywhere.

Nothing is thrown away for being wrong: each number is checked, and the doubts are told.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from intake_app.checks import phone, requisites, requisites_numbers, requisites_words

if TYPE_CHECKING:
    from intake_app.errors import Problem

_EMAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(
    r"(?<![\d+])(?:\+\s?\d{1,3}|8)?[ \-(]{0,3}\d{3,4}[ \-)]{0,3}\d{2,3}[ \-]?\d{2}[ \-]?\d{2}(?!\d)"
    r"(?:,?\s*(?:доб\.?|вн\.?|ext\.?)\s*\d{1,6})?"
)
_PHONE_LABEL = re.compile(r"(?i:\b(?:тел(?:ефон\w*)?|моб\w*|phone))[\s.:/]*(?:факс[\s.:]*)?")
_BLANKS = re.compile(r"[^\S\n]+")
_DASHES = re.compile(r"[\u2010-\u2012\u2212]")
_ENOUGH = 2
_LONGEST = 4000  # more than any card of a company; a whole contract would keep the form waiting
_TRADER = 12
_NOT_NUMBERS = ("name", "director", "address", "bank", "email", "phone")


@dataclass(frozen=True, slots=True, kw_only=True)
class Requisites:
    """What a block of text says of a company; empty where it says nothing."""

    name: str = ""
    inn: str = ""
    kpp: str = ""
    ogrn: str = ""
    bik: str = ""
    bank: str = ""
    account: str = ""
    corr_account: str = ""
    director: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""

    def found(self) -> tuple[str, ...]:
        """Names of the fields that hold something, in the order above."""
        return tuple(field.name for field in fields(self) if getattr(self, field.name))

    def doubts(self) -> dict[str, Problem]:
        """The numbers that fail their check, and how."""
        told = {
            "inn": requisites.inn_problem(self.inn),
            "kpp": requisites.kpp_problem(self.kpp, self.inn),
            "ogrn": requisites.ogrn_problem(self.ogrn),
            "bik": requisites.bik_problem(self.bik),
            "account": requisites.account_problem(self.account)
            or requisites.account_doubt(self.account, self.bik),
            "corr_account": requisites.account_problem(self.corr_account)
            or requisites.correspondent_doubt(self.corr_account, self.bik),
        }
        return {field: problem for field, problem in told.items() if problem is not None}

    def is_block(self) -> bool:
        """Whether the text is meant as requisites, and not as a name or a search."""
        numbers = [field for field in self.found() if field not in _NOT_NUMBERS]
        return bool(numbers) and len(self.found()) >= _ENOUGH


def read(text: str, region: str = "RU") -> Requisites:
    """Take a text apart; any text is welcome, most say nothing."""
    plain = _plain(text[:_LONGEST])
    found = requisites_numbers.read(plain)
    email = _EMAIL.search(plain)
    found |= {
        "name": requisites_words.name(plain),
        "bank": requisites_words.bank(plain),
        "director": requisites_words.director(plain),
        "address": requisites_words.address(plain),
        "email": email[0].rstrip(".-") if email else "",
        "phone": _phone(plain, set(found.values()), region),
    }
    if len(found.get("inn", "")) == _TRADER and not found["director"]:
        # A sole trader is his own director, and has no registration reason code.
        found["kpp"] = ""
    return Requisites(**found)


def _phone(text: str, taken: set[str], region: str) -> str:
    """A labelled one first; a run of digits that is another number is none."""
    starts = [place.end() for place in _PHONE_LABEL.finditer(text)]
    labelled = (place for start in starts if (place := _PHONE.match(text, start)))
    for place in (*labelled, *_PHONE.finditer(text)):
        said = place[0].strip()
        marked = said.startswith(("+", "8", "(")) or place.start() in starts
        if marked and phone.digits(said) not in taken and phone.normalise(said, region):
            return said
    return ""


def _plain(text: str) -> str:
    """One kind of blank, of dash and of line break."""
    told = unicodedata.normalize("NFKC", text.replace("№", "\ue000")).replace("\ue000", "№")
    told = re.sub(r"\r\n?|[\u2028\u2029\v\f]|\t", "\n", told)
    return _BLANKS.sub(" ", _DASHES.sub("-", told))
