"""Packed bodies: whole, honest about their size, and never a bomb."""

from __future__ import annotations

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from intake_app.errors import Problem, RejectedError
from intake_app.sync.packing import pack, unpack

BOMB = zstandard.ZstdCompressor(level=19).compress(bytes(64 * 1024 * 1024))


@given(st.binary(max_size=5000))
def test_what_was_packed_comes_out(raw: bytes) -> None:
    assert unpack(pack(raw), 5000) == raw


def test_a_bomb_does_not_go_off() -> None:
    assert len(BOMB) < 10_000
    with pytest.raises(RejectedError) as error:
        unpack(BOMB, 1024 * 1024)
    assert error.value.problem is Problem.TOO_LONG


@pytest.mark.parametrize(
    "packed",
    [
        b"",
        b"nope",
        pack(b"x" * 1000)[:-3],
        pack(b"x" * 1000) + b"more",
        zstandard.ZstdCompressor(write_content_size=False).compress(b"x" * 1000),
        pack(b"x" * 1000)[:12] + b"\0" * 20,
    ],
)
def test_what_is_not_one_whole_frame_is_refused(packed: bytes) -> None:
    with pytest.raises(RejectedError) as error:
        unpack(packed, 10_000)
    assert error.value.problem is Problem.MALFORMED
