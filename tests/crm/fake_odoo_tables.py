"""The memory of a fake Odoo: models, their fields in each version, rows, names from outside."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Row: TypeAlias = dict[str, Any]
Version: TypeAlias = tuple[int, int]

_BEGAN = datetime(2026, 11, 22, 9, 0, 0, tzinfo=UTC)
_FORMAT = "%Y-%m-%d %H:%M:%S"
RELATIONS: Mapping[str, str] = {
    "user_id": "res.users",
    "category_id": "res.partner.category",
    "partner_id": "res.partner",
    "stage_id": "crm.stage",
    "tag_ids": "crm.tag",
    "country_id": "res.country",
    "model_id": "ir.model",
}


@dataclass(slots=True)
class Clock:
    """Moves a millisecond with every call, so that much happens within one second."""

    now: datetime = _BEGAN

    def tick(self) -> datetime:
        self.now += timedelta(milliseconds=1)
        return self.now

    def pass_by(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@dataclass(slots=True)
class Tables:
    """Everything that one transaction may change; `saved` and `put_back` are its savepoint."""

    version: Version
    fields: dict[str, dict[str, str]]
    rows: dict[str, dict[int, Row]] = field(default_factory=dict[str, dict[int, Row]])
    names: dict[str, tuple[str, int]] = field(default_factory=dict[str, tuple[str, int]])
    next_id: int = 10

    def __post_init__(self) -> None:
        for model in self.fields:
            self.rows.setdefault(model, {})

    def saved(self) -> tuple[Any, ...]:
        return copy.deepcopy((self.rows, self.names, self.next_id))

    def put_back(self, saved: tuple[Any, ...]) -> None:
        self.rows, self.names, self.next_id = saved

    def add(self, model: str, values: Row, at: datetime) -> int:
        """Make a record with the defaults of its fields."""
        self.next_id += 1
        empty = {name: _nothing(kind) for name, kind in self.fields[model].items()}
        if "active" in empty:
            empty["active"] = True
        if model == "repair.order":
            empty |= {"state": "draft", "name": f"RO/{self.next_id}"}
        self.rows[model][self.next_id] = {**empty, "id": self.next_id}
        self.put(model, self.next_id, values, at)
        return self.next_id

    def put(self, model: str, number: int, values: Row, at: datetime) -> None:
        """Write; a write that changes nothing counts as one too."""
        row = self.rows[model][number]
        row |= values
        row["write_date"] = at
        if model == "res.partner" and self.version >= (19, 3):
            row["is_company"] = bool(row["vat"])  # worked out, whatever was written

    def drop(self, model: str, number: int) -> None:
        """Delete it, with its names, and empty what pointed to it."""
        del self.rows[model][number]
        self.names = {name: found for name, found in self.names.items() if found != (model, number)}
        for other, kinds in self.fields.items():
            for name, kind in kinds.items():
                if kind == "many2one" and RELATIONS.get(name) == model:
                    self._forget(other, name, number)

    def _forget(self, model: str, name: str, number: int) -> None:
        for row in self.rows[model].values():
            if row[name] == number:
                row[name] = False

    def merge(self, loser: int, survivor: int, at: datetime) -> None:
        """As Odoo's wizard: everything that pointed to the loser, names too, points on."""
        self.names = {
            name: ("res.partner", survivor) if found == ("res.partner", loser) else found
            for name, found in self.names.items()
        }
        for model in ("crm.lead", "repair.order"):
            for row in self.rows.get(model, {}).values():
                if row["partner_id"] == loser:
                    row["partner_id"] = survivor
        gone, kept = self.rows["res.partner"][loser], self.rows["res.partner"][survivor]
        filled = {name: value for name, value in gone.items() if not kept.get(name)}
        del self.rows["res.partner"][loser]
        self.put("res.partner", survivor, filled, at)

    def shown(self, model: str, row: Row, names: list[str]) -> Row:
        """A row as `read` tells it."""
        kinds = self.fields[model]
        found: Row = {"id": row["id"]}
        for name in names:
            if name == "display_name":
                found[name] = row["name"]
            elif name in {"write_date", "create_date"}:
                found[name] = row["write_date"].strftime(_FORMAT)
            elif kinds.get(name) == "many2one":
                found[name] = self._pointed(name, row[name])
            elif name != "id":
                found[name] = row[name]
        return found

    def _pointed(self, name: str, number: int | bool) -> list[Any] | bool:
        if number is False:
            return False
        return [number, self.rows[RELATIONS[name]][number]["name"]]


def fields_of(version: Version) -> dict[str, dict[str, str]]:
    """Models with their fields, as this version has them."""
    named = {"name": "char", "write_date": "datetime"}
    models = {
        model: dict(named)
        for model in ("res.users", "res.partner.category", "crm.stage", "crm.tag", "res.country")
    }
    models["res.partner"] = {**named, **dict(_partner(version))}
    models["crm.lead"] = {**named, **dict(_lead(version))}
    models["ir.model"] = {**named, "model": "char"}
    models["ir.model.fields"] = {**named, "ttype": "char", "model_id": "many2one"}
    models["ir.model.data"] = {**named, "module": "char"}
    if version >= (14, 0):
        models["res.users.apikeys"] = {**named, "user_id": "many2one"}
    if version >= (18, 0):
        models["res.users.apikeys"]["expiration_date"] = "datetime"
    if version >= (17, 0):
        models["repair.order"] = {
            **named,
            "partner_id": "many2one",
            "user_id": "many2one",
            "tag_ids": "many2many",
            "state": "selection",
            "internal_notes": "html",
        }
    return models


def _partner(version: Version) -> Iterator[tuple[str, str]]:
    yield from dict.fromkeys(("phone", "email", "vat", "street"), "char").items()
    yield from {"is_company": "boolean", "active": "boolean", "country_id": "many2one"}.items()
    yield from {"user_id": "many2one", "category_id": "many2many", "comment": "html"}.items()
    if version < (19, 0):
        yield "mobile", "char"
    if version >= (16, 0):
        yield "company_registry", "char"


def _lead(version: Version) -> Iterator[tuple[str, str]]:
    yield from {"type": "selection", "active": "boolean", "partner_id": "many2one"}.items()
    yield from {"stage_id": "many2one", "user_id": "many2one", "tag_ids": "many2many"}.items()
    yield "description", "html" if version >= (14, 0) else "text"
    yield "expected_revenue" if version >= (14, 0) else "planned_revenue", "monetary"


def _nothing(kind: str) -> object:
    if kind in {"float", "monetary"}:
        return 0.0
    return [] if kind == "many2many" else False
