"""What the frame of the window tells of the exchange, read on the GUI thread. Light."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_app.models.connection import translated
from intake_app.services import order_place
from intake_app.services.dispute_rows import Owed
from intake_app.services.store_reader import StoreReader

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from sqlcipher3.dbapi2 import Connection

    from intake_app.services.order_place import Place

OWED = (
    "SELECT (SELECT count(*) FROM outbox WHERE state IN ('new', 'acked') AND state <> 'done'),"
    " coalesce((SELECT made_at FROM outbox WHERE state IN ('new', 'acked') AND state <> 'done'"
    " ORDER BY inc, n LIMIT 1), ''),"
    " (SELECT count(*) FROM outbox WHERE state = 'quarantined' AND state <> 'done'),"
    " (SELECT count(*) FROM conflict WHERE NOT resolved),"
    " (SELECT count(*) FROM attention WHERE NOT resolved AND kind <> 'refused')"
)
_DISPUTED = "SELECT rec, field FROM conflict WHERE NOT resolved"


class ExchangeFinder(StoreReader):
    """Small counts, read anew only after a commit."""

    def owed(self) -> Owed | None:
        """What of ours waits, and what waits for a person; None while there is no store."""
        return self._fresh("owed", _owed, None)

    def disputed(self, rec: UUID) -> frozenset[str]:
        """Fields of a record of which two values wait for a decision."""
        found = self._fresh("disputed", _disputed, dict[bytes, frozenset[str]]())
        return found.get(rec.bytes, frozenset())

    def places(self, orders: Sequence[UUID]) -> tuple[Place, ...]:
        """Where each order is safe; empty while this desk has no hub."""
        connection = self._connection()
        if connection is None:
            return ()
        with translated():
            return order_place.places_of(connection, orders)


def owed(connection: Connection) -> Owed:
    """Count."""
    return Owed(*connection.execute(OWED).fetchone())


def _owed(connection: Connection) -> Owed | None:
    return owed(connection)


def _disputed(connection: Connection) -> dict[bytes, frozenset[str]]:
    found: dict[bytes, set[str]] = {}
    for rec, field in connection.execute(_DISPUTED).fetchall():
        found.setdefault(rec, set()).add(field)
    return {rec: frozenset(fields) for rec, fields in found.items()}
