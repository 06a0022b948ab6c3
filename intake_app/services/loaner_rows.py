"""Loaners as screens show them and as they are typed. Light, like `drafts`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from intake_app.services.handover_rows import OpenLoan

DEMAND_DAYS = 3
"""A consumer who demands a loaner gets it within so many days (ЗПП 20 п.2)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanerRow:
    """One loaner of the shop; `loan` tells who has it."""

    id: UUID
    kind: str
    brand: str
    model: str
    serial: str
    imei: str
    appearance: str
    accessories: str
    value_minor: int | None
    archived: bool
    loan: OpenLoan | None = None

    @property
    def title(self) -> str:
        """Brand and model, or the kind where neither is known."""
        return " ".join(part for part in (self.brand, self.model) if part) or self.kind


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanerDraft:
    """What is typed of a loaner."""

    kind: str = ""
    brand: str = ""
    model: str = ""
    serial: str = ""
    imei: str = ""
    appearance: str = ""
    accessories: str = ""
    value_minor: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LendDraft:
    """What is said when a loaner goes out; no day: until the device of the client is ready."""

    appearance: str = ""
    accessories: str = ""
    deposit_minor: int = 0
    due_on: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnDraft:
    """What is said when it comes back."""

    appearance: str = ""
    wiped: bool = False
    note: str = ""


def is_overdue(loan: OpenLoan, today: date) -> bool:
    """Whether it should be back by now."""
    return bool(loan.due_on) and loan.due_on < today.isoformat()


def demand_until(wanted_on: date) -> date:
    """The last day on which a loaner that was demanded may be given."""
    return wanted_on + timedelta(days=DEMAND_DAYS)
