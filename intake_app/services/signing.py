"""A client's signature holds for what he was shown, and for nothing else. Light, like `drafts`."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

from intake_app.services import frozen
from intake_app.services.drafts import IntakeDraft

if TYPE_CHECKING:
    from intake_app.services.drafts import SignatureDraft
    from intake_app.services.handover_rows import HandoverDraft

_SIGNED = (
    "device",
    "fault",
    "accessories",
    "accessory_marks",
    "appearance",
    "appearance_marks",
    "repair_kind",
    "urgent",
    "promised_at",
    "estimate_minor",
    "estimate_kind",
    "limit_minor",
    "agreed_value_minor",
    "prepayment_minor",
    "travel_minor",
)


def content(draft: IntakeDraft) -> str:
    """The sum of what stands above the signature; notes of the staff are no part of it."""
    bare = replace(IntakeDraft(), **{name: getattr(draft, name) for name in _SIGNED})
    return sha256(frozen.dump(bare).encode()).hexdigest()


def leaving(numbers: tuple[str, ...], draft: HandoverDraft) -> str:
    """The same where devices leave: who takes which of them, with what, and how they look now."""
    bare = replace(draft, signature=None, known_by="", allowed_by="", printing=True)
    return sha256(repr((numbers, bare)).encode()).hexdigest()


def holding(draft: IntakeDraft) -> SignatureDraft | None:
    """The signature, as long as nothing it was put under has changed."""
    signed = draft.hand.signature
    return signed if signed is not None and signed.content == content(draft) else None
