"""What was printed once is kept block by block, and printed the same again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, get_args
from uuid import uuid4

from intake_app.printing import stored
from intake_app.printing.document import (
    Align,
    Band,
    Barcode,
    Block,
    Column,
    Cut,
    Document,
    Pair,
    Picture,
    Qr,
    Rule,
    Signature,
    Space,
    Table,
    Text,
    Weight,
)
from intake_app.printing.profile import RECEIPT as PROFILE
from tests.printing.samples import RECEIPT, compose, job, words

if TYPE_CHECKING:
    from intake_app.printing.press import Press

ALL = Document(
    "Всё",
    (
        Text("a", Weight.SMALL, Align.CENTRE, 3),
        Band("b"),
        Pair("c", "d", Weight.STRONG, tight=True),
        Rule(),
        Space(7),
        Barcode("123", "12 3", 85),
        Qr("q", 300),
        Table((Column(5), Column(1, Align.RIGHT)), ("x", "y"), (("1", "2"), ("3", "4"))),
        Picture("cG5n", 120),
        Signature("e"),
        Cut(),
    ),
    "en",
)


def test_every_kind_of_block_comes_back_as_it_was() -> None:
    assert {type(block) for block in ALL.blocks} == set(get_args(Block))
    assert stored.load(stored.dump(ALL)) == ALL


def test_a_block_of_a_later_version_is_left_out() -> None:
    text = stored.dump(ALL).replace('"Band"', '"Hologram"')
    assert stored.load(text).blocks == tuple(
        block for block in ALL.blocks if not isinstance(block, Band)
    )


def test_an_old_paper_is_repeated_as_it_was_whatever_changed_since(press: Press) -> None:
    kept = stored.dump(compose(replace(RECEIPT, client="Как тогда"), words("ru")))
    again = job(composed=kept, reprint_of=uuid4(), key="receipt:1:1:2")
    said = press.text(again, PROFILE)
    assert "Как тогда" in said
    assert RECEIPT.client not in said
    assert "ПОВТОР № 1, 21.11.2026 14:05" in said
