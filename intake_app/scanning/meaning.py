"""What a scanned code is, whatever screen is in sight; pure. What is done with it is decided above.

Every code means something, if only `UNKNOWN`. Nothing here asks the store: whether an order with
these digits exists is found out by whoever acts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from intake_app.checks import cheque, goods, imei, layout, serial, ticket
from intake_app.checks.ticket import TicketKind
from intake_app.scanning import gs1

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from intake_app.checks.cheque import Cheque
    from intake_app.scanning.scan import Scan


class Kind(StrEnum):
    """What a code can be."""

    ORDER = "order"
    CLIENT = "client"
    PLACE = "place"
    STAFF = "staff"
    STAGE = "stage"
    CHEQUE = "cheque"
    IMEI = "imei"
    SERIAL = "serial"
    PART = "part"
    PHONE = "phone"
    LINK = "link"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Meaning:
    """`code` is what is worth keeping of it; `or_else` is what it may be if that is not known.

    `serial` is a code without what only a label says.
    """

    kind: Kind
    code: str
    imeis: tuple[str, ...] = ()
    serial: str = ""
    article: str = ""
    cheque: Cheque | None = None
    or_else: tuple[Kind, ...] = ()


_GOODS = frozenset({"E0", "E1", "E2", "E3", "E4"})
_LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_PHONE = re.compile(r"(?:tel:)?(\+\d{10,15})|tel:(\d{6,15})|([78][3489]\d{9})", re.IGNORECASE)
_CARD_PHONE = re.compile(r"(?:^|[\n;:])TEL[^:\n]*:([+\d ()-]{6,25})", re.IGNORECASE)
_RUN = re.compile(r"(?<!\d)\d{15}(?!\d)")
_NAMED_SERIAL = re.compile(
    r"\b(?:S/?N|Serial(?: ?No\.?)?)[:=# ]{1,3}([A-Z0-9-]{5,24})", re.IGNORECASE
)
# An Apple box: `1P` in front of an article. What stands behind the `S` of a serial number only who
# knows the brand can tell, so that both are kept.
_APPLE_ARTICLE = re.compile(r"1P([A-Z0-9]{4,6}[A-Z]{1,2}/[A-Z])")
_SERIAL = re.compile(
    r"(?=[A-Z0-9./-]*\d)(?=[A-Z0-9./-]*[A-Z])[A-Z0-9][A-Z0-9./-]{4,29}", re.IGNORECASE
)
_CYRILLIC = re.compile("[А-яЁё]")


def understand(scan: Scan) -> Meaning:
    """Say what a code is; one that came through a Cyrillic layout is read as it was meant."""
    text = scan.text.strip()
    meant = layout.to_latin(text)
    if scan.symbology in _GOODS and goods.is_valid(text):
        return Meaning(Kind.PART, text, article=text, or_else=_others(text))
    through_layout = _CYRILLIC.search(text) is not None and meant.isascii()
    for read in _READERS:
        found = read(meant if through_layout else text)
        if found is not None:
            return found
    return Meaning(Kind.UNKNOWN, text, or_else=(Kind.SERIAL, Kind.PART) if text else ())


def _ours(text: str) -> Meaning | None:
    kind = ticket.kind_of(text)
    if kind is not None:
        return Meaning(_OURS[kind], text, or_else=_others(text))
    number = ticket.from_number(text) if text.count("-") > 1 else None
    return Meaning(Kind.ORDER, number.digits) if number is not None else None


_OURS: Mapping[TicketKind, Kind] = MappingProxyType({kind: Kind(kind.value) for kind in TicketKind})


def _others(text: str) -> tuple[Kind, ...]:
    """What digits of ours may be besides, should nobody here know them."""
    is_article = goods.is_valid(text)
    is_order = ticket.kind_of(text) is TicketKind.ORDER
    return (Kind.PART,) if is_article and is_order else ()


def _cheque(text: str) -> Meaning | None:
    found = cheque.read(text)
    return None if found is None else Meaning(Kind.CHEQUE, text, cheque=found)


def _link(text: str) -> Meaning | None:
    return Meaning(Kind.LINK, text) if _LINK.fullmatch(text) else None


def _telephone(text: str) -> Meaning | None:
    match = _PHONE.fullmatch(text)
    if match is not None:
        return Meaning(Kind.PHONE, next(filter(None, match.groups())))
    card = _CARD_PHONE.search(text) if text.upper().startswith(("BEGIN:VCARD", "MECARD:")) else None
    return Meaning(Kind.PHONE, re.sub(r"[ ()-]", "", card[1])) if card else None


def _marked(text: str) -> Meaning | None:
    """A GS1 code: a phone's box, a marked article, or goods by number alone."""
    found = gs1.fields(text)
    if not found:
        return None
    article = found.get(gs1.GTIN, "")
    serial = found.get(gs1.SERIAL, "")
    given = (found.get(gs1.PHONE_IDENTITY, ""), serial)
    imeis = tuple(dict.fromkeys(value for value in given if imei.is_valid(value)))
    if imeis:
        own = "" if serial in imeis else serial
        return Meaning(Kind.IMEI, imeis[0], imeis=imeis, serial=own, article=article)
    if serial:
        return Meaning(Kind.SERIAL, serial, serial=serial, article=article, or_else=(Kind.PART,))
    return Meaning(Kind.PART, article, article=article) if article else None


def _identity(text: str) -> Meaning | None:
    """One IMEI or all that a box says: two IMEIs and a serial number."""
    runs = (run for run in _RUN.findall(text) if imei.is_valid(run))
    imeis = tuple(dict.fromkeys(runs))[:2]
    if not imeis:
        return None
    named = _NAMED_SERIAL.search(text)
    return Meaning(Kind.IMEI, imeis[0], imeis=imeis, serial=named[1] if named else "")


def _goods(text: str) -> Meaning | None:
    if goods.is_valid(text):
        return Meaning(Kind.PART, text, article=text)
    apple = _APPLE_ARTICLE.fullmatch(text)
    return Meaning(Kind.PART, apple[1], article=apple[1]) if apple else None


def _serial_number(text: str) -> Meaning | None:
    named = _NAMED_SERIAL.search(text)
    if named:
        return Meaning(Kind.SERIAL, named[1], serial=named[1])
    if _SERIAL.fullmatch(text):
        bare = serial.unprefixed(text)
        or_else = (Kind.PART,) if bare == text else ()
        return Meaning(Kind.SERIAL, text, serial=bare, or_else=or_else)
    return None


_READERS: tuple[Callable[[str], Meaning | None], ...] = (
    _ours, _cheque, _link, _telephone, _marked, _identity, _goods, _serial_number,
)  # fmt: skip


def as_kind(meaning: Meaning, kind: Kind) -> Meaning:
    """The same code as a person says it is."""
    serial = meaning.code if kind is Kind.SERIAL else meaning.serial
    article = meaning.code if kind is Kind.PART else meaning.article
    return replace(meaning, kind=kind, serial=serial, article=article, or_else=())
