"""Search domains of a fake Odoo, in their prefix notation."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.crm.fake_odoo_tables import Row, Version


def _is_like(mine: Any, pattern: str) -> bool:  # noqa: ANN401 - a text, or False for none
    parts = re.split(r"(\\.|%|_)", pattern)
    signs = {"%": ".*", "_": "."}
    regex = "".join(signs.get(one, re.escape(one.removeprefix("\\"))) for one in parts)
    return bool(mine) and re.fullmatch(regex, str(mine), re.IGNORECASE | re.DOTALL) is not None


_SIGNS: dict[str, Callable[[Any, Any], bool]] = {
    "=": lambda mine, asked: mine == asked,
    "!=": lambda mine, asked: mine != asked,
    "in": lambda mine, asked: mine in asked,
    ">": lambda mine, asked: mine > asked,
    ">=": lambda mine, asked: mine >= asked,
    "ilike": lambda mine, asked: _is_like(mine, f"%{asked}%"),
    "=ilike": _is_like,
}


def matches(row: Row, domain: list[Any], version: Version) -> bool:
    """Whether a row is meant."""
    parts = iter(domain)
    found = True
    for part in parts:
        found = _next(part, parts, row, version) and found
    return found


def _next(part: Any, parts: Iterator[Any], row: Row, version: Version) -> bool:  # noqa: ANN401 - a leaf or a sign
    if part == "|":
        first, second = (_next(next(parts), parts, row, version) for _ in range(2))
        return first or second
    name, sign, asked = part
    if name not in row:
        raise ValueError(f"Invalid field '{name}' in leaf {part}")
    mine = row[name]
    if isinstance(mine, datetime):
        # The interface shows seconds. 19.3 compares them cut as well; older ones what they hide.
        mine = mine.replace(microsecond=0) if version >= (19, 3) else mine
        asked = datetime.fromisoformat(asked).replace(tzinfo=UTC)
    return _SIGNS[sign](mine, asked)
