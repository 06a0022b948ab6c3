"""What records are called that others only point to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_hub.crm.values import list_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from intake_hub.crm.odoo.session import Session
    from intake_hub.crm.odoo.shape import Column, Shape
    from intake_hub.crm.values import Row


class Tags:
    """Each is asked for once."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: dict[tuple[str, int], str] = {}

    def learn(self, shape: Shape, rows: Sequence[Row]) -> None:
        """Ask at once for all that a page of rows points to."""
        for column in shape.columns.values():
            if column.type == "many2many":
                self._ask(column.relation, {one for row in rows for one in ids(row, column)})

    def names(self, column: Column, row: Row) -> str:
        """Write them in a line."""
        found = (self._known.get((column.relation, one), "") for one in ids(row, column))
        return ", ".join(sorted(filter(None, found)))

    def _ask(self, model: str, wanted: set[int]) -> None:
        unknown = sorted(one for one in wanted if (model, one) not in self._known)
        if unknown:
            for row in self._session.rows(model, [["id", "in", unknown]], ["display_name"]):
                self._known[model, int(str(row["id"]))] = str(row["display_name"])


def ids(row: Row, column: Column) -> list[int]:
    """The records one column points to."""
    return [one for one in list_of(row.get(column.name) or []) if isinstance(one, int)]
