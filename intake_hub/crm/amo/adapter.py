"""amoCRM behind the interface of all CRMs. Written by its documentation, never met."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_hub.crm.adapter import Candidate, Caps, Page, Probe
from intake_hub.crm.amo import clients, leads, values
from intake_hub.crm.amo.calls import AT_ONCE, PAGE, Calls, InvalidError
from intake_hub.crm.amo.changes import Changes
from intake_hub.crm.amo.clients import remote_id
from intake_hub.crm.amo.names import ENTITIES, UID, usual_map
from intake_hub.crm.amo.pace import Pace
from intake_hub.crm.amo.reading import Reader
from intake_hub.crm.amo.schema import Schema
from intake_hub.crm.amo.writing import Writer
from intake_hub.crm.documents import Kind
from intake_hub.crm.faults import Stop, StoppedError
from intake_hub.crm.values import number_option, tail, uid_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from uuid import UUID

    from intake_hub.crm.adapter import Access, Remote, Result
    from intake_hub.crm.documents import Document
    from intake_hub.crm.field_map import FieldMap
    from intake_hub.crm.values import Row

__all__ = ["AmoAdapter", "connect", "usual_map"]

# Single calls keep to seven a second by themselves; a push is a handful of them.
_CAPS = Caps(batch=AT_ONCE, per_s=1.0, burst=2, has_upsert=False, shows_deletes=False)


def connect(access: Access, fields: FieldMap, pace: Pace | None = None) -> AmoAdapter:
    """Make the adapter.

    The key is a token that lives long, or JSON of an integration: `client_id`, `client_secret`,
    `redirect_uri` and at first a `code`. The option `pipeline` is the number of that for orders.
    """
    return AmoAdapter(access, fields, pace or Pace())


class AmoAdapter:
    """Our id stands in a custom field which only the API can change."""

    def __init__(self, access: Access, fields: FieldMap, pace: Pace) -> None:
        self._calls = Calls(access, pace)
        self._fields = fields
        self._pipeline = number_option(access.options, "pipeline", 0)
        self._product = "Kommo" if "kommo.com" in access.address else "amoCRM"
        self._reader = Reader(self._calls)
        self._writer = Writer(self._calls, self._reader, self._pipeline, fields)
        self._schema = Schema(self._calls, self._reader, self._pipeline, fields)
        self._stages: dict[str, str] = {}

    @property
    def caps(self) -> Caps:
        """See `CrmAdapter`."""
        return _CAPS

    def probe(self) -> Probe:
        """See `CrmAdapter`."""
        account = self._calls.one("account")
        missing = [f"The field {one} is missing." for one in self._schema.missing()]
        lacks = (*missing, *self._schema.lacks())
        ends = self._calls.tokens.ends_ms
        return Probe(self._product, "v4", lacks, ends, str(account.get("name") or ""))

    def missing_schema(self) -> tuple[str, ...]:
        """See `CrmAdapter`."""
        return tuple(self._schema.missing())

    def ensure_schema(self) -> tuple[str, ...]:
        """See `CrmAdapter`."""
        try:
            return self._schema.add()
        except InvalidError as error:
            raise StoppedError(Stop.SCHEMA_CHANGED, next(iter(error.wrong.values()))) from None

    def push(self, kind: Kind, documents: Sequence[Document]) -> Sequence[Result]:
        """See `CrmAdapter`."""
        done = self._writer.push(kind, documents)
        return [done[one.uid] for one in documents]

    def find(self, kind: Kind, uids: Collection[UUID]) -> Mapping[UUID, str]:
        """See `CrmAdapter`."""
        found = self._reader.by_uid(kind, uids)
        return {uid: remote for uid, (remote, _) in found.items()}

    def pull(self, kind: Kind, cursor: str, limit: int) -> Page:
        """See `CrmAdapter`; what is not ours is left out, so a page may be short."""
        changes = Changes.read_from(cursor, len(ENTITIES[kind]))
        entity = ENTITIES[kind][changes.part]
        most = min(limit, PAGE)
        rows = self._reader.changed(entity, changes.start, changes.page, most)
        ours = [row for row in rows if uid_of(values.first(row, UID)) is not None]
        records = tuple(self._remote(kind, entity, row) for row in ours)
        last = int(str(rows[-1].get("updated_at") or 0)) if rows else 0
        if len(rows) >= most:
            return Page(records, changes.seen(last).text(), is_last=False)
        after = changes.ended(last)
        return Page(records, after.text(), is_last=after.part == 0)

    def read(self, kind: Kind, remotes: Collection[str]) -> Sequence[Remote]:
        """See `CrmAdapter`."""
        rows = self._reader.by_id(remotes)
        there = [(clients.entity_of(one), rows[one]) for one in remotes if one in rows]
        return [self._remote(kind, entity, row) for entity, row in there]

    def candidates(self, document: Document) -> Sequence[Candidate]:
        """See `CrmAdapter`; the search looks at all fields, so what it finds is looked at again."""
        inn, email = document.values.get("inn"), str(document.values.get("email") or "")
        asked = {"inn": str(inn or ""), "phone": tail(document.values.get("phone"))}
        found: dict[str, Candidate] = {}
        for alike, text in {**asked, "email": email}.items():
            for entity in ENTITIES[Kind.CLIENT] if text else ():
                for row in self._reader.searched(entity, text):
                    if self._is_alike(row, alike, text):
                        remote = remote_id(entity, row["id"])
                        found.setdefault(remote, _candidate(remote, row, alike))
        return [one for one in found.values() if one.uid != document.uid]

    def missing(self, kind: Kind, remotes: Collection[str]) -> frozenset[str]:
        """See `CrmAdapter`."""
        return frozenset(remotes) - self._reader.by_id(remotes).keys()

    def close(self) -> None:
        """See `CrmAdapter`."""
        self._calls.close()

    def _remote(self, kind: Kind, entity: str, row: Row) -> Remote:
        people = self._people()
        if kind is Kind.CLIENT:
            return clients.remote_of(row, entity, self._fields, people)
        if not self._stages and self._pipeline:
            self._stages = self._reader.stages(self._pipeline)
        return leads.remote_of(row, self._fields, people, self._stages)

    def _people(self) -> Mapping[str, str]:
        try:
            return self._reader.people()
        except StoppedError as stopped:
            if stopped.why is not Stop.RIGHT_MISSING:
                raise
            return {}  # only administrators see who is there; numbers stay numbers

    def _is_alike(self, row: Row, alike: str, text: str) -> bool:
        if alike == "inn":
            rule = self._fields.rule(Kind.CLIENT, "inn")
            return rule is not None and str(values.first(row, rule.remote)) == text
        told = [str(one.get("value")) for one in values.many(row, alike.upper())]
        if alike == "phone":
            return text in {tail(one) for one in told}
        return text.casefold() in {one.casefold() for one in told}


def _candidate(remote: str, row: Row, alike: str) -> Candidate:
    uid = uid_of(values.first(row, UID))
    return Candidate(remote, str(row.get("name") or ""), alike, uid)
