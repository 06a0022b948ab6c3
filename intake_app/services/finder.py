"""Look-ups that feed suggestions: plain SQL on a read-only connection, on the calling thread."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypeAlias
from uuid import UUID

from intake_app.checks import layout, names, phone, ticket
from intake_app.errors import Problem, UnavailableError
from intake_app.models.connection import SCHEMA_NUMBER, open_file, schema_number, translated
from intake_app.services import (
    client_reading,
    client_search,
    near_clients,
    order_reading,
    order_search,
    shipped,
)
from intake_app.services.rows import NearClient

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from sqlcipher3.dbapi2 import Connection

    from intake_app.services.rows import ClientFacts, ClientRow, DeviceRow, OrderRow

Search: TypeAlias = "Callable[[Connection, str, int], list[int]]"

_CLIENT_SEARCHES: Sequence[Search] = (client_search.near, client_search.far)
_ORDER_SEARCHES: Sequence[Search] = (order_search.near, order_search.far)

_ID_OF_TICKET = 'SELECT id FROM "order" WHERE ticket = ? ORDER BY no DESC LIMIT 1'
_PREFERENCES = "SELECT key, value FROM preference WHERE value <> ''"
_MODELS = "SELECT kind, brand, model, uses FROM device_model WHERE uses > 0 ORDER BY uses DESC"

_SURE = range(7, 10)  # so many digits at an end of a number are hardly in the middle of another
_ENDS = range(4, 7)  # so many of a number's last characters people read out
# The store is being made just now, or its disk takes nothing: `Shop.open` tells what is wrong.
_NOT_YET = frozenset({Problem.STORE_BUSY, Problem.READ_ONLY, Problem.DISK_FULL})
_PATIENCE_S = 0.05  # a frame or three; readers of a WAL store hardly ever wait at all


class Finder:
    """Each query takes well under a frame; a test holds it to its time.

    Belongs to one thread. Answers are empty while there is no store, or one of another schema.
    """

    def __init__(self, path: Path, *, key: bytes | None = None) -> None:
        """Remember the file; it is opened by the first question."""
        self._path = path
        self._key = key
        self._open: Connection | None = None
        self._models: list[tuple[str, str, str, int]] = []
        self._models_of = -1
        self._chosen: dict[str, object] = {}
        self._chosen_at = -1

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

    def devices_of(self, client: UUID, typed: str = "", limit: int = 8) -> tuple[DeviceRow, ...]:
        """Devices the client brought before, latest first."""
        connection = self._connection()
        if connection is None:
            return ()
        with translated():
            found = connection.execute(order_reading.DEVICES_OF, (client.bytes,)).fetchall()
        rows = (order_reading.device_row(row) for row in found)
        return _first_matching(typed, ((row, _device_text(row)) for row in rows), limit)

    def kinds(self, typed: str, limit: int = 8) -> tuple[str, ...]:
        """Device kinds used here, commonest first, then the shipped ones."""
        uses: dict[str, int] = {}
        for kind, _, _, count in self._used_models():
            uses[kind] = uses.get(kind, 0) + count
        known = sorted(uses, key=lambda kind: -uses[kind])
        kinds = dict.fromkeys((*known, *shipped.KINDS))
        return _first_matching(typed, ((kind, kind) for kind in kinds), limit)

    def models(self, typed: str, limit: int = 8) -> tuple[tuple[str, str, str], ...]:
        """(kind, brand, model) used here or shipped, commonest first."""
        used = (row[:3] for row in self._used_models() if row[1] or row[2])
        models = dict.fromkeys((*used, *shipped.MODELS))
        return _first_matching(typed, ((model, " ".join(model)) for model in models), limit)

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

    def close(self) -> None:
        """Let go of the file; the next question opens it again."""
        if self._open is not None:
            self._open.close()
            self._open = None

    def _connection(self) -> Connection | None:
        if self._open is None and self._path.exists():
            try:
                found = open_file(self._path, readonly=True, key=self._key, patience_s=_PATIENCE_S)
            except UnavailableError as error:
                if error.problem in _NOT_YET:
                    return None
                raise
            if schema_number(found) == SCHEMA_NUMBER:
                self._open = found
            else:
                found.close()
        return self._open

    def _choices(self) -> dict[str, object]:
        """Read anew only when another connection has committed since."""
        connection = self._connection()
        if connection is None:
            return {}
        with translated():
            version: int = connection.execute("PRAGMA data_version").fetchone()[0]
            if version != self._chosen_at:
                rows = connection.execute(_PREFERENCES).fetchall()
                self._chosen = {key: json.loads(text) for key, text in rows}
                self._chosen_at = version
        return self._chosen

    def _used_models(self) -> list[tuple[str, str, str, int]]:
        """Read the counts anew only when another connection has committed since."""
        connection = self._connection()
        if connection is None:
            return []
        with translated():
            version: int = connection.execute("PRAGMA data_version").fetchone()[0]
            if version != self._models_of:
                self._models = connection.execute(_MODELS).fetchall()
                self._models_of = version
        return self._models


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


def _first_matching(
    typed: str, candidates: Iterable[tuple[Any, str]], limit: int
) -> tuple[Any, ...]:
    """Keep what has a word beginning with each typed word, trying the other layouts after."""
    texts = [(value, names.words(text)) for value, text in candidates]
    for variant in layout.variants(typed):
        wanted = names.words(variant)
        found = [value for value, has in texts if _all_begin(wanted, has)]
        if found:
            return tuple(found[:limit])
    return ()


def _all_begin(wanted: Sequence[str], has: Sequence[str]) -> bool:
    return all(any(word.startswith(start) for word in has) for start in wanted)


def _device_text(row: DeviceRow) -> str:
    ends = " ".join(number[-end:] for number in (row.serial, row.imei) for end in _ENDS)
    return f"{row.kind} {row.brand} {row.model} {row.serial} {row.imei} {ends}"


def _in_order(rows: list[Any], numbers: list[int]) -> list[Any]:
    """Sort rows that begin with their number as the numbers stand."""
    place = {no: index for index, no in enumerate(numbers)}
    return sorted(rows, key=lambda row: place[row[0]])
