"""A Tryton in memory: its JSON-RPC, its rules and its oddities, as seen on a running 8.2."""

from __future__ import annotations

import base64
import copy
import itertools
import json
import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from typing_extensions import override

from intake_app.checks import inn
from intake_hub.crm.tryton.tagged import tagged, untagged
from tests.crm.loopback import Answer, Asked, Json, Loopback, told
from tests.crm.stand_tryton import DATABASE, Person, TrytonStand, is_change

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_ANY = {"%": ".*", "_": "."}
KEY, BOSS = "intake:let-the-desk-in", "admin:pass"
_BELOW = {
    "identifiers": "party.identifier",
    "contact_mechanisms": "party.contact_mechanism",
    "addresses": "party.address",
    "categories": "party.category",
}
_ONE = {"currency": "currency.currency", "employee": "company.employee"}
_FIELDS = {
    "party.party": ("name", "code", "active", "replaced_by", *_BELOW),
    "sale.opportunity": (
        "number",
        "reference",
        "description",
        "party",
        "amount",
        "currency",
        "end_date",
        "comment",
        "employee",
        "state",
    ),
}


class NoError(Exception):
    """What comes as `error`, with HTTP 200."""


def user_error(text: str) -> NoError:
    return NoError("UserError", [text, "", None])


class FakeTryton(Loopback):
    """`modules` are those installed; `trace` makes the next call fail inside the server."""

    def __init__(self) -> None:
        self.tables: dict[str, dict[int, Json]] = {
            "party.party": {},
            "sale.opportunity": {},
            "party.category": {},
            "company.employee": {},
            "currency.currency": {1: {"code": "RUB"}},
            **{model: {} for model in _BELOW.values()},
        }
        self.preferences: Json = {"company": 1, "companies": [1], "name": "Intake"}
        self.sessions: set[str] = set()
        self.keeps_sessions = True
        self.fields = {model: set(names) for model, names in _FIELDS.items()}
        self.instead: Answer | None = None
        self.trace = ""
        self.rolls_back = True  # no, where somebody else changes things in between
        self.before_write: Callable[[], None] = lambda: None
        self._stamps = (
            datetime(2026, 11, 22, 9, tzinfo=UTC) + timedelta(microseconds=n)
            for n in itertools.count(1)
        )
        self._ids = itertools.count(2)
        super().__init__()

    @override
    def changes(self, asked: Asked) -> bool:
        return is_change(asked.body)

    @override
    def answer(self, asked: Asked) -> Answer:
        if self.instead is not None:
            return self.instead
        call = asked.json()
        if asked.path == "/rpc/":
            return told({"id": call["id"], "result": "8.2"})
        if asked.path != f"/{DATABASE}/rpc/":
            return Answer(404, b"<html>Not Found</html>")
        return self._login(call) if call["method"] == "common.db.login" else self._known(asked)

    def _known(self, asked: Asked) -> Answer:
        """Answer somebody who has a session."""
        call = asked.json()
        if asked.headers.get("Authorization", "") not in self.sessions:
            return Answer(401, b"")
        before = copy.deepcopy(self.tables)
        try:
            user = base64.b64decode(asked.headers["Authorization"].split()[1]).split(b":")[0]
            result = self._do(call["method"], untagged(call["params"]), user.decode())
        except NoError as error:
            self.tables = before if self.rolls_back else self.tables
            return told({"id": call["id"], "error": list(error.args)})
        return told({"id": call["id"], "result": json.loads(json.dumps(tagged(result)))})

    def _login(self, call: Json) -> Answer:
        user, given, *_ = call["params"]
        if f"{user}:{given['password']}" not in {KEY, BOSS}:
            return Answer(401, b"")
        token = f"t{next(self._ids)}"
        plain = base64.b64encode(f"{user}:1:{token}".encode()).decode()
        if self.keeps_sessions:
            self.sessions.add(f"Session {plain}")
        return told({"id": call["id"], "result": [1, token, None]})

    def _do(self, method: str, params: Json, user: str) -> Json:
        *given, context = params
        if self.trace:
            text, self.trace = self.trace, ""
            raise NoError(text, "Traceback (most recent call last): secret things")
        kind, _, rest = method.partition(".")
        name, _, verb = rest.rpartition(".")
        if verb == "get_preferences":
            return self.preferences
        if kind == "wizard":
            return self._wizard(verb, given)
        if name not in self.tables or (name in _FIELDS and name not in self.fields):
            raise NoError(f"'{name}'", "Traceback KeyError")
        if verb == "write" and user == "intake":
            self.before_write()
        self._check_right(name, verb, given, user)
        return getattr(self, f"_{verb}")(name, *given, context=context)

    def _check_right(self, name: str, verb: str, given: Json, user: str) -> None:
        values = [given[1]] if verb == "write" else given[0] if verb == "create" else []
        if user == "intake" and any("number" in one for one in values):
            raise user_error('You are not allowed to modify the field "Number" of "Sale".')

    def _create(self, model: str, many: list[Json], *, context: Json) -> list[int]:
        made: list[int] = []
        for values in many:
            number = next(self._ids)
            stamp = next(self._stamps)
            row: Json = {"active": True, "create_date": stamp, "write_date": None}
            if model == "party.party":
                row |= {"code": str(number), "replaced_by": None, "categories": []}
            if model == "sale.opportunity":
                row |= {"number": str(number), "state": "lead", "employee": None, "comment": None}
            self.tables[model][number] = row
            self._put(model, number, values)
            made.append(number)
        return made

    def _write(self, model: str, ids: list[int], values: Json, *, context: Json) -> None:
        for number in ids:
            row = self._row(model, number)
            seen = context.get("_timestamp", {}).get(f"{model},{number}")
            if seen is not None and seen != _stamp(row):
                raise NoError("ConcurrencyException", "Records were modified in the meanwhile")
            row["write_date"] = next(self._stamps)
            self._put(model, number, values)

    def _put(self, model: str, number: int, values: Json) -> None:
        row = self.tables[model][number]
        for name, value in values.items():
            if name in _BELOW and model == "party.party":
                self._commands(_BELOW[name], number, value)
            else:
                row[name] = value
        if model == "party.party":
            codes = [one["code"] for one in self.tables[model].values()]
            if codes.count(row["code"]) > 1:
                raise user_error("The code on party must be unique.")
        if row.get("type") == "ru_vat" and row["active"] and not inn.is_valid(row["code"]):
            raise user_error(f'The Russian Tax identifier "{row["code"]}" is not valid.')

    def _commands(self, model: str, party: int, commands: Json) -> None:
        for verb, *rest in commands:
            if verb == "create":
                made = self._create(model, rest[0], context={})
                for number in made:
                    self.tables[model][number]["party"] = party
            else:
                self._write(model, rest[0], rest[1], context={})

    def _delete(self, model: str, ids: list[int], *, context: Json) -> None:
        for number in ids:
            row = self._row(model, number)
            if model == "sale.opportunity" and row["state"] != "cancelled":
                raise user_error("To delete an opportunity you must cancel it.")
            del self.tables[model][number]

    def _cancel(self, model: str, ids: list[int], *, context: Json) -> None:
        self._write(model, ids, {"state": "cancelled"}, context={})

    def _lead(self, model: str, ids: list[int], *, context: Json) -> None:
        self._write(model, ids, {"state": "lead"}, context={})

    def _opportunity(self, model: str, ids: list[int], *, context: Json) -> None:
        if any(self._row(model, one)["employee"] is None for one in ids):
            raise user_error("A value is required for the field Employee.")
        self._write(model, ids, {"state": "opportunity"}, context={})

    def _fields_get(self, model: str, names: Json, *, context: Json) -> Json:
        return {name: {"type": "char"} for name in self.fields[model]}

    def _search(self, model: str, domain: Json, *paging: Json, context: Json) -> list[int]:
        offset, limit, order = [*paging, None, None, None][:3]
        rows = self.tables[model]
        found = [one for one in sorted(rows) if self._holds(model, one, domain)]
        if context.get("active_test", True):
            found = [one for one in found if rows[one].get("active", True)]
        sorting: list[tuple[str, str]] = order or []
        for name, way in sorting:
            if name != "id":
                found.sort(key=lambda one: rows[one][name], reverse=way == "DESC")
        start = offset or 0
        return found[start : None if limit is None else start + limit]

    def _search_read(
        self, model: str, domain: Json, offset: int, limit: Json, *rest: Json, context: Json
    ) -> list[Json]:
        order, names = rest
        ids = self._search(model, domain, offset, limit, order, context=context)
        return self._read(model, ids, names, context=context)

    def _read(self, model: str, ids: list[int], names: list[str], *, context: Json) -> list[Json]:
        return [self._shown(model, one, names) for one in ids]

    def _shown(self, model: str, number: int, names: list[str]) -> Json:
        row = self._row(model, number)
        found: Json = {"id": number}
        for name in names:
            first, _, second = name.partition(".")
            if name == "_timestamp":
                found[name] = _stamp(row)
            elif first in _BELOW and second:
                shown = found.setdefault(f"{first}.", [])
                below = list(self._children(first, number, row))
                shown += [{} for _ in range(len(below) - len(shown))]
                for one, (child, values) in zip(shown, below, strict=True):
                    one |= {"id": child, second: values.get(second)}
            elif first in _ONE and second:
                other = row.get(first)
                there = self.tables[_ONE[first]]
                found[f"{first}."] = {second: there[other][second]} if other else None
            else:
                found[name] = row.get(name)
        return found

    def _children(self, name: str, number: int, row: Json) -> Iterator[tuple[int, Json]]:
        table = self.tables[_BELOW[name]]
        if name == "categories":
            yield from ((one, table[one]) for one in row["categories"])
            return
        for child, values in table.items():
            if values.get("party") == number:
                yield child, {"value_compact": values.get("value"), **values}

    def _row(self, model: str, number: int) -> Json:
        if number not in self.tables[model]:
            raise NoError("Undetected access error", "Traceback RuntimeError")
        return self.tables[model][number]

    def _wizard(self, verb: str, given: Json) -> Json:
        if verb == "create":
            return [1, "ask", "end"]
        loser, survivor = given[1]["ask"]["source"], given[1]["ask"]["destination"]
        gone = {"active": False, "replaced_by": survivor}
        self._write("party.party", [loser], gone, context={})
        for number, row in self.tables["sale.opportunity"].items():
            if row["party"] == loser:
                self._write("sale.opportunity", [number], {"party": survivor}, context={})
        return {}

    def _holds(self, model: str, number: int, domain: Json) -> bool:
        if not domain:
            return True
        if domain[0] in ("OR", "AND"):
            way = any if domain[0] == "OR" else all
            return way(self._holds(model, number, one) for one in domain[1:])
        if not isinstance(domain[0], str):
            return all(self._holds(model, number, one) for one in domain)
        name, sign, value = domain
        return any(_fits(one, sign, value) for one in self._values(model, number, name))

    def _values(self, model: str, number: int, name: str) -> list[Json]:
        row = self.tables[model][number]
        first, _, second = name.partition(".")
        if first in _BELOW and model == "party.party":
            return [values.get(second) for _, values in self._children(first, number, row)]
        return [number if name == "id" else row.get(name)]


class FakeStand(TrytonStand):
    """The stand over a fake of its own."""

    name = "fake-tryton"

    def __init__(self) -> None:
        self.tryton = FakeTryton()
        self._boss = Person(self.tryton.url, BOSS)
        super().__init__(self.tryton, KEY, self._boss)

    def close(self) -> None:
        self._boss.close()
        self.tryton.close()


def _fits(value: Json, sign: str, wanted: Json) -> bool:
    if sign == "!=":
        return value != wanted
    if sign in {"=", "in"}:
        return value in (wanted if sign == "in" else [wanted])
    if value is None:
        return False
    if sign in {"like", "ilike"}:
        signs: list[str] = re.findall(r"\\.|.", str(wanted), re.DOTALL)
        way = "".join(_ANY.get(one, re.escape(one[-1])) for one in signs)
        return re.fullmatch(way, value, re.IGNORECASE | re.DOTALL) is not None
    if isinstance(value, datetime):
        value = value.replace(tzinfo=None)
    return value > wanted if sign == ">" else value >= wanted


def _stamp(row: Json) -> str:
    return str((row["write_date"] or row["create_date"]).timestamp())
