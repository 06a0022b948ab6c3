"""The recovery key on paper: eight blocks of five signs, each of which knows when it is misread.

Four signs of a block carry 20 bits; the fifth is a sum over the field of 32 elements that differs
from block to block. So one wrong sign, two swapped ones and two swapped blocks are all found, and
named before the whole is tried.
"""

from __future__ import annotations

import re

from intake_app.checks import layout
from intake_app.errors import Problem, RejectedError

ROOT_BYTES = 20
BLOCKS, SIGNS = 8, 5
QR_MARK = "INTAKE1:"

_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_VALUES = {sign: value for value, sign in enumerate(_SIGNS)}
_ALIKE = str.maketrans("OILUАВЕЗКМНОРСТХУ", "011VABE3KMH0PCTXY")
_NOISE = re.compile(r"[\s\-\u2010-\u2015.,_]+")
_BITS, _POLYNOMIAL = 5, 0b100101


def blocks(root: bytes) -> tuple[str, ...]:
    """What is printed. Raises ValueError unless there are exactly 20 bytes."""
    if len(root) != ROOT_BYTES:
        raise ValueError("no recovery key")
    number = int.from_bytes(root)
    data = SIGNS - 1
    values = [
        number >> _BITS * shift & (1 << _BITS) - 1 for shift in reversed(range(BLOCKS * data))
    ]
    return tuple(
        "".join(_SIGNS[value] for value in (*part, _check(part, place)))
        for place, part in enumerate(values[at : at + data] for at in range(0, len(values), data))
    )


def qr_text(root: bytes) -> str:
    """What the square beside the blocks holds; a scanner types it."""
    return QR_MARK + "".join(blocks(root))


def parse(typed: str) -> bytes:
    """Read what was typed, scanned, or typed in the other keyboard layout.

    Raises RejectedError(RECOVERY_SHORT), or RECOVERY_BLOCK whose detail is the number of the block.
    """
    readings = [_read(text) for text in (typed, layout.to_latin(typed))]
    whole = [signs for signs in readings if len(signs) == BLOCKS * SIGNS]
    if not whole:
        raise RejectedError(Problem.RECOVERY_SHORT)
    best = min(whole, key=lambda signs: len(_wrong(signs)))
    wrong = _wrong(best)
    if wrong:
        raise RejectedError(Problem.RECOVERY_BLOCK, str(wrong[0]))
    number = 0
    for at, sign in enumerate(best):
        if at % SIGNS != SIGNS - 1:
            number = number << _BITS | _VALUES[sign]
    return number.to_bytes(ROOT_BYTES)


def plain(typed: str) -> str:
    """Typed signs as they are printed; empty when there is one that never is."""
    return _read(typed)


def _read(typed: str) -> str:
    plain = _NOISE.sub("", typed.upper().replace(QR_MARK, "")).translate(_ALIKE)
    return plain if set(plain) <= _VALUES.keys() else ""


def _wrong(signs: str) -> list[int]:
    parts = (signs[at : at + SIGNS] for at in range(0, len(signs), SIGNS))
    return [place + 1 for place, part in enumerate(parts) if not _is_sound(part, place)]


def _is_sound(signs: str, place: int) -> bool:
    *values, check = (_VALUES[sign] for sign in signs)
    return _check(values, place) == check


def _check(values: list[int], place: int) -> int:
    total, weight = place + 1, 1
    for value in values:
        weight = _times(weight, 2)
        total ^= _times(weight, value)
    return total


def _times(left: int, right: int) -> int:
    """Multiply in the field of 32 elements."""
    product = 0
    while right:
        if right & 1:
            product ^= left
        left <<= 1
        if left >> _BITS:
            left ^= _POLYNOMIAL
        right >>= 1
    return product
