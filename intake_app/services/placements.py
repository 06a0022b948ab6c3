"""Where the device of an order lies: put there, taken out; each a fact."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from intake_app.checks.rights import Right
from intake_app.checks.stages import CLOSED, CLOSED_SQL
from intake_app.errors import Problem, RejectedError
from intake_app.models.orders import Order
from intake_app.models.storage import Place, Placement
from intake_app.services import allowed, places

if TYPE_CHECKING:
    from uuid import UUID

    from sqlcipher3.dbapi2 import Connection

    from intake_app.models.store import Store
    from intake_app.models.writing import Writing

_FACTS = "SELECT place_id FROM placement WHERE order_id = ? ORDER BY seq IS NULL, seq, id"
_LIES = (
    'UPDATE "order" SET place_id = ?1 WHERE id = ?2 AND place_id IS NOT ?1'  # noqa: S608 - words of ours
    f" AND stage NOT IN {CLOSED_SQL}"
)
_GONE = (
    'UPDATE "order" SET place_id = NULL WHERE id = ? AND place_id IS NOT NULL'  # noqa: S608 - words of ours
    f" AND stage IN {CLOSED_SQL}"
)


@dataclass(frozen=True, slots=True)
class Placements:
    """The use cases; each method is one transaction."""

    store: Store

    SHOWS: ClassVar[frozenset[str]] = frozenset({"placement", "place", "order"})

    def put(self, order: UUID, place: UUID | None) -> None:
        """Put it there; without a place it is taken out.

        Raises RejectedError: UNKNOWN_RECORD, NOT_ALLOWED, ORDER_CLOSED.
        """
        with self.store.writing() as session:
            allowed.demand(session.driver, session.operator, Right.STORE)
            put(session, order, place)

    def put_by_label(self, order: UUID, digits: str) -> str:
        """The same by the label of a place; returns how the place is called.

        Raises RejectedError: UNKNOWN_RECORD, NOT_ALLOWED, ORDER_CLOSED, MALFORMED.
        """
        with self.store.writing() as session:
            allowed.demand(session.driver, session.operator, Right.STORE)
            place = places.known(session, digits)
            put(session, order, place)
            return session.get_one(Place, place).name


def put(session: Writing, order: UUID, place: UUID | None) -> None:
    """Write the fact in a transaction of somebody else's; where it lies already none is needed."""
    found = session.get(Order, order)
    if found is None or (place is not None and session.get(Place, place) is None):
        raise RejectedError(Problem.UNKNOWN_RECORD, "order" if found is None else "place")
    if place is not None and found.stage in CLOSED:
        raise RejectedError(Problem.ORDER_CLOSED)
    if found.place_id != place:
        session.add(Placement(order_id=order, place_id=place, at=session.now, by=session.operator))
        found.place_id = place


def leave(session: Writing, order: UUID) -> None:
    """A device that leaves the shop leaves its place as well."""
    put(session, order, None)


def fold(driver: Connection, order: bytes) -> bool:
    """Take the last placement in the hub's order; ours on their way come on top.

    What has left the shop by now lies nowhere, whoever put it where without knowing.
    """
    facts = driver.execute(_FACTS, (order,)).fetchall()
    changed = driver.execute(_GONE, (order,)).rowcount
    if facts:
        changed += driver.execute(_LIES, (facts[-1][0], order)).rowcount
    return bool(changed)
