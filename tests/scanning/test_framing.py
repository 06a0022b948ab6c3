"""Codes from bytes, however the port cuts them."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake_app.scanning.framing import DOUBLE_S, IDLE_S, LONGEST, Framer, decoded
from intake_app.scanning.scan import Scan


def texts(scans: tuple[Scan, ...]) -> list[str]:
    return [scan.text for scan in scans]


@pytest.mark.parametrize("end", [b"\r", b"\n", b"\r\n", b"\t", b"\x03"])
def test_each_terminator_ends_one_code(end: bytes) -> None:
    assert texts(Framer().feed(b"123" + end + b"456" + end, 0.0)) == ["123", "456"]


def test_stx_starts_a_code_anew() -> None:
    assert texts(Framer().feed(b"noise\x02123\x03", 0.0)) == ["123"]


def test_a_pause_ends_a_code_without_terminator() -> None:
    framer = Framer()
    assert framer.feed(b"123", 1.0) == ()
    assert framer.idle(1.0 + IDLE_S / 2) == ()
    assert texts(framer.idle(1.0 + IDLE_S)) == ["123"]
    assert framer.idle(9.0) == ()


def test_bytes_after_a_pause_belong_to_the_next_code() -> None:
    framer = Framer()
    framer.feed(b"123", 1.0)
    assert texts(framer.feed(b"456\r", 2.0)) == ["123", "456"]


def test_empty_codes_are_nothing() -> None:
    assert Framer().feed(b"\r\n\r\n\x02\x03", 0.0) == ()


@pytest.mark.parametrize(
    ("frame", "expected"),
    [
        (b"]C0123456", Scan("123456", "C0")),
        (b"]d2010460\x1d21abc", Scan("010460\x1d21abc", "d2")),
        (b"A]C0123", Scan("A]C0123")),
        (b"]C", Scan("]C")),
        ("Приём".encode(), Scan("Приём")),
        (b"Stra\xdfe", Scan("Straße", "", suspicious=True)),
        (b"[)>\x1e06\x1dP1\x1e\x04", Scan("[)>\x1e06\x1dP1\x1e\x04")),
    ],
)
def test_what_a_frame_says(frame: bytes, expected: Scan) -> None:
    assert decoded(frame) == expected


@pytest.mark.parametrize("frame", [b"\x1ef\x80f\x86", b"\x9eIJJ:", bytes(8), b"12\x013"])
def test_a_wrong_speed_is_suspicious(frame: bytes) -> None:
    assert decoded(frame).suspicious


def test_an_endless_code_is_cut_and_suspicious() -> None:
    framer = Framer()
    (scan,) = framer.feed(b"1" * (LONGEST + 500) + b"\r", 0.0)
    assert scan.suspicious
    assert len(scan.text) == LONGEST
    assert texts(framer.feed(b"2\r", 1.0)) == ["2"]


def test_the_longest_code_is_whole() -> None:
    (scan,) = Framer().feed(b"1" * LONGEST + b"\r", 0.0)
    assert not scan.suspicious
    assert len(scan.text) == LONGEST


def test_one_pull_that_reads_twice_is_one_scan() -> None:
    framer = Framer()
    assert texts(framer.feed(b"123\r", 1.0)) == ["123"]
    assert framer.feed(b"123\r", 1.0 + DOUBLE_S / 2) == ()
    assert texts(framer.feed(b"123\r", 1.0 + DOUBLE_S * 2)) == ["123"]
    assert texts(framer.feed(b"124\r", 1.0 + DOUBLE_S * 2)) == ["124"]


def test_reset_forgets_half_a_code() -> None:
    framer = Framer()
    framer.feed(b"12", 0.0)
    framer.reset()
    assert texts(framer.feed(b"34\r", 0.0)) == ["34"]


def test_twenty_thousand_random_splits_give_the_same_codes() -> None:
    frames = ["100200300405", "]C0778899", "\x02\x1dAB\x03", "Ключ-7\r", "тест\n", "990\t"]
    stream = "\r\n".join(frames).encode() + b"\r\n"
    whole = Framer().feed(stream, 0.0)
    assert len(whole) == len(frames)
    dice = random.Random(7)
    for _ in range(20_000):
        cuts = sorted(dice.sample(range(1, len(stream)), dice.randrange(len(stream) // 2)))
        framer, got = Framer(), list[Scan]()
        for start, end in zip([0, *cuts], [*cuts, len(stream)], strict=True):
            got += framer.feed(stream[start:end], 0.0)
        assert tuple(got) == whole


@given(st.lists(st.binary(max_size=40), max_size=20), st.lists(st.floats(0, 1), max_size=20))
def test_no_bytes_break_it(pieces: list[bytes], pauses: list[float]) -> None:
    framer, now = Framer(), 0.0
    for piece, pause in zip(pieces, pauses, strict=False):
        now += pause
        for scan in (*framer.feed(piece, now), *framer.idle(now)):
            assert scan.text
            assert len(scan.text) <= LONGEST
