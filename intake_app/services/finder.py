"""Look-ups that feed suggestions: plain SQL on a read-only connection, on the calling thread."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from uuid import UUID

from intake_app.checks import layout, names, phone, ticket
from intake_app.errors import Problem, UnavailableError
from intake_app.models.connection import SCHEMA_NUMBER, open_file, schema_number, translated
from intake_app.services import order_reading, shipped
from intake_app.services.drafts import ClientKind
from intake_app.services.rows import ClientRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from sqlcipher3.dbapi2 import Connection

    from intake_app.services.rows import DeviceRow, OrderRow

_CLIENTS = (
    "SELECT c.no, c.id, c.kind, c.name, coalesce((SELECT p.e164 FROM phone p"
    " WHERE p.client_id = c.id AND NOT p.archived ORDER BY p.id LIMIT 1), ''),"
    ' (SELECT count(*) FROM "order" o WHERE o.client_id = c.id),'
    " coalesce((SELECT CASE WHEN d.brand || d.model = '' THEN d.kind"
    " ELSE trim(d.brand || ' ' || d.model) END"
    ' FROM "order" o JOIN device d ON d.id = o.device_id'
    " WHERE o.client_id = c.id ORDER BY o.no DESC LIMIT 1), '')"
    " FROM client c WHERE c.no IN (SELECT value FROM json_each(?)) AND NOT c.archived"
)
_BY_WORDS = (
    "SELECT rowid FROM client_search WHERE client_search MATCH ? ORDER BY rowid DESC LIMIT ?"
)
# An index gives no order of time within a range; two hundred are sorted in no time.
_BY_TAIL = (
    "SELECT DISTINCT c.no FROM (SELECT client_id FROM phone WHERE tail >= ?1 AND tail < ?2"
    " AND NOT archived LIMIT 200) p JOIN client c ON c.id = p.client_id ORDER BY c.no DESC LIMIT ?3"
)
_BY_START = (
    "SELECT DISTINCT c.no FROM (SELECT client_id FROM phone WHERE e164 >= ?1 AND e164 < ?2"
    " AND NOT archived LIMIT 200) p JOIN client c ON c.id = p.client_id ORDER BY c.no DESC LIMIT ?3"
)
_ORDERS_OF = (
    'SELECT o.no FROM client c JOIN "order" o ON o.client_id = c.id'
    " WHERE c.no IN (SELECT value FROM json_each(?)) ORDER BY o.no DESC LIMIT ?"
)
_BY_TICKET = 'SELECT no FROM "order" WHERE ticket = ? ORDER BY no DESC LIMIT ?'
_BY_COUNTER = 'SELECT no FROM "order" WHERE counter = ? ORDER BY no DESC LIMIT ?'
_BY_IMEI = (
    "SELECT o.no FROM device d JOIN \"order\" o ON o.device_id = d.id WHERE d.imei <> ''"
    " AND d.imei >= ? AND d.imei < ? ORDER BY o.no DESC LIMIT ?"
)
_BY_SERIAL = (
    "SELECT o.no FROM device d JOIN \"order\" o ON o.device_id = d.id WHERE d.serial <> ''"
    " AND d.serial >= ? AND d.serial < ? ORDER BY o.no DESC LIMIT ?"
)
_ID_OF_TICKET = 'SELECT id FROM "order" WHERE ticket = ? ORDER BY no DESC LIMIT 1'
_MODELS = "SELECT kind, brand, model, uses FROM device_model WHERE uses > 0 ORDER BY uses DESC"

_AFTER = "\U0010ffff"  # sorts behind whatever may follow a prefix
_NO_DIGIT = "!"  # sorts before every digit: nothing but the number itself
_PHONE_MIN = 2
_START_MIN = 4
_SERIAL_MIN = 3
_WIDE = 200
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

    def clients(self, typed: str, limit: int = 8) -> tuple[ClientRow, ...]:
        """Clients by phone digits (last ones first) or by words of the name, newest first.

        Case, ё/е and the keyboard layout do not matter. An exact phone comes first.
        """
        connection = self._connection()
        if connection is None:
            return ()
        with translated():
            numbers = _client_numbers(connection, typed, limit)
            rows = connection.execute(_CLIENTS, (json.dumps(numbers),)).fetchall()
        place = {no: index for index, no in enumerate(numbers)}
        return tuple(_client_row(row) for row in sorted(rows, key=lambda row: place[row[0]]))

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
        """Orders by number, phone digits, name, serial or IMEI; the latest if nothing is typed."""
        connection = self._connection()
        if connection is None:
            return ()
        with translated():
            if typed.strip():
                numbers = json.dumps(_order_numbers(connection, typed, limit))
                rows = connection.execute(order_reading.NAMED, (numbers, limit)).fetchall()
            else:
                rows = connection.execute(order_reading.LATEST, (limit,)).fetchall()
        return tuple(order_reading.order_row(row) for row in rows)

    def order_by_ticket(self, digits: str) -> UUID | None:
        """The order whose barcode holds `digits`; None when unknown or the check digit is wrong."""
        connection = self._connection() if ticket.is_ours(digits) else None
        if connection is None:
            return None
        with translated():
            row = connection.execute(_ID_OF_TICKET, (digits,)).fetchone()
        return None if row is None else UUID(bytes=row[0])

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


def _client_numbers(connection: Connection, typed: str, limit: int) -> list[int]:
    if _is_phone(typed):
        return _by_phone(connection, typed, limit)
    for text in layout.variants(typed):
        if found := _by_words(connection, text, limit):
            return found
    return []


def _order_numbers(connection: Connection, typed: str, limit: int) -> list[int]:
    for text in layout.variants(typed.strip()):
        found = set(_by_number(connection, text, limit))
        found.update(_by_device(connection, text, limit))
        clients = (_by_phone if _is_phone(text) else _by_words)(connection, text, _WIDE)
        found.update(_firsts(connection, _ORDERS_OF, (json.dumps(clients), limit)))
        if found:
            return sorted(found, reverse=True)[:limit]
    return []


def _is_phone(typed: str) -> bool:
    return bool(phone.digits(typed)) and not typed.strip(" +-()0123456789\u00a0")


def _by_phone(connection: Connection, typed: str, limit: int) -> list[int]:
    digits = phone.digits(typed)
    if len(digits) < _PHONE_MIN:
        return []
    backwards = _significant(digits)[::-1]
    starts = _starts(typed.strip(), digits) if len(digits) >= _START_MIN else ()
    found: list[int] = []
    for start in starts:
        found += _firsts(connection, _BY_START, (start, start + _NO_DIGIT, limit))
    found += _firsts(connection, _BY_TAIL, (backwards, backwards + _AFTER, limit))
    if len(found) < limit:
        for start in starts:
            found += _firsts(connection, _BY_START, (start, start + _AFTER, limit))
    return list(dict.fromkeys(found))[:limit]


def _significant(digits: str) -> str:
    """Without the trunk 8 or the country's 7, which people write or leave out as they like."""
    return digits[1:] if len(digits) == 11 and digits[0] in "78" else digits  # noqa: PLR2004


def _starts(typed: str, digits: str) -> tuple[str, ...]:
    """How a number begins that is typed from its front."""
    if typed.startswith("+"):
        return (f"+{digits}",)
    if digits[0] in "78":
        return (f"+7{digits[1:]}",)
    return f"+7{digits}", f"+{digits}"


def _by_words(connection: Connection, typed: str, limit: int) -> list[int]:
    match = " ".join(f'"{word}"*' for word in names.words(typed))
    return _firsts(connection, _BY_WORDS, (match, limit)) if match else []


def _by_number(connection: Connection, typed: str, limit: int) -> list[int]:
    if typed.isascii() and typed.isdigit():
        if ticket.is_ours(typed):
            return _firsts(connection, _BY_TICKET, (typed, limit))
        return _firsts(connection, _BY_COUNTER, (int(typed[:18]), limit))
    number = ticket.from_number(typed)
    return [] if number is None else _firsts(connection, _BY_TICKET, (number.digits, limit))


def _by_device(connection: Connection, typed: str, limit: int) -> list[int]:
    mark = "".join(typed.split()).upper()
    if len(mark) < _SERIAL_MIN:
        return []
    found = _firsts(connection, _BY_SERIAL, (mark, mark + _AFTER, limit))
    if mark.isdigit():
        found += _firsts(connection, _BY_IMEI, (mark, mark + _AFTER, limit))
    return found


def _firsts(connection: Connection, sql: str, parameters: Sequence[str | int]) -> list[int]:
    return [row[0] for row in connection.execute(sql, parameters)]


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
    return f"{row.kind} {row.brand} {row.model} {row.serial} {row.imei}"


def _client_row(row: Any) -> ClientRow:  # noqa: ANN401 - the driver's rows are untyped
    _, ident, kind, name, e164, orders, last_device = row
    return ClientRow(UUID(bytes=ident), ClientKind(kind), name, e164, orders, last_device)
