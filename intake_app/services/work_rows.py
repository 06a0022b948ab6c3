"""Works, parts and the stock as screens show them. Light, like `drafts`."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from intake_app.checks.line_sums import PART, UNIT, WORK, Totals, discount_of, line_sum

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from uuid import UUID

WANTED, ORDERED, RESERVED, USED = "wanted", "ordered", "reserved", "used"
"""How far a part is: to be bought, on its way, set aside for this order, built in."""

DIAGNOSIS, FINDING, RECOMMENDATION = "diagnosis", "finding", "recommendation"
FINDINGS = (DIAGNOSIS, FINDING, RECOMMENDATION)


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceDraft:
    """A work or part as it is typed or read from a file; `price_minor` is None where not said."""

    kind: str = WORK
    text: str = ""
    article: str = ""
    barcode: str = ""
    unit: str = ""
    device_kind: str = ""
    price_minor: int | None = None
    cost_minor: int | None = None
    warranty_days: int = 0
    low: int = 0
    by_serial: bool = False


@dataclass(frozen=True, slots=True)
class PriceRow:
    """One line of the price list; `free` is what may be taken from the stock, in thousandths."""

    id: UUID
    item: PriceDraft
    free: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class LineDraft:
    """A line of an order as somebody types it; what is None is taken from the price list."""

    kind: str = WORK
    text: str = ""
    item_id: UUID | None = None
    quantity: int = UNIT
    price_minor: int | None = None
    cost_minor: int | None = None
    warranty_days: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LineRow:
    """One work or part of an order; `cost_minor` is None for those whom it does not concern."""

    id: UUID
    kind: str
    text: str
    quantity: int
    price_minor: int
    warranty_days: int
    technician: str
    cost_minor: int | None = None
    item_id: UUID | None = None
    article: str = ""
    unit: str = ""
    serial: str = ""
    state: str = ""
    eta: str = ""

    @property
    def sum_minor(self) -> int:
        """What the line comes to."""
        return line_sum(self.quantity, self.price_minor)

    def discount_minor(self, discount_bp: int) -> int:
        """What the client's discount takes off this line."""
        return discount_of(self.sum_minor, discount_bp)


@dataclass(frozen=True, slots=True)
class FindingRow:
    """What a technician saw."""

    kind: str
    text: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideRow:
    """A device at another workshop; days are ISO 8601."""

    id: UUID
    at: datetime
    by: str
    partner: str
    act: str = ""
    eta: str = ""
    cost_minor: int | None = None
    returned_on: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkSheet:
    """All work on one order, as it stands."""

    order: UUID
    currency: str
    lines: tuple[LineRow, ...] = ()
    totals: Totals = field(default_factory=Totals)
    discount_bp: int = 0
    findings: tuple[FindingRow, ...] = ()
    outside: tuple[OutsideRow, ...] = ()
    device_kind: str = ""

    @property
    def diagnosis(self) -> FindingRow | None:
        """The last one holds."""
        found = [one for one in self.findings if one.kind == DIAGNOSIS]
        return found[-1] if found else None


@dataclass(frozen=True, slots=True)
class StockRow:
    """A part in the stock, in thousandths; `cost_minor` is that of the last receipt."""

    id: UUID
    item: PriceDraft
    there: int
    reserved: int
    cost_minor: int | None = None
    serials: tuple[str, ...] = ()

    @property
    def free(self) -> int:
        """What nobody waits for."""
        return self.there - self.reserved

    @property
    def is_low(self) -> bool:
        """Whether it is to be ordered."""
        return self.free < self.item.low


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedRow:
    """A part somebody waits for; without an order the stock itself has too little of it."""

    text: str
    quantity: int
    state: str
    line: UUID | None = None
    item_id: UUID | None = None
    article: str = ""
    order: UUID | None = None
    number: str = ""
    device: str = ""
    technician: str = ""
    since: datetime | None = None
    eta: str = ""


@dataclass(frozen=True, slots=True)
class Came:
    """An order that got its part when it arrived."""

    order: UUID
    number: str
    text: str
    quantity: int


@dataclass(frozen=True, slots=True)
class Counted:
    """A stock-take: what was there by the books, and by the count, in thousandths."""

    item_id: UUID
    text: str
    before: int
    counted: int


STATES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        WANTED: (ORDERED, RESERVED, USED),
        ORDERED: (RESERVED, USED, WANTED),
        RESERVED: (USED, WANTED),
        USED: (RESERVED,),
    }
)
"""Where a part may go from where it is."""

KINDS = (WORK, PART)
