"""A printer that does what it is told to, for tests of everything above it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from intake_app.printing.transport import Delivery

if TYPE_CHECKING:
    from intake_app.errors import UnavailableError
    from intake_app.printing.transport import Parcel


@dataclass(slots=True)
class FakeTransport:
    """Meets each parcel with the next of `outcomes`; with none left it confirms."""

    outcomes: list[Delivery | UnavailableError] = field(
        default_factory=list["Delivery | UnavailableError"]
    )
    parcels: list[Parcel] = field(default_factory=list["Parcel"])

    def send(self, parcel: Parcel) -> Delivery:
        """See `Transport.send`."""
        self.parcels.append(parcel)
        outcome = self.outcomes.pop(0) if self.outcomes else Delivery.CONFIRMED
        if isinstance(outcome, Delivery):
            return outcome
        raise outcome
