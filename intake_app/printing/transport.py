"""What a connection to a printer can do, whatever it is made of."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class Delivery(StrEnum):
    """How far a job is known to have come."""

    CONFIRMED = "confirmed"  # the printer says that it has printed everything
    SENT = "sent"  # handed over whole; this printer cannot say more


@dataclass(frozen=True, slots=True)
class Parcel:
    """One job on its way: `picture` makes a PNG file, for whoever keeps one."""

    name: str
    payload: bytes
    picture: Callable[[], bytes]
    about: Mapping[str, str]


class Transport(Protocol):
    """A way to one printer; used from one thread at a time."""

    def send(self, parcel: Parcel) -> Delivery:
        """Hand a job over before a deadline, or raise UnavailableError.

        `sent` of the error is 0 only when no byte can have reached paper.
        """
        ...
