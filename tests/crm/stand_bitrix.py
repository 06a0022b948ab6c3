"""Bitrix24 with somebody who works in it; over the fake alone, for nobody here has a portal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_hub.crm.adapter import Access
from intake_hub.crm.bitrix.adapter import BitrixAdapter, connect, usual_map
from intake_hub.crm.bitrix.names import custom
from intake_hub.crm.documents import FIELDS, Form, Kind
from intake_hub.crm.values import minor, moment
from tests.crm.fake_bitrix import CATEGORY, FakeBitrix
from tests.crm.php import shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from intake_app.sync.core.ops import Scalar
    from intake_hub.crm.field_map import FieldMap
    from tests.crm.loopback import Json


class BitrixStand:
    """Bitrix24 with somebody who works in it."""

    name = "fake-bitrix24"
    can = frozenset({"merge", "custom"})
    refused: Mapping[str, Scalar] = {"email": "не адрес"}

    def __init__(self, options: Mapping[str, str] | None = None) -> None:
        self.bitrix = FakeBitrix()
        self.options = {"category": str(CATEGORY), **(options or {})}

    def adapter(self, key: str | None = None, fields: FieldMap | None = None) -> BitrixAdapter:
        access = Access(self.bitrix.url, key or self.bitrix.key, self.options)
        return connect(access, fields or usual_map())

    def records(self, kind: Kind) -> Mapping[str, Mapping[str, Scalar]]:
        with self.bitrix.lock:
            if kind is Kind.ORDER:
                items = self.bitrix.tables["item"].items()
                return {str(number): self._order(row) for number, row in items}
            return {
                f"{entity}:{number}": self._client(entity, row)
                for entity in ("contact", "company")
                for number, row in self.bitrix.tables[entity].items()
            }

    def edit(self, kind: Kind, remote: str, values: Mapping[str, Scalar]) -> None:
        row = self._row(kind, remote)
        for name, value in values.items():
            if name in {"phone", "email"}:
                row[name.upper()][0]["VALUE"] = value
            elif name == "name":
                last, _, first = str(value).partition(" ")
                row |= {"LAST_NAME": last, "NAME": first, "SECOND_NAME": "", "TITLE": value}
            else:
                row[usual_map().rules[kind][name].remote] = value
        row["DATE_MODIFY" if kind is Kind.CLIENT else "updatedTime"] = self.bitrix.now

    def make(self, kind: Kind, values: Mapping[str, Scalar]) -> str:
        fields: Json = {"LAST_NAME": values["name"]}
        for name in ("phone", "email"):
            if name in values:
                fields[name.upper()] = [{"VALUE": values[name]}]
        return f"contact:{self.bitrix.on_client_add({'fields': fields}, 'contact')}"

    def delete(self, kind: Kind, remote: str) -> None:
        table, number = self._place(kind, remote)
        del self.bitrix.tables[table][number]

    def archive(self, kind: Kind, remote: str) -> None:
        raise NotImplementedError("there is no archive")

    def merge(self, kind: Kind, loser: str, survivor: str) -> None:
        """What crm.entity.mergeBatch does: the loser is gone."""
        gone, kept = self._row(kind, loser), self._row(kind, survivor)
        kept["PHONE"] += gone["PHONE"]
        self.delete(kind, loser)

    def spoil(self, what: str) -> None:
        self.bitrix.spoiled.append(what)

    def close(self) -> None:
        self.bitrix.close()

    def _place(self, kind: Kind, remote: str) -> tuple[str, int]:
        table, _, number = remote.rpartition(":")
        return (table or "item", int(number))

    def _row(self, kind: Kind, remote: str) -> Json:
        table, number = self._place(kind, remote)
        return self.bitrix.tables[table][number]

    def _client(self, entity: str, row: Json) -> dict[str, Scalar]:
        names = ("LAST_NAME", "NAME", "SECOND_NAME") if entity == "contact" else ("TITLE",)
        found: dict[str, Scalar] = {
            "name": " ".join(row[one] for one in names if row.get(one)),
            "is_company": entity == "company",
        }
        for name in ("phone", "email"):
            if row[name.upper()]:
                found[name] = row[name.upper()][0]["VALUE"]
        return found | self._custom(Kind.CLIENT, row)

    def _order(self, row: Json) -> dict[str, Scalar]:
        owner = row.get("companyId")
        client = f"company:{owner}" if owner else f"contact:{row['contactIds'][0]}"
        found: dict[str, Scalar] = {
            "client": client,
            "currency": row["currencyId"],
            "total_minor": minor(row["opportunity"], "RUB"),
        }
        return found | self._custom(Kind.ORDER, row)

    def _custom(self, kind: Kind, row: Json) -> dict[str, Scalar]:
        found: dict[str, Scalar] = {}
        for remote, name in custom(usual_map(), kind).items():
            form, value = FIELDS[kind][name].form, row.get(remote)
            if form is Form.FLAG:
                found[name] = value in {"1", "Y"}
            elif form is Form.MONEY and value:
                found[name] = minor(value, "RUB")
            elif form is Form.MOMENT and value:
                found[name] = moment(shown(value))
            elif value:
                found[name] = value
        return found
