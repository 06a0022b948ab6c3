"""Ops of older programs, read as a program of today would have written them.

Ops never change once they are made: what is kept, signed and handed on stays as it came. Only who
interprets one, hub or desk, reads it through here. A step leads from one schema to the next.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from intake_app.sync.core.ops import SCHEMA

if TYPE_CHECKING:
    from collections.abc import Callable

    from intake_app.sync.core.ops import Op

    Step: TypeAlias = Callable[[Op], Op]

STEPS: dict[int, Step] = {}
"""By the schema a step leads away from. Empty: schema 1 is the first that was released."""


def upcast(op: Op) -> Op:
    """Give the op in today's schema; one of a newer program stays as it is."""
    while op.schema < SCHEMA and op.schema in STEPS:
        op = replace(STEPS[op.schema](op), schema=op.schema + 1)
    return op
