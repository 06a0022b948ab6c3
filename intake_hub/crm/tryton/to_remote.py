"""Our documents as values that Tryton takes."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, cast

from intake_hub.crm.documents import FIELDS, Form, Kind
from intake_hub.crm.tryton import forms, from_remote, notes
from intake_hub.crm.tryton.from_remote import currency_of, phones_of, uid_there, with_type
from intake_hub.crm.tryton.names import (
    INN,
    NOTE,
    SAFE_STATES,
    SECOND,
    mark,
    own_fields,
)
from intake_hub.crm.values import major, text_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from intake_app.sync.core.ops import Scalar
    from intake_hub.crm.documents import Document
    from intake_hub.crm.field_map import FieldMap
    from intake_hub.crm.values import Row


def party(document: Document, there: Row, fields: FieldMap) -> dict[str, object]:
    """A client; `there` is the party as it stands, or nothing."""
    told = _told(document, fields)
    values = _own(document, fields, "")
    if "name" in told:
        values["name"] = text_of(told["name"])
    if "active" in told and not there.get("replaced_by"):
        values["active"] = not told["active"]
    if mechanisms := _mechanisms(told, there):
        values["contact_mechanisms"] = mechanisms
    if "address" in told:
        found = with_type(there, "addresses.")
        values |= _child("addresses", found[:1], "street", text_of(told["address"]), {})
    identifiers: list[object] = []
    if INN in told:
        found = with_type(there, "identifiers.", (INN,))
        made = _child("identifiers", found[:1], "code", text_of(told[INN]), {"type": INN})
        identifiers += cast("list[object]", made.get("identifiers", []))
    if not there:
        values["code"] = mark(document.uid)
    elif uid_there(Kind.CLIENT, there) != document.uid:  # theirs, and its code stays theirs
        identifiers.append(["create", [{"type": None, "code": mark(document.uid)}]])
    return values | ({"identifiers": identifiers} if identifiers else {})


def opportunity(
    document: Document, there: Row, fields: FieldMap, currencies: Mapping[str, int]
) -> dict[str, object]:
    """An order. Raises KeyError for a currency that Tryton does not have."""
    told = _told(document, fields)
    currency = text_of(told.get("currency")) or currency_of(there)
    values = _own(document, fields, currency)
    number = told.get("reference", from_remote.number_there(there))
    values["reference"] = f"{text_of(number)} {mark(document.uid)}".strip()
    if document.client_remote:
        values["party"] = int(document.client_remote)
    if "description" in told:
        values["description"] = text_of(told["description"])
    if told.get("currency"):
        values["currency"] = currencies[currency]
    if "amount" in told:
        amount = told["amount"]
        values["amount"] = None if amount is None else major(int(amount), currency)
    if "end_date" in told:
        day = told["end_date"]
        values["end_date"] = datetime.fromisoformat(str(day)).date() if day else None
    before = text_of(cast("Scalar", there.get("comment")))
    lines = notes.read(before) | _lines(document, fields, currency)
    values["comment"] = notes.write(before, lines)
    return values


def _told(document: Document, fields: FieldMap) -> dict[str, Scalar]:
    """Values by their names there."""
    return {
        remote: document.values[name]
        for name, remote in fields.sent(document.kind).items()
        if name in document.values
    }


def _own(document: Document, fields: FieldMap, currency: str) -> dict[str, object]:
    forms_of = FIELDS[document.kind]
    return {
        remote: forms.to_field(
            forms_of[name].form, _coded(fields, forms_of[name].form, name, document), currency
        )
        for remote, name in own_fields(fields, document.kind).items()
        if name in document.values and name in fields.sent(document.kind)
    }


def _lines(document: Document, fields: FieldMap, currency: str) -> dict[str, str]:
    """What stands in the comment; the exact moment of a promise too, of which a date is left."""
    found: dict[str, str] = {}
    for name, remote in fields.sent(document.kind).items():
        label = NOTE + name if remote == "end_date" else remote
        if label.startswith(NOTE) and name in document.values:
            form = FIELDS[document.kind][name].form
            value = _coded(fields, form, name, document)
            found[label.removeprefix(NOTE)] = forms.to_text(form, value, currency)
    return found


def _coded(fields: FieldMap, form: Form, name: str, document: Document) -> Scalar:
    value = document.values[name]
    if form is not Form.CODE or not isinstance(value, str):
        return value
    word = fields.code(name, value)
    return value if name == "stage" and word in SAFE_STATES else word  # that one moves the state


def _mechanisms(told: Mapping[str, Scalar], there: Row) -> list[object]:
    first, second = phones_of(there)
    emails = with_type(there, "contact_mechanisms.", ("email",))
    slots: tuple[tuple[str, Sequence[Row], dict[str, object]], ...] = (
        ("phone", first, {"type": "phone"}),
        ("phone2", second, {"type": "phone", "comment": SECOND}),
        ("email", emails, {"type": "email"}),
    )
    found: list[object] = []
    for slot, rows, new in slots:
        if slot in told:
            made = _child("it", rows[:1], "value", text_of(told[slot]), new)
            found += cast("list[object]", made.get("it", []))
    return found


def _child(
    name: str, rows: Sequence[Row], key: str, text: str, new: Mapping[str, object]
) -> dict[str, object]:
    """Set, make or put aside one row below a party; nothing is ever deleted."""
    if not rows:
        return {name: [["create", [{**new, key: text}]]]} if text else {}
    [row] = rows
    if not text:
        return {name: [["write", [row["id"]], {"active": False}]]}
    compact = row.get("value_compact") or row.get("code_compact")
    if text in {row.get(key), compact}:
        return {}
    return {name: [["write", [row["id"]], {key: text, **_kept(new)}]]}


def _kept(new: Mapping[str, object]) -> dict[str, object]:
    return {"comment": new["comment"]} if "comment" in new else {}
