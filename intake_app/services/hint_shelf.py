"""What the shop made of the hints: its own, and those shipped that it left. Light, like `rows`."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias
from uuid import UUID

from intake_app.services.hint_rows import HintRow
from intake_app.services.shipped_hints import SHIPPED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlcipher3.dbapi2 import Connection

Kept: TypeAlias = "Mapping[UUID, tuple[HintRow, bool]]"
"""Hints of the store by their ids, and whether they are archived."""

_KEPT = "SELECT id, kind, brand, model, fault, text, archived FROM hint ORDER BY id"


def kept(connection: Connection) -> Kept:
    """Everything the shop has decided about hints."""
    return {
        UUID(bytes=ident): (HintRow(UUID(bytes=ident), text, kind, brand, model, fault), bool(gone))
        for ident, kind, brand, model, fault, text, gone in connection.execute(_KEPT)
    }


def in_force(decided: Kept) -> tuple[HintRow, ...]:
    """The shop's own, then the shipped ones it has not touched."""
    return tuple(_in_force(decided))


def fitting(decided: Kept, device: tuple[str, str, str], fault: str) -> tuple[HintRow, ...]:
    """Those for such a device, the most exact first, none said twice."""
    found = sorted(
        (hint for hint in _in_force(decided) if hint.fits(device, fault)),
        key=lambda hint: -hint.exactness,
    )
    return tuple({hint.text: hint for hint in reversed(found)}.values())[::-1]


def _in_force(decided: Kept) -> Iterator[HintRow]:
    yield from (hint for hint, archived in decided.values() if not archived)
    yield from (hint for hint in SHIPPED if hint.id not in decided)
