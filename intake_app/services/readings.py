"""What one typed word may stand for: itself, slang, the same sound in other letters. Light."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from intake_app.services import shipped

if TYPE_CHECKING:
    from collections.abc import Mapping

Reading: TypeAlias = tuple[tuple[str, ...], ...]
"""What one typed word may stand for: each alternative is one word or several."""

_SLANG_MIN = 3  # shorter words are slang only when they are whole
_ALIKE = str.maketrans("авекмнорстух", "abekmhopctyx")
_LETTERS = "абвгдежзийклмнопрстуфхцчшщыэюя"
_LATIN = "a b v g d e zh z i y k l m n o p r s t u f h c ch sh sch y e yu ya"
_SOUNDS = str.maketrans(dict(zip(_LETTERS, _LATIN.split(), strict=True)) | {"ъ": "", "ь": ""})


def said(word: str) -> Reading:
    """The word, and what it is slang for."""
    return ((word,), *_slang().get(word, ()))


def sounding(word: str) -> Reading:
    """Latin letters for the Russian ones that look or sound like them: `а52`, `нокиа`."""
    ways = dict.fromkeys((word.translate(_ALIKE), word.translate(_SOUNDS)))
    return tuple((way,) for way in ways if way)


@cache
def _slang() -> Mapping[str, Reading]:
    """Each synonym under all its beginnings, for words that are still being typed."""
    found: dict[str, dict[tuple[str, ...], None]] = {}
    for said, called in shipped.synonyms().items():
        for end in {*range(_SLANG_MIN, len(said)), len(said)}:
            found.setdefault(said[:end], {}).update(dict.fromkeys(called))
    return {start: tuple(ways) for start, ways in found.items()}
