"""What Tryton says, by our neutral names."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, cast

from intake_hub.crm.adapter import Remote
from intake_hub.crm.documents import FIELDS, Form, Kind
from intake_hub.crm.tryton import forms, notes
from intake_hub.crm.tryton.names import (
    INN,
    MARK,
    MARK_FIELDS,
    NOTE,
    PHONES,
    SECOND,
    own_fields,
)
from intake_hub.crm.values import minor, ours, row_of, rows_of, uid_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from intake_app.sync.core.ops import Scalar
    from intake_hub.crm.field_map import FieldMap
    from intake_hub.crm.values import Row


def remote(kind: Kind, row: Row, fields: FieldMap) -> Remote:
    """One record as the field map wants to hear it."""
    found = _of_party(row) if kind is Kind.CLIENT else _of_order(row, fields)
    heard = fields.read(kind)
    values = {name: found[there] for name, there in heard.items() if there in found}
    currency = currency_of(row)
    for there, name in own_fields(fields, kind).items():
        form = FIELDS[kind][name].form
        values[name] = _decoded(fields, name, forms.from_field(form, row.get(there), currency))
    is_archived = kind is Kind.CLIENT and not row.get("active")
    stamp = str(row.get("_timestamp") or "")
    return Remote(kind, str(row["id"]), values, uid_there(kind, row), stamp, is_archived)


def uid_there(kind: Kind, row: Row) -> UUID | None:
    """Whose it is: by the code we gave, or by the mark a party got when it was taken over."""
    told = [row.get(MARK_FIELDS[kind])]
    told += [one.get("code") for one in rows_of(row.get("identifiers."))]
    for one in told:
        _, found, uid = str(one or "").rpartition(MARK)
        if found:
            return uid_of(uid)
    return None


def number_there(row: Row) -> str:
    """The number of an order; its own number Tryton lets nobody choose."""
    text = str(row.get("reference") or "")
    return text.partition(MARK)[0].strip() if MARK in text else text


def with_type(row: Row, name: str, types: Sequence[str] = ()) -> list[Row]:
    """Rows below a party that still hold, of these types."""
    found = [one for one in rows_of(row.get(name)) if one.get("active", True)]
    return [one for one in found if not types or one.get("type") in types]


def phones_of(row: Row) -> tuple[list[Row], list[Row]]:
    """First and second phones; who types a second one there leaves it unmarked."""
    found = with_type(row, "contact_mechanisms.", PHONES)
    marked = [one for one in found if one.get("comment") == SECOND]
    plain = [one for one in found if one not in marked]
    return plain, marked or plain[1:]


def currency_of(row: Row) -> str:
    """What an order is counted in."""
    return str(row_of(row.get("currency.")).get("code") or "RUB")


def _of_party(row: Row) -> dict[str, Scalar]:
    first, second = phones_of(row)
    categories = rows_of(row.get("categories."))
    return {
        "name": str(row.get("name") or ""),
        "phone": _value(first),
        "phone2": _value(second),
        "email": _value(with_type(row, "contact_mechanisms.", ("email",))),
        INN: _first(with_type(row, "identifiers.", (INN,)), "code"),
        "address": _first(with_type(row, "addresses."), "street") or None,
        "active": not row.get("active"),
        "categories": ", ".join(sorted(str(one.get("name")) for one in categories)),
    }


def _of_order(row: Row, fields: FieldMap) -> dict[str, Scalar]:
    currency = currency_of(row)
    lines = notes.read(str(row.get("comment") or ""))
    amount = row.get("amount")
    found: dict[str, Scalar] = {
        "reference": number_there(row),
        "description": str(row.get("description") or ""),
        "amount": None if amount is None else minor(amount, currency),
        "currency": currency,
        "employee": str(row_of(row.get("employee.")).get("rec_name") or ""),
        "state": str(row.get("state") or ""),
    }
    for name, there in fields.read(Kind.ORDER).items():
        form = FIELDS[Kind.ORDER][name].form
        if there == "end_date":
            found[there] = _promised(row.get("end_date"), lines.get(name, ""))
        elif there.startswith(NOTE):
            text = lines.get(there.removeprefix(NOTE))
            value = None if text is None else forms.from_text(form, text, currency)
            found[there] = _decoded(fields, name, value) if form is Form.CODE else value
    return found


def _promised(day: object, exact: str) -> Scalar:
    """The moment we told, as long as nobody chose another day."""
    if not isinstance(day, date):
        return None
    return exact if exact.startswith(str(day)) else f"{day}T00:00:00Z"


def _decoded(fields: FieldMap, name: str, value: Scalar) -> Scalar:
    return ours(fields, name, value) if isinstance(value, str) else value


def _first(rows: Sequence[Row], key: str) -> Scalar:
    return cast("Scalar", rows[0].get(key)) if rows else None


def _value(rows: Sequence[Row]) -> Scalar:
    """E.164 where the server knows how to write it, else as it was typed."""
    return _first(rows, "value_compact") or _first(rows, "value")
