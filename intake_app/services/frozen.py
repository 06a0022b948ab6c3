"""Frozen values as JSON text and back, by their annotations: saved drafts, ordered papers."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from types import NoneType
from typing import TYPE_CHECKING, Any, TypeVar, cast, get_args, get_origin, get_type_hints
from uuid import UUID

from intake_app.errors import Problem, RejectedError

if TYPE_CHECKING:
    from collections.abc import Mapping

T = TypeVar("T")


def dump(value: object) -> str:
    """Write a frozen dataclass as JSON; moments keep the offset they were given."""
    return json.dumps(value, default=_plain, ensure_ascii=False, separators=(",", ":"))


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    # Not `asdict`, which copies deeply; `json` asks again for whatever is inside.
    return {name: getattr(value, name) for name in _hints(type(value))}


def load(kind: type[T], text: str) -> T:
    """Read what `dump` wrote; unknown members are dropped, missing ones take their defaults.

    Raises RejectedError(MALFORMED) when the text is of something else.
    """
    try:
        return cast("T", _revived(kind, json.loads(text)))
    except (ValueError, TypeError, AttributeError) as error:
        raise RejectedError(Problem.MALFORMED, kind.__name__) from error


@cache
def _hints(kind: type[object]) -> Mapping[str, object]:
    hints = get_type_hints(kind)
    return {
        field.name: hints[field.name]
        for field in fields(cast("Any", kind))
        if "unwritten" not in field.metadata
    }


def _revived(kind: object, value: Any) -> object:  # noqa: ANN401 - JSON can be anything
    if value is None:
        return None
    if get_origin(kind) is tuple:
        each = get_args(kind)[0]
        return tuple(_revived(each, part) for part in value)
    for choice in get_args(kind):  # `X | None`, or the words of a Literal
        if isinstance(choice, type) and choice is not NoneType:
            return _revived(choice, value)
    if is_dataclass(kind):
        hints = _hints(cast("type[object]", kind))
        known = {name: _revived(hints[name], value[name]) for name in hints.keys() & value.keys()}
        return cast("Any", kind)(**known)
    return _scalar(kind, value)


def _scalar(kind: object, value: Any) -> object:  # noqa: ANN401 - JSON can be anything
    if kind is datetime:
        return datetime.fromisoformat(value)
    if isinstance(kind, type) and issubclass(kind, UUID | StrEnum):
        return kind(value)
    return value
