"""Why a device may not leave yet, and what is still to be said; pure. Light, like `drafts`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_app.errors import Problem, RejectedError
from intake_app.services.handover_rows import KnownBy, OldParts, ToWhom

if TYPE_CHECKING:
    from intake_app.services.handover_rows import HandoverDraft, HandoverState

_TEXT_MAX = 2000
_KNOWN = {
    "to_whom": frozenset(each.value for each in ToWhom),
    "known_by": frozenset(each.value for each in KnownBy),
    "old_parts": frozenset(each.value for each in OldParts),
}


def missing(draft: HandoverDraft) -> dict[str, Problem]:
    """What is not said, field by field."""
    found: dict[str, Problem] = {}
    for name, values in _KNOWN.items():
        if getattr(draft, name) not in values:
            found[name] = Problem.MALFORMED
    if draft.to_whom != ToWhom.CLIENT and not draft.name.strip():
        found["name"] = Problem.MISSING
    if draft.to_whom == ToWhom.PROXY and not draft.proxy.strip():
        found["proxy"] = Problem.MISSING
    for name in ("name", "proxy", "remarks", "allowed_by"):
        if len(getattr(draft, name)) > _TEXT_MAX:
            found[name] = Problem.TOO_LONG
    return found


def barred(state: HandoverState) -> Problem | None:
    """What nobody's word can overcome: it has left, is not ready, or a loaner is still out."""
    if not state.to:
        return Problem.NOT_READY
    if state.loan is not None:
        return Problem.LOANER_OUT
    return None


def refuse(state: HandoverState, draft: HandoverDraft) -> None:
    """Raise RejectedError for the first reason against it; a debt needs the name of a head."""
    reason = barred(state)
    if reason is not None:
        raise RejectedError(reason, state.number)
    if state.due.minor and not draft.allowed_by.strip():
        raise RejectedError(Problem.DEBT, state.number, fields={"allowed_by": Problem.DEBT})
    fields = missing(draft)
    if fields:
        raise RejectedError(next(iter(fields.values())), fields=fields)
