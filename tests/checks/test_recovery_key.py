"""What is on the paper can be typed back, and a slip is named before the whole is tried."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake_app.checks import layout, recovery_key
from intake_app.errors import Problem, RejectedError

ROOT = bytes(range(20))
ROOTS = st.binary(min_size=20, max_size=20)
SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@given(ROOTS)
def test_what_is_printed_is_read_back(root: bytes) -> None:
    blocks = recovery_key.blocks(root)
    assert [len(block) for block in blocks] == [5] * 8
    assert recovery_key.parse("-".join(blocks)) == root
    assert recovery_key.parse(" ".join(blocks).lower()) == root
    assert recovery_key.parse(recovery_key.qr_text(root)) == root


@given(ROOTS)
def test_the_other_keyboard_layout_does_no_harm(root: bytes) -> None:
    typed = " ".join(recovery_key.blocks(root)).lower()
    assert recovery_key.parse(layout.to_cyrillic(typed)) == root


def test_letters_that_look_alike_are_taken_for_each_other() -> None:
    printed = "".join(recovery_key.blocks(ROOT))
    look_alike = printed.replace("0", "О").replace("1", "l").replace("B", "В").replace("C", "С")
    assert recovery_key.parse(look_alike) == ROOT


@given(ROOTS, st.integers(0, 39), st.sampled_from(SIGNS))
def test_one_wrong_sign_is_found_and_its_block_named(root: bytes, at: int, sign: str) -> None:
    signs = "".join(recovery_key.blocks(root))
    if signs[at] == sign:
        return
    with pytest.raises(RejectedError) as refused:
        recovery_key.parse(signs[:at] + sign + signs[at + 1 :])
    assert refused.value.problem is Problem.RECOVERY_BLOCK
    assert refused.value.detail == str(at // 5 + 1)


@given(ROOTS, st.integers(0, 38))
def test_two_swapped_neighbours_are_found(root: bytes, at: int) -> None:
    signs = list("".join(recovery_key.blocks(root)))
    if signs[at] == signs[at + 1]:
        return
    signs[at], signs[at + 1] = signs[at + 1], signs[at]
    with pytest.raises(RejectedError):
        recovery_key.parse("".join(signs))


@given(ROOTS, st.integers(0, 6))
def test_two_swapped_blocks_are_found(root: bytes, at: int) -> None:
    blocks = list(recovery_key.blocks(root))
    blocks[at], blocks[at + 1] = blocks[at + 1], blocks[at]
    with pytest.raises(RejectedError) as refused:
        recovery_key.parse("".join(blocks))
    assert refused.value.problem is Problem.RECOVERY_BLOCK


@pytest.mark.parametrize("typed", ["", "ABCDE", "0" * 41, "!" * 40, "Ж" * 40])
def test_what_is_no_key_is_told_so(typed: str) -> None:
    with pytest.raises(RejectedError) as refused:
        recovery_key.parse(typed)
    assert refused.value.problem is Problem.RECOVERY_SHORT


def test_a_block_is_read_as_it_is_printed() -> None:
    third = recovery_key.blocks(ROOT)[2]
    assert recovery_key.plain(f" {third.lower()} ") == third
    assert recovery_key.plain("!") == ""


def test_other_lengths_are_no_key() -> None:
    with pytest.raises(ValueError, match="no recovery key"):
        recovery_key.blocks(b"short")
