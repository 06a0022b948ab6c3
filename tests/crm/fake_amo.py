"""An amoCRM in memory: its API v4, its limits and oddities, by the documentation."""

from __future__ import annotations

import base64
import json
import re
from collections import deque
from typing import TYPE_CHECKING

from typing_extensions import override

from tests.crm.loopback import Answer, Asked, Json, Loopback, told

if TYPE_CHECKING:
    from collections.abc import Sequence

PIPELINE, NEW, READY, WON = 77, 770, 771, 142
CALLS = 7
_HAL = "application/hal+json"
_NOBODY = Answer(204)


def token_of(end_s: int) -> str:
    """A token that says when it ends, as those that live long do."""
    body = base64.urlsafe_b64encode(json.dumps({"exp": end_s}).encode()).decode().rstrip("=")
    return f"eyJ0.{body}.c2ln"


LONG = token_of(1_800_000_000)
CLIENT_ID, CLIENT_SECRET = "client-id", "client-secret"


class FakeAmo(Loopback):
    """`clock_s` is the time there; only resting and tests move it."""

    def __init__(self) -> None:
        self.clock_s = 1_795_338_000.0
        self.tables: dict[str, dict[int, Json]] = {
            name: {} for name in ("contacts", "companies", "leads")
        }
        self.fields: dict[str, list[Json]] = {
            name: [_field(n, code) for n, code in enumerate(("PHONE", "EMAIL"), 1)]
            for name in self.tables
        }
        self.access = {LONG}
        self.refresh: set[str] = set()
        self.codes: set[str] = set()
        self.has_filters = True
        self.is_admin = True
        self.is_paid = True
        self.instead: Answer | None = None
        self.instead_of_write: Answer | None = None
        self.instead_of_token: Answer | None = None
        self.shut = 0  # how often somebody was told to wait and did not
        self.hits: deque[float] = deque(maxlen=CALLS)
        self.paths: list[str] = []
        self._last = 100
        super().__init__()

    def number(self) -> int:
        self._last += 1
        return self._last

    def rest(self, seconds: float) -> None:
        self.clock_s += seconds

    @override
    def changes(self, asked: Asked) -> bool:
        return asked.method in {"POST", "PATCH"} and asked.path.startswith("/api/")

    @override
    def answer(self, asked: Asked) -> Answer:
        if asked.path == "/oauth2/access_token":
            return self._token(asked.json())
        self.paths.append(f"{asked.method} {asked.path.removeprefix('/api/v4/')}")
        if self.instead is not None:
            return self.instead
        return self._limited() or self._unknown(asked) or self._routed(asked)

    def _unknown(self, asked: Asked) -> Answer | None:
        if asked.headers.get("Authorization", "").removeprefix("Bearer ") not in self.access:
            return _problem(401, "Unauthorized")
        return None if self.is_paid else _problem(402, "Payment Required")

    def _limited(self) -> Answer | None:
        is_full = len(self.hits) == CALLS and self.clock_s - self.hits[0] < 1.0
        if is_full:
            self.shut += 1
            return _problem(403, "Forbidden") if self.shut > 1 else Answer(429)
        self.hits.append(self.clock_s)
        return None

    def _token(self, given: Json) -> Answer:
        if self.instead_of_token is not None:
            return self.instead_of_token
        right = given["client_id"] == CLIENT_ID and given["client_secret"] == CLIENT_SECRET
        used = given.get("refresh_token") or given.get("code")
        known = self.refresh if given["grant_type"] == "refresh_token" else self.codes
        if not right or used not in known:
            return told({"hint": "Token has been revoked", "status": 400}, 400)
        known.remove(used)  # good for one use
        access, refresh = f"access-{self.number()}", f"refresh-{self.number()}"
        self.access = {access, LONG}
        self.refresh = {refresh}
        pair = {"access_token": access, "refresh_token": refresh, "expires_in": 86400}
        return told({"token_type": "Bearer", **pair})

    def _routed(self, asked: Asked) -> Answer:
        path = asked.path.removeprefix("/api/v4/")
        entity, _, rest = path.partition("/")
        if path == "account":
            return _hal({"id": 1, "name": "Мастерская", "subdomain": "shop"})
        if path == "users":
            users = [{"id": 5, "name": "Пётр Сидоров"}]
            return _hal(_many("users", users)) if self.is_admin else _problem(403, "Forbidden")
        if entity in self.tables and rest == "custom_fields":
            return self._custom(entity, asked)
        if path == "leads/link":
            return self._link(asked.json())
        return self._records(entity, rest, asked)

    def _records(self, entity: str, rest: str, asked: Asked) -> Answer:
        if entity not in self.tables:
            return _problem(404, "Not Found")
        if rest.startswith("pipelines/"):
            return self._pipeline(int(rest.rpartition("/")[2]))
        if rest:
            row = self.tables[entity].get(int(rest))
            return _hal(row) if row else _problem(404, "Not Found")
        if asked.method == "GET":
            return self._list(entity, asked)
        return self._write(entity, asked.method, asked.json())

    def _custom(self, entity: str, asked: Asked) -> Answer:
        if asked.method == "GET":
            query = dict(asked.query)
            start = (int(query["page"]) - 1) * 50
            some = self.fields[entity][start : start + 50]
            return _hal(_many("custom_fields", some)) if some else _NOBODY
        if self.instead_of_write is not None:
            return self.instead_of_write
        for one in asked.json():
            self.fields[entity].append({**one, "id": self.number()})
        return _hal(_many("custom_fields", asked.json()))

    def _pipeline(self, number: int) -> Answer:
        if number != PIPELINE:
            return _problem(404, "Not Found")
        stages = [(NEW, "Новый"), (READY, "Готов"), (WON, "Успешно")]
        found = [{"id": one, "name": name} for one, name in stages]
        return _hal({"id": number, **_many("statuses", found)})

    def _link(self, given: Json) -> Answer:
        for one in given:
            lead = self.tables["leads"][one["entity_id"]]
            below = lead["_embedded"].setdefault(one["to_entity_type"], [])
            below.insert(0, {"id": one["to_entity_id"]})
            lead["updated_at"] = int(self.clock_s)
        return _hal(_many("links", given))

    def _write(self, entity: str, method: str, many: list[Json]) -> Answer:
        if self.instead_of_write is not None:
            return self.instead_of_write
        if len(many) > 250:
            return _invalid([("0", "", "This collection should contain 250 elements or less.")])
        wrong = [bad for one in many if (bad := self._wrong(entity, one)) is not None]
        if wrong:
            return _invalid(wrong)
        done: list[Json] = []
        for one in many:
            number = one["id"] if method == "PATCH" else self.number()
            row: Json = self.tables[entity].setdefault(number, _blank(number))
            self._set(row, one)
            done.append({"id": number, "request_id": one.get("request_id", "0")})
        return _hal(_many(entity, list(reversed(done))))

    def _wrong(self, entity: str, one: Json) -> tuple[str, str, str] | None:
        known = {field["code"] for field in self.fields[entity]}
        request = str(one.get("request_id", "0"))
        if "id" in one and one["id"] not in self.tables[entity]:
            return (request, "id", "Entity not found")
        if not isinstance(one.get("price", 0), int):
            return (request, "price", "This value should be of type int.")
        for place, field in enumerate(one.get("custom_fields_values", [])):
            where = f"custom_fields_values.{place}.field_code"
            if field["field_code"] not in known:
                return (request, where, "The value you selected is not a valid choice.")
            given: list[Json] = field["values"] or []
            if any(len(str(one["value"])) > 256 for one in given):
                return (request, where, "This value is too long.")
        return None

    def _set(self, row: Json, one: Json) -> None:
        kept = by_code(row)
        for field in one.get("custom_fields_values", []):
            if field["values"] is None:
                kept.pop(field["field_code"], None)
            else:
                kept[field["field_code"]] = field
        plain = {
            name: one[name] for name in ("name", "price", "status_id", "pipeline_id") if name in one
        }
        row |= plain
        row["_embedded"] |= one.get("_embedded", {})
        row["custom_fields_values"] = list(kept.values()) or None
        row["updated_at"] = int(self.clock_s)

    def _list(self, entity: str, asked: Asked) -> Answer:
        query = asked.query
        plain = dict(query)
        rows = [row for row in self.tables[entity].values() if self._fits(entity, row, query)]
        if "order[updated_at]" in plain:
            rows.sort(key=lambda row: row["updated_at"])
        limit = int(plain.get("limit", 50))
        start = (int(plain.get("page", 1)) - 1) * limit
        some = rows[start : start + limit]
        return _hal(_many(entity, some)) if some else _NOBODY

    def _fits(self, entity: str, row: Json, query: Sequence[tuple[str, str]]) -> bool:
        text = dict(query).get("query")
        if text is not None and not _mentions(row, text):
            return False
        if not self.has_filters:
            return True
        ids = [int(value) for name, value in query if re.fullmatch(r"filter\[id\]\[\d*\]", name)]
        start = dict(query).get("filter[updated_at][from]")
        by_field = [
            (int(found[1]), value)
            for name, value in query
            if (found := re.fullmatch(r"filter\[custom_fields_values\]\[(\d+)\]\[\d*\]", name))
        ]
        codes = {field["id"]: field["code"] for field in self.fields[entity]}
        return (
            (not ids or row["id"] in ids)
            and (start is None or row["updated_at"] >= int(start))
            and (
                not by_field
                or any(value in _values(row, codes.get(one, "")) for one, value in by_field)
            )
        )


def _field(number: int, code: str) -> Json:
    return {"id": number, "code": code, "name": code, "type": "multitext"}


def _blank(number: int) -> Json:
    row: Json = {"id": number, "name": "", "price": 0, "status_id": NEW, "responsible_user_id": 5}
    return {**row, "custom_fields_values": None, "_embedded": {"tags": []}}


def by_code(row: Json) -> dict[str, Json]:
    """The custom fields of a record; it has none as null."""
    fields: list[Json] = row["custom_fields_values"] or []
    return {field["field_code"]: field for field in fields}


def _values(row: Json, code: str) -> list[Json]:
    fields: list[Json] = row["custom_fields_values"] or []
    return [
        one["value"] for field in fields if field["field_code"] == code for one in field["values"]
    ]


def _mentions(row: Json, text: str) -> bool:
    fields: list[Json] = row["custom_fields_values"] or []
    found = [str(one["value"]) for field in fields for one in field["values"]]
    digits = [re.sub(r"\D", "", one) for one in found]
    return any(text.casefold() in one.casefold() for one in [row["name"], *found, *digits])


def _many(name: str, rows: Sequence[Json]) -> Json:
    return {"_page": 1, "_embedded": {name: list(rows)}}


def _hal(value: Json) -> Answer:
    return told(value, 200, _HAL)


def _problem(status: int, title: str) -> Answer:
    found = {"title": title, "type": "https://httpstatus.es", "status": status, "detail": ""}
    return told(found, status, "application/problem+json")


def _invalid(wrong: Sequence[tuple[str, str, str]]) -> Answer:
    errors = [
        {"request_id": one, "errors": [{"code": "Wrong", "path": path, "detail": detail}]}
        for one, path, detail in wrong
    ]
    found = {"validation-errors": errors, "title": "Bad Request", "status": 400}
    return told(found, 400, "application/problem+json")
