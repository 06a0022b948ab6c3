"""What may be wrong with an op, and what it hangs on; pure, by the catalogue."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING
from uuid import UUID

from intake_app.sync.core.catalogue import ENTITIES, FLAGS, NUMBERS
from intake_app.sync.core.erasure import FAMILY, ROOT
from intake_app.sync.core.ops import SCHEMA, Verb

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from intake_app.sync.core.entity_shape import EntityShape
    from intake_app.sync.core.ops import Op, Scalar

MALFORMED = "malformed"
COMPANION = "companion"  # fault-free itself, but of one user action with an op that is not
UNKNOWN_KIND = "unknown_kind"
READ_AS_IDS = frozenset({"op_id", *(one.owner for one in FAMILY.values() if one.owner)})
"""What the hub itself looks up, in whichever record it stands."""


def fault(op: Op, origin: UUID) -> str:
    """Name what puts an op into quarantine; empty when nothing does.

    Fields this hub does not know are no fault: a newer workstation may have them.
    """
    shape = ENTITIES.get(op.entity)
    if op.origin != origin:
        return "foreign_origin"
    if shape is None:
        return ""
    if op.verb is Verb.ERASE:
        return "" if op.entity == ROOT else "bad_erase"
    found = _fault_of_put(op, shape) if op.verb is Verb.PUT else _fault_of_set(op, shape)
    return found or _fault_of_values(op, shape)


def _fault_of_put(op: Op, shape: EntityShape) -> str:
    if op.rec not in {op.op_id, op.base}:
        return "put_id"
    if not shape.fixed - shape.later <= {name for name, _ in op.values}:
        return "missing_field"
    return ""


def _fault_of_set(op: Op, shape: EntityShape) -> str:
    if op.field in shape.fixed:
        return "fixed_field"
    if op.field not in shape.cards and op.schema <= SCHEMA:
        return "unknown_field"
    return ""


def _fault_of_values(op: Op, shape: EntityShape) -> str:
    known = ((name, value) for name, value in op.values if name in shape.fields)
    for name, value in known:
        if value is None:
            continue
        if not _fits(name, value):
            return "bad_value"
        if (name in shape.parents or name in READ_AS_IDS) and _as_uuid(value) is None:
            return "bad_parent"
    return ""


def _fits(name: str, value: Scalar) -> bool:
    if name in FLAGS:
        return isinstance(value, bool)
    if name in NUMBERS:
        return isinstance(value, int) and not isinstance(value, bool)
    return isinstance(value, str)


@lru_cache(maxsize=4096)  # the parents of one push are asked for again and again
def _as_uuid(value: Scalar) -> UUID | None:
    try:
        return UUID(str(value))
    except ValueError:
        return None


def needs(op: Op) -> Iterator[tuple[UUID, str]]:
    """Yield the records that must exist, each with the kind it must be of."""
    shape = ENTITIES.get(op.entity)
    if op.verb is not Verb.PUT:
        yield op.rec, op.entity
    parents: Mapping[str, str] = shape.parents if shape else {}
    for name, value in op.values:
        parent = _as_uuid(value) if name in parents and value is not None else None
        if parent is not None:
            yield parent, parents[name]
