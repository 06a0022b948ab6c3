"""Works and parts by a few letters, in any order, by article or barcode. Light, like `drafts`."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from intake_app.checks import names
from intake_app.models.connection import translated
from intake_app.services import matching, shipped, work_reading
from intake_app.services.matching import Shelf
from intake_app.services.store_reader import StoreReader
from intake_app.services.work_rows import PriceRow

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection


class PriceFinder(StoreReader):
    """The part of the finder that answers the line of work."""

    def prices(self, typed: str, limit: int = 8, *, kind: str = "") -> tuple[PriceRow, ...]:
        """Lines of the price list; those for such devices first. Costs are never told here."""
        shelf = self._fresh("prices", shelved, Shelf[PriceRow](()))
        coded = self.price_coded(typed.strip())
        found = matching.first_found(typed, (shelf,)) if names.words(typed) else []
        near = sorted(found, key=lambda row: _farness(row, kind))
        ahead = (coded,) if coded is not None else ()
        rows = tuple({row.id: row for row in (*ahead, *near)}.values())[:limit]
        return self._counted(rows)

    def _counted(self, rows: tuple[PriceRow, ...]) -> tuple[PriceRow, ...]:
        """Only what is shown is asked how much of it is free."""
        connection = self._connection()
        if connection is None:
            return rows
        with translated():
            return tuple(
                replace(row, free=work_reading.free_of(connection, row.id)) for row in rows
            )

    def price_coded(self, code: str) -> PriceRow | None:
        """What bears a scanned barcode or an article."""
        connection = self._connection() if code else None
        if connection is None:
            return None
        with translated():
            found = work_reading.item_coded(connection, code)
        return None if found is None else work_reading.uncosted(found)

    def usual_works(self, typed: str, limit: int = 5, *, kind: str = "") -> tuple[str, ...]:
        """Works that acts name, of such devices and of all, without a price."""
        wanted = shipped.meant(kind)
        told = dict.fromkeys(
            work for of, work in shipped.works() if not (of and wanted) or of == wanted
        )
        shelf = Shelf((shipped.told(work, self.lang), shipped.both(work)) for work in told)
        return tuple(matching.first_found(typed, (shelf,), limit)) if names.words(typed) else ()


def shelved(connection: Connection) -> Shelf[PriceRow]:
    """The price list by its words; made anew only when it has changed, whoever asked before."""
    return _shelf(work_reading.listed(connection))


@lru_cache(maxsize=2)
def _shelf(listed: tuple[Any, ...]) -> Shelf[PriceRow]:
    rows = (work_reading.uncosted(work_reading.price_row(row)) for row in listed)
    return Shelf((row, f"{row.item.text} {row.item.article}") for row in rows)


def _farness(row: PriceRow, kind: str) -> int:
    """Those for other devices stand last: nobody replaces the screen of a kettle."""
    own = names.folded(shipped.meant(row.item.device_kind))
    wanted = names.folded(shipped.meant(kind))
    if not own or not wanted:
        return 1
    return 0 if own == wanted else 2
