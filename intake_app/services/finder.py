"""Look-ups that feed suggestions: plain SQL on a read-only connection, on the calling thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.services.rows import ClientRow, DeviceRow, OrderRow


class Finder:
    """Each query takes well under a frame; a test holds it to its time."""

    def clients(self, typed: str, limit: int = 8) -> tuple[ClientRow, ...]:
        """Clients by phone digits (last ones first) or by words of the name, newest first.

        Case, ё/е and the keyboard layout do not matter. An exact phone comes first.
        """
        raise NotImplementedError

    def devices_of(self, client: UUID, typed: str = "", limit: int = 8) -> tuple[DeviceRow, ...]:
        """Devices the client brought before, latest first."""
        raise NotImplementedError

    def kinds(self, typed: str, limit: int = 8) -> tuple[str, ...]:
        """Device kinds used here, commonest first, then the shipped ones."""
        raise NotImplementedError

    def models(self, typed: str, limit: int = 8) -> tuple[tuple[str, str, str], ...]:
        """(kind, brand, model) used here or shipped, commonest first."""
        raise NotImplementedError

    def orders(self, typed: str, limit: int = 50) -> tuple[OrderRow, ...]:
        """Orders by number, phone digits, name, serial or IMEI; the latest if nothing is typed."""
        raise NotImplementedError

    def order_by_ticket(self, digits: str) -> UUID | None:
        """The order whose barcode holds `digits`; None when unknown or the check digit is wrong."""
        raise NotImplementedError
