"""A printer whose papers are also shown: the very picture that was sent, after it was sent."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from intake_app.errors import IntakeError

if TYPE_CHECKING:
    from collections.abc import Callable

    from intake_app.printing.transport import Delivery, Parcel, Transport


@dataclass(frozen=True, slots=True)
class ShownTransport:
    """`show` hears the name of the printer and the picture, on the thread of the printer."""

    transport: Transport
    name: str
    show: Callable[[str, bytes], None]

    def send(self, parcel: Parcel) -> Delivery:
        """See `Transport.send`; a paper that did not leave is not shown."""
        delivery = self.transport.send(parcel)
        with suppress(IntakeError):  # the paper is out; a missing picture changes nothing of that
            self.show(self.name, parcel.picture())
        return delivery
