"""Lists of Bitrix24: 50 rows a page, without counting them all (`start` -1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_hub.crm.bitrix import clients, orders
from intake_hub.crm.bitrix.clients import entity_of, number_of, text
from intake_hub.crm.bitrix.names import ORIGIN
from intake_hub.crm.bitrix.webhook import MOST_AT_ONCE, Call, Failure
from intake_hub.crm.documents import Kind
from intake_hub.crm.faults import Stop, StoppedError
from intake_hub.crm.values import row_of, rows_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from uuid import UUID

    from intake_hub.crm.bitrix.orders import Place
    from intake_hub.crm.bitrix.webhook import Webhook
    from intake_hub.crm.field_map import FieldMap
    from intake_hub.crm.values import Row

PARTS: Mapping[Kind, tuple[str, ...]] = {
    Kind.CLIENT: ("contact", "company"),
    Kind.ORDER: ("order",),
}


class Reader:
    """Reads rows by remote ids: `contact:7`, `company:7`, and the bare number of an order."""

    def __init__(self, webhook: Webhook, place: Place, fields: FieldMap) -> None:
        self._webhook = webhook
        self._place = place
        self._fields = fields

    def by_id(self, kind: Kind, remotes: Collection[str]) -> dict[str, Row]:
        """Those that still exist."""
        calls: dict[str, Call] = {}
        for part in PARTS[kind]:
            numbers = sorted(number for number in _numbers(part, remotes) if number.isdigit())
            for start in range(0, len(numbers), MOST_AT_ONCE):
                wanted = {self._key(part, "@"): numbers[start : start + MOST_AT_ONCE]}
                calls[f"{part}:{start}"] = self._listed(part, wanted)
        return self._gathered(calls)

    def by_uid(self, kind: Kind, uids: Collection[UUID]) -> dict[str, Row]:
        """Those that carry one of our ids."""
        calls: dict[str, Call] = {}
        told = sorted(uids)
        for part in PARTS[kind]:
            for start in range(0, len(told), MOST_AT_ONCE):
                some = told[start : start + MOST_AT_ONCE]
                calls[f"{part}:{start}"] = self._listed(part, self._marked(part, some))
        return self._gathered(calls)

    def changed(self, part: str, since: str, after: int, limit: int) -> dict[str, Row]:
        """A page of what changed of ours, by ids."""
        wanted = dict(self._ours(part))
        wanted[self._key(part, ">")] = after
        if since:
            name = "updatedTime" if part == "order" else "DATE_MODIFY"
            wanted[f">={name}"] = since
        found = self._webhook.call(self._listed(part, wanted))
        rows = rows_of(row_of(found).get("items") if part == "order" else found)
        return {self._remote(part, row): row for row in rows[: min(limit, MOST_AT_ONCE)]}

    def _gathered(self, calls: Mapping[str, Call]) -> dict[str, Row]:
        """All rows of up to fifty lists; a list that fails fails all."""
        found: dict[str, Row] = {}
        names = list(calls)
        for start in range(0, len(names), MOST_AT_ONCE):
            some = {name: calls[name] for name in names[start : start + MOST_AT_ONCE]}
            for name, told in self._webhook.batch(some).items():
                if isinstance(told, Failure):
                    raise StoppedError(Stop.RIGHT_MISSING, told.words)
                part = name.partition(":")[0]
                rows = rows_of(row_of(told).get("items") if part == "order" else told)
                found |= {self._remote(part, row): row for row in rows}
        return found

    def _listed(self, part: str, wanted: Mapping[str, object]) -> Call:
        if part == "order":
            chosen: Sequence[str] = orders.selected(self._place, self._fields)
            about = {"entityTypeId": self._place.entity_type, "useOriginalUfNames": "Y"}
            given = {**about, "filter": wanted, "select": chosen, "order": {"id": "ASC"}}
            return Call("crm.item.list", {**given, "start": -1})
        given = {"filter": wanted, "select": clients.selected(part, self._fields)}
        return Call(f"crm.{part}.list", {**given, "order": {"ID": "ASC"}, "start": -1})

    def _marked(self, part: str, uids: Sequence[UUID]) -> dict[str, object]:
        if part == "order":
            return self._place.marked(uids)
        return {"ORIGINATOR_ID": ORIGIN, "@ORIGIN_ID": [str(uid) for uid in uids]}

    def _ours(self, part: str) -> dict[str, object]:
        return self._place.ours() if part == "order" else {"ORIGINATOR_ID": ORIGIN}

    def _key(self, part: str, sign: str) -> str:
        return f"{sign}id" if part == "order" else f"{sign}ID"

    def _remote(self, part: str, row: Row) -> str:
        return text(row, "id") if part == "order" else f"{part}:{row['ID']}"


def _numbers(part: str, remotes: Collection[str]) -> list[str]:
    if part == "order":
        return list(remotes)
    return [number_of(one) for one in remotes if ":" in one and entity_of(one) == part]
