"""Many devices of one client, alike but for their numbers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.services.drafts import BatchDraft, BatchItem, IntakeDraft


def draft_of(common: IntakeDraft, item: BatchItem) -> IntakeDraft:
    """One device of a batch as an intake of its own."""
    device = replace(common.device, id=item.device_id, serial=item.serial, imei=item.imei)
    return replace(common, device=device)


def after(batch: BatchDraft, item: BatchItem, client: UUID) -> BatchDraft:
    """What is left once an item was taken in; its client is known, and money is taken once."""
    common = batch.common
    common = replace(common, client=replace(common.client, id=client), prepayment_minor=None)
    rest = tuple(each for each in batch.items if each != item)
    return replace(batch, common=common, items=rest)
