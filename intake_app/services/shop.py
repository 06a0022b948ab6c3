"""Every service of one shop PC behind one door that opens after the window is painted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from intake_app.clock import Clock
    from intake_app.config import Settings
    from intake_app.services.finder import Finder
    from intake_app.services.intakes import Intakes
    from intake_app.services.orders import Orders
    from intake_app.services.printouts import Printouts
    from intake_app.services.replica import StoreReplica

Changes: TypeAlias = frozenset[str]
"""Names of the kinds of record a transaction touched: "client", "order", "print_job" …"""

ChangeListener: TypeAlias = Callable[[Changes], None]


@dataclass(frozen=True, slots=True)
class Services:
    """The use cases over one open store."""

    intakes: Intakes
    orders: Orders
    printouts: Printouts
    replica: StoreReplica


class Shop:
    """Built without SQLAlchemy, so that the first window may import it; `open` does the rest.

    `open` runs once in the store lane. Work queued behind it in that lane finds `services` open.
    `finder` answers on the GUI thread from the first moment, through plain SQL.
    """

    def __init__(self, settings: Settings, now: Clock) -> None:
        raise NotImplementedError

    @property
    def finder(self) -> Finder:
        """The look-ups behind suggestions; empty answers while there is no store yet."""
        raise NotImplementedError

    @property
    def services(self) -> Services:
        """The use cases. Raises UnavailableError(STORE_BUSY) before `open` has ended."""
        raise NotImplementedError

    def listen(self, listener: ChangeListener) -> None:
        """Call `listener` after each commit, on the committing thread."""
        raise NotImplementedError

    def open(self) -> None:
        """Make, check or migrate the store, then build the services.

        Raises UnavailableError: STORE_TOO_NEW, SQLITE_UNSAFE, READ_ONLY, DISK_FULL,
        STORE_CORRUPT.
        """
        raise NotImplementedError

    def close(self) -> None:
        """Close every connection; the last one checkpoints."""
        raise NotImplementedError
