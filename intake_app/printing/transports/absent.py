"""Addresses behind which there is no printer: none at all, or a kind this version cannot reach."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from intake_app.errors import Problem, UnavailableError
from intake_app.printing.transport import Delivery

if TYPE_CHECKING:
    from intake_app.printing.transport import Parcel


@dataclass(frozen=True, slots=True)
class NoTransport:
    """`none:` – the shop has no such printer; its jobs count as handed over."""

    def send(self, parcel: Parcel) -> Delivery:
        """See `Transport.send`."""
        return Delivery.SENT


@dataclass(frozen=True, slots=True)
class LaterTransport:
    """A kind of connection that is planned; jobs wait for it."""

    scheme: str

    def send(self, parcel: Parcel) -> Delivery:
        """Raise UnavailableError(DEVICE_ABSENT); nothing was sent."""
        raise UnavailableError(Problem.DEVICE_ABSENT, f"{self.scheme}:// is not in this version")
