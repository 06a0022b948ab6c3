"""What the counter wants with a paper beside its words: copies, and the cash drawer."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from intake_app.printing.document import Align, Cut, Text, Weight
from intake_app.services.papers import ReceiptData

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from intake_app.printing.document import Block, Document
    from intake_app.services.spool import PrintJob


def together(copies: Sequence[Document]) -> Document:
    """The copies of a paper one after the other, cut apart."""
    *others, last = copies
    blocks: list[Block] = []
    for copy in others:
        blocks += copy.blocks
        if not isinstance(blocks[-1] if blocks else None, Cut):
            blocks.append(Cut())
    return replace(copies[0], blocks=(*blocks, *last.blocks))


def marked(document: Document, whose: str) -> Document:
    """Say above a paper who keeps it."""
    mark = Text(whose, Weight.SMALL, Align.RIGHT)
    return replace(document, blocks=(mark, *document.blocks))


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
