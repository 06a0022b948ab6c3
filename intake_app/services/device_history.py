"""What happened to one device here: repairs, our warranty, the same fault. Light, like `rows`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from intake_app.checks import faults, warranty_terms
from intake_app.checks.stages import CLOSED

if TYPE_CHECKING:
    from datetime import date, datetime, tzinfo
    from uuid import UUID

    from intake_app.checks.warranty_terms import Done, Term
    from intake_app.services.rows import DeviceRow

WARRANTY_KEY = "device.warranty_days"
"""The owner's choice of how long our own work is under warranty: a whole number of days."""

WARRANTY_DAYS = 90
_WARRANTY_MAX = 3650


@dataclass(frozen=True, slots=True)
class Repair:
    """One order of a device; `issued_at` only when it left repaired."""

    order_id: UUID
    number: str
    accepted_at: datetime
    fault: str
    stage: str
    repair_kind: str
    issued_at: datetime | None
    done: tuple[Done, ...] = ()  # works and parts, each with its own term

    @property
    def is_open(self) -> bool:
        """Whether the device should be here because of it."""
        return self.stage not in CLOSED

    def covered(self, days: int, zone: tzinfo, today: date) -> tuple[Term, ...]:
        """Its works and parts that are still under warranty, the longest first."""
        if self.issued_at is None:
            return ()
        issued = self.issued_at.astimezone(zone).date()
        return warranty_terms.running(warranty_terms.terms(self.done, issued, days), today)


@dataclass(frozen=True, slots=True)
class DeviceHistory:
    """A device that was here before, whoever owns it; the latest repair first."""

    device: DeviceRow
    owner_id: UUID
    owner: str
    repairs: tuple[Repair, ...]

    @property
    def open_repair(self) -> Repair | None:
        """The order it should be here for now."""
        return next((repair for repair in self.repairs if repair.is_open), None)

    def warranty(self, days: int, zone: tzinfo, today: date) -> tuple[Repair, date] | None:
        """Our latest repair of which anything is under warranty, and the last day of that."""
        for repair in self.repairs:
            if repair.issued_at is not None:
                issued = repair.issued_at.astimezone(zone).date()
                until = warranty_terms.until(repair.done, issued, days)
                if until >= today:
                    return repair, until
        return None

    def same_fault(self, fault: str) -> Repair | None:
        """The latest repair of the same fault, told in whatever words."""
        return next((one for one in self.repairs if faults.same(one.fault, fault)), None)


def warranty_days(chosen: object) -> int:
    """What the owner chose, or the usual term when that cannot be understood."""
    if isinstance(chosen, int) and not isinstance(chosen, bool) and 0 <= chosen <= _WARRANTY_MAX:
        return chosen
    return WARRANTY_DAYS
