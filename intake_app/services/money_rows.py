"""Money as screens see it: frozen values, one screen's worth at a time. Light, like `rows`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

import uuid_utils.compat

if TYPE_CHECKING:
    from datetime import datetime

    from intake_app.checks.account import Account
    from intake_app.checks.till import Figures

METHODS = ("cash", "card", "transfer", "qr")
"""How money can come."""


def new_act() -> UUID:
    """The name of something a person is about to do: done twice under it, it is done once."""
    return uuid_utils.compat.uuid7()


def part_of(act: UUID, nth: int) -> UUID:
    """The name of one fact of such an act; they stand in their order."""
    return UUID(int=(act.int + nth) % 2**128)


@dataclass(frozen=True, slots=True)
class Part:
    """So much money in one way."""

    method: str
    minor: int


@dataclass(frozen=True, slots=True)
class Taking:
    """One act at the counter: `id` was made before the key that does it was pressed."""

    id: UUID
    order: UUID
    parts: tuple[Part, ...]
    note: str = ""
    slip: bool = False  # print the slip in the same breath
    given_minor: int = 0  # cash that was handed over, where change was given


@dataclass(frozen=True, slots=True)
class Back:
    """Money given back, or an entry taken back that was a mistake."""

    id: UUID
    payment: UUID
    minor: int
    reason: str
    is_mistake: bool = False


@dataclass(frozen=True, slots=True)
class ChequeRow:
    """The fiscal cheque of a payment."""

    registrar: str
    fn: str
    fd: str
    fp: str
    printed_at: str


@dataclass(frozen=True, slots=True)
class PaymentRow:
    """One fact of money; `left` is what can still be given back of it."""

    id: UUID
    order: UUID
    number: str
    at: datetime
    by: str
    kind: str
    method: str
    minor: int
    owed: int
    note: str
    left: int
    registrar: str
    cheque: ChequeRow | None = None
    job_state: str = ""  # of this desk's register: new, sending, refused, unknown …
    is_reversing: bool = False

    @property
    def wants_cheque(self) -> bool:
        """Whether its cheque is due and not there: «Чек не пробит»."""
        return bool(self.registrar) and self.cheque is None


@dataclass(frozen=True, slots=True)
class OrderMoney:
    """What the page of an order's money shows."""

    order: UUID
    number: str
    client: UUID
    accepted_at: datetime
    account: Account
    currency: str
    is_company: bool
    is_done: bool  # ready or out: what is paid now settles it
    payments: tuple[PaymentRow, ...]
    till: TillState
    elsewhere: tuple[Elsewhere, ...] = ()


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Another order of the client that holds more money than it needs."""

    order: UUID
    number: str
    minor: int


@dataclass(frozen=True, slots=True)
class TillState:
    """How the box of this desk stands; without any box a shop keeps no shifts."""

    has_boxes: bool
    box: UUID | None = None
    name: str = ""
    shift: UUID | None = None
    since: datetime | None = None

    @property
    def takes_cash(self) -> bool:
        """Whether cash can be taken now."""
        return not self.has_boxes or self.shift is not None


@dataclass(frozen=True, slots=True)
class BoxRow:
    """One cash box."""

    id: UUID
    name: str
    is_here: bool
    shift: UUID | None
    since: datetime | None
    by: str
    last_minor: int  # counted when it was closed last


@dataclass(frozen=True, slots=True)
class JournalRow:
    """One line of a shift; `kind` of a payment or of a move."""

    id: UUID
    at: datetime
    kind: str
    method: str
    minor: int
    by: str
    note: str
    order: UUID | None = None
    number: str = ""


@dataclass(frozen=True, slots=True)
class ShiftRow:
    """A shift with its sums; those of the close are None while it goes on."""

    id: UUID
    box: UUID
    name: str
    at: datetime
    by: str
    currency: str
    figures: Figures
    closed_at: datetime | None = None
    closed_by: str = ""
    expected: int | None = None
    counted: int | None = None
    reason: str = ""

    @property
    def late(self) -> int:
        """Cash of other desks that came in after the close; below nothing: went out."""
        return 0 if self.expected is None else self.figures.expected - self.expected


@dataclass(frozen=True, slots=True)
class DebtRow:
    """An order that is not paid for, or that holds money to be given back."""

    order: UUID
    number: str
    client: str
    phone: str
    stage: str
    since: datetime
    account: Account


@dataclass(frozen=True, slots=True)
class CashBoard:
    """All of the screen of the cash box."""

    till: TillState
    shift: ShiftRow | None
    journal: tuple[JournalRow, ...]
    cheques: tuple[PaymentRow, ...]
    debts: tuple[DebtRow, ...]
    shifts: tuple[ShiftRow, ...]
    boxes: tuple[BoxRow, ...]
    outside: tuple[PaymentRow, ...]  # cash that came while no shift was open
    currency: str
