"""Bitrix24 behind the interface of all CRMs. Written by its documentation, never met."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_hub.crm.adapter import Candidate, Caps, Page, Probe
from intake_hub.crm.bitrix import clients, orders
from intake_hub.crm.bitrix.changes import Changes
from intake_hub.crm.bitrix.clients import text
from intake_hub.crm.bitrix.names import DEAL, usual_map
from intake_hub.crm.bitrix.orders import Place
from intake_hub.crm.bitrix.people import People
from intake_hub.crm.bitrix.reading import PARTS, Reader
from intake_hub.crm.bitrix.requisites import Requisites
from intake_hub.crm.bitrix.schema import Schema
from intake_hub.crm.bitrix.webhook import MOST_AT_ONCE, Call, Failure, Webhook
from intake_hub.crm.bitrix.writing import Writer
from intake_hub.crm.documents import Kind
from intake_hub.crm.faults import Stop, StoppedError
from intake_hub.crm.values import list_of, number_option, row_of, rows_of, tail

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from uuid import UUID

    from intake_hub.crm.adapter import Access, Remote, Result
    from intake_hub.crm.documents import Document
    from intake_hub.crm.field_map import FieldMap
    from intake_hub.crm.values import Row

__all__ = ["BitrixAdapter", "connect", "usual_map"]

# A portal stands two hits a second for long; a push takes up to four, a page of changes two.
_CAPS = Caps(batch=MOST_AT_ONCE, per_s=0.5, burst=10, has_upsert=False, shows_deletes=False)


def connect(access: Access, fields: FieldMap) -> BitrixAdapter:
    """Make the adapter; the key is the whole address of an incoming webhook.

    Options: `category`, the pipeline for orders, and `entity_type` of a smart process instead of
    deals.
    """
    return BitrixAdapter(access, fields)


class BitrixAdapter:
    """Our id is the origin of a record; nobody else's can be the same by chance."""

    def __init__(self, access: Access, fields: FieldMap) -> None:
        self._webhook = Webhook(access)
        self._kind = number_option(access.options, "entity_type", DEAL)
        self._category = number_option(access.options, "category", 0)
        self._fields = fields
        self._requisites = Requisites(self._webhook, fields)
        self._people = People(self._webhook)
        self._known_place: Place | None = None
        self._stages: dict[str, str] = {}

    @property
    def caps(self) -> Caps:
        """See `CrmAdapter`."""
        return _CAPS

    def probe(self) -> Probe:
        """See `CrmAdapter`."""
        me = row_of(self._webhook.call(Call("profile")))
        scopes = {str(one) for one in self._webhook.rows(Call("scope"))}
        account = " ".join(one for one in (text(me, "NAME"), text(me, "LAST_NAME")) if one)
        if "crm" not in scopes:
            lacks = ("The webhook lacks the right crm.",)
            return Probe("Bitrix24", "REST", lacks, account=account)
        schema = Schema(self._webhook, self._place, self._fields)
        missing = [f"The field {one} is missing." for one in schema.missing()]
        return Probe("Bitrix24", "REST", (*missing, *schema.lacks()), account=account)

    def missing_schema(self) -> tuple[str, ...]:
        """See `CrmAdapter`."""
        return tuple(Schema(self._webhook, self._place, self._fields).missing())

    def ensure_schema(self) -> tuple[str, ...]:
        """See `CrmAdapter`; in a smart process this takes the right userfieldconfig."""
        return Schema(self._webhook, self._place, self._fields).add()

    def push(self, kind: Kind, documents: Sequence[Document]) -> Sequence[Result]:
        """See `CrmAdapter`."""
        writer = Writer(self._webhook, self._reader, self._requisites, self._place)
        done = writer.push(kind, documents, self._fields)
        return [done[one.uid] for one in documents]

    def find(self, kind: Kind, uids: Collection[UUID]) -> Mapping[UUID, str]:
        """See `CrmAdapter`; of doubles the oldest, which comes first."""
        found: dict[UUID, str] = {}
        for remote, row in self._reader.by_uid(kind, uids).items():
            uid = self._remote(kind, remote, row, {}).uid
            if uid is not None:
                found.setdefault(uid, remote)
        return found

    def pull(self, kind: Kind, cursor: str, limit: int) -> Page:
        """See `CrmAdapter`."""
        changes = Changes.read_from(cursor)
        most = min(limit, MOST_AT_ONCE)
        part = PARTS[kind][changes.part]
        rows = self._reader.changed(part, changes.start(), changes.after, most)
        if changes.is_new:
            changes = changes.begun(self._webhook.told_at or changes.since)
        records = self._remotes(kind, rows)
        if len(rows) == most:
            last = int(list(rows)[-1].rpartition(":")[2])
            return Page(records, changes.text(changes.part, last), is_last=False)
        if changes.part + 1 < len(PARTS[kind]):
            return Page(records, changes.text(changes.part + 1, 0), is_last=False)
        return Page(records, changes.over(), is_last=True)

    def read(self, kind: Kind, remotes: Collection[str]) -> Sequence[Remote]:
        """See `CrmAdapter`."""
        rows = self._reader.by_id(kind, remotes)
        return self._remotes(kind, {one: rows[one] for one in remotes if one in rows})

    def candidates(self, document: Document) -> Sequence[Candidate]:
        """See `CrmAdapter`; the portal compares signs, so every way to write a phone is asked."""
        alike = dict.fromkeys(self._of_inn(document), "inn")
        ways = {"phone": _ways(document.values.get("phone"))}
        ways["email"] = [str(document.values.get("email") or "")]
        calls = {
            name: Call("crm.duplicate.findbycomm", {"type": kind, "values": values})
            for (name, values), kind in zip(ways.items(), ("PHONE", "EMAIL"), strict=True)
            if any(values)
        }
        for name, told in self._webhook.batch(calls).items():
            members = row_of(None if isinstance(told, Failure) else told)
            for entity in PARTS[Kind.CLIENT]:
                for number in list_of(members.get(entity.upper())):
                    alike.setdefault(f"{entity}:{number}", name)
        found = [
            Candidate(one.remote, str(one.values.get("name") or ""), alike[one.remote], one.uid)
            for one in self.read(Kind.CLIENT, list(alike))
        ]
        return [one for one in found if one.uid != document.uid]

    def missing(self, kind: Kind, remotes: Collection[str]) -> frozenset[str]:
        """See `CrmAdapter`."""
        return frozenset(remotes) - self._reader.by_id(kind, remotes).keys()

    def close(self) -> None:
        """See `CrmAdapter`."""
        self._webhook.close()

    @property
    def _place(self) -> Place:
        """Where orders are; the number of a smart process is not that of its type."""
        if self._known_place is None:
            process = self._process() if self._kind != DEAL else 0
            self._known_place = Place(self._kind, self._category, process)
        return self._known_place

    def _process(self) -> int:
        given = {"filter": {"entityTypeId": self._kind}}
        rows = rows_of(self._webhook.rows(Call("crm.type.list", given), "types"))
        if not rows:
            raise StoppedError(Stop.SCHEMA_CHANGED, f"no smart process {self._kind}")
        return int(text(rows[0], "id"))

    @property
    def _reader(self) -> Reader:
        return Reader(self._webhook, self._place, self._fields)

    def _remotes(self, kind: Kind, rows: Mapping[str, Row]) -> tuple[Remote, ...]:
        if kind is Kind.ORDER and rows and not self._stages:
            self._stages = Schema(self._webhook, self._place, self._fields).stages()
        there = self._requisites.of(list(rows)) if kind is Kind.CLIENT else {}
        found = [self._remote(kind, remote, row, there) for remote, row in rows.items()]
        return self._people.named(found)

    def _remote(self, kind: Kind, remote: str, row: Row, there: Mapping[str, Row]) -> Remote:
        if kind is Kind.ORDER:
            return orders.remote_of(row, self._place, self._fields, self._stages)
        entity = clients.entity_of(remote)
        return clients.remote_of(row, entity, there.get(remote, {}), self._fields)

    def _of_inn(self, document: Document) -> list[str]:
        inn = document.values.get("inn")
        return self._requisites.with_inn(str(inn)) if inn else []


def _ways(phone: object) -> list[str]:
    """How people write one number: with seven, with eight, with neither."""
    digits = tail(phone)
    return [f"+7{digits}", f"7{digits}", f"8{digits}", digits] if digits else []
