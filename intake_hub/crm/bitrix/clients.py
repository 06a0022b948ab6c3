"""Contacts and companies. They are written by their own old methods.

`crm.item.update` only ever adds phones; only `crm.contact.update` can change one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_hub.crm.adapter import Remote
from intake_hub.crm.bitrix import values
from intake_hub.crm.bitrix.names import ORIGIN, custom
from intake_hub.crm.documents import Kind
from intake_hub.crm.values import rows_of, text_of, uid_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from intake_app.sync.core.ops import Scalar
    from intake_hub.crm.documents import Document
    from intake_hub.crm.field_map import FieldMap
    from intake_hub.crm.values import Row

SECOND = "OTHER"  # the kind of a second phone
_PLAIN = ("ID", "ORIGIN_ID", "ORIGINATOR_ID", "DATE_MODIFY", "ASSIGNED_BY_ID", "PHONE", "EMAIL")
_OF_ENTITY = {
    "contact": ("NAME", "SECOND_NAME", "LAST_NAME", "BIRTHDATE"),
    "company": ("TITLE",),
}


def selected(entity: str, fields: FieldMap) -> list[str]:
    """What a list must be asked for: phones come only where they are named."""
    return [*_PLAIN, *_OF_ENTITY[entity], *custom(fields, Kind.CLIENT)]


def entity_of(remote: str) -> str:
    """Contact or company; their numbers overlap, so an id of ours names both."""
    return "company" if remote.startswith("company") else "contact"


def number_of(remote: str) -> str:
    """The number alone."""
    return remote.partition(":")[2]


def written(document: Document, there: Row, entity: str, fields: FieldMap) -> dict[str, object]:
    """What to set; `there` is the record as it stands, or nothing."""
    told = {
        remote: document.values[name]
        for name, remote in fields.sent(Kind.CLIENT).items()
        if name in document.values
    }
    found: dict[str, object] = {
        remote: values.out(document, name, fields)
        for remote, name in custom(fields, Kind.CLIENT).items()
        if remote in told
    }
    if "NAME" in told:
        found |= _name(text_of(told["NAME"]), entity)
    if "BIRTHDATE" in told and entity == "contact":
        found["BIRTHDATE"] = text_of(told["BIRTHDATE"])
    found |= _many("PHONE", [("PHONE", "WORK"), ("PHONE2", SECOND)], told, there)
    found |= _many("EMAIL", [("EMAIL", "WORK")], told, there)
    return found | {"ORIGINATOR_ID": ORIGIN, "ORIGIN_ID": str(document.uid)}


def remote_of(row: Row, entity: str, requisites: Row, fields: FieldMap) -> Remote:
    """One of them by neutral names."""
    first, second = phones_of(row)
    emails = rows_of(row.get("EMAIL"))
    found: dict[str, Scalar] = {
        "NAME": _whole_name(row, entity),
        "entity": entity == "company",
        "PHONE": _value(first),
        "PHONE2": _value(second),
        "EMAIL": _value(emails),
        "RQ_INN": text(requisites, "RQ_INN") or None,
        "RQ_KPP": text(requisites, "RQ_KPP") or None,
        "ASSIGNED_BY_ID": text(row, "ASSIGNED_BY_ID"),
    }
    if entity == "contact":
        found["BIRTHDATE"] = text(row, "BIRTHDATE")[:10] or None
    for there, name in custom(fields, Kind.CLIENT).items():
        found[there] = values.back(Kind.CLIENT, name, row.get(there), fields)
    told = {
        name: found[there] for name, there in fields.read(Kind.CLIENT).items() if there in found
    }
    uid = uid_of(row.get("ORIGIN_ID")) if row.get("ORIGINATOR_ID") == ORIGIN else None
    is_archived = bool(told.get("archived"))
    remote = f"{entity}:{row['ID']}"
    return Remote(Kind.CLIENT, remote, told, uid, text(row, "DATE_MODIFY"), is_archived)


def phones_of(row: Row) -> tuple[list[Row], list[Row]]:
    """First and second phones; who types a second one there leaves it plain."""
    found = rows_of(row.get("PHONE"))
    marked = [one for one in found if one.get("VALUE_TYPE") == SECOND]
    plain = [one for one in found if one not in marked]
    return plain, marked or plain[1:]


def text(row: Row, name: str) -> str:
    """A value as text; nothing is empty."""
    value = row.get(name)
    return "" if value is None or value is False else str(value)


def _many(
    name: str, slots: Sequence[tuple[str, str]], told: Mapping[str, Scalar], there: Row
) -> dict[str, object]:
    """Change values by their own ids: one sent without is added beside the old one."""
    kept = [*phones_of(there)] if name == "PHONE" else [rows_of(there.get(name))]
    found: list[object] = []
    for (slot, kind), rows in zip(slots, kept, strict=True):
        if slot not in told:
            continue
        value = text_of(told[slot])
        if rows and not value:
            found.append({"ID": rows[0]["ID"], "DELETE": "Y"})
        elif rows and value != rows[0].get("VALUE"):
            found.append({"ID": rows[0]["ID"], "VALUE": value, "VALUE_TYPE": kind})
        elif value and not rows:
            found.append({"VALUE": value, "VALUE_TYPE": kind})
    return {name: found} if found else {}


def _name(name: str, entity: str) -> dict[str, object]:
    """Surname first, as it is said in Russian; what is read back is put together the same way."""
    if entity == "company":
        return {"TITLE": name}
    last, _, rest = name.partition(" ")
    first, _, second = rest.partition(" ")
    if not first:  # an empty first name would be filled in by Bitrix24
        last, first = "", last
    return {"LAST_NAME": last, "NAME": first, "SECOND_NAME": second}


def _whole_name(row: Row, entity: str) -> str:
    if entity == "company":
        return text(row, "TITLE")
    parts = (text(row, part) for part in ("LAST_NAME", "NAME", "SECOND_NAME"))
    return " ".join(part for part in parts if part)


def _value(rows: Sequence[Row]) -> Scalar:
    return text(rows[0], "VALUE") or None if rows else None
