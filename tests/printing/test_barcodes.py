from __future__ import annotations

import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from intake_app.errors import Problem, RejectedError
from intake_app.printing.barcodes import QUIET, code128


def decoded(bars: tuple[bool, ...]) -> str:
    row = bytes([255] * QUIET + [0 if black else 255 for black in bars] + [255] * QUIET)
    picture = Image.frombytes("L", (len(row), 1), row).resize((len(row) * 2, 60), 0)
    (code,) = zxingcpp.read_barcodes(picture)
    assert code.format == zxingcpp.BarcodeFormat.Code128
    return code.text


def test_twelve_digits_take_101_modules() -> None:
    assert len(code128("010000004827")) == 101


@given(
    st.from_regex(r"[0-9]{1,20}", fullmatch=True)
    | st.from_regex(r"[!-~][ -~]{0,20}[!-~]", fullmatch=True)
)
def test_a_reader_finds_what_was_written(data: str) -> None:
    assert decoded(code128(data)) == data


@pytest.mark.parametrize("data", ["", "Ж", "a\n", "٣٤"])
def test_what_code_128_cannot_hold_is_rejected(data: str) -> None:
    with pytest.raises(RejectedError) as caught:
        code128(data)
    assert caught.value.problem is Problem.MALFORMED
