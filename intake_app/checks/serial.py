"""Serial numbers as they are kept, and what a scanned or misread one may have been."""

from __future__ import annotations

import re
from itertools import product

from intake_app.checks import layout

_BLANKS = re.compile(r"\s+")
_LATIN = re.compile(r"[A-Z]")
_CYRILLIC = re.compile(r"[А-ЯЁ]")
_PLAIN = re.compile(r"[A-Z0-9./\-]+")
_LETTERS_ALIKE = str.maketrans("АВЕКМНОРСТУХ", "ABEKMHOPCTYX")
_APPLE_OLD = re.compile(r"S(?=.*\d)(?=.*[A-Z])[A-Z0-9]{12}")
# Factory, year and week as Apple wrote them: a serial of somebody else hardly looks so.
_APPLE_FOR_SURE = re.compile(
    r"S[A-Z0-9]{3}[CDFGHJKLMNPQRSTVWXYZ][1-9CDFGHJKLMNPQRTVWXY][A-Z0-9]{7}"
)
_APPLE_NEW = re.compile(r"S[A-Z0-9]{10}")
_TWINS = {"0": "0O", "O": "0O", "1": "1I", "I": "1I"}
_DOUBTS_MAX = 6  # 64 spellings are looked up in no time
APPLE = "apple"


def normalise(text: str) -> str:
    """Upper case without blanks: `ыт123` typed in the other layout → `SN123`.

    Russian letters among Latin ones are taken for the Latin ones that look like them.
    """
    mark = _BLANKS.sub("", text).upper()
    if not _CYRILLIC.search(mark):
        return mark
    if _LATIN.search(mark):
        return mark.translate(_LETTERS_ALIKE)
    # "ß".upper() and its like aside, a layout never changes the length.
    typed = layout.to_latin(mark).upper()
    return typed if _PLAIN.fullmatch(typed) else mark


def unprefixed(mark: str, brand: str = "") -> str:
    """Drop the `S` that Apple's labels put before the serial itself.

    Twelve characters behind it are an old serial if they look like one or the brand says so; ten
    are a new one only if the brand does.
    """
    is_apple = brand.casefold() == APPLE
    looks_so = not brand and _APPLE_FOR_SURE.fullmatch(mark)
    old = _APPLE_OLD.fullmatch(mark) and (is_apple or looks_so)
    new = _APPLE_NEW.fullmatch(mark) and is_apple
    return mark[1:] if old or new else mark


def readings(mark: str) -> tuple[str, ...]:
    """What the serial may be when 0 and O, 1 and I were mixed up; as it stands first.

    With too many of them only all digits and all letters are tried.
    """
    doubts = sum(char in _TWINS for char in mark)
    if doubts > _DOUBTS_MAX:
        letters = mark.replace("0", "O").replace("1", "I")
        found = [mark, letters.replace("O", "0").replace("I", "1"), letters]
    else:
        choices = (_TWINS.get(char, char) for char in mark)
        found = [mark, *("".join(chars) for chars in product(*choices))]
    return tuple(dict.fromkeys(found))
