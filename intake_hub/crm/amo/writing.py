"""Records on their way into amoCRM; there is no upsert, so each is looked for first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_hub.crm.adapter import Refused, Stored, Vanished
from intake_hub.crm.amo import clients, leads
from intake_hub.crm.amo.calls import InvalidError
from intake_hub.crm.amo.clients import entity_of, number_of, remote_id
from intake_hub.crm.documents import Kind
from intake_hub.crm.faults import TransientError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from intake_hub.crm.adapter import Result
    from intake_hub.crm.amo.calls import Calls
    from intake_hub.crm.amo.reading import Reader
    from intake_hub.crm.documents import Document
    from intake_hub.crm.field_map import FieldMap
    from intake_hub.crm.values import Row


class Writer:
    """New ones by POST, known ones by PATCH, each kind of entity apart."""

    def __init__(self, calls: Calls, reader: Reader, pipeline: int, fields: FieldMap) -> None:
        self._calls = calls
        self._reader = reader
        self._pipeline = pipeline
        self._fields = fields

    def push(self, kind: Kind, documents: Sequence[Document]) -> dict[UUID, Result]:
        """Store them; one result for each."""
        there = self._there(kind, documents)
        found: dict[UUID, Result] = {}
        new: dict[str, list[Document]] = {}
        known: dict[str, list[Document]] = {}
        for one in documents:
            if one.uid in there:
                known.setdefault(entity_of(there[one.uid][0]), []).append(one)
            elif one.remote:
                found[one.uid] = Vanished(one.uid, one.remote)
            else:
                new.setdefault(_entity(one), []).append(one)
        for entity, some in known.items():
            found |= self._changed(entity, some, there)
        for entity, some in new.items():
            found |= self._made(entity, some)
        self._hang(documents, there)
        return found

    def _there(self, kind: Kind, documents: Sequence[Document]) -> dict[UUID, tuple[str, Row]]:
        linked = {one.remote: one.uid for one in documents if one.remote}
        rows = self._reader.by_id(linked) if linked else {}
        found = {linked[remote]: (remote, row) for remote, row in rows.items()}
        free = [one.uid for one in documents if not one.remote]
        return (self._reader.by_uid(kind, free) if free else {}) | found

    def _made(self, entity: str, documents: Sequence[Document]) -> dict[UUID, Result]:
        items = {str(one.uid): self._values(one, {}) for one in documents}
        rows, refused = self._sent("POST", entity, items)
        found: dict[UUID, Result] = {}
        for one in documents:
            row = rows.get(str(one.uid))
            if row is not None:
                found[one.uid] = Stored(one.uid, remote_id(entity, row["id"]))
            else:
                found[one.uid] = Refused(one.uid, refused[str(one.uid)])
        return found

    def _changed(
        self, entity: str, documents: Sequence[Document], there: Mapping[UUID, tuple[str, Row]]
    ) -> dict[UUID, Result]:
        items: dict[str, Row] = {}
        for one in documents:
            remote, row = there[one.uid]
            items[str(one.uid)] = {"id": int(number_of(remote)), **self._values(one, row)}
        _, refused = self._sent("PATCH", entity, items)
        found: dict[UUID, Result] = {}
        for one in documents:
            words = refused.get(str(one.uid))
            done = Stored(one.uid, there[one.uid][0])
            found[one.uid] = done if words is None else Refused(one.uid, words)
        return found

    def _sent(
        self, method: str, entity: str, items: Mapping[str, Row]
    ) -> tuple[dict[str, Row], dict[str, str]]:
        """Write all; one wrong record spoils a whole write, so those named are left out of it.

        What is ours comes back under the request id we gave, in any order.
        """
        refused: dict[str, str] = {}
        for _ in range(len(items) + 1):
            some = [{**row, "request_id": one} for one, row in items.items() if one not in refused]
            if not some:
                break
            try:
                rows = self._calls.write(method, entity, some)
            except InvalidError as error:
                named = {one: words for one, words in error.wrong.items() if one in items}
                refused |= named or dict.fromkeys(items, next(iter(error.wrong.values())))
            else:
                return {str(row.get("request_id")): row for row in rows}, refused | (
                    {} if method == "PATCH" else _unanswered(some, rows)
                )
        return {}, refused

    def _values(self, document: Document, there: Row) -> Row:
        if document.kind is Kind.CLIENT:
            return clients.written(document, there, self._fields)
        return leads.written(document, there, self._pipeline, self._fields)

    def _hang(self, documents: Sequence[Document], there: Mapping[UUID, tuple[str, Row]]) -> None:
        """Hang known orders on the client that is theirs now."""
        links = [
            {
                "entity_id": int(there[one.uid][0]),
                "to_entity_id": int(number_of(one.client_remote)),
                "to_entity_type": entity_of(one.client_remote),
            }
            for one in documents
            if one.kind is Kind.ORDER
            and one.uid in there
            and leads.hangs_elsewhere(one, there[one.uid][1])
        ]
        if links:
            self._calls.write("POST", "leads/link", links)


def _entity(document: Document) -> str:
    if document.kind is Kind.ORDER:
        return "leads"
    return "companies" if document.values.get("is_company") else "contacts"


def _unanswered(some: Sequence[Row], rows: Sequence[Row]) -> dict[str, str]:
    """A record nothing was said of: nobody knows whether it is there, so it is looked for."""
    answered = {str(row.get("request_id")) for row in rows}
    if any(str(one["request_id"]) not in answered for one in some):
        raise TransientError("not all was answered", is_in_doubt=True)
    return {}
