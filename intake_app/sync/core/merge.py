"""The merge rule of a card's field: one function for the hub and for the workstation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from intake_app.sync.core.ops import Outcome

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.sync.core.ops import Scalar


KEEPING = frozenset({"archived"})
"""Flags of which `false` outlives a `true` set at the same time elsewhere."""


@dataclass(frozen=True, slots=True)
class Version:
    """A value of one field and the op that gave it; `hlc` is the effective stamp."""

    value: Scalar
    op_id: UUID
    hlc: int


@dataclass(frozen=True, slots=True)
class Ruling:
    """What stands after an edit. `conflict`: two people did not see each other's value."""

    kept: Version
    outcome: Outcome
    conflict: bool = False


def merge(
    current: Version | None,
    edit: Version,
    base: UUID | None,
    seen: Version | None = None,
    *,
    field: str = "",
) -> Ruling:
    """Judge an edit whose author was looking at the value that op `base` gave.

    Who saw the current value, by its op or (through `seen`, the version `base` names, where it is
    known) by its very content, replaces it; so does who writes the same. Anything else happened
    at the same time elsewhere: the later stamp stands and the other value is for a person to see.
    Of putting something away and keeping it, keeping stands whoever was later.
    """
    if current is None or current.op_id == base or same(current.value, edit.value):
        return Ruling(edit, Outcome.APPLIED)
    if seen is not None and same(current.value, seen.value):
        return Ruling(edit, Outcome.APPLIED)
    is_later = (edit.hlc, edit.op_id) > (current.hlc, current.op_id)
    if not edit.value if field in KEEPING else is_later:
        return Ruling(edit, Outcome.APPLIED, conflict=True)
    return Ruling(current, Outcome.LOST, conflict=True)


def same(one: Scalar, other: Scalar) -> bool:
    """Whether two values are equal as JSON: `1` and `true` are not."""
    return type(one) is type(other) and one == other
