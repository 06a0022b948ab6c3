"""Look-ups that feed suggestions: plain SQL on a read-only connection, on the calling thread."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypeAlias
from uuid import UUID

from intake_app.checks import layout, phone, ticket
from intake_app.models.connection import translated
from intake_app.services import (
    client_reading,
    client_search,
    near_clients,
    order_reading,
    order_search,
)
from intake_app.services.device_finder import DeviceFinder
from intake_app.services.rows import NearClient

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlcipher3.dbapi2 import Connection

    from intake_app.services.rows import ClientFacts, ClientRow, OrderRow

Search: TypeAlias = "Callable[[Connection, str, int], list[int]]"

_CLIENT_SEARCHES: Sequence[Search] = (client_search.near, client_search.far)
_ORDER_SEARCHES: Sequence[Search] = (order_search.near, order_search.far)

_ID_OF_TICKET = 'SELECT id FROM "order" WHERE ticket = ? ORDER BY no DESC LIMIT 1'
_PREFERENCES = "SELECT key, value FROM preference WHERE value <> ''"

_SURE = range(7, 10)  # so many digits at an end of a number are hardly in the middle of another


class Finder(DeviceFinder):
    """Each query takes well under a frame; a test holds it to its time.

    Belongs to one thread. Answers are empty while there is no store, or one of another schema.
    """

    def clients(self, typed: str, limit: int = 8) -> tuple[ClientRow, ...]:
        """Clients by phone digits or words of the name, then by tax number or e-mail, newest first.

        Case, ё/е and the keyboard layout do not matter. An exact phone comes first, then the last
        digits, the first ones, and any run of three or more.
        """
        connection = self._connection()
        if connection is None:
            return ()
        with translated():
            numbers = _numbers(connection, _CLIENT_SEARCHES, typed, limit)
            rows = client_reading.by_number(connection, numbers).values()
        return tuple({row.id: row for row in rows}.values())

    def client_facts(self, client: UUID) -> ClientFacts | None:
        """All that is known of the one who was chosen; of the surviving card if he was merged."""
        connection = self._connection()
        if connection is None:
            return None
        with translated():
            return client_reading.facts(connection, client)

    def near_clients(
        self, *, name: str = "", e164: str = "", email: str = "", inn: str = "", limit: int = 4
    ) -> tuple[NearClient, ...]:
        """Who may be the one being typed, the surest first: by phone, tax number, e-mail, name."""
        connection = self._connection()
        if connection is None:
            return ()
        with translated():
            found = near_clients.found(connection, (name, e164, email, inn), limit)
            rows = client_reading.by_number(connection, tuple(found))
        near = {row.id: NearClient(row, found[no]) for no, row in reversed(rows.items())}
        return tuple(reversed(near.values()))

    def orders(self, typed: str, limit: int = 50) -> tuple[OrderRow, ...]:
        """Orders by number, serial, IMEI or client; the latest if nothing is typed.

        What ends or begins so comes first, then what a client may be known by besides.
        """
        connection = self._connection()
        if connection is None:
            return ()
        with translated():
            if not typed.strip():
                rows = connection.execute(order_reading.LATEST, (limit,)).fetchall()
                return tuple(order_reading.order_row(row) for row in rows)
            numbers = _numbers(connection, _ORDER_SEARCHES, typed.strip(), limit)
            rows = connection.execute(order_reading.NAMED, (json.dumps(numbers),)).fetchall()
        return tuple(order_reading.order_row(row) for row in _in_order(rows, numbers))

    def order_by_ticket(self, digits: str) -> UUID | None:
        """The order whose barcode holds `digits`; None when unknown or the check digit is wrong."""
        connection = self._connection() if ticket.is_ours(digits) else None
        if connection is None:
            return None
        with translated():
            row = connection.execute(_ID_OF_TICKET, (digits,)).fetchone()
        return None if row is None else UUID(bytes=row[0])

    def preference(self, key: str) -> object:
        """What the owner chose under a key, as JSON values; None where he chose nothing."""
        return self._choices().get(key)

    def _choices(self) -> dict[str, object]:
        return self._fresh("preferences", _read_choices, {})


def _read_choices(connection: Connection) -> dict[str, object]:
    rows = connection.execute(_PREFERENCES).fetchall()
    return {key: json.loads(text) for key, text in rows}


def _numbers(
    connection: Connection, searches: Sequence[Search], typed: str, limit: int
) -> list[int]:
    """What is near comes first; the other keyboard layouts are asked when one finds nothing."""
    found: list[int] = []
    for ask in searches:
        if len(found) < limit and not (found and len(phone.digits(typed)) in _SURE):
            answers = (ask(connection, text, limit) for text in layout.variants(typed))
            found += next(filter(None, answers), list[int]())
    return list(dict.fromkeys(found))[:limit]


def _in_order(rows: list[Any], numbers: list[int]) -> list[Any]:
    """Sort rows that begin with their number as the numbers stand."""
    place = {no: index for index, no in enumerate(numbers)}
    return sorted(rows, key=lambda row: place[row[0]])
