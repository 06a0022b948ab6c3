"""Orders by what is typed, as row numbers; plain SQL on the finder's connection. Light, like it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from intake_app.checks import imei, ticket
from intake_app.services import client_search
from intake_app.services.client_search import AFTER, firsts

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

_ORDERS_OF = (
    'SELECT o.no FROM client c JOIN "order" o ON o.client_id = c.id'
    " WHERE c.no IN (SELECT value FROM json_each(?)) ORDER BY o.no DESC LIMIT ?"
)
_BY_TICKET = 'SELECT no FROM "order" WHERE ticket = ? ORDER BY no DESC LIMIT ?'
_BY_COUNTER = 'SELECT no FROM "order" WHERE counter = ? ORDER BY no DESC LIMIT ?'
# As with phones: two hundred of a range are sorted in no time, a whole range would not be.
_BY_SERIAL = (
    "SELECT o.no FROM (SELECT id FROM device WHERE serial <> '' AND serial >= ? AND serial < ?"
    ' LIMIT 200) d JOIN "order" o ON o.device_id = d.id ORDER BY o.no DESC LIMIT ?'
)
_BY_IMEI = (
    "SELECT o.no FROM (SELECT id FROM device WHERE imei <> '' AND imei >= ? AND imei < ?"
    ' LIMIT 200) d JOIN "order" o ON o.device_id = d.id ORDER BY o.no DESC LIMIT ?'
)
_BY_SERIAL_TAIL = (
    "SELECT o.no FROM (SELECT id FROM device WHERE serial <> '' AND serial_tail >= ?"
    ' AND serial_tail < ? LIMIT 200) d JOIN "order" o ON o.device_id = d.id'
    " ORDER BY o.no DESC LIMIT ?"
)
_BY_IMEI_TAIL = (
    "SELECT o.no FROM (SELECT id FROM device WHERE imei <> '' AND imei_tail >= ?"
    ' AND imei_tail < ? LIMIT 200) d JOIN "order" o ON o.device_id = d.id'
    " ORDER BY o.no DESC LIMIT ?"
)

_START_MIN = 3
_TAILS = range(4, 17)  # so many characters a tail has
_WIDE = 200


def near(connection: Connection, typed: str, limit: int) -> list[int]:
    """By number, by the ends of a serial or IMEI, by the client's phone or name; newest first."""
    found = set(_by_number(connection, typed, limit))
    found.update(_by_device(connection, typed, limit))
    found.update(_of(connection, client_search.near(connection, typed, _WIDE), limit))
    return sorted(found, reverse=True)[:limit]


def far(connection: Connection, typed: str, limit: int) -> list[int]:
    """By what else the client may be known by; newest first."""
    return _of(connection, client_search.far(connection, typed, _WIDE), limit)


def _of(connection: Connection, clients: list[int], limit: int) -> list[int]:
    return firsts(connection, _ORDERS_OF, (json.dumps(clients), limit)) if clients else []


def _by_number(connection: Connection, typed: str, limit: int) -> list[int]:
    if typed.isascii() and typed.isdigit():
        if ticket.is_ours(typed):
            return firsts(connection, _BY_TICKET, (typed, limit))
        return firsts(connection, _BY_COUNTER, (int(typed[:18]), limit))
    number = ticket.from_number(typed)
    return [] if number is None else firsts(connection, _BY_TICKET, (number.digits, limit))


def _by_device(connection: Connection, typed: str, limit: int) -> list[int]:
    found: list[int] = []
    mark, number = "".join(typed.split()).upper(), imei.normalise(typed)
    if len(mark) >= _START_MIN:
        found += firsts(connection, _BY_SERIAL, (mark, mark + AFTER, limit))
    if len(mark) in _TAILS:
        backwards = mark[::-1]
        found += firsts(connection, _BY_SERIAL_TAIL, (backwards, backwards + AFTER, limit))
    if number.isdigit() and len(number) >= _START_MIN:
        found += firsts(connection, _BY_IMEI, (number, number + AFTER, limit))
        if len(number) in _TAILS:
            backwards = number[::-1]
            found += firsts(connection, _BY_IMEI_TAIL, (backwards, backwards + AFTER, limit))
    return found
