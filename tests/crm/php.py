"""Queries and JSON as PHP reads and writes them."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, cast
from urllib.parse import parse_qsl

if TYPE_CHECKING:
    from tests.crm.loopback import Json


def parsed(query: str) -> Json:
    """Read a query: `a[b][0]=1` is `{"a": {"b": ["1"]}}`."""
    found: Json = {}
    for name, value in parse_qsl(query, keep_blank_values=True):
        path = re.findall(r"[^\[\]]+", name)
        here = found
        for one in path[:-1]:
            here = here.setdefault(one, {})
        here[path[-1]] = value
    return _lists(found)


def written(value: object) -> Json:
    """Write an object with nothing in it as a list, and moments as text."""
    if isinstance(value, dict):
        members = cast("dict[str, object]", value)
        return {name: written(one) for name, one in members.items()} or []
    if isinstance(value, list):
        return [written(one) for one in cast("list[object]", value)]
    return shown(value)


def shown(value: object) -> Json:
    """One value as it is told."""
    return value.isoformat() if isinstance(value, datetime) else value


def _lists(value: object) -> Json:
    if not isinstance(value, dict):
        return value
    members = cast("dict[str, object]", value)
    found = {name: _lists(one) for name, one in members.items()}
    if found and all(name == str(place) for place, name in enumerate(found)):
        return list(found.values())
    return found
