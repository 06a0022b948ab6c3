"""Whole numbers in Russian words, and the case of what is counted."""

from __future__ import annotations

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


def words(number: int) -> str:
    """`сто две тысячи`; masculine, as roubles are."""
    if not number:
        return _UNITS[0]
    words: list[str] = []
    for power, scale in reversed(list(enumerate(_SCALES))):
        group = number // 1000**power % 1000
        if group:
            words += [*_group(group, feminine=power == 1), form(group, scale)]
    return " ".join(filter(None, words))


def form(number: int, forms: tuple[str, ...]) -> str:
    """1 рубль, 2 рубля, 5 рублей; 11 to 14 are always like 5."""
    if number // 10 % 10 == 1:
        return forms[2]
    return forms[0] if number % 10 == 1 else forms[1] if number % 10 in {2, 3, 4} else forms[2]


def _group(group: int, *, feminine: bool) -> list[str]:
    hundreds, rest = divmod(group, 100)
    words = [_HUNDREDS[hundreds]] if hundreds else []
    if rest >= len(_UNITS):
        tens, rest = divmod(rest, 10)
        words.append(_TENS[tens])
    if rest:
        words.append(_FEMININE.get(rest, _UNITS[rest]) if feminine else _UNITS[rest])
    return words
