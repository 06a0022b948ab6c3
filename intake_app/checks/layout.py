"""What was meant when the keyboard was in the other layout: ru ↔ en by physical key."""

from __future__ import annotations

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
