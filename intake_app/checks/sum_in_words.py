"""A sum in words, as invoices want it: «Сто две тысячи рублей 00 копеек»."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_app.checks import english_numbers, russian_numbers
from intake_app.checks.russian_numbers import form

if TYPE_CHECKING:
    from intake_app.money import Money

_RUSSIAN = {
    "RUB": (("рубль", "рубля", "рублей"), ("копейка", "копейки", "копеек")),
    "USD": (("доллар", "доллара", "долларов"), ("цент", "цента", "центов")),
    "EUR": (("евро", "евро", "евро"), ("цент", "цента", "центов")),
    "KZT": (("тенге", "тенге", "тенге"), ("тиын", "тиына", "тиынов")),
}
_ENGLISH = {
    "RUB": (("rouble", "roubles"), ("kopeck", "kopecks")),
    "USD": (("dollar", "dollars"), ("cent", "cents")),
    "EUR": (("euro", "euros"), ("cent", "cents")),
}
_LIMIT = 1000**5  # five scales are named, up to trillions


def written(money: Money, language: str) -> str:
    """Whole units in words, the hundredths in digits; the empty text for what no bill holds."""
    whole, part = divmod(money.minor, 100)
    if not 0 <= whole < _LIMIT:
        return ""
    if language == "ru":
        unit, hundredth = _RUSSIAN.get(money.currency, ((money.currency,) * 3, ("",) * 3))
        counted, rest = form(whole, unit), form(part, hundredth)
        said = f"{russian_numbers.words(whole)} {counted} {part:02d} {rest}"
    else:
        one, cent = _ENGLISH.get(money.currency, ((money.currency,) * 2, ("",) * 2))
        said = f"{english_numbers.words(whole)} {one[whole != 1]} {part:02d} {cent[part != 1]}"
    return said[:1].upper() + said[1:].rstrip()
