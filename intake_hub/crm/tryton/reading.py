"""Questions to Tryton; archived records are always among the answers."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from intake_hub.crm.documents import Kind
from intake_hub.crm.tryton.names import MARK, MARK_FIELDS, MODELS, READ, own_fields
from intake_hub.crm.tryton.rpc import RecordError
from intake_hub.crm.values import list_of, row_of, rows_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from intake_hub.crm.field_map import FieldMap
    from intake_hub.crm.tryton.rpc import TrytonRpc
    from intake_hub.crm.values import Row


class Reader:
    """Reads rows with all the field map wants to hear."""

    def __init__(self, rpc: TrytonRpc, fields: FieldMap) -> None:
        self._rpc = rpc
        self._fields = fields
        self._currencies: dict[str, int] = {}

    def rows(self, kind: Kind, domain: Sequence[object], limit: int | None = None) -> list[Row]:
        """Those that match, by their ids."""
        names = [*READ[kind], *own_fields(self._fields, kind)]
        found = self._rpc.read(
            f"model.{MODELS[kind]}.search_read", domain, 0, limit, [["id", "ASC"]], names
        )
        return rows_of(found)

    def by_id(self, kind: Kind, remotes: Collection[str]) -> list[Row]:
        """Those that still exist: to read a missing one is an error there."""
        ids = [int(one) for one in remotes if one.isdigit()]
        return self.rows(kind, [["id", "in", ids]]) if ids else []

    def existing(self, kind: Kind, remotes: Collection[str]) -> frozenset[str]:
        """Which of these ids are there."""
        ids = [int(one) for one in remotes if one.isdigit()]
        found = self._rpc.read(f"model.{MODELS[kind]}.search", [["id", "in", ids]])
        return frozenset(str(one) for one in list_of(found))

    def newest(self, kind: Kind) -> datetime | None:
        """When anything of ours last changed; never later than the truth."""
        found: list[datetime] = []
        for name in ("create_date", "write_date"):
            domain = [of_ours(kind), [name, "!=", None]]
            [*rows] = rows_of(
                self._rpc.read(
                    f"model.{MODELS[kind]}.search_read", domain, 0, 1, [[name, "DESC"]], [name]
                )
            )
            found += [one for one in (row.get(name) for row in rows) if isinstance(one, datetime)]
        return max(found, default=None)

    def currencies(self) -> dict[str, int]:
        """Their ids by code."""
        if not self._currencies:
            found = self._rpc.read(
                "model.currency.currency.search_read", [], 0, None, None, ["code"]
            )
            self._currencies = {str(row["code"]): int(str(row["id"])) for row in rows_of(found)}
        return self._currencies

    def lacks(self, kind: Kind) -> tuple[str, ...]:
        """What an administrator must add, in words."""
        model = MODELS[kind]
        try:
            there = row_of(self._rpc.ask(f"model.{model}.fields_get", None))
        except RecordError:
            module = "party" if kind is Kind.CLIENT else "sale_opportunity"
            return (f"The module {module} is not installed.",)
        wanted = own_fields(self._fields, kind)
        return tuple(
            f"The field {name} of {model} is missing." for name in wanted if name not in there
        )


def of_ours(kind: Kind, marks: Sequence[str] = ()) -> list[object]:
    """Match records that carry one of these marks, or any."""
    if kind is Kind.ORDER:  # it stands behind the number
        return ["OR", *([MARK_FIELDS[kind], "like", f"%{one}"] for one in marks or [f"{MARK}%"])]
    way = ["in", list(marks)] if marks else ["like", f"{MARK}%"]
    return ["OR", [MARK_FIELDS[kind], *way], ["identifiers.code", *way]]
