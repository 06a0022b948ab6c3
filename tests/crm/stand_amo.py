"""amoCRM with somebody who works in it; over the fake alone, for nobody here has an account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_hub.crm.adapter import Access
from intake_hub.crm.amo.adapter import AmoAdapter, connect, usual_map
from intake_hub.crm.amo.names import ENTITIES, TOTAL, custom
from intake_hub.crm.amo.pace import Pace
from intake_hub.crm.documents import FIELDS, Form, Kind
from intake_hub.crm.values import minor, moment
from tests.crm.fake_amo import LONG, PIPELINE, FakeAmo, by_code

if TYPE_CHECKING:
    from collections.abc import Mapping

    from intake_app.sync.core.ops import Scalar
    from intake_hub.crm.adapter import KeyKeeper
    from intake_hub.crm.field_map import FieldMap
    from tests.crm.loopback import Json

_KIND = {"contacts": "contact", "companies": "company"}


class AmoStand:
    """The custom fields are there, as after the setting up."""

    name = "fake-amocrm"
    can = frozenset({"merge", "custom"})
    refused: Mapping[str, Scalar] = {"source": "x" * 300}

    def __init__(self) -> None:
        self.amo = FakeAmo()
        self.pace = Pace(lambda: self.amo.clock_s, self.amo.rest)
        adapter = self.adapter()
        adapter.ensure_schema()
        adapter.close()

    def adapter(
        self,
        key: str | None = None,
        fields: FieldMap | None = None,
        keeper: KeyKeeper | None = None,
    ) -> AmoAdapter:
        access = Access(self.amo.url, key or LONG, {"pipeline": str(PIPELINE)}, keeper)
        return connect(access, fields or usual_map(), self.pace)

    def records(self, kind: Kind) -> Mapping[str, Mapping[str, Scalar]]:
        return {
            f"{_KIND[entity]}:{number}" if entity in _KIND else str(number): self._shown(
                kind, entity, row
            )
            for entity in ENTITIES[kind]
            for number, row in self.amo.tables[entity].items()
        }

    def edit(self, kind: Kind, remote: str, values: Mapping[str, Scalar]) -> None:
        row = self.row(remote)
        kept = by_code(row)
        for name, value in values.items():
            if name == "name":
                row["name"] = value
                continue
            code = {"phone": "PHONE", "email": "EMAIL"}.get(name) or f"INTAKE_{name.upper()}"
            kept[code] = {"field_code": code, "values": [{"value": value}]}
        row["custom_fields_values"] = list(kept.values())
        row["updated_at"] = int(self.amo.clock_s)

    def make(self, kind: Kind, values: Mapping[str, Scalar]) -> str:
        fields = [
            {"field_code": name.upper(), "values": [{"value": values[name], "enum_code": "WORK"}]}
            for name in ("phone", "email")
            if name in values
        ]
        made = [{"name": values["name"], "custom_fields_values": fields}]
        self.amo._write("contacts", "POST", made)
        return f"contact:{max(self.amo.tables['contacts'])}"

    def delete(self, kind: Kind, remote: str) -> None:
        table, number = self._place(remote)
        del self.amo.tables[table][number]

    def archive(self, kind: Kind, remote: str) -> None:
        raise NotImplementedError("there is no archive")

    def merge(self, kind: Kind, loser: str, survivor: str) -> None:
        """Done by hand in the account: the loser is gone, its phones stay."""
        self.row(survivor)["updated_at"] = int(self.amo.clock_s)
        self.delete(kind, loser)

    def spoil(self, what: str) -> None:
        self.amo.spoiled.append(what)

    def close(self) -> None:
        self.amo.close()

    def row(self, remote: str) -> Json:
        table, number = self._place(remote)
        return self.amo.tables[table][number]

    def _place(self, remote: str) -> tuple[str, int]:
        kind, _, number = remote.rpartition(":")
        return {"contact": "contacts", "company": "companies"}.get(kind, "leads"), int(number)

    def _shown(self, kind: Kind, entity: str, row: Json) -> dict[str, Scalar]:
        told = {code: field["values"] for code, field in by_code(row).items()}
        found: dict[str, Scalar] = {}
        for remote, name in custom(usual_map(), kind).items():
            form = FIELDS[kind][name].form
            value = told[remote][0]["value"] if remote in told else None
            if form is Form.FLAG:
                found[name] = bool(value)
            elif value is not None:
                is_money = form is Form.MONEY
                found[name] = minor(value, "RUB") if is_money else value
                found[name] = moment(value) if form is Form.MOMENT else found[name]
        if kind is Kind.CLIENT:
            found |= {"name": row["name"], "is_company": entity == "companies"}
            for name in ("phone", "email"):
                if name.upper() in told:
                    found[name] = told[name.upper()][0]["value"]
            return found
        [client] = [
            f"{_KIND[one]}:{row['_embedded'][one][0]['id']}"
            for one in _KIND
            if one in row["_embedded"]
        ]
        found |= {"client": client, "total_minor": minor(told[TOTAL][0]["value"], "RUB")}
        return found
