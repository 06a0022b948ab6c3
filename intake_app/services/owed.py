"""What an order costs and what is still to be paid, by plain SQL. Light, like `drafts`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from intake_app.money import Money

if TYPE_CHECKING:
    from uuid import UUID

    from sqlcipher3.dbapi2 import Connection

_READ = (
    "SELECT o.stage, o.repair_kind, o.estimate_minor, o.travel_minor, o.currency,"
    " (SELECT count(*) FROM line l WHERE l.order_id = o.id AND NOT l.archived),"
    " coalesce((SELECT sum((l.quantity * l.price_minor + 500) / 1000) FROM line l"
    " WHERE l.order_id = o.id AND NOT l.archived), 0),"
    " coalesce((SELECT sum(p.minor) FROM payment p WHERE p.order_id = o.id), 0)"
    ' FROM "order" o WHERE o.id = ?'
)
_FREE = frozenset({"warranty", "own_warranty"})
_UNDONE = frozenset({"ready_no_repair", "issued_no_repair", "cancelled"})


@dataclass(frozen=True, slots=True)
class Owed:
    """`due` is never below nothing: what was paid too much is a matter of a refund."""

    total: Money
    paid: Money

    @property
    def due(self) -> Money:
        """What is still to be paid."""
        return Money(max(0, self.total.minor - self.paid.minor), self.total.currency)


def owed(driver: Connection, order: UUID) -> Owed:
    """By the lines of the order; without any, by what was agreed at the intake.

    A repair under a warranty is free, one that was not done costs what its lines say.
    """
    stage, kind, estimate, travel, currency, lines, priced, paid = driver.execute(
        _READ, (order.bytes,)
    ).fetchone()
    if kind in _FREE:
        total = 0
    elif lines or stage in _UNDONE:
        total = priced
    else:
        total = (estimate or 0) + (travel or 0)
    return Owed(Money(total, currency), Money(paid, currency))
