"""A Bitrix24 in memory: its REST over a webhook, its limits and oddities, by the documentation."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone

from typing_extensions import override

from intake_hub.crm.bitrix.adapter import usual_map
from intake_hub.crm.bitrix.names import PREFIX, custom
from intake_hub.crm.documents import FIELDS, Form, Kind
from tests.crm.loopback import Answer, Asked, Json, Loopback, told
from tests.crm.php import parsed, shown, written

SECRET = "s3cr3tc0de"  # noqa: S105 - of a portal that lives as long as a test
PORTAL = timezone(timedelta(hours=3))
CATEGORY = 7
BUCKET, DRAIN, PAGE, SPENT_S = 50, 2.0, 50, 480.0
_SIGNS = re.compile(r"^(>=|<=|>|<|@|!|%|=)?(.+)$")


class NoError(Exception):
    """An error of one method: its code, its words, its status."""

    def __init__(self, code: str, words: str = "", status: int = 400) -> None:
        super().__init__(code, words, status)
        self.code, self.words, self.status = code, words, status


class FakeBitrix(Loopback):
    """`rest_s`: how long it is between two hits; `spent` is the time each method has taken."""

    def __init__(self) -> None:
        fields = usual_map()
        self.tables: dict[str, dict[int, Json]] = {
            name: {} for name in ("contact", "company", "item", "requisite")
        }
        client, order = custom(fields, Kind.CLIENT), custom(fields, Kind.ORDER)
        self.fields = {"contact": set(client), "company": set(client), "item": set(order)}
        self.kinds = {
            remote: FIELDS[kind][name].form
            for kind in Kind
            for remote, name in custom(fields, kind).items()
        }
        self.process = 0  # the number of a smart process, where orders are kept in one
        self.scopes = ["crm", "user", "userfieldconfig"]
        self.stages = {f"C{CATEGORY}:NEW": "Новый", f"C{CATEGORY}:WON": "Успех"}
        self.users = {"1": ("Пётр", "Сидоров")}
        self.now = datetime(2026, 11, 22, 12, 0, 0, tzinfo=PORTAL)
        self.rest_s, self.level = 1.0, 0.0
        self.spent: dict[str, float] = {}
        self.broken: dict[str, NoError] = {}
        self.error: NoError | None = None
        self.instead: Answer | None = None
        self.hits = 0
        self._last = 10
        super().__init__()

    @property
    def key(self) -> str:
        return f"{self.url}/rest/1/{SECRET}/"

    def number(self) -> int:
        self._last += 1
        return self._last

    @override
    def changes(self, asked: Asked) -> bool:
        return bool(re.search(rb"\.(add|update)", asked.path.encode() + asked.body))

    @override
    def answer(self, asked: Asked) -> Answer:
        if self.instead is not None:
            return self.instead
        found = re.fullmatch(r"/rest/1/([^/]+)/(.+)", asked.path)
        if found is None or found[1] != SECRET:
            return _failed(NoError("NO_AUTH_FOUND", "Wrong authorization data", 401))
        self.hits += 1
        self.level = max(0.0, self.level - DRAIN * self.rest_s) + 1
        if self.level > BUCKET:
            return _failed(NoError("QUERY_LIMIT_EXCEEDED", "Too many requests", 503))
        try:
            if self.error is not None:
                raise self.error
            result = self.call(found[2], asked.json() or {})
        except NoError as error:
            return _failed(error)
        return told({"result": written(result), "time": {"date_start": self.now.isoformat()}})

    def call(self, method: str, given: Json) -> Json:
        if self.spent.get(method, 0.0) > SPENT_S:
            raise NoError("OPERATION_TIME_LIMIT", "Method is blocked", 429)
        if method in self.broken:
            raise self.broken[method]
        if method == "batch":
            return self._batch(given)
        needed = "user" if method.startswith("user.") else method.split(".", maxsplit=1)[0]
        if needed in {"crm", "user"} and needed not in self.scopes:
            raise NoError("insufficient_scope", "The request requires higher privileges", 403)
        verb = "on_" + re.sub(r"crm\.(contact|company)\.", "client.", method).replace(".", "_")
        if not hasattr(self, verb):
            raise NoError("ERROR_METHOD_NOT_FOUND", "Method not found!", 404)
        entity = re.match(r"crm\.(contact|company)\.", method)
        return getattr(self, verb)(given, entity[1]) if entity else getattr(self, verb)(given)

    def _batch(self, given: Json) -> Json:
        results: Json = {}
        errors: Json = {}
        for place, (name, command) in enumerate(given["cmd"].items()):
            method, _, query = command.partition("?")
            query = re.sub(r"\$result\[[^&]*", "SOMETHING-ELSE", query)
            try:
                results[name] = written(self._one(place, method, parsed(query)))
            except NoError as error:
                errors[name] = {"error": error.code, "error_description": error.words}
        return {"result": results, "result_error": errors, "result_total": {}, "result_next": {}}

    def _one(self, place: int, method: str, given: Json) -> Json:
        if place >= PAGE:
            raise NoError("ERROR_BATCH_LENGTH_EXCEEDED", "Max batch length exceeded")
        return self.call(method, given)

    def on_profile(self, given: Json) -> Json:
        return {"ID": "1", "ADMIN": True, "NAME": "Анна", "LAST_NAME": "Орлова"}

    def on_scope(self, given: Json) -> Json:
        return self.scopes

    def on_user_get(self, given: Json) -> Json:
        found = [(one, self.users[one]) for one in given["FILTER"]["ID"] if one in self.users]
        return [{"ID": one, "NAME": name, "LAST_NAME": last} for one, (name, last) in found]

    def on_client_fields(self, given: Json, entity: str) -> Json:
        return {name: {"type": "string"} for name in ("ID", *self.fields[entity])}

    def on_client_userfield_add(self, given: Json, entity: str) -> Json:
        return self._add_field(entity, PREFIX + given["fields"]["FIELD_NAME"])

    def on_crm_deal_userfield_add(self, given: Json) -> Json:
        return self._add_field("item", PREFIX + given["fields"]["FIELD_NAME"])

    def on_userfieldconfig_add(self, given: Json) -> Json:
        assert given["field"]["entityId"] == f"CRM_{self.process}"
        return self._add_field("item", self._plain(given["field"]["fieldName"]))

    def _add_field(self, table: str, name: str) -> Json:
        if len(name.removeprefix(PREFIX)) > 13:
            raise NoError("ERROR_CORE", "Field name is too long.<br>")
        self.fields[table].add(name)
        return self.number()

    def on_client_add(self, given: Json, entity: str) -> Json:
        number = self.number()
        row: Json = {"ID": str(number), "ASSIGNED_BY_ID": "1", "PHONE": [], "EMAIL": []}
        self._set_client(entity, row, given["fields"])
        if entity == "contact" and not any(row.get(one) for one in ("NAME", "LAST_NAME")):
            row["LAST_NAME"] = f"Контакт #{number}"
        self.tables[entity][number] = row
        return number

    def on_client_update(self, given: Json, entity: str) -> Json:
        row = self.tables[entity].get(int(given["id"]))
        if row is None:
            raise NoError("", f"{entity.capitalize()} is not found")
        self._set_client(entity, row, given["fields"])
        return True

    def _set_client(self, entity: str, row: Json, fields: Json) -> None:
        for name, value in fields.items():
            if name in {"PHONE", "EMAIL"}:
                self._multifield(row, name, value)
            elif not name.startswith(PREFIX) or name in self.fields[entity]:
                row[name] = self._kept(name, value, "1", "0")
        row["DATE_MODIFY"] = self.now

    def _multifield(self, row: Json, name: str, given: Json) -> None:
        for one in given:
            if name == "EMAIL" and one.get("VALUE") and "@" not in one["VALUE"]:
                raise NoError("", "E-mail is not valid.<br>")
            old = [two for two in row[name] if two["ID"] == str(one.get("ID"))]
            if old and one.get("DELETE") == "Y":
                row[name].remove(old[0])
            elif old:
                old[0] |= {key: one[key] for key in ("VALUE", "VALUE_TYPE") if key in one}
            else:
                row[name].append({"VALUE_TYPE": "WORK", **one, "ID": str(self.number())})

    def on_client_list(self, given: Json, entity: str) -> Json:
        rows = self._listed(entity, given)
        return [
            {name: shown(row.get(name)) for name in given["select"] if name in row} for row in rows
        ]

    def on_crm_item_fields(self, given: Json) -> Json:
        names = (self._long(name) for name in ("id", *self.fields["item"]))
        return {"fields": {name: {"type": "string"} for name in names}}

    def on_crm_item_add(self, given: Json) -> Json:
        number = self.number()
        row: Json = {"id": number, "assignedById": 1, "opportunity": 0, "currencyId": "RUB"}
        row |= {"isManualOpportunity": "N", "stageId": next(iter(self.stages), "")}
        self.tables["item"][number] = row
        try:
            self._set_item(row, given["fields"])
        except NoError:
            del self.tables["item"][number]
            raise
        return {"item": {"id": number}}

    def on_crm_item_update(self, given: Json) -> Json:
        row = self.tables["item"].get(int(given["id"]))
        if row is None:
            raise NoError("NOT_FOUND", "Элемент не найден: not found")
        before = {**row, "updatedTime": None}
        after = dict(row)
        self._set_item(after, given["fields"])
        if {**after, "updatedTime": None} != before:  # else nothing is saved at all
            row |= after
        return {"item": {"id": row["id"]}}

    def _set_item(self, row: Json, fields: Json) -> None:
        if "stageId" in fields and fields["stageId"] not in self.stages:
            raise NoError("CRM_FIELD_ERROR_VALUE_NOT_VALID", "Стадия указана неверно")
        for name, value in fields.items():
            plain = self._plain(name)
            if not plain.startswith(PREFIX) or plain in self.fields["item"]:
                row[plain] = self._kept(plain, value, "Y", "N")
        row["updatedTime"] = self.now

    def on_crm_item_list(self, given: Json) -> Json:
        rows = self._listed("item", given)
        chosen = [(name, self._plain(name)) for name in given["select"]]
        return {"items": [{name: shown(row.get(plain)) for name, plain in chosen} for row in rows]}

    def on_crm_type_list(self, given: Json) -> Json:
        wanted = int(given["filter"]["entityTypeId"])
        return {"types": [{"id": self.process, "entityTypeId": wanted}] if self.process else []}

    def on_crm_status_list(self, given: Json) -> Json:
        entity = given["filter"]["ENTITY_ID"]
        ends = (f"STAGE_{CATEGORY}",)
        stages = self.stages if entity.endswith(ends) else {}
        return [{"STATUS_ID": one, "NAME": name} for one, name in stages.items()]

    def on_crm_duplicate_findbycomm(self, given: Json) -> Json:
        assert len(given["values"]) <= 20
        digits = {re.sub(r"\D", "", one) or one.casefold() for one in given["values"]}
        found: Json = {}
        for entity in ("contact", "company"):
            ids = [
                number
                for number, row in self.tables[entity].items()
                for one in row[given["type"]]
                if (re.sub(r"\D", "", one["VALUE"]) or one["VALUE"].casefold()) in digits
                or one["VALUE"].casefold() in {two.casefold() for two in given["values"]}
            ]
            if ids:
                found[entity.upper()] = sorted(ids)[:20]
        return found

    def on_crm_requisite_preset_list(self, given: Json) -> Json:
        return [
            {"ID": "1", "XML_ID": "#CRM_REQUISITE_PRESET_DEF_RU_COMPANY#"},
            {"ID": "3", "XML_ID": "#CRM_REQUISITE_PRESET_DEF_RU_PERSON#"},
        ]

    def on_crm_requisite_add(self, given: Json) -> Json:
        number = self.number()
        fields = given["fields"]
        if len(fields.get("RQ_INN", "")) > 15:
            raise NoError("", "RQ_INN is too long")
        assert fields["PRESET_ID"] in {"1", "3"}
        self.tables["requisite"][number] = {"ID": str(number), **fields}
        return number

    def on_crm_requisite_update(self, given: Json) -> Json:
        self.tables["requisite"][int(given["id"])] |= given["fields"]
        return True

    def on_crm_requisite_list(self, given: Json) -> Json:
        return self._listed("requisite", given)

    def _listed(self, table: str, given: Json) -> list[Json]:
        rows = [row for _, row in sorted(self.tables[table].items())]
        found = [row for row in rows if self._fits(row, given.get("filter") or {})]
        return found[:PAGE]

    def _fits(self, row: Json, wanted: Json) -> bool:
        return all(_holds(row, name, value) for name, value in wanted.items())

    def _kept(self, name: str, value: Json, yes: str, no: str) -> Json:
        form = self.kinds.get(name)
        if form is Form.FLAG:
            return yes if value in {"1", "Y"} else no
        if form is Form.MOMENT and value:
            return datetime.fromisoformat(value).astimezone(PORTAL)
        return value

    def _plain(self, name: str) -> str:
        """A custom field of a smart process as that of a deal would be called."""
        return name.replace(f"{PREFIX}{self.process}_", PREFIX) if self.process else name

    def _long(self, name: str) -> str:
        if self.process and name.startswith(PREFIX):
            return f"{PREFIX}{self.process}_{name.removeprefix(PREFIX)}"
        return name


def _failed(error: NoError) -> Answer:
    return told({"error": error.code, "error_description": error.words}, error.status)


def _holds(row: Json, name: str, wanted: Json) -> bool:
    found = _SIGNS.match(name)
    assert found is not None
    sign, value = found[1] or "=", row.get(found[2])
    if sign == "@":
        return str(value) in [str(one) for one in wanted]
    if sign == "%":
        return wanted in str(value or "")
    if isinstance(value, datetime):
        return value >= datetime.fromisoformat(wanted)
    if sign == ">":
        return int(value) > int(wanted)
    return str(value) == str(wanted)
