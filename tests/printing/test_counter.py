"""Copies, the cash drawer, and how a paper leaves its printer."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from PIL import Image

from intake_app.printing import epl, escpos, tspl, zpl
from intake_app.printing.document import Document, Qr, Text
from intake_app.printing.printer import printer
from intake_app.printing.profile import RECEIPT as PROFILE
from intake_app.printing.raster import Raster
from tests.printing.samples import LABEL, RECEIPT, job
from tests.rigs import epl as epl_reader
from tests.rigs import tspl as tspl_reader
from tests.rigs import zpl as zpl_reader
from tests.rigs.escpos import JobError, read

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from intake_app.printing.press import Press
    from intake_app.services.papers import ReceiptData
    from tests.rigs.labels import Label

MODES = pytest.mark.parametrize("mode", ["raster", "text"])
TWICE = {"receipt": 2, "label": 3}
CASH = replace(RECEIPT, prepayment_method="cash")
CARD = replace(RECEIPT, prepayment_method="card")
WHITE = Raster(Image.new("1", (464, 320), 1), (), frozenset(), cropped=False)


@MODES
def test_two_copies_are_cut_apart_and_differ_by_whose_they_are(press: Press, mode: str) -> None:
    profile = printer(f"none:?mode={mode}", "receipt").profile
    one = read(press.rendered(job(), profile).payload)
    two = read(replace(press, copies=TWICE).rendered(job(), profile).payload)
    assert len(two.cuts) == 2
    said = [line.strip() for line in two.text.splitlines()]
    marks = ["Client's copy", "Shop's copy"] if mode == "text" else []
    assert [line for line in said if line in {"Client's copy", "Shop's copy"}] == marks
    assert [line for line in two.text.splitlines() if line.strip() not in marks] == (
        one.text.splitlines() * 2
    )
    marked = len(two.rows) - 2 * len(one.rows)
    assert (0 < marked < 100) is (mode == "raster")


def test_labels_come_as_often_as_they_are_wanted(press: Press) -> None:
    profile = printer("none:?language=tspl", "label").profile
    payload = replace(press, copies=TWICE).rendered(job(LABEL), profile).payload
    assert len(tspl_reader.read(payload)) == 3


def test_copies_of_a_page_are_pages(press: Press) -> None:
    profile = printer("none:?language=pdf", "receipt").profile
    one, two = press, replace(press, copies=TWICE)
    pages = [maker.rendered(job(), profile).payload.count(b"/Type /Page\n") for maker in (one, two)]
    assert pages[1] == 2 * pages[0] > 0


def test_a_repeat_is_one_paper(press: Press) -> None:
    again = job(reprint_of=uuid4())
    payload = replace(press, copies=TWICE).rendered(again, PROFILE).payload
    assert len(read(payload).cuts) == 1


@MODES
@pytest.mark.parametrize(("pin", "kicks"), [("2", [2]), ("5", [5]), ("none", [])])
def test_cash_opens_the_drawer_on_its_pin(
    press: Press, mode: str, pin: str, kicks: list[int]
) -> None:
    profile = printer(f"none:?mode={mode}&drawer={pin}", "receipt").profile
    assert read(press.rendered(job(CASH), profile).payload).kicks == kicks


@pytest.mark.parametrize(
    ("data", "repeat"),
    [(CARD, False), (replace(CASH, prepayment=None), False), (CASH, True)],
    ids=["by card", "no money", "a repeat"],
)
def test_the_drawer_stays_closed_without_new_cash(
    press: Press, data: ReceiptData, repeat: bool
) -> None:
    profile = printer("none:?drawer=2", "receipt").profile
    due = job(data, reprint_of=uuid4() if repeat else None)
    assert not read(press.rendered(due, profile).payload).kicks


def test_cash_for_any_device_of_a_visit_opens_the_drawer(press: Press) -> None:
    profile = printer("none:?drawer=2", "receipt").profile
    assert read(press.rendered(job(replace(CARD, more=(CASH,))), profile).payload).kicks == [2]


@pytest.mark.parametrize(
    ("cut", "last"), [("partial", "GS V"), ("full", "GS V"), ("tear", "ESC d"), ("none", "GS v")]
)
def test_paper_is_cut_torn_or_left_alone(press: Press, cut: str, last: str) -> None:
    profile = printer(f"none:?cut={cut}", "receipt").profile
    assert read(press.rendered(job(), profile).payload).commands[-1] == last


@pytest.mark.parametrize(
    ("encode", "reads", "said"),
    [
        (
            tspl.label_job,
            tspl_reader.read,
            {
                "tear": {"SET PEEL": "OFF", "SET CUTTER": "OFF", "SET TEAR": "ON"},
                "peel": {"SET CUTTER": "OFF", "SET TEAR": "OFF", "SET PEEL": "ON"},
                "cut": {"SET PEEL": "OFF", "SET TEAR": "OFF", "SET CUTTER": "1"},
            },
        ),
        (
            zpl.label_job,
            zpl_reader.read,
            {"tear": {"^MM": "T"}, "peel": {"^MM": "P"}, "cut": {"^MM": "C"}},
        ),
        (
            epl.label_job,
            epl_reader.read,
            {"tear": {"O": ""}, "peel": {"O": "P"}, "cut": {"O": "C"}},
        ),
    ],
    ids=["tspl", "zpl", "epl"],
)
def test_a_label_is_torn_peeled_or_cut(
    encode: Callable[..., bytes],
    reads: Callable[[bytes], list[Label]],
    said: dict[str, dict[str, str]],
) -> None:
    language = encode.__module__.rpartition(".")[2]
    for take, expected in said.items():
        profile = printer(f"none:?language={language}&take={take}", "label").profile
        (label,) = reads(encode(WHITE, profile))
        assert expected.items() <= dict(label.said).items()
    left = printer(f"none:?language={language}", "label").profile
    (label,) = reads(encode(WHITE, left))
    assert not {"SET PEEL", "SET TEAR", "SET CUTTER", "^MM", "O"} & set(label.said)


def test_the_printers_own_qr_is_whole(cache: Path) -> None:
    able = replace(PROFILE, mode="text")
    document = Document("", (Text("before"), Qr("https://example.org/Ж?1")))
    assert read(escpos.text_job(document, able, cache).payload).squares == [
        "https://example.org/Ж?1"
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        b"\x1d(k\x04\x001A3\x00",  # no such model
        b"\x1d(k\x03\x001Q0",  # printed before it is stored
        b"\x1d(k\x03\x001C\x11",  # too wide a module
        b"\x1d(k\x09\x001P0abc",  # cut off
        b"\x1d(k\x04\x001A2\x00\x1d(k\x03\x001C\x04\x1d(k\x03\x001E9",  # no such correction
        b"\x1bp\x00\x32\x10",  # a pulse longer than its pause
    ],
)
def test_a_wrong_square_or_pulse_is_refused(wrong: bytes) -> None:
    with pytest.raises(JobError):
        read(wrong)
