"""Values of custom fields, to amoCRM and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_hub.crm.documents import FIELDS, Form, Kind
from intake_hub.crm.values import major, minor, moment, ours, rows_of, seconds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from intake_app.sync.core.ops import Scalar
    from intake_hub.crm.documents import Document
    from intake_hub.crm.field_map import FieldMap
    from intake_hub.crm.values import Row


def field(code: str, value: object) -> Row:
    """One field with one value; none takes it away."""
    return {"field_code": code, "values": None if value is None else [{"value": value}]}


def out(document: Document, name: str, fields: FieldMap, currency: str = "RUB") -> object:
    """Write one value: moments as seconds, sums as numbers of roubles."""
    value = document.values[name]
    form = FIELDS[document.kind][name].form
    if value is None or value == "":
        return None
    if form is Form.FLAG:
        return bool(value)
    if form is Form.MONEY:
        return str(major(int(value), currency))
    text = str(value)
    if form in {Form.MOMENT, Form.DATE}:
        return seconds(text if form is Form.MOMENT else f"{text}T00:00:00+00:00")
    return fields.code(name, text) if _is_coded(form, name) else text


def back(kind: Kind, name: str, value: object, fields: FieldMap, currency: str = "RUB") -> Scalar:
    """Read one value; a box nobody ticked is not there at all."""
    form = FIELDS[kind][name].form
    if form is Form.FLAG:
        return bool(value)
    if value is None or value == "":
        return None
    if form is Form.MONEY:
        return minor(value, currency)
    if form in {Form.MOMENT, Form.DATE}:
        text = moment(value)
        return text[:10] if text and form is Form.DATE else text
    return ours(fields, name, str(value)) if _is_coded(form, name) else str(value)


def many(row: Row, code: str) -> list[Row]:
    """All values of a field."""
    for one in rows_of(row.get("custom_fields_values")):
        if one.get("field_code") == code:
            return rows_of(one.get("values"))
    return []


def first(row: Row, code: str) -> object:
    """The value of a field that has one."""
    found: Sequence[Row] = many(row, code)
    return found[0].get("value") if found else None


def _is_coded(form: Form, name: str) -> bool:
    """Stages are mapped to those of a pipeline; the field beside it says our own."""
    return form is Form.CODE and name != "stage"
