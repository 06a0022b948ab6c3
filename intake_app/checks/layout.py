"""What was meant when the keyboard was in the other layout: ru ↔ en by physical key."""

from __future__ import annotations

import re

_RU = "йцукенгшщзхъфывапролджэячсмитьбюё"
_EN = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
_EN_SHIFTED = 'QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>~'

_TO_EN = str.maketrans(_RU + _RU.upper(), _EN + _EN_SHIFTED)
_TO_RU = str.maketrans(_EN + _EN_SHIFTED, _RU + _RU.upper())


def to_latin(text: str) -> str:
    """`ЫТ1234567` → `SN1234567`; digits and everything unknown pass unchanged."""
    return text.translate(_TO_EN)


def to_cyrillic(text: str) -> str:
    """`gtnhjd` → `петров`."""
    return text.translate(_TO_RU)


def variants(text: str) -> tuple[str, ...]:
    """As typed first, then what the other layouts would have given, without repeats."""
    return tuple(dict.fromkeys((text, to_cyrillic(text), to_latin(text))))


_LATIN_RUN = re.compile(r"[bcdfghj-np-tv-xz]+")
_RUSSIAN_RUN = re.compile(r"[бвгджзклмнпрстфхцчшщ]+")
_BEGINNINGS = re.compile(
    r"bl|br|ch|chr|cl|cr|cz|dj|dr|dw|dz|fl|fr|gh|gl|gn|gr|kh|kl|kn|kr|ll|mc|ph|pl|pr|ps|rh|sc|sch"
    r"|scr|sh|shch|shr|shv|sk|sl|sm|sn|sp|spl|spr|sq|st|str|sv|sw|th|thr|tr|ts|tw|vl|vr|wh|wr|zh|zw"
)
# After one letter an apostrophe is at home in Latin: O'Hara, d'Arcy.
_NOT_LATIN = re.compile(r"(?<=\w)[\[\];,.`](?=\w)|(?<=\w\w)'(?=\w)|[\[\];`]|q(?!u)")
_NOT_RUSSIAN = re.compile(r"\b[ьъы]|[аеёиоуыэюя][ьъ]|[бвгджзклмнпрстфхцчшщ]й|[аеёиоуыэюя]{3}")


def is_slip(typed: str) -> bool:
    """Whether Latin letters are a word only when read as Russian keys: `cthutq` → сергей.

    Names of both languages are told apart by what neither has: the side with fewer oddities wins.
    """
    latin = typed.casefold()
    if not latin.isascii() or not any(letter.isalpha() for letter in latin):
        return False
    russian = to_cyrillic(latin)
    if not set(russian) & set("аеёиоуыэюя"):
        return False
    return not set(latin) & set("aeiou") or _odd_in_latin(latin) > _odd_in_russian(russian)


def _odd_in_latin(text: str) -> int:
    odd = 2 * len(_NOT_LATIN.findall(text))
    for word in text.split():
        runs = [run[0] for run in _LATIN_RUN.finditer(word)]
        odd += sum(max(0, len(run) - 2) for run in runs)
        first = _LATIN_RUN.match(word)
        odd += bool(first and len(first[0]) > 1 and not _BEGINNINGS.fullmatch(first[0]))
    return odd


def _odd_in_russian(text: str) -> int:
    runs = (run[0] for run in _RUSSIAN_RUN.finditer(text))
    return 3 * len(_NOT_RUSSIAN.findall(text)) + sum(max(0, len(run) - 3) for run in runs)
