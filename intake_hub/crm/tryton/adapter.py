"""Tryton behind the interface of all CRMs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_hub.crm.adapter import Candidate, Caps, Page, Probe, Vanished
from intake_hub.crm.documents import Kind
from intake_hub.crm.tryton import from_remote
from intake_hub.crm.tryton.changes import Changes
from intake_hub.crm.tryton.names import INN, mark, usual_map
from intake_hub.crm.tryton.reading import Reader, of_ours
from intake_hub.crm.tryton.rpc import TrytonRpc
from intake_hub.crm.tryton.writing import Writer
from intake_hub.crm.values import tail

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from uuid import UUID

    from intake_hub.crm.adapter import Access, Remote, Result
    from intake_hub.crm.documents import Document
    from intake_hub.crm.field_map import FieldMap
    from intake_hub.crm.values import Row

__all__ = ["TrytonAdapter", "connect", "usual_map"]

_CAPS = Caps(batch=20, per_s=5.0, burst=10, has_upsert=True, shows_deletes=False)


def connect(access: Access, fields: FieldMap) -> TrytonAdapter:
    """Make the adapter; the key is "user:password", the option `database` its name."""
    return TrytonAdapter(TrytonRpc(access), fields)


class TrytonAdapter:
    """Parties are known by their unique `code`, orders by `reference`."""

    def __init__(self, rpc: TrytonRpc, fields: FieldMap) -> None:
        self._rpc = rpc
        self._fields = fields
        self._reader = Reader(rpc, fields)
        self._writer = Writer(rpc, self._reader, fields)

    @property
    def caps(self) -> Caps:
        """See `CrmAdapter`."""
        return _CAPS

    def probe(self) -> Probe:
        """See `CrmAdapter`."""
        told = self._rpc.preferences()
        lacks = list(self.missing_schema())
        if not told.get("company"):
            lacks.append("The user has no company: choose one in his preferences.")
        if not self._reader.currencies():
            lacks.append("There is no currency: create those the shop uses.")
        return Probe("Tryton", self._rpc.version(), tuple(lacks), account=self._rpc.user)

    def missing_schema(self) -> tuple[str, ...]:
        """See `CrmAdapter`."""
        return tuple(one for kind in Kind for one in self._reader.lacks(kind))

    def ensure_schema(self) -> tuple[str, ...]:
        """Add nothing: fields come with modules, and modules with the server."""
        return ()

    def push(self, kind: Kind, documents: Sequence[Document]) -> Sequence[Result]:
        """See `CrmAdapter`."""
        there = self._there(kind, documents)
        done: dict[UUID, Result] = {
            one.uid: Vanished(one.uid, one.remote) for one in documents if one.remote
        }
        new = [one for one in documents if not one.remote and one.uid not in there]
        done |= self._writer.make(kind, new)
        for one in documents:
            if one.uid in there:
                done[one.uid] = self._writer.change(one, there[one.uid])
        return [done[one.uid] for one in documents]

    def find(self, kind: Kind, uids: Collection[UUID]) -> Mapping[UUID, str]:
        """See `CrmAdapter`; a merged party leads to the one that replaced it."""
        found: dict[UUID, str] = {}
        rows = self._reader.rows(kind, [of_ours(kind, [mark(uid) for uid in uids])])
        for row in rows if uids else []:
            uid = from_remote.uid_there(kind, row)
            if uid is not None:
                found[uid] = str(row.get("replaced_by") or row["id"])
        return found

    def pull(self, kind: Kind, cursor: str, limit: int) -> Page:
        """See `CrmAdapter`."""
        changes = Changes.read_from(cursor)
        if not changes.after:
            changes = changes.begun(self._reader.newest(kind))
        rows = self._reader.rows(kind, [of_ours(kind), *changes.domain(kind)], limit)
        records = tuple(from_remote.remote(kind, row, self._fields) for row in rows)
        is_last = len(rows) < limit
        return Page(records, changes.text(0 if is_last else int(str(rows[-1]["id"]))), is_last)

    def read(self, kind: Kind, remotes: Collection[str]) -> Sequence[Remote]:
        """See `CrmAdapter`."""
        rows = self._reader.by_id(kind, remotes)
        return [from_remote.remote(kind, row, self._fields) for row in rows]

    def candidates(self, document: Document) -> Sequence[Candidate]:
        """See `CrmAdapter`; numbers are kept as they were typed, so their digits are compared."""
        phone, email = tail(document.values.get("phone")), str(document.values.get("email") or "")
        inn = document.values.get("inn")
        ways: list[object] = []
        if phone:
            ways.append(["contact_mechanisms.value", "ilike", "%".join(["", *phone, ""])])
        if email:
            ways.append(["contact_mechanisms.value", "ilike", _literally(email)])
        if inn:
            ways.append(["identifiers.code", "=", inn])
        rows = self._reader.rows(Kind.CLIENT, [["OR", *ways]]) if ways else []
        found = [_candidate(row, document) for row in rows if not row.get("replaced_by")]
        return [one for one in found if one.alike and one.uid != document.uid]

    def missing(self, kind: Kind, remotes: Collection[str]) -> frozenset[str]:
        """See `CrmAdapter`."""
        return frozenset(remotes) - self._reader.existing(kind, remotes)

    def close(self) -> None:
        """See `CrmAdapter`."""
        self._rpc.close()

    def _there(self, kind: Kind, documents: Sequence[Document]) -> dict[UUID, Row]:
        """What each stands as: by the id it is linked to, or else by ours."""
        linked = {one.remote: one.uid for one in documents if one.remote}
        marks = [mark(one.uid) for one in documents if not one.remote]
        found = {linked[str(row["id"])]: row for row in self._reader.by_id(kind, linked)}
        for row in self._reader.rows(kind, [of_ours(kind, marks)]) if marks else []:
            uid = from_remote.uid_there(kind, row)
            if uid is not None:
                found.setdefault(uid, row)
        return found


def _candidate(row: Row, document: Document) -> Candidate:
    values = document.values
    inn = {str(one.get("code")) for one in from_remote.with_type(row, "identifiers.", (INN,))}
    told = [str(one.get("value")) for one in from_remote.with_type(row, "contact_mechanisms.")]
    alike = ""
    if values.get("inn") and str(values["inn"]) in inn:
        alike = "inn"
    elif tail(values.get("phone")) and tail(values["phone"]) in {tail(one) for one in told}:
        alike = "phone"
    elif str(values.get("email") or "").casefold() in {one.casefold() for one in told}:
        alike = "email"
    uid = from_remote.uid_there(Kind.CLIENT, row)
    return Candidate(str(row["id"]), str(row.get("name") or ""), alike, uid)


def _literally(text: str) -> str:
    """Take signs that stand for others as themselves."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
