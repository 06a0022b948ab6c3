"""Orders as leads in a pipeline of their own."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from intake_hub.crm.adapter import Remote
from intake_hub.crm.amo import values
from intake_hub.crm.amo.clients import entity_of, number_of, shared
from intake_hub.crm.amo.names import TOTAL, UID, custom
from intake_hub.crm.documents import Kind
from intake_hub.crm.values import major, minor, row_of, rows_of, text_of, uid_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from intake_app.sync.core.ops import Scalar
    from intake_hub.crm.documents import Document
    from intake_hub.crm.field_map import FieldMap
    from intake_hub.crm.values import Row


def written(document: Document, there: Row, pipeline: int, fields: FieldMap) -> dict[str, object]:
    """What to set; name, pipeline and client only at first."""
    told = {
        remote: document.values[name]
        for name, remote in fields.sent(Kind.ORDER).items()
        if name in document.values
    }
    currency = text_of(document.values.get("currency")) or currency_of(there, fields)
    kept: list[Row] = [
        values.field(remote, values.out(document, name, fields, currency))
        for remote, name in custom(fields, Kind.ORDER).items()
        if remote in told
    ]
    found: dict[str, object] = {}
    if "price" in told:
        amount = told["price"]
        exact = None if amount is None else major(int(amount), currency)
        found["price"] = _whole(exact)
        kept.append(values.field(TOTAL, None if exact is None else str(exact)))
    if status := fields.codes.get("stage", {}).get(text_of(document.values.get("stage"))):
        found["status_id"] = int(status)
        found["pipeline_id"] = pipeline  # won and lost have the same number in every pipeline
    if not there:
        words = (text_of(document.values.get(name)) for name in ("number", "device"))
        found["name"] = " ".join(one for one in words if one)
        found["pipeline_id"] = pipeline
        if document.client_remote:
            entity, number = entity_of(document.client_remote), number_of(document.client_remote)
            found["_embedded"] = {entity: [{"id": int(number)}]}
    kept.append(values.field(UID, str(document.uid)))
    return {**found, "custom_fields_values": kept}


def remote_of(
    row: Row, fields: FieldMap, people: Mapping[str, str], stages: Mapping[str, str]
) -> Remote:
    """One of them by neutral names; a stage by the name managers see."""
    stage = str(row.get("status_id") or "")
    currency = currency_of(row, fields)
    found: dict[str, Scalar] = {
        "price": _total(row, currency),
        "status_id": stages.get(stage, stage),
        **shared(row, people),
    }
    for there, name in custom(fields, Kind.ORDER).items():
        found[there] = values.back(Kind.ORDER, name, values.first(row, there), fields, currency)
    told = {name: found[there] for name, there in fields.read(Kind.ORDER).items() if there in found}
    uid = uid_of(values.first(row, UID))
    is_gone = bool(row.get("is_deleted"))
    stamp = str(row.get("updated_at"))
    return Remote(Kind.ORDER, str(row["id"]), told, uid, stamp, is_deleted=is_gone)


def hangs_elsewhere(document: Document, row: Row) -> bool:
    """Our client of it is another one than theirs."""
    entity = entity_of(document.client_remote)
    below = rows_of(row_of(row.get("_embedded")).get(entity))
    numbers = {str(one.get("id")) for one in below}
    return bool(document.client_remote) and number_of(document.client_remote) not in numbers


def currency_of(row: Row, fields: FieldMap) -> str:
    """What an order is counted in."""
    rule = fields.rule(Kind.ORDER, "currency")
    return str(values.first(row, rule.remote) or "RUB") if rule is not None else "RUB"


def _total(row: Row, currency: str) -> Scalar:
    """Our exact sum, as long as nobody set another price."""
    price = Decimal(str(row.get("price") or 0))
    exact = values.first(row, TOTAL)
    if exact is None or exact == "":
        return minor(price, currency) or None
    return minor(exact if _whole(Decimal(str(exact))) == price else price, currency)


def _whole(exact: Decimal | None) -> int:
    return int((exact or Decimal(0)).to_integral_value(ROUND_HALF_UP))
