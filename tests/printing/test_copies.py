"""Two copies of one act: the client's in his language, the shop's in its own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from intake_app.printing import plain
from intake_app.printing.composing import pieces
from intake_app.printing.document import Cut
from intake_app.printing.examples import example
from intake_app.printing.press import Press
from intake_app.printing.printer import printer
from intake_app.printing.profile import LABEL, RECEIPT
from tests.printing.samples import FONTS, SHOP, job, words
from tests.rigs import tspl

if TYPE_CHECKING:
    from pathlib import Path

    from intake_app.services.papers import PaperName

CLIENT, OURS = "Client's copy", "Shop's copy"


def press(cache: Path, copies: int = 2, language: str = "ru") -> Press:
    wanted: dict[str, int] = dict.fromkeys(("receipt", "completed", "label", "work_order"), copies)
    return Press(FONTS, cache, words, wanted, language=language)


def said(maker: Press, name: PaperName = "receipt", language: str = "ru") -> str:
    return maker.text(job(example(name, SHOP, language), language, document=name), RECEIPT)


@pytest.mark.parametrize("name", ["receipt", "completed"])
def test_each_copy_says_whose_it_is(cache: Path, name: PaperName) -> None:
    text = said(press(cache), name)
    assert text.index(CLIENT) < text.index(OURS)
    assert (text.count(CLIENT), text.count(OURS)) == (1, 1)
    assert said(press(cache, 3), name).count(OURS) == 2


def test_one_copy_says_nothing_of_the_kind(cache: Path) -> None:
    text = said(press(cache, 1))
    assert CLIENT not in text
    assert OURS not in text


def test_a_paper_in_the_client_s_language_has_one_in_the_shop_s(cache: Path) -> None:
    client, _, shop = said(press(cache, 1), language="en").partition(OURS)
    assert "Receipt of acceptance for repair" in client
    assert "Квитанция о приёме в ремонт" in shop


def test_papers_of_the_shop_and_repeats_are_not_marked(cache: Path) -> None:
    assert said(press(cache), "work_order").count("Заказ-наряд") == 2
    assert OURS not in said(press(cache), "work_order")
    assert OURS not in said(press(cache), "consent", "en")
    again = job(reprint_of=uuid4(), key="receipt:1:1:2")
    assert CLIENT not in press(cache).text(again, RECEIPT)


def test_labels_are_doubled_one_by_one(cache: Path) -> None:
    data = example("accessory_label", SHOP, "ru")
    asked = job(data, document="accessory_label")
    assert len(pieces(press(cache).whole(asked))) == 3
    maker = replace(press(cache), copies={"accessory_label": 2})
    able = printer("none:?language=tspl", "label").profile
    assert len(tspl.read(maker.rendered(asked, able).payload)) == 6


def test_labels_of_one_job_are_looked_at_together(cache: Path) -> None:
    data = example("batch_label", SHOP, "ru")
    proof = press(cache).proof(job(data, document="batch_label"), LABEL)
    assert proof.png
    repeated = job(data, document="batch_label", reprint_of=uuid4(), key="batch_label:1:1:2")
    document = press(cache).document(repeated)
    assert plain.render(document, 48).count("REPEAT 1") + plain.render(document, 48).count(
        "ПОВТОР 1"
    ) == len(pieces(document))
    assert sum(isinstance(block, Cut) for block in document.blocks) == 1
