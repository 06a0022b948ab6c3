"""The lines of a fiscal cheque (tag 1059): every work and part, or one line for a part of the sum.

A cheque that speaks of the whole price names each line; one that speaks of a part of it, of an
advance or of a debt that is paid names the order: no law says which screw a prepayment is for.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from intake_app.checks import fiscal_tags, line_sums, vat
from intake_app.checks.fiscal_tags import GOODS, WORK

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from intake_app.checks.fiscal_tags import Tags

NAME_MAX = 128
"""Tag 1030 has room for so many letters."""
TRAVEL = "Выезд мастера"
_TITLES: Mapping[int, str] = MappingProxyType(
    {
        fiscal_tags.ADVANCE: "Аванс, заказ %s",
        fiscal_tags.PART_PREPAYMENT: "Предоплата за ремонт, заказ %s",
        fiscal_tags.CREDIT_PAID: "Оплата по заказу %s",
    }
)
"""By 1214, for a cheque of one line; a cheque of this law speaks Russian (168-ФЗ)."""
_REPAIR = "Ремонт, заказ %s"


@dataclass(frozen=True, slots=True)
class Billed:
    """A line of work as the client is asked for it: `minor` is its sum after the discount."""

    name: str
    kind: str
    quantity: int  # thousandths
    minor: int


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a cheque; sums in minor units, the quantity in thousandths."""

    name: str  # 1030
    price: int  # 1079
    quantity: int  # 1023
    total: int  # 1043
    vat: int  # 1199
    vat_minor: int  # 1200
    subject: int  # 1212
    method: int  # 1214


def billed(lines: Iterable[tuple[str, str, int, int]], discount_bp: int = 0) -> tuple[Billed, ...]:
    """Lines (kind, name, quantity, price of one) less the discount, each rounded by itself."""
    found: list[Billed] = []
    for kind, name, quantity, price in lines:
        whole = line_sums.line_sum(quantity, price)
        due = whole - line_sums.discount_of(whole, discount_bp)
        found.append(Billed(name, kind, quantity, due))
    return tuple(found)


def items(
    tags: Tags, lines: Iterable[Billed], number: str, taxed: tuple[str, date]
) -> tuple[Item, ...]:
    """All lines of a cheque; their sums are the sum of the cheque, whatever the lines say."""
    known = tuple(line for line in lines if line.minor)
    is_whole = tags.method in fiscal_tags.WHOLE and known
    if not is_whole or sum(line.minor for line in known) != tags.total:
        title = _TITLES.get(tags.method, _REPAIR) % number
        return (_item(tags, Billed(title, "", line_sums.UNIT, tags.total), taxed, tags.subject),)
    parts = (GOODS if line.kind == line_sums.PART else WORK for line in known)
    return tuple(
        _item(tags, line, taxed, subject) for line, subject in zip(known, parts, strict=True)
    )


def _item(tags: Tags, line: Billed, taxed: tuple[str, date], subject: int) -> Item:
    kind, day = taxed
    quantity, price = line.quantity, line_sums.rounded(line.minor * line_sums.UNIT, line.quantity)
    name = line.name
    if line_sums.line_sum(quantity, price) != line.minor:  # a discount that cannot be divided
        name = f"{name} × {_count(quantity)}"
        quantity, price = line_sums.UNIT, line.minor
    return Item(
        name=name[:NAME_MAX],
        price=price,
        quantity=quantity,
        total=line.minor,
        vat=tags.vat,
        vat_minor=vat.inside(line.minor, vat.rate(kind, day)),
        subject=subject,
        method=tags.method,
    )


def _count(quantity: int) -> str:
    return f"{quantity / line_sums.UNIT:g}"
