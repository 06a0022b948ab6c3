"""Which SQLite may touch a store: two connections of an affected one can corrupt it in WAL mode."""

from __future__ import annotations

_FIXED_IN = (3, 51, 3)
_WITHDRAWN = frozenset({(3, 52, 0)})
_BACKPORTS: frozenset[tuple[int, ...]] = frozenset()
"""Older releases known to carry the fix; the driver's own library needs none."""


def is_safe(version: str) -> bool:
    """Whether `sqlite_version()`, asked of the driver really opened, is free of the WAL bug."""
    try:
        number = tuple(int(part) for part in version.split("."))
    except ValueError:
        return False
    return number in _BACKPORTS or (number >= _FIXED_IN and number not in _WITHDRAWN)
