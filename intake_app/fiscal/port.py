"""What every fiscal register must be able to do, whoever built it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.services.fiscal_rows import FiscalAct, Outcome, Printed


class FiscalRegistrar(Protocol):
    """`name` is that of the setting. Nothing raises: whatever cannot be known is `Unknown`."""

    @property
    def name(self) -> str:
        """As the setting calls it."""
        ...

    def register(self, key: UUID, data: str) -> Outcome:
        """Print one cheque. The caller has kept the key, and asks a second time by `find` only."""
        ...

    def shift(self, key: UUID, act: FiscalAct, data: str) -> Outcome:
        """Open the register's shift, report on it, close it; kept and asked for as a cheque is.

        Where nobody opened one the first cheque does.
        """
        ...

    def find(self, key: UUID) -> Printed | None:
        """What was printed under a key; None when nothing was. Raises UnavailableError."""
        ...
