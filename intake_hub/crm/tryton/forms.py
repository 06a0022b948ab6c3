"""How a value of each form is written in a plain field of Tryton, and in a line of text."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from intake_hub.crm.documents import Form
from intake_hub.crm.values import major, minor, moment

if TYPE_CHECKING:
    from intake_app.sync.core.ops import Scalar

_YES, _NO = "да", "нет"


def to_field(form: Form, value: Scalar, currency: str) -> object:
    """Write a value for a field of the fitting type."""
    if value is None or value == "":
        return None
    if form is Form.MONEY:
        return major(int(value), currency)
    if form is Form.DATE:
        return date.fromisoformat(str(value))
    if form is Form.MOMENT:
        return datetime.fromisoformat(str(value)).astimezone(UTC).replace(tzinfo=None)
    return value


def from_field(form: Form, value: object, currency: str) -> Scalar:
    """Read what such a field holds."""
    if form is Form.MONEY:
        return minor(value, currency)
    if form is Form.MOMENT:
        return moment(value)
    if form is Form.FLAG:
        return bool(value)
    if isinstance(value, date | Decimal):
        return str(value)
    return value if isinstance(value, int | str) else None


def to_text(form: Form, value: Scalar, currency: str) -> str:
    """Write a value for people to read."""
    if value is None:
        return ""
    if form is Form.FLAG:
        return _YES if value else _NO
    return str(major(int(value), currency)) if form is Form.MONEY else str(value)


def from_text(form: Form, text: str, currency: str) -> Scalar:
    """Read it back, also where people mended it."""
    if form is Form.FLAG:
        return text.strip().casefold() == _YES
    if form is Form.MONEY:
        return minor(text.replace(",", "."), currency)
    return moment(text) if form is Form.MOMENT else text
