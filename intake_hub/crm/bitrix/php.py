"""Nested values as PHP reads them from a query string."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast
from urllib.parse import quote


def query(values: Mapping[str, object]) -> str:
    """Write `{"a": {"b": [1]}}` as `a[b][0]=1`.

    Everything is quoted, the dollar too: inside a batch `$result[…]` means a reply of another call,
    and what a client says must never mean that.
    """
    return "&".join(
        f"{quote(name, safe='')}={quote(text, safe='')}" for name, text in _flat("", values)
    )


def _flat(before: str, value: object) -> list[tuple[str, str]]:
    if isinstance(value, Mapping):
        found = cast("Mapping[str, object]", value)
        return [pair for name, one in found.items() for pair in _flat(_name(before, name), one)]
    if isinstance(value, list | tuple):
        many = cast("list[object]", value)
        if not many:
            return [(before, "")]
        return [pair for n, one in enumerate(many) for pair in _flat(_name(before, str(n)), one)]
    if isinstance(value, bool):
        return [(before, "1" if value else "0")]
    return [(before, "" if value is None else str(value))]


def _name(before: str, name: str) -> str:
    return f"{before}[{name}]" if before else name
