"""The report of a shift says what lies in its box, what was counted and what is apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from intake_app.printing import plain
from intake_app.printing.composing import composed
from intake_app.printing.examples import example
from intake_app.services.papers import ShiftData
from intake_app.services.tendered_data import CountData
from tests.printing.samples import MOSCOW, SHOP, words

BOX = CountData(
    box="Касса 1",
    opened_at=datetime(2026, 11, 21, 9, 0, tzinfo=MOSCOW),
    opened_by="Анна",
    float_minor=100000,
    cash=60000,
    moved_in=5000,
    moved_out=15000,
    expected=150000,
)


def report(box: CountData) -> str:
    data = example("shift_report", SHOP, "ru")
    assert isinstance(data, ShiftData)
    document = composed("shift_report", replace(data, count=box), words("ru"))
    return " ".join(plain.render(document, 200).split())


def test_an_open_shift_says_what_must_lie_there() -> None:
    said = report(BOX)
    assert "Касса 1" in said
    assert "1 500 ₽" in said.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(("counted", "apart"), [(149000, "−10 ₽"), (151234, "12,34 ₽")])
def test_a_closed_one_says_what_is_apart_and_why(counted: int, apart: str) -> None:
    said = report(replace(BOX, counted=counted, reason="сдача без мелочи"))
    assert apart in said
    assert "сдача без мелочи" in said


def test_a_count_that_is_right_speaks_of_no_difference() -> None:
    right = report(replace(BOX, counted=150000))
    short = report(replace(BOX, counted=149000))
    assert len(right) < len(short)
