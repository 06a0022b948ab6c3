"""Lists of amoCRM. Filters are not open to every account, and one that is not is just ignored."""

from __future__ import annotations

from email.utils import formatdate
from itertools import count
from typing import TYPE_CHECKING

from intake_hub.crm.amo import values
from intake_hub.crm.amo.calls import AT_ONCE, PAGE
from intake_hub.crm.amo.clients import entity_of, number_of, remote_id
from intake_hub.crm.amo.names import ENTITIES, UID
from intake_hub.crm.values import row_of, rows_of, uid_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from uuid import UUID

    from intake_hub.crm.amo.calls import Calls
    from intake_hub.crm.documents import Kind
    from intake_hub.crm.values import Row


class Reader:
    """Believes a filter only as far as what comes fits it; else it asks for each alone."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls
        self._filters = True
        self._uid_fields: dict[str, int] = {}
        self._people: dict[str, str] | None = None

    def by_id(self, remotes: Collection[str]) -> dict[str, Row]:
        """Those that still exist."""
        found: dict[str, Row] = {}
        for entity in ("contacts", "companies", "leads"):
            some = [number_of(one) for one in remotes if entity_of(one) == entity]
            numbers = [one for one in some if one.isdigit()]
            for start in range(0, len(numbers), AT_ONCE):
                for row in self._with_ids(entity, numbers[start : start + AT_ONCE]):
                    found[remote_id(entity, row["id"])] = row
        return {remote: row for remote, row in found.items() if not row.get("is_deleted")}

    def by_uid(self, kind: Kind, uids: Collection[UUID]) -> dict[UUID, tuple[str, Row]]:
        """Those that carry one of our ids; of doubles the oldest."""
        found: dict[UUID, tuple[str, Row]] = {}
        told = sorted(uids)
        for entity in ENTITIES[kind]:
            for start in range(0, len(told), AT_ONCE):
                rows = self._with_uids(entity, told[start : start + AT_ONCE])
                for row in sorted(rows, key=lambda one: int(str(one["id"]))):
                    uid = uid_of(values.first(row, UID))
                    if uid is not None and not row.get("is_deleted"):
                        found.setdefault(uid, (remote_id(entity, row["id"]), row))
        return found

    def changed(self, entity: str, start: int, page: int, limit: int) -> list[Row]:
        """A page of what was changed since a second, in that order."""
        query: list[tuple[str, object]] = [("order[updated_at]", "asc"), ("page", page)]
        since = ""
        if start:
            query.append(("filter[updated_at][from]", start))
            since = formatdate(start, usegmt=True)
        return self._rows(entity, [*query, ("limit", limit)], since)

    def searched(self, entity: str, text: str) -> list[Row]:
        """Records in which a text stands somewhere."""
        return self._rows(entity, [("query", text), ("limit", PAGE)])

    def people(self) -> dict[str, str]:
        """Names of users by number; nobody where only administrators may ask."""
        if self._people is None:
            rows = self._calls.rows("users", [("limit", PAGE)])
            self._people = {str(row["id"]): str(row.get("name") or row["id"]) for row in rows}
        return self._people

    def fields(self, entity: str) -> dict[str, Row]:
        """Custom fields by their codes, fifty a page at least."""
        found: dict[str, Row] = {}
        for page in count(1):
            query = [("page", page), ("limit", PAGE)]
            rows = self._calls.rows(f"{entity}/custom_fields", query)
            fresh = {str(row.get("code") or row["id"]): row for row in rows}
            if not fresh.keys() - found.keys():
                break
            found |= fresh
        return found

    def stages(self, pipeline: int) -> dict[str, str]:
        """What the stages of a pipeline are called, by their numbers."""
        told = self._calls.one(f"leads/pipelines/{pipeline}")
        rows = rows_of(row_of(told.get("_embedded")).get("statuses"))
        return {str(row["id"]): str(row.get("name")) for row in rows}

    def _with_ids(self, entity: str, numbers: Sequence[str]) -> list[Row]:
        if self._filters:
            rows = self._rows(entity, [*(("filter[id][]", one) for one in numbers), _most()])
            if all(str(row["id"]) in numbers for row in rows):
                return rows
            self._filters = False
        found = (self._calls.one(f"{entity}/{one}") for one in numbers)
        return [row for row in found if row]

    def _with_uids(self, entity: str, uids: Sequence[UUID]) -> list[Row]:
        if self._filters:
            name = f"filter[custom_fields_values][{self._uid_field(entity)}][]"
            rows = self._rows(entity, [*((name, uid) for uid in uids), _most()])
            if all(uid_of(values.first(row, UID)) in uids for row in rows):
                return rows
            self._filters = False
        found = [row for uid in uids for row in self.searched(entity, str(uid))]
        return [row for row in found if uid_of(values.first(row, UID)) in uids]

    def _uid_field(self, entity: str) -> int:
        if entity not in self._uid_fields:
            there = self.fields(entity)
            self._uid_fields[entity] = int(str(there.get(UID, {}).get("id", 0)))
        return self._uid_fields[entity]

    def _rows(self, entity: str, query: Sequence[tuple[str, object]], since: str = "") -> list[Row]:
        return self._calls.rows(entity, [*query, ("with", "contacts")], since)


def _most() -> tuple[str, object]:
    return ("limit", PAGE)
