"""Three forms of one value: as Python holds it, as the file stores it, as it travels."""

from __future__ import annotations

import re
from datetime import datetime
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeAlias, cast
from uuid import UUID

from intake_app.clock import moment_text
from intake_app.errors import Problem, RejectedError
from intake_app.models.base import Id, Moment

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sqlalchemy import Column

    from intake_app.sync.core.ops import Scalar

_OUR_FORM = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")
Stored: TypeAlias = bytes | float | int | str | None

# By exact type: these run a hundred times for one intake.
_ON_WIRE: Mapping[type, Callable[[Any], str]] = {UUID: str, datetime: moment_text}
_IN_STORE: Mapping[type, Callable[[Any], Stored]] = {
    UUID: attrgetter("bytes"),
    datetime: moment_text,
}


def to_wire(value: object) -> Scalar:
    """What an op carries: ids and moments as text."""
    to_text = _ON_WIRE.get(type(value))
    return cast("Scalar", value) if to_text is None else to_text(value)


def to_stored(value: object) -> Stored:
    """What the driver is given: ids as bytes, moments as text."""
    to_column = _IN_STORE.get(type(value))
    return cast("Stored", value) if to_column is None else to_column(value)


def to_scalar(column: Column[object], value: Stored) -> Scalar:
    """Turn what the column stores into what an op carries."""
    if isinstance(value, bytes):
        return str(UUID(bytes=value))
    if column.type.python_type is bool and value is not None:
        return bool(value)
    return cast("Scalar", value)


def from_wire(column: Column[object], value: Scalar) -> Stored:
    """Turn what an op carried into what the column stores.

    Raises RejectedError(MALFORMED) when it cannot be a value of that column.
    """
    kind = _kind(column)
    if type(value) is kind:
        return cast("Stored", value)  # nearly all there is: a new PC reads millions of these
    if value is None:
        if column.nullable:
            return None
        raise _malformed(column)
    try:
        return _parsed(column, kind, value)
    except ValueError as error:
        raise _malformed(column) from error


@cache
def _kind(column: Column[object]) -> type:
    """What a column holds: UUID and datetime are read from text, all else travels as it is."""
    if isinstance(column.type, Id):
        return UUID
    return datetime if isinstance(column.type, Moment) else column.type.python_type


def _parsed(column: Column[object], kind: type, value: Scalar) -> Stored:
    if kind is UUID:
        return UUID(_insist(column, value, str)).bytes
    if kind is datetime:
        text = _insist(column, value, str)
        moment = datetime.fromisoformat(text)
        return text if _OUR_FORM.fullmatch(text) else moment_text(moment)
    raise _malformed(column)  # what is of its very kind went through before; True is no number


def _insist(column: Column[object], value: Scalar, kind: type[str]) -> str:
    if not isinstance(value, kind):
        raise _malformed(column)
    return value


def _malformed(column: Column[object]) -> RejectedError:
    return RejectedError(Problem.MALFORMED, f"{column.table.name}.{column.name}")
