"""What is sealed to one desk opens there alone, and only for what it is about."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake_app.errors import Problem, RejectedError
from intake_app.sync.sealing import new_seal_seed, seal, seal_key_of, unseal

SEED = bytes(range(32))


@given(st.binary(max_size=64), st.binary(max_size=40))
def test_the_desk_it_is_for_opens_it(content: bytes, about: bytes) -> None:
    assert unseal(seal(content, seal_key_of(SEED), about), SEED, about) == content


def test_nobody_else_opens_it_and_nothing_in_it_may_change() -> None:
    sealed = seal(b"key", seal_key_of(SEED), b"desk 1")
    turned = sealed[:-1] + ("A" if sealed[-1] != "A" else "E")
    for text, seed, about in [
        (sealed, new_seal_seed(), b"desk 1"),
        (sealed, SEED, b"desk 2"),
        (turned, SEED, b"desk 1"),
        (sealed[:30], SEED, b"desk 1"),
        ("!", SEED, b"desk 1"),
        ("A" * 120, SEED, b"desk 1"),  # a public key that gives no secret
    ]:
        with pytest.raises(RejectedError) as error:
            unseal(text, seed, about)
        assert error.value.problem is Problem.PASSCODE_ALTERED


def test_the_same_twice_looks_different() -> None:
    key = seal_key_of(SEED)
    assert seal(b"key", key, b"") != seal(b"key", key, b"")
    with pytest.raises(RejectedError):
        seal(b"key", bytes(32), b"")
