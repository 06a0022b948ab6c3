"""What orders come to, in SQL: for sums over many thousands of them. Says the same as `dues`.

Whole numbers only: quantities count thousandths, discounts hundredths of a per cent, and each line
is rounded by itself, halves up; neither can be below nothing. A test holds both to one answer.
"""

from __future__ import annotations

_PRICED = (
    "head AS MATERIALIZED (SELECT o.id, o.no, o.repair_kind AS kind, o.stage,"
    " o.estimate_minor AS estimate, coalesce(o.travel_minor, 0) AS travel, o.technician_id,"
    " coalesce(r.discount_bp, c.discount_bp) AS bp, coalesce(r.id, c.id) AS client,"
    " coalesce(r.name, c.name) AS client_name"
    ' FROM ({of}) a JOIN "order" o ON o.id = a.id'
    " JOIN client c ON c.id = o.client_id LEFT JOIN client r ON r.id = c.merged_into),"
    " work AS MATERIALIZED (SELECT id, sum(gross - (gross * bp + 5000) / 10000) AS due,"
    " sum(cost) AS cost, max(mixed) AS mixed FROM (SELECT h.id, h.bp,"
    " (l.quantity * l.price_minor + 500) / 1000 AS gross,"
    " (l.quantity * l.cost_minor + 500) / 1000 AS cost,"
    " coalesce(l.technician_id, h.technician_id) IS NOT h.technician_id AS mixed"
    " FROM head h JOIN line l ON l.order_id = h.id WHERE NOT l.archived) GROUP BY id),"
    " sent AS MATERIALIZED (SELECT j.order_id AS id, sum(j.cost_minor) AS cost"
    " FROM head h JOIN outside_job j ON j.order_id = h.id WHERE j.cost_minor IS NOT NULL"
    " GROUP BY j.order_id),"
    " priced AS MATERIALIZED (SELECT h.*, CASE"
    " WHEN h.stage IN ('cancelled', 'disposed') OR h.kind = 'warranty' THEN 0"
    " WHEN w.id IS NOT NULL THEN w.due + h.travel"
    " WHEN h.stage IN ('ready_no_repair', 'issued_no_repair')"
    " OR h.kind = 'own_warranty' AND h.estimate IS NULL THEN h.travel"
    " ELSE h.estimate + h.travel END AS due,"
    " coalesce(w.cost, 0) AS worked, coalesce(s.cost, 0) AS sent,"
    " coalesce(w.mixed, 0) AS mixed"
    " FROM head h LEFT JOIN work w ON w.id = h.id LEFT JOIN sent s ON s.id = h.id)"
)


def priced(of: str) -> str:
    """The tables `head` and `priced` (id, due, cost, mixed) of the orders that a question names.

    `of` is SQL of ours that gives ids; `mixed` says that not all lines are of the order's own
    technician. What another workshop took is part of the cost.
    """
    return _PRICED.replace("{of}", of)
