"""The label on the device: found from an arm's length, scanned from any side of the bench."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from intake_app.i18n import formats
from intake_app.printing.document import (
    Align,
    Band,
    Barcode,
    Document,
    Pair,
    Text,
    Weight,
)

if TYPE_CHECKING:
    from datetime import datetime

    from intake_app.i18n.translator import Translator
    from intake_app.printing.document import Block
    from intake_app.services.papers import LabelData

_BARS_TENTHS_MM = 85


def label(data: LabelData, tr: Translator, *, repeat: bool = False) -> Document:
    """Compose the label, the most needed first: what does not fit is left out from the end.

    All marks share one line, and take room from the fault alone.
    """
    marks = _marks(data, tr, repeat=repeat)
    until = tr("by %s") % _moment(data.promised_at, tr) if data.promised_at else ""
    blocks: tuple[Block, ...] = (
        *([Band(" · ".join(marks))] if marks else []),
        Text(data.number, Weight.GIANT, Align.CENTRE, lines=1),
        Barcode(data.ticket, tenths_mm=_BARS_TENTHS_MM),
        Text(data.device, Weight.STRONG, lines=1),
        Pair(data.client, until or _moment(data.accepted_at, tr), tight=True),
        Text(data.fault, Weight.SMALL, lines=1 if marks else 3),
    )
    return Document(tr("Label %s") % data.number, blocks, tr.language)


def _marks(data: LabelData, tr: Translator, *, repeat: bool) -> list[str]:
    known = {tr("URGENT"): data.urgent, tr("REPEAT"): repeat, tr("TRAINING"): data.demo}
    return [mark for mark, is_due in known.items() if is_due]


def _moment(at: datetime, tr: Translator) -> str:
    return formats.moment(at, tr.language, at.tzinfo or UTC)
