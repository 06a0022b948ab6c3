"""What every part of the engine works with: one CRM, its adapter, its field map, the clock."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from intake_hub.crm.engine import families
from intake_hub.crm.engine.composing import Composed, compose, hash_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from uuid import UUID

    from sqlalchemy import Connection

    from intake_hub.crm.adapter import CrmAdapter
    from intake_hub.crm.documents import Document, Kind
    from intake_hub.crm.engine.families import Family
    from intake_hub.crm.engine.links import Link
    from intake_hub.crm.engine.road import Road
    from intake_hub.crm.field_map import FieldMap
    from intake_hub.store.engine import HubStore


@dataclass(frozen=True, slots=True)
class Whole:
    """A record of ours with everything that is told with it."""

    family: Family
    composed: Composed


@dataclass(frozen=True, slots=True)
class Setting:
    """`pause` waits for the next call's turn; it returns False when there shall be none."""

    store: HubStore
    road: Road
    adapter: CrmAdapter
    fields: FieldMap
    look: str  # the field map as JSON
    now_ms: Callable[[], int]
    pause: Callable[[], bool]

    def now(self) -> datetime:
        """The moment, aware."""
        return datetime.fromtimestamp(self.now_ms() / 1000, UTC)

    def wholes(
        self, connection: Connection, kind: Kind, uids: Collection[UUID]
    ) -> dict[UUID, Whole]:
        """Read these and put them together."""
        found = families.read(connection, self.road, kind, uids)
        now = self.now()
        return {uid: Whole(family, compose(family, now)) for uid, family in found.items()}

    def told(self, composed: Composed, link: Link | None, client_remote: str = "") -> Document:
        """The document as it goes there."""
        remote = link.remote if link is not None and link.is_live else ""
        document = composed.document(self.fields, remote, client_remote)
        return _kept_archived(document, link)

    def hash_of(self, document: Document) -> bytes:
        """Equal for what would be the same there."""
        return hash_of(document, self.look)


def _kept_archived(document: Document, link: Link | None) -> Document:
    """What they archived is not fetched out again, unless we had archived it ourselves."""
    if document.values.get("archived") is not False:
        return document
    told = link.base.get("archived") if link is not None else None
    if told is not None and told.value is True:
        return document
    values = {name: value for name, value in document.values.items() if name != "archived"}
    return replace(document, values=values)
