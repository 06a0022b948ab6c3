"""What is typed as a line of work is understood as people mean it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake_app.ui.storage.typed_receipt import TypedReceipt, read_receipt, read_write_off
from intake_app.ui.work_words import TypedLine, quantity, read_line, read_quantity


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("экран 4500", TypedLine("экран", 1000, 450_000)),
        ("экран iPhone 13", TypedLine("экран iPhone 13", 1000, None)),
        ("экран iPhone 13 4 500", TypedLine("экран iPhone 13", 1000, 450_000)),
        ("2x винт 50р", TypedLine("винт", 2000, 5_000)),
        ("x2 винт", TypedLine("винт", 2000, None)),
        ("винт x3 120", TypedLine("винт", 3000, 12_000)),
        ("чистка 1,5ч 1к", TypedLine("чистка", 1500, 100_000)),
        ("пайка 9,50", TypedLine("пайка", 1000, 950)),
        ("", TypedLine("", 1000, None)),
    ],
)
def test_words_a_number_and_a_price(typed: str, meant: TypedLine) -> None:
    assert read_line(typed) == meant


@given(st.text(max_size=40))
def test_nothing_typed_breaks_it(typed: str) -> None:
    assert read_line(typed).quantity > 0


@given(st.integers(1, 999_999_999))
def test_a_quantity_is_read_as_it_is_written(thousandths: int) -> None:
    assert read_quantity(quantity(thousandths, "ru")) == thousandths
    assert read_quantity(quantity(thousandths, "en")) == thousandths


def test_a_receipt_is_a_number_and_a_price() -> None:
    assert read_receipt("3 1200") == TypedReceipt(3000, 120_000)
    assert read_receipt("3 по 1200") == TypedReceipt(3000, 120_000)
    assert read_receipt("3") == TypedReceipt(3000, None)
    assert read_receipt("много") is None
    assert read_receipt("3 много") is None
    assert read_receipt("A1, A2", by_serial=True) == TypedReceipt(2000, None, ("A1", "A2"))
    assert read_receipt(" ", by_serial=True) is None


def test_a_write_off_is_a_number_and_a_reason() -> None:
    gone = read_write_off("1 разбит")
    assert gone is not None
    assert (gone.quantity, gone.why) == (1000, "разбит")
    assert read_write_off("разбит") is None
    piece = read_write_off("SN1 разбит", by_serial=True)
    assert piece is not None
    assert (piece.serial, piece.why) == ("SN1", "разбит")
    assert read_write_off("", by_serial=True) is None
