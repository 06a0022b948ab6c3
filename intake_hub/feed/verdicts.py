"""What becomes of one user action: all of it is numbered, or all of it is held back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias, assert_never

from intake_app.sync.core import hlc
from intake_app.sync.core.catalogue import ENTITIES
from intake_app.sync.core.erasure import blanked_body
from intake_app.sync.core.ops import Verb
from intake_hub.feed import judging

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from intake_app.sync.core.ops import Op, Outcome
    from intake_hub.feed.incoming import Incoming
    from intake_hub.feed.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Taken:
    """Every op with its outcome, ready for its number."""

    ops: tuple[tuple[Incoming, Op, Outcome], ...]


@dataclass(frozen=True, slots=True)
class Parked:
    """Waits for a record to arrive, or (`waits_for` is None) for a hub that knows the kind."""

    waits_for: UUID | None
    code: str


@dataclass(frozen=True, slots=True)
class Quarantined:
    """For a person; a code for each op, in their order."""

    codes: tuple[str, ...]


Verdict: TypeAlias = Taken | Parked | Quarantined


def decide(txn: Sequence[Incoming], origin: UUID, ledger: Ledger, offset_ms: int) -> Verdict:
    """Judge a user action as a whole, so that nobody sees a part of it, and merge it."""
    ops = [one.op for one in txn if one.op is not None]
    codes = [_fault(one, origin) for one in txn]
    if not any(codes) and any(
        op.verb is Verb.PUT and op.base and ledger.entity(op.rec) for op in ops
    ):
        codes = ["exists" for _ in txn]  # mended twice, or the refused one was not lost after all
    if any(codes):
        return Quarantined(tuple(code or judging.COMPANION for code in codes))
    if any(op.entity not in ENTITIES for op in ops):
        return Parked(None, judging.UNKNOWN_KIND)
    born = {op.rec: op.entity for op in ops if op.verb is Verb.PUT}
    for op in ops:
        for rec, entity in judging.needs(op):
            found = born.get(rec) or ledger.entity(rec)
            if found is None:
                return Parked(rec, "missing_parent")
            if found != entity:
                return Quarantined(tuple("wrong_kind" for _ in txn))
    return _take(txn, ledger, offset_ms)


def _fault(one: Incoming, origin: UUID) -> str:
    if one.op is None:
        return judging.MALFORMED
    return judging.fault(one.op, origin) or one.fault


def _take(txn: Sequence[Incoming], ledger: Ledger, offset_ms: int) -> Taken:
    """Births first: within one user action an edit may stand before the record it is of."""
    outcomes: dict[UUID, Outcome] = {}
    ops = [(one, one.op) for one in txn if one.op is not None]
    for _, op in sorted(ops, key=lambda pair: pair[1].verb is not Verb.PUT):
        stamp = hlc.effective(op.hlc, offset_ms=offset_ms, received_ms=ledger.now_ms)
        outcomes[op.op_id] = _give(op, ledger, stamp)
    return Taken(tuple((_said(one, op, ledger), op, outcomes[op.op_id]) for one, op in ops))


def _give(op: Op, ledger: Ledger, stamp: int) -> Outcome:
    match op.verb:
        case Verb.PUT:
            return ledger.put(op, stamp)
        case Verb.SET:
            return ledger.edit(op, stamp)
        case Verb.ERASE:
            return ledger.erase(op)
        case _:
            assert_never(op.verb)


def _said(one: Incoming, op: Op, ledger: Ledger) -> Incoming:
    """What arrives late about somebody who was erased is kept without what it says of him."""
    if op.verb is Verb.ERASE or not ledger.is_erased(op):
        return one
    return replace(one, body=blanked_body(one.body, op.entity))
