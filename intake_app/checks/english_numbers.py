"""Whole numbers in English words."""

from __future__ import annotations

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


def words(number: int) -> str:
    """`one hundred two thousand`."""
    if not number:
        return _SMALL[0]
    words: list[str] = []
    for power, scale in reversed(list(enumerate(_POWERS))):
        group = number // 1000**power % 1000
        if group:
            words += [_group(group), scale]
    return " ".join(filter(None, words))


def _group(group: int) -> str:
    hundreds, rest = divmod(group, 100)
    words = [_SMALL[hundreds], "hundred"] if hundreds else []
    if rest >= len(_SMALL):
        tens, unit = divmod(rest, 10)
        words.append(f"{_ROUND[tens]}-{_SMALL[unit]}" if unit else _ROUND[tens])
    elif rest:
        words.append(_SMALL[rest])
    return " ".join(words)
