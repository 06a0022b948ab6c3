"""Works and parts by a few letters, in any order, by article or barcode. Light, like `drafts`."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
        shelf = self._fresh("prices", _shelf, Shelf[PriceRow](()))
        coded = self.price_coded(typed.strip())
        found = matching.first_found(typed, (shelf,)) if names.words(typed) else []
        near = sorted(found, key=lambda row: _farness(row, kind))
        ahead = (coded,) if coded is not None else ()
        return tuple({row.id: row for row in (*ahead, *near)}.values())[:limit]

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


def _shelf(connection: Connection) -> Shelf[PriceRow]:
    rows = work_reading.prices(connection, with_costs=False)
    return Shelf((row, f"{row.item.text} {row.item.article}") for row in rows)


def _farness(row: PriceRow, kind: str) -> int:
    """Those for other devices stand last: nobody replaces the screen of a kettle."""
    own = names.folded(shipped.meant(row.item.device_kind))
    wanted = names.folded(shipped.meant(kind))
    if not own or not wanted:
        return 1
    return 0 if own == wanted else 2
