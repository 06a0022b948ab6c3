"""Many devices of one client, alike but for their numbers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from intake_app.services.drafts import HandDraft

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.services.drafts import BatchDraft, BatchItem, IntakeDraft


def draft_of(common: IntakeDraft, item: BatchItem) -> IntakeDraft:
    """One device of a batch as an intake of its own."""
    device = replace(common.device, id=item.device_id, serial=item.serial, imei=item.imei)
    hand = replace(common.hand, signature=None)  # he signed for one device
    return replace(common, device=device, hand=hand)


def after(batch: BatchDraft, item: BatchItem, client: UUID) -> BatchDraft:
    """What is left once an item was taken in; its client is known, and money is taken once."""
    common = batch.common
    known = replace(common.client, id=client)
    common = replace(common, client=known, prepayment_minor=None, hand=HandDraft())
    rest = tuple(each for each in batch.items if each != item)
    return replace(batch, common=common, items=rest)
