"""Rows that Odoo read, as neutral records."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from intake_hub.crm.adapter import Remote
from intake_hub.crm.documents import FIELDS, Form, Kind
from intake_hub.crm.odoo.names import INN, STAGE, UID
from intake_hub.crm.values import list_of, minor, moment, ours, uid_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from intake_app.sync.core.ops import Scalar
    from intake_hub.crm.field_map import FieldMap
    from intake_hub.crm.odoo.shape import Column, Shape
    from intake_hub.crm.values import Row

_BREAK = re.compile(r"<br\s*/?>|</p>\s*<p[^>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]+>")


def record(
    row: Row, shape: Shape, fields: FieldMap, names_of: Callable[[Column, Row], str]
) -> Remote:
    """Read one row; `names_of` knows what records another model points to are called."""
    currency = _currency(row, shape)
    values: dict[str, Scalar] = {}
    for name, column in shape.columns.items():
        form = FIELDS[shape.kind][name].form
        if form is Form.MOMENT and column.type == "date":
            continue  # keeps the day only: nothing to compare with
        if column.type == "many2many":
            values[name] = names_of(column, row) or None
        else:
            found = _value(form, row.get(column.name), column, currency)
            values[name] = _ours(name, found, column, fields)
    if shape.kind is Kind.CLIENT:
        _find_inn(row, shape, values)
    return Remote(
        shape.kind,
        str(row["id"]),
        values,
        uid_of(row.get(UID)),
        str(row.get("write_date") or ""),
        row.get("active") is False,
    )


def _value(form: Form, value: object, column: Column, currency: str) -> Scalar:
    if column.type == "boolean":
        return bool(value)
    if value is False or value is None:
        return 0 if form is Form.MONEY else None
    if form is Form.MONEY:
        return minor(value, currency)
    if form is Form.MOMENT:
        return moment(value)
    return _text(value, column)


def _text(value: object, column: Column) -> str:
    if column.type == "many2one":
        return str(list_of(value)[-1])
    return _plain(str(value)) if column.type == "html" else str(value)


def _ours(name: str, value: Scalar, column: Column, fields: FieldMap) -> Scalar:
    if name == "archived" and column.name == "active":
        return not value
    if isinstance(value, str) and column.name != STAGE:
        return ours(fields, name, value)
    return value


def _find_inn(row: Row, shape: Shape, values: dict[str, Scalar]) -> None:
    """A company's is its `vat`; a person's is ours, or else what somebody typed there."""
    if "inn" in values and shape.columns["inn"].name == "vat" and not row.get("is_company"):
        values["inn"] = str(row.get(INN) or row.get("vat") or "") or None


def _currency(row: Row, shape: Shape) -> str:
    column = shape.columns.get("currency")
    return str(row.get(column.name) or "") if column else ""


def _plain(text: str) -> str:
    return html.unescape(_TAG.sub("", _BREAK.sub("\n", text))).strip()
