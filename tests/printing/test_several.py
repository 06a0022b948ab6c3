"""One receipt for several devices: each of a visit in full, each of a batch by a line."""

from __future__ import annotations

from dataclasses import replace

from intake_app.printing import plain
from intake_app.printing.document import Barcode, Cut, Signature
from tests.printing.samples import RECEIPT, compose, words

SECOND = replace(
    RECEIPT, number="A-00777-1", ticket="000000007771", device="Kettle", fault="leaks", urgent=True
)
THIRD = replace(RECEIPT, number="A-00778-9", ticket="000000007789", imei="490154203237518")


def test_a_visit_says_all_of_each_device_and_is_signed_once() -> None:
    paper = compose(replace(RECEIPT, more=(SECOND, THIRD)), words("en"))
    text = plain.render(paper, 200)
    for said in (RECEIPT.number, SECOND.number, THIRD.number, "Kettle", "leaks", "URGENT"):
        assert said in text
    assert "3 devices" in text
    bars = [block.data for block in paper.blocks if isinstance(block, Barcode)]
    assert bars == [RECEIPT.ticket, SECOND.ticket, THIRD.ticket]
    assert sum(isinstance(block, Signature) for block in paper.blocks) == 2
    assert sum(isinstance(block, Cut) for block in paper.blocks) == 1
    assert paper.title.endswith(f"{RECEIPT.number} … {THIRD.number}")


def test_a_batch_has_a_line_for_each_number() -> None:
    paper = compose(replace(RECEIPT, is_batch=True, more=(SECOND, THIRD)), words("en"))
    text = plain.render(paper, 200)
    for place, each in enumerate((RECEIPT, SECOND, THIRD), start=1):
        assert f"{place}. {each.number}" in text
    assert THIRD.imei in text
    assert sum(isinstance(block, Barcode) for block in paper.blocks) == 1
