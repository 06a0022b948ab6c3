"""An Odoo under test, real or fake: its people work by JSON-RPC, and see what it shows them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from intake_hub.crm.adapter import Access
from intake_hub.crm.documents import Kind
from intake_hub.crm.odoo.adapter import connect, usual_map
from tests.crm.odoo_rpc import DATABASE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from intake_app.sync.core.ops import Scalar
    from intake_hub.crm.adapter import CrmAdapter
    from tests.crm.loopback import Asked, Loopback
    from tests.crm.odoo_rpc import Rpc

_CHANGING = frozenset({"load", "create", "write", "unlink"})
_EVERYBODY = {"context": {"active_test": False, "tz": "UTC"}}
_CLIENT = {
    "name": "name",
    "phone": "phone",
    "email": "email",
    "address": "street",
    "language": "x_intake_language",
    "client_class": "x_intake_class",
    "ads_allowed": "x_intake_ads",
    "ads_allowed_at": "x_intake_ads_at",
}
_ORDER = {
    "number": "x_intake_number",
    "device": "x_intake_device",
    "serial": "x_intake_serial",
    "fault": "x_intake_fault",
    "stage": "x_intake_stage",
    "repair_kind": "x_intake_kind",
    "urgent": "x_intake_urgent",
    "accepted_at": "x_intake_accepted_at",
    "promised_at": "x_intake_promised_at",
    "currency": "x_intake_currency",
}
_COLUMNS: Mapping[Kind, Mapping[str, str]] = {Kind.CLIENT: _CLIENT, Kind.ORDER: _ORDER}


@dataclass(slots=True)
class OdooStand:
    """See `Stand`. `total` is where this version and model keep the price."""

    server: Loopback  # what the adapter is connected to
    key: str
    person: Rpc
    orders: str = "crm.lead"
    total: str = "expected_revenue"
    keeps_companies: bool = True
    name: str = "odoo"
    can: frozenset[str] = frozenset({"archive", "merge", "custom", "race"})
    refused: Mapping[str, Scalar] = field(default_factory=lambda: {"name": ""})

    def adapter(self, key: str | None = None) -> CrmAdapter:
        """See `Stand`."""
        options = {"database": DATABASE, "orders": self.orders}
        login = self.key.partition(":")[0]
        given = self.key if key is None else f"{login}:{key}"
        return connect(Access(self.server.url, given, options), usual_map())

    def records(self, kind: Kind) -> Mapping[str, Mapping[str, Scalar]]:
        """See `Stand`."""
        columns = dict(_COLUMNS[kind])
        names = [*columns.values(), "active"]
        if kind is Kind.ORDER:
            columns |= {"paid_minor": "x_intake_paid", "total_minor": self.total}
            names = [*columns.values(), "partner_id"]
        elif self.keeps_companies:
            columns["is_company"] = "is_company"
            names.append("is_company")
        rows = self.person.call(self._model(kind), "search_read", [], names, **_EVERYBODY)
        return {str(row["id"]): _neutral(row, columns) for row in rows}

    def edit(self, kind: Kind, remote: str, values: Mapping[str, Scalar]) -> None:
        """See `Stand`."""
        self._write(kind, remote, {_COLUMNS[kind][name]: text for name, text in values.items()})

    def make(self, kind: Kind, values: Mapping[str, Scalar]) -> str:
        """See `Stand`."""
        row = {_COLUMNS[kind][name]: text for name, text in values.items()}
        return str(self.person.call(self._model(kind), "create", row))

    def delete(self, kind: Kind, remote: str) -> None:
        """See `Stand`."""
        self.person.call(self._model(kind), "unlink", [int(remote)])

    def archive(self, kind: Kind, remote: str) -> None:
        """See `Stand`."""
        self._write(kind, remote, {"active": False})

    def merge(self, kind: Kind, loser: str, survivor: str) -> None:
        """See `Stand`."""
        wizard = "base.partner.merge.automatic.wizard"
        assert kind is Kind.CLIENT
        ids = [int(loser), int(survivor)]
        values = {"partner_ids": [[6, 0, ids]], "dst_partner_id": int(survivor)}
        made = self.person.call(wizard, "create", values)
        self.person.call(wizard, "action_merge", [made])

    def spoil(self, what: str) -> None:
        """See `Stand`."""
        self.server.spoiled.append(what)

    def _model(self, kind: Kind) -> str:
        return "res.partner" if kind is Kind.CLIENT else self.orders

    def _write(self, kind: Kind, remote: str, row: dict[str, Any]) -> None:
        self.person.call(self._model(kind), "write", [int(remote)], row)


def is_change(asked: Asked) -> bool:
    """Tell a call that writes by its method."""
    if asked.path.startswith("/json/2/"):
        return asked.path.rpartition("/")[2] in _CHANGING
    if asked.path != "/jsonrpc":
        return False
    params = asked.json()["params"]
    return params["method"] == "execute_kw" and params["args"][4] in _CHANGING


def _neutral(row: Mapping[str, Any], columns: Mapping[str, str]) -> dict[str, Scalar]:
    found: dict[str, Scalar] = {}
    for name, column in columns.items():
        value = row[column]
        if name.endswith("_minor"):
            value = round(value * 100)
        elif name.endswith("_at") and value:
            value = value.replace(" ", "T") + "Z"
        elif value is False and name not in {"is_company", "urgent", "ads_allowed"}:
            value = None
        found[name] = value
    if "partner_id" in row:
        found["client"] = str(row["partner_id"][0]) if row["partner_id"] else ""
    else:
        found["archived"] = not row["active"]
    return found
