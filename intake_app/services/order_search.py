"""Orders and devices by what is typed, as row numbers; plain SQL on the finder's connection.

Light, like it.
"""

from __future__ import annotations

import json
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from intake_app.checks import imei, layout, ticket
from intake_app.services import client_search
from intake_app.services.client_search import AFTER, firsts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlcipher3.dbapi2 import Connection

    from intake_app.services.client_search import Tiers

_THESE = "(SELECT value FROM json_each(?1))"
_OF_CLIENTS = (
    'SELECT no FROM "order" WHERE client_id IN (SELECT id FROM client'  # noqa: S608 - words of ours
    f" WHERE no IN {_THESE} UNION SELECT m.id FROM client c JOIN client m ON m.merged_into = c.id"
    f" WHERE c.no IN {_THESE}) ORDER BY no DESC LIMIT ?2"
)
_OF_DEVICES = (
    'SELECT no FROM "order" WHERE device_id IN'  # noqa: S608 - words of ours
    f" (SELECT id FROM device WHERE no IN {_THESE}) ORDER BY no DESC LIMIT ?2"
)
_BY_TICKET = 'SELECT no FROM "order" WHERE ticket = ? ORDER BY no DESC LIMIT ?'
_BY_COUNTER = (
    "SELECT no FROM \"order\" WHERE counter = ?1 AND (?2 = '' OR substr(ticket, -1) = ?2)"
    " ORDER BY no DESC LIMIT ?3"
)
# As with phones: a hundred of a range are sorted in no time, a whole range would not be.
_BY_SERIAL = (
    "SELECT no FROM (SELECT no FROM device WHERE serial <> '' AND serial >= ? AND serial < ?"
    " LIMIT 100) ORDER BY no DESC LIMIT ?"
)
_BY_IMEI = (
    "SELECT no FROM (SELECT no FROM device WHERE imei <> '' AND imei >= ? AND imei < ?"
    " LIMIT 100) ORDER BY no DESC LIMIT ?"
)
_BY_SECOND_IMEI = (
    "SELECT no FROM (SELECT no FROM device WHERE imei2 <> '' AND imei2 >= ? AND imei2 < ?"
    " LIMIT 100) ORDER BY no DESC LIMIT ?"
)
_BY_SERIAL_TAIL = (
    "SELECT no FROM (SELECT no FROM device WHERE serial <> '' AND serial_tail >= ?"
    " AND serial_tail < ? LIMIT 100) ORDER BY no DESC LIMIT ?"
)
_BY_IMEI_TAIL = (
    "SELECT no FROM (SELECT no FROM device WHERE imei <> '' AND imei_tail >= ?"
    " AND imei_tail < ? LIMIT 100) ORDER BY no DESC LIMIT ?"
)
_BY_SECOND_IMEI_TAIL = (
    "SELECT no FROM (SELECT no FROM device WHERE imei2 <> '' AND imei2_tail >= ?"
    " AND imei2_tail < ? LIMIT 100) ORDER BY no DESC LIMIT ?"
)
_OWNERS_OF_ORDERS = (
    'SELECT c.no, o.device_id, o.number FROM "order" o JOIN client c ON c.id = o.client_id'  # noqa: S608
    f" WHERE o.no IN {_THESE} ORDER BY o.no DESC"
)
_OWNERS_OF_DEVICES = (
    "SELECT c.no, d.id, '' FROM device d JOIN client c ON c.id = d.client_id"  # noqa: S608
    f" WHERE d.no IN {_THESE} ORDER BY d.no DESC"
)

_START_MIN = 3
_TAILS = range(4, 17)  # so many characters a tail has
_WIDE = 50  # clients whose orders are looked at
_FEW = 2
_LEAST_OF_NUMBER = 6  # digits of an IMEI that are hardly those of a phone


class Owner(NamedTuple):
    """A client to whom a device or an order leads.

    `is_sure` says that nothing but its own number was typed or scanned.
    """

    client: int  # row number
    device: bytes
    order: str
    is_sure: bool


def near(connection: Connection, typed: str, limit: int) -> list[int]:
    """By number, by the ends of a serial or IMEI, by the client's phone or name; newest first."""
    found = set(_by_number(connection, typed, limit))
    devices = by_device(connection, typed, limit)
    if devices:
        found.update(firsts(connection, _OF_DEVICES, (json.dumps(devices), limit)))
    clients = client_search.near(connection, typed, _WIDE)
    found.update(_of(connection, clients, limit))
    return sorted(found, reverse=True)[:limit]


def far(connection: Connection, typed: str, limit: int) -> list[int]:
    """By what else the client may be known by; newest first."""
    return _of(connection, client_search.far(connection, typed, _WIDE), limit)


def guessed(connection: Connection, typed: str, limit: int) -> list[int]:
    """Of clients who differ from what is typed by a letter or digit; newest first."""
    return _of(connection, client_search.guessed(connection, typed, _WIDE), limit)


def owners(connection: Connection, typed: str, limit: int) -> list[Owner]:
    """Whom the number of a device or of an order leads to, newest first.

    A few digits are a phone rather than the end of an IMEI, and letters are a name.
    """
    if not any(char.isdigit() for char in typed):
        return []
    for text in layout.variants(typed):
        found = [
            *_owners_by_order(connection, text),
            *_owners_by_device(connection, text, limit),
        ]
        if found:
            return found[:limit]
    return []


def by_device(connection: Connection, typed: str, limit: int) -> list[int]:
    """Row numbers of devices whose serial or IMEI begins or ends so."""
    mark, number = "".join(typed.split()).upper(), imei.normalise(typed)
    found: list[int] = []
    if len(mark) >= _START_MIN:
        found += _in_range(connection, _BY_SERIAL, mark, limit)
    if len(mark) in _TAILS:
        found += _in_range(connection, _BY_SERIAL_TAIL, mark[::-1], limit)
    if number.isdigit() and len(number) >= _START_MIN:
        found += _in_range(connection, _BY_IMEI, number, limit)
        found += _in_range(connection, _BY_SECOND_IMEI, number, limit)
        if len(number) in _TAILS:
            found += _in_range(connection, _BY_IMEI_TAIL, number[::-1], limit)
            found += _in_range(connection, _BY_SECOND_IMEI_TAIL, number[::-1], limit)
    return list(dict.fromkeys(found))


def _owners_by_order(connection: Connection, typed: str) -> list[Owner]:
    orders = _by_number(connection, typed, _FEW)
    is_sure = ticket.bare_counter(typed) is None
    return _owned(connection, _OWNERS_OF_ORDERS, orders, is_sure=is_sure)


def _owners_by_device(connection: Connection, typed: str, limit: int) -> list[Owner]:
    number = imei.normalise(typed)
    if number.isdigit() and len(number) < _LEAST_OF_NUMBER:
        return []
    is_sure = imei.is_valid(number) or not number.isdigit()
    devices = by_device(connection, typed, limit)
    return _owned(connection, _OWNERS_OF_DEVICES, devices, is_sure=is_sure)


def _owned(
    connection: Connection, sql: str, numbers: Sequence[int], *, is_sure: bool
) -> list[Owner]:
    rows = connection.execute(sql, (json.dumps(numbers),)) if numbers else ()
    return [Owner(client, device, order, is_sure) for client, device, order in rows]


def _of(connection: Connection, clients: Tiers, limit: int) -> list[int]:
    found: dict[int, None] = {}
    for tier in clients:
        found.update(dict.fromkeys(tier))
        if len(found) >= _WIDE:
            break
    return firsts(connection, _OF_CLIENTS, (json.dumps(list(found)), limit)) if found else []


def _by_number(connection: Connection, typed: str, limit: int) -> list[int]:
    """Every way to write or scan the number of an order, its check digit left out or not."""
    found = [firsts(connection, _BY_TICKET, (one, limit)) for one in ticket.barcodes(typed)]
    bare = ticket.bare_counter(typed)
    if bare is not None:
        found.append(firsts(connection, _BY_COUNTER, (*bare, limit)))
    return list(dict.fromkeys(chain.from_iterable(found)))


def _in_range(connection: Connection, sql: str, start: str, limit: int) -> list[int]:
    return firsts(connection, sql, (start, start + AFTER, limit))
