"""Orders as deals in a pipeline of their own, or as items of a smart process."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from intake_hub.crm.adapter import Remote
from intake_hub.crm.bitrix import values
from intake_hub.crm.bitrix.clients import entity_of, number_of, text
from intake_hub.crm.bitrix.names import DEAL, ORIGIN, PREFIX, custom
from intake_hub.crm.documents import Kind
from intake_hub.crm.values import major, minor, text_of, uid_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from uuid import UUID

    from intake_app.sync.core.ops import Scalar
    from intake_hub.crm.documents import Document
    from intake_hub.crm.field_map import FieldMap
    from intake_hub.crm.values import Row

_LIST = (
    "id",
    "stageId",
    "opportunity",
    "isManualOpportunity",
    "currencyId",
    "assignedById",
    "updatedTime",
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where orders are kept. `process` is the number of a smart process in its custom fields."""

    entity_type: int = DEAL
    category: int = 0
    process: int = 0

    @property
    def is_deal(self) -> bool:
        """A deal has members for an origin, an item of a smart process only an outer code."""
        return self.entity_type == DEAL

    @property
    def origin_name(self) -> str:
        """The member that holds our id."""
        return "originId" if self.is_deal else "xmlId"

    def origin(self, uid: UUID) -> str:
        """Our id as that member holds it."""
        return str(uid) if self.is_deal else f"{ORIGIN}-{uid}"

    def field(self, name: str) -> str:
        """A custom field as it is called here."""
        if self.is_deal or not name.startswith(PREFIX):
            return name
        return f"{PREFIX}{self.process}_{name.removeprefix(PREFIX)}"

    def ours(self) -> dict[str, object]:
        """Match what we made."""
        if self.is_deal:
            return {"originatorId": ORIGIN, "categoryId": self.category}
        return {"%xmlId": f"{ORIGIN}-"}

    def marked(self, uids: Collection[UUID]) -> dict[str, object]:
        """Match what we made for these."""
        found: dict[str, object] = {f"@{self.origin_name}": [self.origin(uid) for uid in uids]}
        return found | ({"originatorId": ORIGIN} if self.is_deal else {})

    def uid(self, row: Row) -> UUID | None:
        """Whose it is."""
        held = text(row, self.origin_name)
        if self.is_deal:
            return uid_of(held) if row.get("originatorId") == ORIGIN else None
        return uid_of(held.removeprefix(f"{ORIGIN}-")) if held.startswith(ORIGIN) else None


def selected(place: Place, fields: FieldMap) -> list[str]:
    """What a list must be asked for."""
    origin = ["originId", "originatorId"] if place.is_deal else ["xmlId"]
    return [*_LIST, *origin, *(place.field(one) for one in custom(fields, Kind.ORDER))]


def written(document: Document, there: Row, place: Place, fields: FieldMap) -> dict[str, object]:
    """What to set; the title only at first, for managers rename."""
    told = {
        remote: document.values[name]
        for name, remote in fields.sent(Kind.ORDER).items()
        if name in document.values
    }
    currency = text_of(told.get("currencyId")) or text(there, "currencyId") or "RUB"
    found: dict[str, object] = {
        place.field(remote): values.out(document, name, fields, currency)
        for remote, name in custom(fields, Kind.ORDER).items()
        if remote in told
    }
    if "opportunity" in told:
        amount = told["opportunity"]
        found["opportunity"] = "0" if amount is None else str(major(int(amount), currency))
        # Without this it is counted anew from goods nobody chose; and it tells nothing from 0.
        found["isManualOpportunity"] = "N" if amount is None else "Y"
    if told.get("currencyId"):
        found["currencyId"] = currency
    if stage := fields.codes.get("stage", {}).get(text_of(document.values.get("stage"))):
        found["stageId"] = stage
    found |= _client(document.client_remote)
    if not there:
        words = (text_of(document.values.get(name)) for name in ("number", "device"))
        found["title"] = " ".join(one for one in words if one)
        found["categoryId"] = place.category
    found[place.origin_name] = place.origin(document.uid)
    return found | ({"originatorId": ORIGIN} if place.is_deal else {})


def remote_of(row: Row, place: Place, fields: FieldMap, stages: Mapping[str, str]) -> Remote:
    """One of them by neutral names; a stage by the name managers see."""
    currency = text(row, "currencyId") or "RUB"
    stage = text(row, "stageId")
    found: dict[str, Scalar] = {
        "opportunity": minor(text(row, "opportunity") or "0", currency),
        "currencyId": currency,
        "stageId": stages.get(stage, stage),
        "assignedById": text(row, "assignedById"),
    }
    if not found["opportunity"] and row.get("isManualOpportunity") != "Y":
        found["opportunity"] = None
    for there, name in custom(fields, Kind.ORDER).items():
        value = row.get(place.field(there))
        found[there] = values.back(Kind.ORDER, name, value, fields, currency)
    told = {name: found[there] for name, there in fields.read(Kind.ORDER).items() if there in found}
    return Remote(Kind.ORDER, text(row, "id"), told, place.uid(row), text(row, "updatedTime"))


def _client(remote: str) -> dict[str, object]:
    if not remote:
        return {}
    number = number_of(remote)
    if entity_of(remote) == "company":
        return {"companyId": number}
    return {"contactIds": [number]}
