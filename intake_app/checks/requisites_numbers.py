"""The numbers in a pasted block of requisites: by their labels, else by their own check digits."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from intake_app.checks import accounts, inn, kpp, ogrn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_GAP = r"[\s:№#.\-=()]{0,12}"
_BANKS = r"(?!\s*(?:\w+\s+)?банк)"  # the bank's own numbers are not the client's
_PAIR = re.compile(
    rf"\bИНН{_BANKS}\s*[/\\,и]\s*КПП\b{_GAP}(\d{{10,12}})\s*[/\\,;]?\s*(\d{{4}}[\dA-Z]{{2}}\d{{3}})?\b",
    re.IGNORECASE,
)
_LABELS = {
    "inn": rf"\bИНН\b{_BANKS}(?:\s+[^\W\d]+)?",
    "kpp": rf"\bКПП\b{_BANKS}(?:\s+[^\W\d]+)?",
    "ogrn": r"\bОГРН(?:ИП)?\b",
    "bik": r"\bБИК\b(?:\s+банка)?",
    "corr_account": (
        r"\b(?:к\s?[/\\.]\s?с(?:ч[её]т|ч)?\b\.?|кор\w*\.?\s*[/\\]?\s*(?:сч[её]т|сч)\w*\.?"
        r"(?:\s+банка)?)"
    ),
    "account": (
        r"\b(?:р\s?[/\\.]\s?с(?:ч[её]т|ч)?\b\.?|рас\w*\.?\s*[/\\]?\s*(?:сч[её]т|сч)\w*\.?"
        r"|(?:номер\s+)?сч[её]та?\b)(?:\s+(?:получателя|организации))?"
    ),
}
_LENGTHS = {
    "inn": (10, 12),
    "kpp": (9,),
    "ogrn": (13, 15),
    "bik": (9,),
    "corr_account": (20,),
    "account": (20,),
}
_RIGHT: dict[str, Callable[[str], bool]] = {
    "inn": inn.is_valid,
    "kpp": kpp.is_valid,
    "ogrn": ogrn.is_valid,
    "bik": accounts.is_bic,
}
_GROUPS = re.compile(r"[0-9A-Z]+(?:[ ][0-9A-Z]+)*")
_ALONE = re.compile(r"(?<![\d+])\d+(?: \d+)*(?!\d)")
_CORRESPONDENT = "301"
_OF_BANK = re.compile(r"\b(?:ИНН|КПП|ОГРН)\s*(?:\w+\s+)?банка?\W*[0-9A-Z]+", re.IGNORECASE)
_OURS = re.compile("|".join(_LABELS.values()), re.IGNORECASE)


def labels() -> re.Pattern[str]:
    """Where a number is announced, so that no word before it swallows it."""
    return _OURS


def read(text: str) -> dict[str, str]:
    """What was found, by field; a labelled number is given even if its length is wrong."""
    found: dict[str, str] = {}
    text = _OF_BANK.sub(" ", text)
    if pair := _PAIR.search(text):
        found |= {"inn": pair[1]} | ({"kpp": pair[2].upper()} if pair[2] else {})
    for field, label in _LABELS.items():
        for place in re.finditer(label + _GAP, text, re.IGNORECASE):
            number = _number_at(text, place.end(), field)
            if number and _is_meant(field, number):
                found.setdefault(field, number)
    for field, number in _unlabelled(text, found):
        found.setdefault(field, number)
    return found


def _number_at(text: str, start: int, field: str) -> str:
    """Groups of digits are joined until a length is reached, best where the number is right."""
    groups = _GROUPS.match(text, start)
    if groups is None or not any(char.isdigit() for char in groups[0]):
        return ""
    parts = groups[0].split(" ")
    joined = ["".join(parts[:count]) for count in range(1, len(parts) + 1)]
    fitting = [number for number in joined if len(number) in _LENGTHS[field]]
    right = _RIGHT.get(field, _is_account)
    return next((number for number in (*filter(right, fitting), *fitting)), joined[0])


def _is_meant(field: str, number: str) -> bool:
    """A label may stand before another number: "счёт" before that of the bank."""
    return not (field == "account" and number.startswith(_CORRESPONDENT))


def _unlabelled(text: str, found: dict[str, str]) -> Iterator[tuple[str, str]]:
    for place in _ALONE.finditer(text):
        for number in dict.fromkeys((place[0].replace(" ", ""), *place[0].split(" "))):
            field = _kind_of(number, found)
            if field:
                found.setdefault(field, number)
                yield field, number


def _kind_of(number: str, found: dict[str, str]) -> str:
    """What a bare number can only be."""
    if _is_account(number):
        return "corr_account" if number.startswith(_CORRESPONDENT) else "account"
    if accounts.is_bic(number) and number.startswith("04"):
        return "bik"
    if kpp.is_valid(number) and "inn" in found and number[:2] == found["inn"][:2]:
        return "kpp"
    return next((field for field in ("ogrn", "inn") if _RIGHT[field](number)), "")


def _is_account(number: str) -> bool:
    return len(number) == _LENGTHS["account"][0] and number.isascii() and number.isdigit()
