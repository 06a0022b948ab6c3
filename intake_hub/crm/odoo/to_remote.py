"""Documents as rows of `load`: every cell is text, an empty one clears the field."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from intake_hub.crm.documents import FIELDS, Form, Kind
from intake_hub.crm.odoo.names import ARCHIVED, INN, LEAD, STAGE, UID, WORKFLOW, external_id
from intake_hub.crm.values import major, text_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from intake_app.sync.core.ops import Scalar
    from intake_hub.crm.documents import Document
    from intake_hub.crm.field_map import FieldMap
    from intake_hub.crm.odoo.shape import Column, Shape
    from intake_hub.crm.values import Row

_KEEPS_TIME = len("2026-11-22T09:15:00")


def cells(document: Document, shape: Shape, fields: FieldMap, known: Row | None) -> dict[str, str]:
    """Write one row by column name. `known` is what is there of it, None for a new one."""
    row = {".id": str(known["id"])} if known else {"id": external_id(document.kind, document.uid)}
    row[UID] = str(document.uid)
    currency = text_of(document.values.get("currency"))
    for name in fields.sent(document.kind):
        column = shape.columns.get(name)
        if column is not None and column.name != WORKFLOW and name in document.values:
            form, value = FIELDS[document.kind][name].form, document.values[name]
            word = _word(name, value, column, fields)
            row[column.name] = _cell(form, word, column, currency)
    if document.kind is Kind.CLIENT:
        _place_inn(row, document, shape)
        _place_archived(row, document, known)
    else:
        _hang(row, document, shape, fields, known)
    return row


def _word(name: str, value: Scalar, column: Column, fields: FieldMap) -> Scalar:
    """Translate a code; the stage stays ours, for theirs is told beside it."""
    if name == "archived" and column.name == "active":
        return not value
    if isinstance(value, str) and column.name != STAGE:
        return fields.code(name, value)
    return value


def _cell(form: Form, value: Scalar, column: Column, currency: str) -> str:
    if column.type == "boolean" or form is Form.FLAG:
        return "1" if value else "0"
    if value is None or value == "":
        return ""
    if form is Form.MONEY:
        return str(major(int(value), currency))
    text = str(value).replace("\x00", "")
    if form is Form.MOMENT:
        text = text[:_KEEPS_TIME].replace("T", " ")
        return text[:10] if column.type == "date" else text
    return html.escape(text).replace("\n", "<br/>") if column.type == "html" else text


def _place_inn(row: dict[str, str], document: Document, shape: Shape) -> None:
    """A private person's tax number in `vat` makes a company of him: it has a place of its own."""
    if "vat" not in row or "inn" not in shape.columns:
        return
    if document.values.get("is_company"):
        row[INN] = ""
    else:
        row[INN] = row.pop("vat")


def _place_archived(row: dict[str, str], document: Document, known: Row | None) -> None:
    """Say it only when ours has changed: what their people archived stays as they left it."""
    if "active" in row:
        is_archived = bool(document.values.get("archived"))
        row[ARCHIVED] = "1" if is_archived else "0"
        if bool(known and known.get(ARCHIVED)) == is_archived:
            del row["active"]


def _hang(
    row: dict[str, str], document: Document, shape: Shape, fields: FieldMap, known: Row | None
) -> None:
    """Put an order to its client, and a new one onto the board."""
    if document.client_remote:
        row["partner_id/.id"] = document.client_remote
    if shape.model == LEAD and not known:
        told = (text_of(document.values.get(name)) for name in ("number", "device"))
        row["name"] = " ".join(filter(None, told)) or str(document.uid)
        row["type"] = "opportunity"
    stage = document.values.get("stage")
    moved = not known or known.get(STAGE) != stage
    if moved and "stage_id" in shape.others and stage in fields.codes.get("stage", {}):
        row |= _stage_cell(fields.codes["stage"], str(stage))


def _stage_cell(codes: Mapping[str, str], stage: str) -> dict[str, str]:
    word = codes[stage]
    return {"stage_id/.id" if word.isdigit() else "stage_id": word}
