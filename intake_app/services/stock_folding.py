"""Notices that two desks took the same piece: the sums then say less than nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_app.services import stock_reading

if TYPE_CHECKING:
    from uuid import UUID

    from sqlcipher3.dbapi2 import Connection

STOCK = "stock"
_ATTEND = (
    "INSERT INTO attention(kind, rec, about, code, resolved) VALUES ('stock', ?1, ?1, ?2, 0)"
    " ON CONFLICT DO UPDATE SET code = excluded.code, resolved = 0"
    " WHERE code <> excluded.code"
)
_SETTLED = "DELETE FROM attention WHERE kind = 'stock' AND rec = ?"


def settle(driver: Connection, item: UUID) -> bool:
    """Tell a person of a part of which more was taken than there was, or that it is well again.

    Tells whether anything changed.
    """
    sums = stock_reading.sums(driver, item)
    least = min(sums.there, sums.free)
    if least < 0:
        return bool(driver.execute(_ATTEND, (item.bytes, str(least))).rowcount)
    return bool(driver.execute(_SETTLED, (item.bytes,)).rowcount)
