"""Records on their way into Bitrix24; there is no upsert, so each is looked for first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_hub.crm.adapter import Refused, Stored, Vanished
from intake_hub.crm.bitrix import clients, orders
from intake_hub.crm.bitrix.clients import entity_of, number_of, text
from intake_hub.crm.bitrix.names import ORIGIN
from intake_hub.crm.bitrix.webhook import Call, Failure
from intake_hub.crm.documents import Kind
from intake_hub.crm.values import row_of, uid_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from intake_hub.crm.adapter import Result
    from intake_hub.crm.bitrix.orders import Place
    from intake_hub.crm.bitrix.reading import Reader
    from intake_hub.crm.bitrix.requisites import Requisites
    from intake_hub.crm.bitrix.webhook import Webhook
    from intake_hub.crm.documents import Document
    from intake_hub.crm.field_map import FieldMap
    from intake_hub.crm.values import Row


class Writer:
    """Four hits for fifty clients, two for fifty orders."""

    def __init__(
        self, webhook: Webhook, reader: Reader, requisites: Requisites, place: Place
    ) -> None:
        self._webhook = webhook
        self._reader = reader
        self._requisites = requisites
        self._place = place

    def push(
        self, kind: Kind, documents: Sequence[Document], fields: FieldMap
    ) -> dict[UUID, Result]:
        """Store them; one result for each."""
        there = self._there(kind, documents)
        calls: dict[str, Call] = {}
        for one in documents:
            if one.remote and one.uid not in there:
                continue  # deleted there
            remote, row = there.get(one.uid, ("", {}))
            calls[str(one.uid)] = self._call(one, remote, row, fields)
        done = self._webhook.batch(calls, changes=True)
        found: dict[UUID, Result] = {}
        for one in documents:
            remote = there.get(one.uid, ("", {}))[0]
            found[one.uid] = self._result(one, remote, done.get(str(one.uid), _GONE))
        if kind is Kind.CLIENT:
            found |= self._with_requisites(documents, found)
        return found

    def _there(self, kind: Kind, documents: Sequence[Document]) -> dict[UUID, tuple[str, Row]]:
        """Where each is: by the id it is linked to, or else by ours; of doubles the oldest."""
        linked = {one.remote: one.uid for one in documents if one.remote}
        found = {
            linked[remote]: (remote, row)
            for remote, row in (self._reader.by_id(kind, linked) if linked else {}).items()
        }
        free = [one.uid for one in documents if not one.remote]
        for remote, row in (self._reader.by_uid(kind, free) if free else {}).items():
            held = text(row, "ORIGIN_ID" if kind is Kind.CLIENT else self._place.origin_name)
            uid = uid_of(held.removeprefix(f"{ORIGIN}-"))
            if uid is not None:
                found.setdefault(uid, (remote, row))
        return found

    def _call(self, document: Document, remote: str, row: Row, fields: FieldMap) -> Call:
        if document.kind is Kind.ORDER:
            told: Mapping[str, object] = orders.written(document, row, self._place, fields)
            about = {"entityTypeId": self._place.entity_type, "useOriginalUfNames": "Y"}
            if remote:
                return Call("crm.item.update", {**about, "id": remote, "fields": told})
            return Call("crm.item.add", {**about, "fields": told})
        is_company = bool(document.values.get("is_company"))
        entity = entity_of(remote) if remote else ("company" if is_company else "contact")
        told = clients.written(document, row, entity, fields)
        if remote:
            return Call(f"crm.{entity}.update", {"id": number_of(remote), "fields": told})
        return Call(f"crm.{entity}.add", {"fields": told})

    def _result(self, document: Document, remote: str, told: object | Failure) -> Result:
        if isinstance(told, Failure):
            if told.is_gone and (remote or document.remote):
                return Vanished(document.uid, remote or document.remote)
            return Refused(document.uid, told.words)
        if remote:
            return Stored(document.uid, remote)
        if document.kind is Kind.ORDER:
            return Stored(document.uid, text(row_of(row_of(told).get("item")), "id"))
        entity = "company" if document.values.get("is_company") else "contact"
        return Stored(document.uid, f"{entity}:{told}")

    def _with_requisites(
        self, documents: Sequence[Document], found: Mapping[UUID, Result]
    ) -> dict[UUID, Result]:
        stored: dict[str, Document] = {}
        for one in documents:
            result = found[one.uid]
            if isinstance(result, Stored):
                stored[result.remote] = one
        refused = self._requisites.write(stored)
        return {
            stored[remote].uid: Refused(stored[remote].uid, words)
            for remote, words in refused.items()
        }


_GONE = Failure("", is_gone=True)
