"""Look-ups that feed suggestions: plain SQL on a read-only connection, on the calling thread."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypeAlias
from uuid import UUID

from intake_app.checks import layout, phone, ticket
from intake_app.models.connection import translated
from intake_app.services import order_reading, order_search
from intake_app.services.bench_finder import BenchFinder
from intake_app.services.cash_finder import CashFinder
from intake_app.services.client_finder import ClientFinder
from intake_app.services.device_finder import DeviceFinder
from intake_app.services.draft_reading import DraftFinder
from intake_app.services.exchange_finder import ExchangeFinder
from intake_app.services.price_finder import PriceFinder
from intake_app.services.stage_finder import StageFinder
from intake_app.services.task_finder import TaskFinder
from intake_app.services.terms_finder import TermsFinder

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlcipher3.dbapi2 import Connection

    from intake_app.services.rows import OrderRow

Search: TypeAlias = "Callable[[Connection, str, int], list[int]]"

_ID_OF_TICKET = 'SELECT id FROM "order" WHERE ticket = ? ORDER BY no DESC LIMIT 1'
_PREFERENCES = "SELECT key, value FROM preference WHERE value <> ''"

_SURE = range(7, 10)  # so many digits at an end of a number are hardly in the middle of another


class Finder(
    BenchFinder,
    CashFinder,
    ClientFinder,
    DeviceFinder,
    DraftFinder,
    ExchangeFinder,
    PriceFinder,
    StageFinder,
    TaskFinder,
    TermsFinder,
):
    """Each query takes well under a frame; a test holds it to its time.

    Belongs to one thread. Answers are empty while there is no store, or one of another schema.
    """

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
            numbers = _numbers(connection, typed.strip(), limit)
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
        return self._fresh("preferences", _read_choices, dict[str, object]()).get(key)


def _read_choices(connection: Connection) -> dict[str, object]:
    rows = connection.execute(_PREFERENCES).fetchall()
    return {key: json.loads(text) for key, text in rows}


def _numbers(connection: Connection, typed: str, limit: int) -> list[int]:
    """What is near comes first; the other keyboard layouts are asked when one finds nothing."""
    found: list[int] = []
    for ask in (order_search.near, order_search.far):
        if len(found) < limit and not (found and len(phone.digits(typed)) in _SURE):
            found += _first_answer(connection, ask, typed, limit)
    found = found or _first_answer(connection, order_search.guessed, typed, limit)
    return list(dict.fromkeys(found))[:limit]


def _first_answer(connection: Connection, ask: Search, typed: str, limit: int) -> list[int]:
    answers = (ask(connection, text, limit) for text in layout.variants(typed))
    return next(filter(None, answers), list[int]())


def _in_order(rows: list[Any], numbers: list[int]) -> list[Any]:
    """Sort rows that begin with their number as the numbers stand."""
    place = {no: index for index, no in enumerate(numbers)}
    return sorted(rows, key=lambda row: place[row[0]])
