"""A sum in words, as invoices want it: «Сто две тысячи рублей 00 копеек»."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from intake_app.money import Money

_UNITS = [
    "ноль",
    "один",
    "два",
    "три",
    "четыре",
    "пять",
    "шесть",
    "семь",
    "восемь",
    "девять",
    "десять",
    "одиннадцать",
    "двенадцать",
    "тринадцать",
    "четырнадцать",
    "пятнадцать",
    "шестнадцать",
    "семнадцать",
    "восемнадцать",
    "девятнадцать",
]
_TENS = [
    "-",
    "-",
    "двадцать",
    "тридцать",
    "сорок",
    "пятьдесят",
    "шестьдесят",
    "семьдесят",
    "восемьдесят",
    "девяносто",
]
_HUNDREDS = [
    "-",
    "сто",
    "двести",
    "триста",
    "четыреста",
    "пятьсот",
    "шестьсот",
    "семьсот",
    "восемьсот",
    "девятьсот",
]
_FEMININE = {1: "одна", 2: "две"}
_SCALES = (
    ("", "", ""),
    ("тысяча", "тысячи", "тысяч"),
    ("миллион", "миллиона", "миллионов"),
    ("миллиард", "миллиарда", "миллиардов"),
    ("триллион", "триллиона", "триллионов"),
)
_RUSSIAN = {
    "RUB": (("рубль", "рубля", "рублей"), ("копейка", "копейки", "копеек")),
    "USD": (("доллар", "доллара", "долларов"), ("цент", "цента", "центов")),
    "EUR": (("евро", "евро", "евро"), ("цент", "цента", "центов")),
    "KZT": (("тенге", "тенге", "тенге"), ("тиын", "тиына", "тиынов")),
}
_SMALL = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_ROUND = ["-", "-", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_POWERS = ("", "thousand", "million", "billion", "trillion")
_ENGLISH = {
    "RUB": (("rouble", "roubles"), ("kopeck", "kopecks")),
    "USD": (("dollar", "dollars"), ("cent", "cents")),
    "EUR": (("euro", "euros"), ("cent", "cents")),
}
_LIMIT = 1000 ** len(_SCALES)


def written(money: Money, language: str) -> str:
    """Whole units in words, the hundredths in digits; the empty text for what no bill holds."""
    whole, part = divmod(money.minor, 100)
    if not 0 <= whole < _LIMIT:
        return ""
    if language == "ru":
        unit, hundredth = _RUSSIAN.get(money.currency, ((money.currency,) * 3, ("",) * 3))
        said = f"{_russian(whole)} {_form(whole, unit)} {part:02d} {_form(part, hundredth)}"
    else:
        one, cent = _ENGLISH.get(money.currency, ((money.currency,) * 2, ("",) * 2))
        said = f"{_english(whole)} {one[whole != 1]} {part:02d} {cent[part != 1]}"
    return said[:1].upper() + said[1:].rstrip()


def _form(number: int, forms: tuple[str, ...]) -> str:
    """1 рубль, 2 рубля, 5 рублей; 11 to 14 are always like 5."""
    if number // 10 % 10 == 1:
        return forms[2]
    return forms[0] if number % 10 == 1 else forms[1] if number % 10 in {2, 3, 4} else forms[2]


def _russian(number: int) -> str:
    if not number:
        return _UNITS[0]
    words: list[str] = []
    for power, scale in reversed(list(enumerate(_SCALES))):
        group = number // 1000**power % 1000
        if group:
            words += [*_russian_group(group, feminine=power == 1), _form(group, scale)]
    return " ".join(filter(None, words))


def _russian_group(group: int, *, feminine: bool) -> list[str]:
    hundreds, rest = divmod(group, 100)
    words = [_HUNDREDS[hundreds]] if hundreds else []
    if rest >= len(_UNITS):
        tens, rest = divmod(rest, 10)
        words.append(_TENS[tens])
    if rest:
        words.append(_FEMININE.get(rest, _UNITS[rest]) if feminine else _UNITS[rest])
    return words


def _english(number: int) -> str:
    if not number:
        return _SMALL[0]
    words: list[str] = []
    for power, scale in reversed(list(enumerate(_POWERS))):
        group = number // 1000**power % 1000
        if group:
            words += [_english_group(group), scale]
    return " ".join(filter(None, words))


def _english_group(group: int) -> str:
    hundreds, rest = divmod(group, 100)
    words = [_SMALL[hundreds], "hundred"] if hundreds else []
    if rest >= len(_SMALL):
        tens, unit = divmod(rest, 10)
        words.append(f"{_ROUND[tens]}-{_SMALL[unit]}" if unit else _ROUND[tens])
    elif rest:
        words.append(_SMALL[rest])
    return " ".join(words)
