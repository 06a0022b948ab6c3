"""Values of custom fields, to Bitrix24 and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_hub.crm.documents import FIELDS, Form, Kind
from intake_hub.crm.values import major, minor, moment, ours

if TYPE_CHECKING:
    from intake_app.sync.core.ops import Scalar
    from intake_hub.crm.documents import Document
    from intake_hub.crm.field_map import FieldMap

_YES = frozenset({"1", "Y", "true", "True"})


def out(document: Document, name: str, fields: FieldMap, currency: str = "") -> object:
    """Write one value; the empty text takes a value away."""
    value = document.values[name]
    form = FIELDS[document.kind][name].form
    if value is None:
        return ""
    if form is Form.FLAG:
        return "1" if value else "0"
    if form is Form.MONEY:
        return str(major(int(value), currency))
    return fields.code(name, str(value)) if _is_coded(form, name) else str(value)


def back(kind: Kind, name: str, value: object, fields: FieldMap, currency: str = "") -> Scalar:
    """Read one value; moments come with the offset of the portal, dates with an hour as well."""
    form = FIELDS[kind][name].form
    if form is Form.FLAG:
        return str(value) in _YES
    text = "" if value is None or value is False else str(value)
    if not text:
        return None
    if form is Form.MONEY:
        return minor(text, currency)
    return _said(form, name, text, fields)


def _said(form: Form, name: str, text: str, fields: FieldMap) -> Scalar:
    if form is Form.MOMENT:
        return moment(text)
    if form is Form.DATE:
        return text[:10]  # the day meant there; to change its offset would change the day
    return ours(fields, name, text) if _is_coded(form, name) else text


def _is_coded(form: Form, name: str) -> bool:
    """Stages are mapped to those of a pipeline; the field beside it says our own."""
    return form is Form.CODE and name != "stage"
