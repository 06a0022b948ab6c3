"""The stages of a repair and the moves between them; pure data, shared with the hub."""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class Stage(StrEnum):
    """System codes; labels belong to the languages."""

    ACCEPTED = "accepted"
    DIAGNOSTICS = "diagnostics"
    AWAITING_APPROVAL = "awaiting_approval"
    AWAITING_PREPAYMENT = "awaiting_prepayment"
    AWAITING_PARTS = "awaiting_parts"
    IN_REPAIR = "in_repair"
    OUTSOURCED = "outsourced"
    TESTING = "testing"
    ON_HOLD = "on_hold"
    READY = "ready"
    READY_NO_REPAIR = "ready_no_repair"
    ISSUED = "issued"
    ISSUED_NO_REPAIR = "issued_no_repair"
    UNCLAIMED = "unclaimed"
    DISPOSED = "disposed"
    CANCELLED = "cancelled"


_S = Stage
_ACTIVE = (
    _S.ACCEPTED,
    _S.DIAGNOSTICS,
    _S.AWAITING_APPROVAL,
    _S.AWAITING_PREPAYMENT,
    _S.AWAITING_PARTS,
    _S.IN_REPAIR,
    _S.OUTSOURCED,
    _S.TESTING,
)

MOVES: Mapping[Stage, tuple[Stage, ...]] = MappingProxyType(
    {
        _S.ACCEPTED: (_S.DIAGNOSTICS, _S.IN_REPAIR, _S.ON_HOLD, _S.READY_NO_REPAIR, _S.CANCELLED),
        _S.DIAGNOSTICS: (
            _S.IN_REPAIR,
            _S.AWAITING_APPROVAL,
            _S.AWAITING_PREPAYMENT,
            _S.AWAITING_PARTS,
            _S.OUTSOURCED,
            _S.ON_HOLD,
            _S.READY_NO_REPAIR,
            _S.ACCEPTED,
        ),
        _S.AWAITING_APPROVAL: (
            _S.IN_REPAIR,
            _S.AWAITING_PREPAYMENT,
            _S.AWAITING_PARTS,
            _S.DIAGNOSTICS,
            _S.ON_HOLD,
            _S.READY_NO_REPAIR,
        ),
        _S.AWAITING_PREPAYMENT: (
            _S.IN_REPAIR,
            _S.AWAITING_PARTS,
            _S.ON_HOLD,
            _S.READY_NO_REPAIR,
        ),
        _S.AWAITING_PARTS: (
            _S.IN_REPAIR,
            _S.AWAITING_APPROVAL,
            _S.DIAGNOSTICS,
            _S.ON_HOLD,
            _S.READY_NO_REPAIR,
        ),
        _S.IN_REPAIR: (
            _S.TESTING,
            _S.READY,
            _S.AWAITING_PARTS,
            _S.AWAITING_APPROVAL,
            _S.OUTSOURCED,
            _S.DIAGNOSTICS,
            _S.ON_HOLD,
            _S.READY_NO_REPAIR,
        ),
        _S.OUTSOURCED: (
            _S.TESTING,
            _S.IN_REPAIR,
            _S.AWAITING_APPROVAL,
            _S.ON_HOLD,
            _S.READY_NO_REPAIR,
        ),
        _S.TESTING: (_S.READY, _S.IN_REPAIR, _S.ON_HOLD, _S.READY_NO_REPAIR),
        _S.ON_HOLD: (*_ACTIVE, _S.READY_NO_REPAIR),
        _S.READY: (_S.ISSUED, _S.IN_REPAIR, _S.UNCLAIMED),
        _S.READY_NO_REPAIR: (_S.ISSUED_NO_REPAIR, _S.IN_REPAIR, _S.UNCLAIMED),
        _S.UNCLAIMED: (_S.ISSUED, _S.ISSUED_NO_REPAIR, _S.DISPOSED),
        _S.ISSUED: (),
        _S.ISSUED_NO_REPAIR: (),
        _S.DISPOSED: (),
        _S.CANCELLED: (),
    }
)
"""Allowed moves; the first one is what F7 offers."""


CLOSED = frozenset({_S.ISSUED, _S.ISSUED_NO_REPAIR, _S.DISPOSED, _S.CANCELLED})
"""The device is not in the shop any more, and nothing leads away from there."""
CLOSED_SQL = "('issued', 'issued_no_repair', 'disposed', 'cancelled')"
"""The same for a question in SQL; in these very words the index of what is open is found."""


LEAVES = frozenset({_S.ISSUED, _S.ISSUED_NO_REPAIR})
"""The client has it again; who took it is asked on a page of its own."""


def allows(current: str, to: str) -> bool:
    """Whether the stage machine knows the move; unknown codes allow nothing."""
    return to in _MOVES_BY_CODE.get(current, ())


_MOVES_BY_CODE: Mapping[str, tuple[str, ...]] = {
    stage.value: moves for stage, moves in MOVES.items()
}
