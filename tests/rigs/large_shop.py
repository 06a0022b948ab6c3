"""A shop with very many open orders, made by SQLite itself in seconds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_app.services import synthetic

if TYPE_CHECKING:
    from intake_app.models.store import Store

SEEDS = 400
_OPEN = "('issued', 'issued_no_repair', 'disposed', 'cancelled')"


def fill(store: Store, orders: int) -> None:
    """Add so many open orders: copies of a few hundred made-up ones."""
    synthetic.generate(store, clients=SEEDS, orders=SEEDS, seed=11)
    with store.writing() as session, session.unrecorded({"order"}) as driver:
        columns = [
            row[1]
            for row in driver.execute('PRAGMA table_info("order")').fetchall()
            if row[1] not in {"no", "id", "number", "ticket"}
        ]
        named = ", ".join(f'"{name}"' for name in columns)
        driver.execute(
            f"UPDATE \"order\" SET stage = 'in_repair' WHERE stage IN {_OPEN}"  # noqa: S608 - names of ours
        )
        driver.execute(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1)"  # noqa: S608 - names of ours
            f' INSERT INTO "order"(id, number, ticket, {named})'
            " SELECT randomblob(16), o.number || '/' || n.i, o.ticket || n.i,"
            f" {', '.join(f'o.{name}' for name in columns)}"
            f' FROM n JOIN "order" o ON o.no <= {SEEDS} LIMIT ?2',
            (orders // SEEDS + 1, orders - SEEDS),
        )
