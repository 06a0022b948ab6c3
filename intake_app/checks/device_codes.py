"""What the codes on a device or its box are: two IMEIs, a serial, or nothing of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from intake_app.checks import imei, serial

if TYPE_CHECKING:
    from collections.abc import Sequence

_ARTICLE = re.compile(r"(1P)?[A-Z0-9]{4,7}/[A-Z]")  # Apple's part number
_EAN = frozenset({8, 12, 13, 14})
_LONG = 17  # digits: an eSIM or a SIM card, no serial
_SHORT = 4
_LAST = 3
_TAC = 8  # digits that say which model it is


@dataclass(frozen=True, slots=True)
class DeviceCodes:
    """What was understood; empty where there was nothing."""

    imei: str = ""
    imei2: str = ""
    serial: str = ""

    @property
    def all(self) -> tuple[str, ...]:
        """What a device may be known by."""
        return tuple(filter(None, (self.imei, self.imei2, self.serial)))

    def beside(self, first: str, second: str) -> DeviceCodes:
        """What a field holds already, and a lone IMEI of the same model: the device's second one.

        The labels of a box are scanned one after the other. An IMEI of another model is another
        device's, and takes the place of the first.
        """
        held = imei.normalise(first)
        is_free = imei.normalise(second) in {"", self.imei}
        is_alone = bool(self.imei) and not self.imei2 and is_free
        alike = imei.is_valid(held) and held != self.imei and held[:_TAC] == self.imei[:_TAC]
        return replace(self, imei=held, imei2=self.imei) if is_alone and alike else self

    def __bool__(self) -> bool:
        """Whether anything was understood."""
        return bool(self.all)


def sort_codes(codes: Sequence[str], brand: str = "") -> DeviceCodes:
    """Tell IMEIs from the serial, and leave out what is neither.

    One code alone is a serial only when it mixes letters and digits: digits may be anything.
    """
    numbers = dict.fromkeys(imei.normalise(code) for code in codes if imei.is_valid(code))
    first, second, *_ = (*numbers, "", "")
    marks = [serial.normalise(code) for code in codes if not imei.is_valid(code)]
    told = [serial.unprefixed(mark, brand) for mark in marks if _is_serial(mark)]
    sure = next((mark for mark in told if not mark.isdigit()), "")
    return DeviceCodes(first, second, sure or (told[0] if told and numbers else ""))


def _is_serial(mark: str) -> bool:
    if len(mark) < _SHORT or not mark.isascii() or _ARTICLE.fullmatch(mark):
        return False
    return not (mark.isdigit() and (len(mark) >= _LONG or _is_ean(mark)))


def _is_ean(digits: str) -> bool:
    if len(digits) not in _EAN:
        return False
    *body, check = map(int, digits)
    total = sum(digit * (_LAST if place % 2 == 0 else 1) for place, digit in enumerate(body[::-1]))
    return (total + check) % 10 == 0
