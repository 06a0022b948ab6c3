"""What a fiscal cheque says of itself: its QR (ФНС: `t s fn i fp n`), or three numbers typed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

SALE, SALE_BACK, EXPENSE, EXPENSE_BACK = "1", "2", "3", "4"
"""Signs of a settlement (tag 1054)."""
_QR = re.compile(r"(?:[a-z]{1,2}=[0-9T.]+(?:&|$))+")
_AT = ("%Y%m%dT%H%M%S", "%Y%m%dT%H%M")
_TYPED = re.compile(r"\D*(\d{16})\D+(\d{1,10})\D+(\d{1,10})\D*")


@dataclass(frozen=True, slots=True)
class Cheque:
    """The QR of a fiscal cheque."""

    at: datetime
    minor: int
    drive: str  # fiscal drive (fn)
    number: str  # of the document on it (i)
    sign: str  # fp
    operation: str = ""  # n: 1 sale, 2 sale given back, 3 expense, 4 expense given back

    @property
    def printed_at(self) -> str:
        """The moment as a cheque writes it."""
        return f"{self.at:%Y%m%dT%H%M}"


def read(text: str) -> Cheque | None:
    """A scanned QR; None when it is something else."""
    if not _QR.fullmatch(text):
        return None
    parts = dict(part.split("=", 1) for part in text.split("&") if part)
    at, minor = _moment(parts.get("t", "")), _minor(parts.get("s", ""))
    drive, number, sign = (parts.get(name, "") for name in ("fn", "i", "fp"))
    if at is None or minor is None or not (drive and number and sign):
        return None
    return Cheque(at, minor, drive, number, sign, parts.get("n", ""))


def typed(text: str, minor: int, at: datetime) -> Cheque | None:
    """What a person copied from the paper: ФН, ФД and ФП, or the text of the QR."""
    scanned = read(text.strip())
    if scanned is not None:
        return scanned
    match = _TYPED.fullmatch(text)
    return Cheque(at, abs(minor), match[1], match[2], match[3]) if match else None


def fits(cheque: Cheque, minor: int) -> bool:
    """Whether it is the cheque of such a payment: the sum, and in or out."""
    wanted = {"", SALE if minor > 0 else SALE_BACK}
    return cheque.minor == abs(minor) and cheque.operation in wanted


def _moment(text: str) -> datetime | None:
    for form in _AT:
        try:
            return datetime.strptime(text, form)  # noqa: DTZ007 - a till's own clock, zone unknown
        except ValueError:
            continue
    return None


def _minor(text: str) -> int | None:
    match = re.fullmatch(r"(\d{1,12})(?:\.(\d{1,2}))?", text)
    return int(match[1]) * 100 + int((match[2] or "0").ljust(2, "0")) if match else None
