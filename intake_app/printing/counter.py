"""What the counter wants with a paper beside its words: copies, and the cash drawer."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from intake_app.printing.document import Cut
from intake_app.services.papers import ReceiptData

if TYPE_CHECKING:
    from collections.abc import Mapping

    from intake_app.printing.document import Document
    from intake_app.services.spool import PrintJob


def copied(document: Document, copies: int) -> Document:
    """The same paper so many times, cut apart."""
    if copies == 1:
        return document
    blocks = document.blocks
    one = blocks if blocks and isinstance(blocks[-1], Cut) else (*blocks, Cut())
    return replace(document, blocks=one * (copies - 1) + blocks)


def copies_of(job: PrintJob, copies: Mapping[str, int]) -> int:
    """How many a shop wants of such a paper; a repeat replaces the one that is missing."""
    return 1 if job.reprint_of is not None else copies.get(job.document, 1)


def takes_cash(job: PrintJob) -> bool:
    """Whether money goes into the drawer with this paper; never by a repeat of it."""
    data = job.data
    is_first = job.document == "receipt" and job.reprint_of is None
    if not is_first or not isinstance(data, ReceiptData):
        return False
    papers = (data, *data.more)
    return any(paper.prepayment and paper.prepayment_method == "cash" for paper in papers)
