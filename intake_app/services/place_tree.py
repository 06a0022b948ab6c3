"""The tree of places, read whole: a shop has hundreds of them, not thousands. Light."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from intake_app.checks.stages import CLOSED_SQL
from intake_app.services.place_rows import PlaceRow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlcipher3.dbapi2 import Connection

DEEPEST = 12
"""So many places inside each other, and a ring that two desks made, end here."""

_ALL = "SELECT id, name, kind, barcode, parent_id, archived FROM place ORDER BY name, id"
_COUNTS = (
    'SELECT place_id, count(*) FROM "order" WHERE place_id IS NOT NULL'  # noqa: S608 - words of ours
    f" AND stage NOT IN {CLOSED_SQL} GROUP BY place_id"
)


@dataclass(frozen=True, slots=True)
class _Place:
    id: bytes
    name: str
    kind: str
    barcode: str
    parent: bytes | None
    archived: int


class PlaceTree:
    """All places of one moment."""

    def __init__(self, connection: Connection) -> None:
        rows = connection.execute(_ALL).fetchall()
        self._places = {row[0]: _Place(*row) for row in rows}
        self._counts: dict[bytes, int] = dict(connection.execute(_COUNTS).fetchall())

    def path(self, place: bytes | None) -> str:
        """`Склад / Стеллаж А / 12`; empty for no place and for an unknown one."""
        return " / ".join(reversed([one.name for one in self._upwards(place)]))

    def inside(self, place: UUID) -> frozenset[bytes]:
        """A place and all that stand in it."""
        return frozenset(
            ident
            for ident in self._places
            if any(one.id == place.bytes for one in self._upwards(ident))
        ) | {place.bytes}

    def rows(self, *, archived: bool = False) -> tuple[PlaceRow, ...]:
        """Every place behind the one it stands in, by name."""
        shown = [one for one in self._places.values() if archived or not one.archived]
        return tuple(sorted(map(self._row, shown), key=lambda row: row.path.casefold()))

    def row(self, place: UUID) -> PlaceRow | None:
        """One place."""
        found = self._places.get(place.bytes)
        return None if found is None else self._row(found)

    def by_barcode(self, digits: str) -> PlaceRow | None:
        """The place whose label holds these digits."""
        hits = (one for one in self._places.values() if digits and one.barcode == digits)
        return next(map(self._row, hits), None)

    def _row(self, one: _Place) -> PlaceRow:
        way = list(self._upwards(one.id))
        ident = UUID(bytes=one.id)
        return PlaceRow(
            ident,
            one.name,
            one.kind,
            one.barcode,
            None if one.parent is None else UUID(bytes=one.parent),
            self.path(one.id),
            len(way) - 1,
            sum(self._counts.get(each, 0) for each in self.inside(ident)),
            is_active=not one.archived,
        )

    def _upwards(self, place: bytes | None) -> Iterator[_Place]:
        for _ in range(DEEPEST):
            found = self._places.get(place) if place is not None else None
            if found is None:
                return
            yield found
            place = found.parent
