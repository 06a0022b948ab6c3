"""INN and KPP stand in a record of their own below a contact or company."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_hub.crm.bitrix.clients import entity_of, number_of, text
from intake_hub.crm.bitrix.names import ENTITIES
from intake_hub.crm.bitrix.webhook import MOST_AT_ONCE, Call, Failure
from intake_hub.crm.documents import Kind
from intake_hub.crm.values import rows_of, text_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from intake_hub.crm.bitrix.webhook import Webhook
    from intake_hub.crm.documents import Document
    from intake_hub.crm.field_map import FieldMap
    from intake_hub.crm.values import Row

NAMES = ("RQ_INN", "RQ_KPP")


class Requisites:
    """Reads and writes them, in as many hits as there are fifties."""

    def __init__(self, webhook: Webhook, fields: FieldMap) -> None:
        self._webhook = webhook
        self._sent = {
            name: remote for name, remote in fields.sent(Kind.CLIENT).items() if remote in NAMES
        }
        self._is_heard = any(one in NAMES for one in fields.read(Kind.CLIENT).values())
        self._presets: dict[str, str] = {}

    def of(self, remotes: Collection[str]) -> dict[str, Row]:
        """The oldest requisite of each client that has one."""
        if not self._is_heard or not remotes:
            return {}
        calls = {
            f"{entity}{start}": _listed(entity, numbers[start : start + MOST_AT_ONCE])
            for entity, numbers in _by_entity(remotes).items()
            for start in range(0, len(numbers), MOST_AT_ONCE)
        }
        found: dict[str, Row] = {}
        for name, rows in self._webhook.batch(calls).items():
            entity = "company" if name.startswith("company") else "contact"
            for row in rows_of(rows) if not isinstance(rows, Failure) else []:
                found.setdefault(f"{entity}:{row['ENTITY_ID']}", row)
        return found

    def write(self, stored: Mapping[str, Document]) -> dict[str, str]:
        """Set them for clients by their remote ids; what Bitrix24 said where it did not."""
        wanted = {remote: values for remote, one in stored.items() if (values := self._wanted(one))}
        there = self.of(wanted)
        calls: dict[str, Call] = {}
        for remote, values in wanted.items():
            row = there.get(remote)
            if row is None and any(values.values()):
                calls[remote] = self._added(remote, values)
            elif row is not None and any(text(row, one) != values[one] for one in values):
                calls[remote] = Call("crm.requisite.update", {"id": row["ID"], "fields": values})
        done = self._webhook.batch(calls, changes=True)
        return {remote: one.words for remote, one in done.items() if isinstance(one, Failure)}

    def with_inn(self, inn: str) -> list[str]:
        """Clients that have this one."""
        given = {"filter": {"RQ_INN": inn}, "select": ["ENTITY_ID", "ENTITY_TYPE_ID"]}
        rows = rows_of(self._webhook.rows(Call("crm.requisite.list", given)))
        entities = {str(number): entity for entity, number in ENTITIES.items()}
        return [
            f"{entities[text(row, 'ENTITY_TYPE_ID')]}:{row['ENTITY_ID']}"
            for row in rows
            if text(row, "ENTITY_TYPE_ID") in entities
        ]

    def _wanted(self, document: Document) -> dict[str, str]:
        return {
            remote: text_of(document.values[name])
            for name, remote in self._sent.items()
            if name in document.values
        }

    def _added(self, remote: str, values: Mapping[str, str]) -> Call:
        entity = entity_of(remote)
        owner = {"ENTITY_TYPE_ID": ENTITIES[entity], "ENTITY_ID": number_of(remote)}
        named = {"NAME": "Intake", "PRESET_ID": self._preset(entity)}
        return Call("crm.requisite.add", {"fields": {**owner, **named, **values}})

    def _preset(self, entity: str) -> str:
        """The form of requisites to use; the first are those of the country of the portal."""
        if not self._presets:
            call = Call("crm.requisite.preset.list", {"order": {"ID": "ASC"}})
            rows: Sequence[Row] = rows_of(self._webhook.rows(call))
            for row in rows:
                kind = "contact" if "PERSON" in text(row, "XML_ID") else "company"
                self._presets.setdefault(kind, text(row, "ID"))
        return self._presets.get(entity) or self._presets.get("company") or "1"


def _by_entity(remotes: Collection[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in remotes:
        found.setdefault(entity_of(one), []).append(number_of(one))
    return found


def _listed(entity: str, numbers: Sequence[str]) -> Call:
    wanted = {"ENTITY_TYPE_ID": ENTITIES[entity], "@ENTITY_ID": list(numbers)}
    given = {"filter": wanted, "order": {"ID": "ASC"}, "select": ["ID", "ENTITY_ID", *NAMES]}
    return Call("crm.requisite.list", {**given, "start": -1})
