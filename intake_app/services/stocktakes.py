"""Stock-taking: everything that lies in a place is scanned; what is missing, what is stray."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from intake_app.checks.rights import Right
from intake_app.checks.stages import CLOSED_SQL
from intake_app.models.storage import Stocktaking
from intake_app.services import allowed
from intake_app.services.place_rows import StockTake, StoredRow, TakenRow
from intake_app.services.place_tree import PlaceTree

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlcipher3.dbapi2 import Connection

    from intake_app.models.store import Store

_OPEN = f"o.stage NOT IN {CLOSED_SQL}"
_ROW = (
    "SELECT o.id, o.number, d.kind, d.brand, d.model, o.stage, o.place_id, o.ticket"
    ' FROM "order" o JOIN device d ON d.id = o.device_id'
)
_ANYWHERE = f"{_ROW} WHERE {_OPEN}"
_IN_PLACES = "AND o.place_id IN (SELECT unhex(value) FROM json_each(?))"
_HERE = f"{_ANYWHERE} {_IN_PLACES}"
_THESE = "WHERE o.ticket IN (SELECT value FROM json_each(?))"
_SCANNED = f"{_ROW} {_THESE}"
_PAST = "SELECT at, by, place_id, found, missing, stray FROM stocktaking ORDER BY id DESC LIMIT ?"


@dataclass(frozen=True, slots=True)
class Stocktakes:
    """The use cases; each method is one transaction."""

    store: Store

    SHOWS: ClassVar[frozenset[str]] = frozenset({"stocktaking", "placement", "place", "order"})

    def compare(self, place: UUID | None, scanned: Iterable[str]) -> StockTake:
        """Hold what was scanned against what should lie there; nothing is written.

        `scanned` are digits of labels, the latest last; without a place the whole shop is meant,
        and what has no place is expected as well.
        """
        with self.store.reading() as session:
            return _compared(session.driver, place, tuple(dict.fromkeys(scanned)))

    def keep(self, place: UUID | None, scanned: Iterable[str]) -> StockTake:
        """The same, written down as a fact. Raises RejectedError(NOT_ALLOWED)."""
        with self.store.writing() as session:
            allowed.demand(session.driver, session.operator, Right.STORE)
            result = _compared(session.driver, place, tuple(dict.fromkeys(scanned)))
            session.create(
                Stocktaking,
                place_id=place,
                found=_numbers(result.found),
                missing=_numbers(result.missing),
                stray=_numbers(result.stray),
                at=session.now,
                by=session.operator,
            )
            return result

    def past(self, limit: int = 50) -> tuple[TakenRow, ...]:
        """Earlier ones, the latest first."""
        with self.store.reading() as session:
            tree = PlaceTree(session.driver)
            rows = session.driver.execute(_PAST, (limit,)).fetchall()
            return tuple(_taken(tree, row) for row in rows)


def _compared(driver: Connection, place: UUID | None, scanned: tuple[str, ...]) -> StockTake:
    tree = PlaceTree(driver)
    if place is None:
        rows = driver.execute(_ANYWHERE).fetchall()
    else:
        inside = json.dumps([ident.hex() for ident in tree.inside(place)])
        rows = driver.execute(_HERE, (inside,)).fetchall()
    expected = {row[7]: _stored(tree, row) for row in rows}
    here = {row[7]: _stored(tree, row) for row in _scanned(driver, scanned)}
    return StockTake(
        place,
        found=tuple(here[code] for code in scanned if code in expected),
        missing=tuple(row for code, row in expected.items() if code not in here),
        stray=tuple(here[code] for code in scanned if code in here and code not in expected),
        unread=tuple(code for code in scanned if code not in here),
    )


def _scanned(driver: Connection, scanned: tuple[str, ...]) -> list[Any]:
    """A ticket may be worn twice after a store was put back: the order that is here counts."""
    rows = driver.execute(_SCANNED, (json.dumps(scanned),)).fetchall()
    return sorted(rows, key=lambda row: row[5] not in {"issued", "issued_no_repair", "cancelled"})


def _stored(tree: PlaceTree, row: Any) -> StoredRow:  # noqa: ANN401 - the driver's rows are untyped
    ident, number, kind, brand, model, stage, place, _ = row
    device = " ".join(part for part in (brand, model) if part) or kind
    return StoredRow(UUID(bytes=ident), number, device, stage, tree.path(place))


def _taken(tree: PlaceTree, row: Any) -> TakenRow:  # noqa: ANN401 - the same
    at, by, place, found, missing, stray = row
    return TakenRow(
        datetime.fromisoformat(at),
        by,
        tree.path(place),
        len(json.loads(found)),
        tuple(json.loads(missing)),
        tuple(json.loads(stray)),
    )


def _numbers(rows: tuple[StoredRow, ...]) -> str:
    return json.dumps([row.number for row in rows], ensure_ascii=False)
