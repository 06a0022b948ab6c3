"""How works, parts and quantities are written on screen, and read when they are typed."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from intake_app.checks.line_sums import UNIT
from intake_app.i18n.translator import N_
from intake_app.services.work_rows import ORDERED, RESERVED, USED, WANTED
from intake_app.ui import typed_amounts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from intake_app.i18n.translator import Translator

STATES: Mapping[str, str] = MappingProxyType(
    {
        WANTED: N_("to be ordered"),
        ORDERED: N_("ordered"),
        RESERVED: N_("set aside"),
        USED: N_("built in"),
        "low": N_("the stock runs out"),
    }
)
KINDS: Mapping[str, str] = MappingProxyType({"work": N_("Work"), "part": N_("Part")})
FINDINGS: Mapping[str, str] = MappingProxyType(
    {
        "diagnosis": N_("The diagnosis"),
        "finding": N_("Finding"),
        "recommendation": N_("Recommendation"),
    }
)
UNITS: Mapping[str, str] = MappingProxyType({"": N_("pcs"), "hour": N_("h"), "metre": N_("m")})

_NUMBER = r"\d{1,6}(?:[.,]\d{1,3})?"
_QUANTITY = re.compile(_NUMBER)
_TIMES = re.compile(
    rf"(?:^({_NUMBER})\s*(?:x|х|\*|шт\.?|pcs|ч|h|м|m)\s+|^(?:x|х|\*)\s?({_NUMBER})\s+|\s(?:x|х|\*)\s?({_NUMBER})(?=\s|$)"
    rf"|\s({_NUMBER})\s?(?:шт\.?|pcs|ч|h|м|m)(?=\s|$))",
    re.IGNORECASE,
)
_PRICE = re.compile(
    r"\s((?:\d{1,3}(?:[ \u00a0.,]\d{3})+|\d+)(?:[.,]\d{1,2})?)\s?(к|k|тыс|т|руб|р|₽|€|\$)?\.?$",
    re.IGNORECASE,
)
_SURE_PRICE = 100_00  # in minor units: what is less, and bare, is part of a name: `iPhone 13`


class TypedLine(NamedTuple):
    """What a line of work says: its words, how many, and the price if one was typed."""

    words: str
    quantity: int = UNIT
    price_minor: int | None = None


def read_line(typed: str) -> TypedLine:
    """Understand `экран 4500`, `2x винт 50`, `чистка 1,5ч 1000`, `винт x3`."""
    text = " ".join(typed.split())
    price = None
    found = _PRICE.search(text)
    if found is not None:
        price = _price(found[1], found[2] or "")
        text = text[: found.start()] if price is not None else text
    quantity = UNIT
    times = _TIMES.search(text)
    if times is not None:
        number = next(filter(None, times.groups()))
        quantity = read_quantity(number) or UNIT
        text = f"{text[: times.start()]} {text[times.end() :]}"
    return TypedLine(" ".join(text.split()), quantity, price)


def _price(number: str, sign: str) -> int | None:
    """A sum that can be nothing else: with a sign, with kopecks, or large enough."""
    unit = sign if sign.casefold() in {"к", "k", "т", "тыс"} else ""
    minor = typed_amounts.parse(number + unit)
    is_sure = bool(sign) or number[-3:-2] in {",", "."}
    return minor if minor is not None and (is_sure or minor >= _SURE_PRICE) else None


def read_quantity(typed: str) -> int | None:
    """Thousandths; None when it is no quantity."""
    text = typed.strip()
    if not _QUANTITY.fullmatch(text):
        return None
    whole, _, part = text.replace(",", ".").partition(".")
    return int(whole) * UNIT + int(part.ljust(3, "0") or 0)


def quantity(thousandths: int, language: str) -> str:
    """`2`, `1,5`."""
    sign = "\u2212" if thousandths < 0 else ""
    whole, part = divmod(abs(thousandths), UNIT)
    point = "," if language == "ru" else "."
    return f"{sign}{whole}{point}{part:03d}".rstrip("0") if part else f"{sign}{whole}"


def state(code: str, eta: str, tr: Translator) -> str:
    """How far a part is, with the day it is expected."""
    said = tr(STATES.get(code, code)) if code else ""
    return f"{said} · {eta[8:10]}.{eta[5:7]}" if eta and said else said
