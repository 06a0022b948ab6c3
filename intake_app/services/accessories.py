"""What came along and lies apart from its device: a label for each. Light, like `papers`."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from intake_app.services.condition import Mark, marks

if TYPE_CHECKING:
    from intake_app.services.papers import LabelData, ReceiptData

_PARTED = re.compile(r"[,;\n]+")
_STAYS = ("стекло", "плёнк", "пленк", "protector", "film", "sim", "сим", "без ", "without ")
"""Beginnings or words of what never leaves its device, or says that nothing came along."""
_MOST = 20


def apart(receipt: ReceiptData) -> tuple[str, ...]:
    """What was marked as present, then what was written, each once."""
    found = [chip for chip, mark in marks(receipt.accessory_marks).items() if mark is Mark.YES]
    found += [part.strip() for part in _PARTED.split(receipt.accessories)]
    alone = [item for item in found if item and not _stays(item.lower())]
    return tuple(dict.fromkeys(alone))[:_MOST]


def labels(receipt: ReceiptData, label: LabelData) -> LabelData:
    """One label each, "1 of 3"; where nothing is listed, one to be written on."""
    items = apart(receipt) or ("",)
    return counted([replace(label, item=item) for item in items])


def counted(labels: list[LabelData]) -> LabelData:
    """Several labels as one job, each with its place among them."""
    first, *rest = (
        replace(label, nth=nth, total=len(labels)) for nth, label in enumerate(labels, 1)
    )
    return replace(first, more=tuple(rest))


def _stays(item: str) -> bool:
    return item.startswith(_STAYS) or any(word.startswith(_STAYS) for word in item.split())
