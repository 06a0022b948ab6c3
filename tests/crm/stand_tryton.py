"""Tryton with somebody who works in it: over the real server and over the fake one."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any

import httpx

from intake_hub.crm.adapter import Access
from intake_hub.crm.documents import FIELDS, Form, Kind
from intake_hub.crm.titles import TITLES
from intake_hub.crm.tryton.adapter import TrytonAdapter, connect, usual_map
from intake_hub.crm.tryton.tagged import tagged, untagged
from intake_hub.crm.values import minor

if TYPE_CHECKING:
    from collections.abc import Mapping

    from intake_app.sync.core.ops import Scalar
    from tests.crm.loopback import Json, Loopback

DATABASE = "crm"
CHANGING = (".create", ".write", ".delete", ".lead", ".opportunity")
_MODEL = {Kind.CLIENT: "party.party", Kind.ORDER: "sale.opportunity"}
_PARTY = (
    "name",
    "active",
    "contact_mechanisms.type",
    "contact_mechanisms.value",
    "contact_mechanisms.active",
    "identifiers.type",
    "identifiers.code",
    "identifiers.active",
)
_ORDER = ("reference", "description", "party", "amount", "currency.code", "end_date", "comment")


def is_change(body: bytes) -> bool:
    """Whether a call changes something."""
    try:
        return str(json.loads(body)["method"]).endswith(CHANGING)
    except (ValueError, KeyError):
        return False


class Person:
    """Works in Tryton as its own client would."""

    def __init__(self, url: str, key: str) -> None:
        user, _, password = key.partition(":")
        self._client = httpx.Client(base_url=url, timeout=60, trust_env=False)
        self._context: dict[str, Any] = {}
        number, token, *_ = self._post("common.db.login", [user, {"password": password}, "en"])
        mark = base64.b64encode(f"{user}:{number}:{token}".encode()).decode()
        self._client.headers["Authorization"] = f"Session {mark}"
        told = self._post("model.res.user.get_preferences", [True, {}])
        self._context = {name: told[name] for name in ("company", "companies") if name in told}
        self._context |= {"active_test": False, "language": "en"}
        self._number = number

    def does(self, method: str, *params: object) -> Json:
        """Call something, saying yes to every warning."""
        for _ in range(5):
            try:
                return self._post(method, [*params, self._context])
            except WarnedError as warned:
                values = {"user": self._number, "name": warned.args[0], "always": False}
                self._post("model.res.user.warning.create", [[values], self._context])
        raise AssertionError("warned without end")

    def close(self) -> None:
        self._client.close()

    def _post(self, method: str, params: list[Any]) -> Json:
        body = {"id": 1, "method": method, "params": tagged(params)}
        reply = self._client.post(f"/{DATABASE}/rpc/", json=body)
        reply.raise_for_status()
        found: Any = untagged(reply.json())
        if "error" in found and found["error"][0] == "UserWarning":
            raise WarnedError(found["error"][1][0])
        assert "error" not in found, found
        return found["result"]


class WarnedError(Exception):
    """Tryton asks whether one is sure."""


class TrytonStand:
    """`between` is what the adapter talks to, and where faults are met."""

    name = "tryton"
    can = frozenset({"archive", "merge", "race"})
    refused: Mapping[str, Scalar] = {"inn": "12"}

    def __init__(self, between: Loopback, key: str, person: Person) -> None:
        self._between = between
        self._key = key
        self._person = person

    def adapter(self, key: str | None = None) -> TrytonAdapter:
        access = Access(self._between.url, key or self._key, {"database": DATABASE})
        return connect(access, usual_map())

    def records(self, kind: Kind) -> Mapping[str, Mapping[str, Scalar]]:
        names = list(_PARTY if kind is Kind.CLIENT else _ORDER)
        rows = self._person.does(f"model.{_MODEL[kind]}.search_read", [], 0, None, None, names)
        shown = _client if kind is Kind.CLIENT else _order
        return {str(row["id"]): shown(row) for row in rows}

    def edit(self, kind: Kind, remote: str, values: Mapping[str, Scalar]) -> None:
        model, number = _MODEL[kind], int(remote)
        written: dict[str, Any] = {}
        for name, value in values.items():
            if name == "name":
                written["name"] = value
            elif name in {"phone", "email"}:
                [old] = self._person.does(
                    "model.party.contact_mechanism.search",
                    [["party", "=", number], ["type", "=", name]],
                    0,
                    1,
                    None,
                )
                written["contact_mechanisms"] = [("write", [old], {"value": value})]
            else:
                written |= self._edited(number, name, value)
        self._person.does(f"model.{model}.write", [number], written)

    def make(self, kind: Kind, values: Mapping[str, Scalar]) -> str:
        contacts = [
            {"type": name, "value": values[name]} for name in ("phone", "email") if name in values
        ]
        made = {"name": values["name"], "contact_mechanisms": [("create", contacts)]}
        return str(self._person.does("model.party.party.create", [made])[0])

    def delete(self, kind: Kind, remote: str) -> None:
        if kind is Kind.ORDER:  # only what was cancelled can be deleted there
            self._person.does("model.sale.opportunity.cancel", [int(remote)])
        self._person.does(f"model.{_MODEL[kind]}.delete", [int(remote)])

    def archive(self, kind: Kind, remote: str) -> None:
        self._person.does(f"model.{_MODEL[kind]}.write", [int(remote)], {"active": False})

    def merge(self, kind: Kind, loser: str, survivor: str) -> None:
        session, *_ = self._person.does("wizard.party.replace.create")
        chosen = {"ask": {"source": int(loser), "destination": int(survivor)}}
        self._person.does("wizard.party.replace.execute", session, chosen, "replace")

    def spoil(self, what: str) -> None:
        self._between.spoiled.append(what)

    def _edited(self, number: int, name: str, value: Scalar) -> dict[str, Any]:
        """Somebody types over one of our lines."""
        if name == "device":
            return {"description": value}
        [row] = self._person.does("model.sale.opportunity.read", [number], ["comment"])
        label = f"{TITLES[name]}: "
        lines = [
            label + str(value) if line.startswith(label) else line
            for line in row["comment"].split("\n")
        ]
        return {"comment": "\n".join(lines)}


def _client(row: Mapping[str, Any]) -> dict[str, Scalar]:
    found: dict[str, Scalar] = {"name": row["name"], "archived": not row["active"]}
    for one in row["contact_mechanisms."]:
        if one["active"]:
            found.setdefault(one["type"], one["value"])
    for one in row["identifiers."]:
        if one["type"] == "ru_vat" and one["active"]:
            found["inn"] = one["code"]
    return found


def _order(row: Mapping[str, Any]) -> dict[str, Scalar]:
    currency = row["currency."]["code"]
    comment = str(row["comment"] or "")
    cut = (line.partition(": ") for line in comment.split("\n"))
    lines = {label: text for label, _, text in cut}
    found: dict[str, Scalar] = {
        "number": row["reference"].partition(" ")[0],
        "device": row["description"],
        "currency": currency,
        "client": str(row["party"]),
    }
    if row["amount"] is not None:
        found["total_minor"] = minor(row["amount"], currency)
    for name, title in TITLES.items():
        if name in FIELDS[Kind.ORDER] and title in lines:
            form = FIELDS[Kind.ORDER][name].form
            text = lines[title]
            found[name] = text == "да" if form is Form.FLAG else text
            if form is Form.MONEY:
                found[name] = minor(text, currency)
    return found
