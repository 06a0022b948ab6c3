"""Order numbers and the digits in their barcode; two stations never make the same one offline.

`B-00482-7` is for people, `010000004827` for scanners: workstation prefix (2), incarnation (3),
counter (6) and one check digit by Damm, which finds every single slip and swap of neighbours.

Clients, places and people have digits of their own lengths, so that no code of a shop's papers, no
number of goods, phone, card or device can be taken for another.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Final
from uuid import UUID

if TYPE_CHECKING:
    from collections.abc import Mapping

_DAMM = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2),
    (7, 0, 9, 2, 1, 5, 4, 8, 6, 3),
    (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6),
    (6, 1, 2, 3, 0, 4, 5, 9, 7, 8),
    (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4),
    (8, 9, 4, 5, 3, 6, 2, 0, 1, 7),
    (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_LEADING = "23456789"
_FOLLOWING = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_STATIONS = 100
_INCARNATIONS = 999
_COUNTERS = 1_000_000
_ALIKE = str.maketrans("АВЕКМНОРСТУХ", "ABEKMHOPCTYX")  # Cyrillic letters that look Latin
_PREFIX = re.compile(r"([A-Z]+)([2-9][2-9A-HJKMNP-TV-Z]+)?")
_NUMBER = re.compile(r"([A-Z]+(?:[2-9][2-9A-HJKMNP-TV-Z]+-)?)-?(\d{1,6})(?:-(\d))?")

_NUMERO = re.compile(r"^\s*(?:№|#)")
_SIGNS = re.compile(r"[\s\-\u2010-\u2015]+")
_GLUED = re.compile(r"([A-Z]+(?:[2-9][2-9A-HJKMNP-TV-Z]+-)?-?\d{1,6})(\d)")
_BARE = re.compile(r"([0-9]{1,6})(?:-([0-9]))?")

LENGTH: Final = 12


class TicketKind(StrEnum):
    """What the digits on our own papers and badges stand for."""

    ORDER = "order"
    CLIENT = "client"
    PLACE = "place"
    STAFF = "staff"
    STAGE = "stage"


# Beginning and length. Orders began without a beginning; their length says what they are.
_MARKS: Mapping[TicketKind, tuple[str, int]] = MappingProxyType(
    {
        TicketKind.ORDER: ("", LENGTH),
        TicketKind.CLIENT: ("72", 32),
        TicketKind.PLACE: ("73", 18),
        TicketKind.STAFF: ("74", 18),
        TicketKind.STAGE: ("75", 18),
    }
)
_BODY_MAX = 10**15
# Of a UUIDv7 its moment and the counter behind it: no two clients share them. What is left is
# chance alone, and would only make the barcode longer.
_MOMENT_BITS, _VERSION_BITS, _CLIENT_BITS = 48, 4, 92
_REST_BITS = 128 - _MOMENT_BITS - _VERSION_BITS
_TAIL_BITS = _REST_BITS - (_CLIENT_BITS - _MOMENT_BITS)


def damm(digits: str) -> int:
    """The check digit of a run of digits; 0 when the run already ends in its own."""
    interim = 0
    for digit in digits:
        interim = _DAMM[interim][int(digit)]
    return interim


@dataclass(frozen=True, slots=True)
class Ticket:
    """One order number. `prefix` is what the hub granted (`sync.core.prefixes`)."""

    prefix: str
    counter: int

    @property
    def digits(self) -> str:
        """What the barcode holds: digits only, so that no keyboard layout can spoil it.

        Raises ValueError for a prefix that no hub grants.
        """
        station, incarnation = _parts(self.prefix)
        body = f"{station:02d}{incarnation:03d}{self.counter % _COUNTERS:06d}"
        return f"{body}{damm(body)}"

    @property
    def number(self) -> str:
        """What people read, say and type."""
        return f"{self.prefix}-{self.counter:05d}-{self.digits[-1]}"


def is_ours(text: str) -> bool:
    """Whether a scanned code can be the barcode of an order, no digit wrong."""
    return len(text) == LENGTH and text.isascii() and text.isdigit() and damm(text) == 0


def kind_of(text: str) -> TicketKind | None:
    """What a scanned code of ours stands for; None when it is none of ours, or misread."""
    if not (text.isascii() and text.isdigit()) or damm(text):
        return None
    for kind, (beginning, length) in _MARKS.items():
        if len(text) == length and text.startswith(beginning):
            return kind
    return None


def place_digits(number: int) -> str:
    """The barcode of a shelf or a place. Raises ValueError for a number no barcode holds."""
    return _digits(TicketKind.PLACE, number)


def place_number(digits: str) -> int:
    """The number of the shelf whose barcode holds these digits."""
    beginning, _ = _MARKS[TicketKind.PLACE]
    return int(digits.removeprefix(beginning)[:-1])


def staff_digits(number: int) -> str:
    """The barcode of a badge. Raises ValueError for a number no barcode holds."""
    return _digits(TicketKind.STAFF, number)


def stage_digits(number: int) -> str:
    """The barcode of a stage. Raises ValueError for a number no barcode holds."""
    return _digits(TicketKind.STAGE, number)


def stage_number(digits: str) -> int:
    """The number of the stage whose barcode holds these digits."""
    beginning, _ = _MARKS[TicketKind.STAGE]
    return int(digits.removeprefix(beginning)[:-1])


def client_digits(client: UUID) -> str:
    """The barcode of a client's card, made from the beginning of his id."""
    beginning, length = _MARKS[TicketKind.CLIENT]
    first = client.int >> (128 - _MOMENT_BITS)
    rest = client.int & ((1 << _REST_BITS) - 1)
    number = (first << (_CLIENT_BITS - _MOMENT_BITS)) | (rest >> _TAIL_BITS)
    body = f"{beginning}{number:0{length - len(beginning) - 1}d}"
    return f"{body}{damm(body)}"


def client_range(digits: str) -> tuple[UUID, UUID]:
    """The first and the last id whose card can hold these digits."""
    beginning, _ = _MARKS[TicketKind.CLIENT]
    number = int(digits.removeprefix(beginning)[:-1]) & ((1 << _CLIENT_BITS) - 1)
    behind = _CLIENT_BITS - _MOMENT_BITS
    first, rest = number >> behind, number & ((1 << behind) - 1)
    low = (first << (128 - _MOMENT_BITS)) | (7 << _REST_BITS) | (rest << _TAIL_BITS)
    return UUID(int=low), UUID(int=low | ((1 << _TAIL_BITS) - 1))


def is_prefix(text: str) -> bool:
    """Whether order numbers can be made with it."""
    return _PREFIX.fullmatch(text) is not None


def from_number(text: str) -> Ticket | None:
    """Read a typed number, with or without its check digit; Cyrillic look-alikes are forgiven."""
    match = _NUMBER.fullmatch(text.strip().upper().translate(_ALIKE))
    if match is None:
        return None
    ticket = Ticket(match[1].removesuffix("-"), int(match[2]))
    return ticket if match[3] in {None, ticket.digits[-1]} else None


def _digits(kind: TicketKind, number: int) -> str:
    if not 0 <= number < _BODY_MAX:
        raise ValueError(number)
    body = f"{_MARKS[kind][0]}{number:015d}"
    return f"{body}{damm(body)}"


def barcodes(text: str) -> tuple[str, ...]:
    """Every barcode of an order that may be meant by what was scanned or typed.

    The check digit may be missing, signs between the parts too: `A-00482-7`, `a482`, `A 004827`.
    """
    number = _SIGNS.sub("-", _NUMERO.sub("", text).strip()).upper().translate(_ALIKE)
    if number.isascii() and number.isdigit():
        whole = f"{number}{damm(number)}" if len(number) == LENGTH - 1 else number
        return (whole,) if is_ours(whole) else ()
    found = from_number(number)
    glued = _GLUED.fullmatch(number)
    parted = from_number(f"{glued[1]}-{glued[2]}") if glued else None
    return tuple(dict.fromkeys(one.digits for one in (found, parted) if one is not None))


def bare_counter(text: str) -> tuple[int, str] | None:
    """The counter of a number without its prefix, and its check digit if there is one.

    `482`, `№ 00482` and `482-7` are such; the desk that gave the number is not known then.
    """
    match = _BARE.fullmatch(_SIGNS.sub("-", _NUMERO.sub("", text).strip()))
    return None if match is None else (int(match[1]), match[2] or "")


def _parts(prefix: str) -> tuple[int, int]:
    """Number the workstation and its incarnation; both start anew when their digits run out."""
    match = _PREFIX.fullmatch(prefix)
    if match is None:
        raise ValueError(prefix)
    station = 0
    for letter in match[1]:
        station = station * len(_LETTERS) + _LETTERS.index(letter) + 1
    incarnation = _incarnation(match[2]) if match[2] else 0
    folded = 1 + (incarnation - 1) % _INCARNATIONS if incarnation else 0
    return (station - 1) % _STATIONS, folded


def _incarnation(suffix: str) -> int:
    """Undo the suffix that `sync.core.prefixes` gives to an incarnation."""
    index, shorter, room = _LEADING.index(suffix[0]), 0, len(_LEADING) * len(_FOLLOWING)
    for place, char in enumerate(suffix[1:]):
        if place:
            shorter += room
            room *= len(_FOLLOWING)
        index = index * len(_FOLLOWING) + _FOLLOWING.index(char)
    return 1 + shorter + index
