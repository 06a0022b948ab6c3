"""A fake Odoo of any version: what was recorded of real ones, over HTTP on loopback.

The administrator is `admin:admin`, whoever holds the adapter's key is Intake. `denied` takes
rights away, `races` makes the next loads lose against somebody else's.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from email.utils import format_datetime
from typing import TYPE_CHECKING, Any

from typing_extensions import override

from tests.crm.fake_odoo_domain import matches
from tests.crm.fake_odoo_load import Loading
from tests.crm.fake_odoo_tables import RELATIONS, Clock, Row, Tables, Version, fields_of
from tests.crm.loopback import Answer, Asked, Loopback, told
from tests.crm.odoo_rpc import DATABASE
from tests.crm.odoo_stand import is_change

if TYPE_CHECKING:
    from collections.abc import Callable

KEY = "intake:0123456789abcdef"
ADMINISTRATOR = "admin:admin"
ADMIN, INTAKE = 2, 6
TRACE = "Traceback (most recent call last): File /opt/odoo/secret.py"
_HTML = b"<!doctype html><title>404 Not Found</title><h1>Not Found</h1>"
_NOT_FOUND = Answer(404, _HTML, {"Content-Type": "text/html"})
_ONLY_ADMIN = {
    "ir.model": ("read", "write", "create"),
    "ir.model.fields": ("write", "create"),
    "ir.model.data": ("read", "write", "create"),
}
_STATUS = {"AccessDenied": 401, "AccessError": 403, "MissingError": 404, "NotFound": 404}
_NEEDS = {
    "search_read": "read",
    "read": "read",
    "load": "create",
    "create": "create",
    "write": "write",
    "unlink": "write",
}
_GONE = "Record does not exist or has been deleted."


class OdooError(Exception):
    """An error of the server, by the name of its class there."""

    def __init__(self, name: str, words: str) -> None:
        super().__init__(words)
        self.name, self.words = name, words


@dataclass(frozen=True, slots=True)
class Work:
    """One call of one method, by whichever interface it came."""

    uid: int
    model: str
    method: str
    named: Row
    ids: list[int] = field(default_factory=list[int])

    @property
    def context(self) -> Row:
        found: Row = self.named.get("context") or {}
        return found


class FakeOdoo(Loopback):
    """See the module."""

    def __init__(self, version: Version = (18, 0)) -> None:
        self.version = version
        self.clock = Clock()
        self.tables = Tables(version, fields_of(version))
        self.denied: set[tuple[str, str]] = set()
        self.keys = {KEY: INTAKE, ADMINISTRATOR: ADMIN}
        self.races: list[str] = []
        self.has_vat_check = False
        self.odd: tuple[str, str] = ("", "")  # a method, and the error it ends in whatever is asked
        self.hides_user = False
        self.has_clock = True
        self.hides_rows = False  # says what is wrong, but not with which row
        self.meanwhile: list[Callable[[], object]] = []  # done just before the next load
        self.done: list[Work] = []
        users = {ADMIN: "Administrator", INTAKE: "Intake"}
        for number, name in users.items():
            self.tables.rows["res.users"][number] = {
                "id": number,
                "name": name,
                "write_date": self.clock.now,
            }
        for model in self.tables.fields:
            self.tables.add("ir.model", {"name": model, "model": model}, self.clock.now)
        for stage in ("New", "Won"):
            self.tables.add("crm.stage", {"name": stage}, self.clock.now)
        super().__init__()

    # -- what a test does to it ----------------------------------------------------------------

    def add_key(self, expires: str) -> None:
        """Give the adapter's user a key that ends."""
        values = {"name": "rpc", "user_id": INTAKE, "expiration_date": expires}
        self.tables.add("res.users.apikeys", values, self.clock.now)

    def remove_field(self, model: str, name: str) -> None:
        """An administrator deletes a field."""
        del self.tables.fields[model][name]
        for row in self.tables.rows[model].values():
            del row[name]

    # -- HTTP ----------------------------------------------------------------------------------

    @override
    def changes(self, asked: Asked) -> bool:
        if not is_change(asked):
            return False
        return asked.path != "/jsonrpc" or asked.json()["params"]["args"][1] != ADMIN

    @override
    def answer(self, asked: Asked) -> Answer:
        self.clock.tick()
        found = self._answer(asked)
        date = format_datetime(self.clock.now, usegmt=True) if self.has_clock else "never"
        return Answer(found.status, found.body, {**found.headers, "Date": date})

    def _answer(self, asked: Asked) -> Answer:
        if asked.path == "/web/version" and self.version >= (17, 0):
            return told({"version_info": self._version(), "version": "x"})
        if asked.path == "/jsonrpc":
            return self._rpc(asked.json()["params"])
        if asked.path.startswith("/json/2/") and self.version >= (19, 0):
            return self._json2(asked)
        return _NOT_FOUND

    def _version(self) -> list[Any]:
        major, minor = self.version
        return [major if minor == 0 else f"saas~{major}", minor, 0, "final", 0, ""]

    def _rpc(self, params: Row) -> Answer:
        """JSON-RPC: errors have HTTP 200."""
        try:
            return told({"jsonrpc": "2.0", "id": 1, "result": self._service(params)})
        except OdooError as error:
            name = f"odoo.exceptions.{error.name}" if "." not in error.name else error.name
            data = {"name": name, "message": error.words, "debug": TRACE}
            said = {"code": 200, "message": "Odoo Server Error", "data": data}
            return told({"jsonrpc": "2.0", "id": 1, "error": said})

    def _service(self, params: Row) -> object:
        args: list[Any] = params["args"]
        if params["method"] == "version":
            return {"server_version": "x", "server_version_info": self._version()}
        if args[0] != DATABASE:
            words = f'FATAL:  database "{args[0]}" does not exist'
            raise OdooError("psycopg2.OperationalError", words)
        if params["method"] == "authenticate":
            return self.keys.get(f"{args[1]}:{args[2]}", False)
        _, uid, key, model, method, rest, *named = args
        if uid not in {found for one, found in self.keys.items() if one.endswith(f":{key}")}:
            raise OdooError("AccessDenied", "Access Denied")
        return self._work(_positional(uid, model, method, rest, named[0] if named else {}))

    def _json2(self, asked: Asked) -> Answer:
        """JSON-2: a wrong database is a page; every error tells its trace."""
        if asked.headers.get("X-Odoo-Database") != DATABASE:
            return _NOT_FOUND
        key = asked.headers.get("Authorization", "").removeprefix("bearer ")
        uid = next((uid for one, uid in self.keys.items() if one.endswith(f":{key}")), 0)
        _, _, _, model, method = asked.path.split("/")
        body = asked.json()
        try:
            return told(self._work(Work(uid, model, method, body, body.pop("ids", []))))
        except OdooError as error:
            name = error.name if "." in error.name else f"odoo.exceptions.{error.name}"
            said = {"name": name, "message": error.words, "debug": TRACE}
            return told(said, _STATUS.get(error.name.rpartition(".")[2], 422))

    # -- methods -------------------------------------------------------------------------------

    def _work(self, work: Work) -> object:
        if not work.uid:
            raise OdooError("AccessDenied", "Invalid apikey")
        self.done.append(work)
        if work.model == "base.partner.merge.automatic.wizard":
            return self._merge(work)
        if work.model not in self.tables.fields:
            if self.version >= (19, 0):
                words = f"the model '{work.model}' does not exist"
                raise OdooError("werkzeug.exceptions.NotFound", words)
            raise OdooError("UserError", f"Object {work.model} doesn't exist\n")
        needs = _NEEDS.get(work.method)
        if needs and not self._may(work.uid, work.model, needs):
            raise OdooError("AccessError", f"You are not allowed to access '{work.model}' records.")
        if work.method == self.odd[0]:
            said = json.loads(self.odd[1])
            raise OdooError(said["name"], said["message"])
        method = getattr(self, f"do_{work.method}", None)
        if method is None:
            raise OdooError("builtins.AttributeError", f"The method '{work.method}' does not exist")
        return method(work)

    def _may(self, uid: int, model: str, operation: str) -> bool:
        if uid == ADMIN:
            return True
        return (model, operation) not in self.denied and operation not in _ONLY_ADMIN.get(model, ())

    def do_fields_get(self, work: Work) -> object:
        kinds = self.tables.fields[work.model]
        return {
            name: {"type": kind, "relation": RELATIONS.get(name)} for name, kind in kinds.items()
        }

    def do_check_access_rights(self, work: Work) -> object:
        return self._may(work.uid, work.model, work.named["operation"])

    def do_has_access(self, work: Work) -> object:
        return self._may(work.uid, work.model, work.named["operation"])

    def do_context_get(self, work: Work) -> object:
        found = {"lang": "en_US", "tz": "Europe/Moscow"}
        return found if self.hides_user else {**found, "uid": work.uid}

    def do_check_object_reference(self, work: Work) -> object:
        name = f"{work.named['module']}.{work.named['xml_id']}"
        if name not in self.tables.names:
            raise OdooError("builtins.ValueError", f"External ID not found in the system: {name}")
        return list(self.tables.names[name])

    def do_search_read(self, work: Work) -> object:
        rows = self._found(work)
        for sign in reversed(str(work.named.get("order") or "id").split(",")):
            name, _, way = sign.strip().partition(" ")
            rows.sort(key=lambda row, name=name: row[name], reverse=way == "desc")
        offset, limit = work.named.get("offset") or 0, work.named.get("limit") or len(rows)
        names = work.named["fields"]
        return [self.tables.shown(work.model, row, names) for row in rows[offset : offset + limit]]

    def _found(self, work: Work) -> list[Row]:
        domain = work.named["domain"]
        rows = list(self.tables.rows[work.model].values())
        if work.context.get("active_test", True) and "active" not in json.dumps(domain):
            rows = [row for row in rows if row.get("active", True)]
        try:
            return [row for row in rows if matches(row, domain, self.version)]
        except ValueError as error:
            raise OdooError("builtins.ValueError", str(error)) from error

    def do_load(self, work: Work) -> object:
        if self.races:
            said = {"type": "error", "message": self.races.pop(0)}
            return {"ids": False, "messages": [said]}
        columns, at = work.named["fields"], self.clock.now
        loading = Loading(self.tables, work.model, columns, work.context, at, self.has_vat_check)
        while self.meanwhile:
            self.meanwhile.pop()()
        try:
            found = loading.run(work.named["data"])
        except KeyError as error:
            raise OdooError("builtins.KeyError", error.args[0]) from error
        if self.hides_rows and found["messages"]:
            kinds = ("warning", "error")
            found["messages"] = [{"type": kind, "message": "Unknown trouble"} for kind in kinds]
        return found

    def do_create(self, work: Work) -> object:
        many: list[Row] | None = work.named.get("vals_list")
        if many is not None and self.version < (12, 0):
            raise OdooError("builtins.AttributeError", "'list' object has no attribute 'items'")
        rows = [work.named["vals"]] if many is None else many
        made = [self.tables.add(work.model, row, self.clock.now) for row in rows]
        if work.model == "ir.model.fields":
            self._add_fields(rows)
        return made[0] if many is None else made

    def _add_fields(self, rows: list[Row]) -> None:
        for row in rows:
            model = self.tables.rows["ir.model"][row["model_id"]]["model"]
            self.tables.fields[model][row["name"]] = row["ttype"]
            empty = 0.0 if row["ttype"] == "float" else False
            for record in self.tables.rows[model].values():
                record[row["name"]] = empty

    def do_write(self, work: Work) -> object:
        if not set(work.ids) <= self.tables.rows[work.model].keys():
            raise OdooError("MissingError", _GONE)
        for number in work.ids:
            self.tables.put(work.model, number, work.named["vals"], self.clock.now)
        return True

    def do_unlink(self, work: Work) -> object:
        for number in work.ids:
            self.tables.drop(work.model, number)
        return True

    def _merge(self, work: Work) -> object:
        if work.method == "create":
            [[_, _, ids]] = work.named["vals"]["partner_ids"]
            survivor = work.named["vals"]["dst_partner_id"]
            [loser] = set(ids) - {survivor}
            self.tables.merge(loser, survivor, self.clock.now)
        return 1


def _positional(uid: int, model: str, method: str, rest: list[Any], named: Row) -> Work:
    """What old clients pass by place, by the names that the methods have."""
    known: dict[str, tuple[str, ...]] = {
        "search_read": ("domain", "fields"),
        "create": ("vals",),
        "write": ("ids", "vals"),
        "unlink": ("ids",),
        "action_merge": ("ids",),
    }
    given = {**dict(zip(known.get(method, ()), rest, strict=False)), **named}
    ids = given.pop("ids", [])
    return Work(uid, model, method, given, ids)
