"""What one model looks like in this very Odoo: which field each neutral one goes to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from typing_extensions import override

from intake_hub.crm.documents import FIELDS, Kind
from intake_hub.crm.odoo.calls import Call
from intake_hub.crm.odoo.names import ARCHIVED, INN, INSTEAD, LONG, OWN, PARTNER, STAGE, TYPES, UID
from intake_hub.crm.values import row_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from intake_hub.crm.field_map import FieldMap
    from intake_hub.crm.odoo.session import Session

_COMPANY_BY_VAT = (19, 3)
_BESIDE = (("inn", "vat", (INN, "char")), ("archived", "active", (ARCHIVED, "boolean")))
"""Two of Odoo's own fields do not say all: one of ours stands beside each."""


@dataclass(frozen=True, slots=True)
class Column:
    """A field of a model; `relation` names the model it points to."""

    name: str
    type: str
    relation: str = ""


@dataclass(frozen=True, slots=True)
class Lack:
    """A field that is not there; `can_add`: the interface lets an administrator add it."""

    model: str
    name: str
    type: str
    field: str  # the neutral name, "uid" for our mark

    @property
    def can_add(self) -> bool:
        """Odoo lets only such names be added from outside."""
        return self.name.startswith(OWN)

    @override
    def __str__(self) -> str:
        return f"{self.model}: {self.name} ({self.type})"


@dataclass(frozen=True, slots=True)
class Shape:
    """Columns by neutral field name; `has_vat_rule`: a tax number makes a company of anybody."""

    kind: Kind
    model: str
    columns: Mapping[str, Column]
    others: Mapping[str, Column]  # by Odoo's own name: those an adapter needs besides
    lacks: tuple[Lack, ...]
    has_vat_rule: bool = False

    @property
    def reads(self) -> list[str]:
        """What must be read to know all about a record."""
        names = {column.name for column in self.columns.values()} | self.others.keys()
        return sorted({"id", "name", "write_date", *names})


def look(session: Session, kind: Kind, model: str, fields: FieldMap) -> Shape:
    """Ask the model for its fields, and lay the map over them."""
    found = row_of(session.call(Call(model, "fields_get", {"attributes": ["type", "relation"]})))
    there = {name: _column(name, row_of(told)) for name, told in found.items()}
    wanted = {name: rule for name, rule in fields.read(kind).items() if name in FIELDS[kind]}
    has_vat_rule = model == PARTNER and session.version >= _COMPANY_BY_VAT
    if has_vat_rule:
        wanted.pop("is_company", None)  # worked out from the tax number, and not to be written
    columns: dict[str, Column] = {}
    lacks: list[Lack] = [] if UID in there else [Lack(model, UID, "char", "uid")]
    for name, remote in wanted.items():
        known = _standing(remote, there)
        if known in there:
            columns[name] = there[known]
        elif name in fields.sent(kind):
            lacks.append(Lack(model, known, _type(kind, name), name))
    for name, column, (own, kind_of) in _BESIDE:
        if name in columns and columns[name].name == column and own not in there:
            lacks.append(Lack(model, own, kind_of, name))
    others = {name: there[name] for name in _others(kind) if name in there}
    return Shape(kind, model, columns, others, tuple(lacks), has_vat_rule)


def _column(name: str, told: Mapping[str, object]) -> Column:
    return Column(name, str(told.get("type")), str(told.get("relation") or ""))


def _standing(remote: str, there: Mapping[str, Column]) -> str:
    while remote not in there and remote in INSTEAD:
        remote = INSTEAD[remote]
    return remote


def _type(kind: Kind, name: str) -> str:
    return "text" if name in LONG else TYPES[FIELDS[kind][name].form]


def _others(kind: Kind) -> tuple[str, ...]:
    if kind is Kind.CLIENT:
        return (UID, "active", "is_company", INN, ARCHIVED)
    return (UID, "active", "partner_id", "stage_id", STAGE, "type", "name")
