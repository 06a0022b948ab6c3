"""Contacts and companies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_hub.crm.adapter import Remote
from intake_hub.crm.amo import values
from intake_hub.crm.amo.names import SECOND, UID, custom
from intake_hub.crm.documents import Kind
from intake_hub.crm.values import row_of, rows_of, text_of, uid_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from intake_app.sync.core.ops import Scalar
    from intake_hub.crm.documents import Document
    from intake_hub.crm.field_map import FieldMap
    from intake_hub.crm.values import Row

_KINDS = {"contacts": "contact", "companies": "company"}


def remote_id(entity: str, number: object) -> str:
    """Contacts and companies count apart, so an id of ours names both."""
    return f"{_KINDS[entity]}:{number}" if entity in _KINDS else str(number)


def entity_of(remote: str) -> str:
    """Where a record is by its id."""
    kind, found, _ = remote.partition(":")
    if not found:
        return "leads"
    return "companies" if kind == "company" else "contacts"


def number_of(remote: str) -> str:
    """The number alone."""
    return remote.rpartition(":")[2]


def written(document: Document, there: Row, fields: FieldMap) -> dict[str, object]:
    """What to set; `there` is the record as it stands, or nothing."""
    told = {
        remote: document.values[name]
        for name, remote in fields.sent(Kind.CLIENT).items()
        if name in document.values
    }
    kept: list[Row] = [
        values.field(remote, values.out(document, name, fields))
        for remote, name in custom(fields, Kind.CLIENT).items()
        if remote in told
    ]
    kept += _phones(told, there) + _emails(told, there)
    kept.append(values.field(UID, str(document.uid)))
    name = {"name": text_of(told["name"])} if "name" in told else {}
    return {**name, "custom_fields_values": kept}


def remote_of(row: Row, entity: str, fields: FieldMap, people: Mapping[str, str]) -> Remote:
    """One of them by neutral names."""
    one, two = phones_of(row)
    found: dict[str, Scalar] = {
        "name": str(row.get("name") or ""),
        "entity": entity == "companies",
        "PHONE": _value(one),
        "PHONE2": _value(two),
        "EMAIL": _value(values.many(row, "EMAIL")),
        **shared(row, people),
    }
    for there, name in custom(fields, Kind.CLIENT).items():
        found[there] = values.back(Kind.CLIENT, name, values.first(row, there), fields)
    told = {
        name: found[there] for name, there in fields.read(Kind.CLIENT).items() if there in found
    }
    uid = uid_of(values.first(row, UID))
    is_archived = bool(told.get("archived"))
    remote = remote_id(entity, row["id"])
    return Remote(Kind.CLIENT, remote, told, uid, str(row.get("updated_at")), is_archived)


def shared(row: Row, people: Mapping[str, str]) -> dict[str, Scalar]:
    """What clients and orders have alike."""
    person = str(row.get("responsible_user_id") or "")
    tags = rows_of(row_of(row.get("_embedded")).get("tags"))
    names = sorted(str(one.get("name")) for one in tags)
    return {"responsible_user_id": people.get(person, person), "tags": ", ".join(names)}


def phones_of(row: Row) -> tuple[list[Row], list[Row]]:
    """First and second phones; who types a second one there leaves it plain."""
    found = values.many(row, "PHONE")
    marked = [one for one in found if one.get("enum_code") == SECOND]
    plain = [one for one in found if one not in marked]
    return plain, marked or plain[1:]


def _phones(told: Mapping[str, Scalar], there: Row) -> list[Row]:
    """All phones, for those left out of a list are deleted there."""
    if "PHONE" not in told and "PHONE2" not in told:
        return []
    one, two = phones_of(there)
    kept = [other for other in values.many(there, "PHONE") if other not in one[:1] + two[:1]]
    first = _told(told, "PHONE", one, "WORK")
    second = _told(told, "PHONE2", two, SECOND)
    return [_many("PHONE", [*first, *second, *kept])]


def _emails(told: Mapping[str, Scalar], there: Row) -> list[Row]:
    if "EMAIL" not in told:
        return []
    found = values.many(there, "EMAIL")
    return [_many("EMAIL", [*_told(told, "EMAIL", found, "WORK"), *found[1:]])]


def _told(told: Mapping[str, Scalar], name: str, there: Sequence[Row], kind: str) -> list[Row]:
    if name not in told:
        return list(there[:1])
    value = text_of(told[name])
    return [{"value": value, "enum_code": kind}] if value else []


def _many(code: str, found: Sequence[Row]) -> Row:
    shown = [
        {"value": one.get("value"), "enum_code": one.get("enum_code") or "WORK"} for one in found
    ]
    return {"field_code": code, "values": shown or None}


def _value(found: Sequence[Row]) -> Scalar:
    return str(found[0].get("value") or "") or None if found else None
