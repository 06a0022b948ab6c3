"""A signature says who made an op and that nobody changed it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake_app.errors import IntakeError
from intake_app.sync.core.ops import Op, decode, encode
from intake_app.sync.fake_replica import MemoryReplica
from intake_app.sync.secrets import FILE, FileSecrets
from intake_app.sync.signing import (
    KeySigner,
    keep_signer,
    kept_signer,
    key_name,
    new_signer,
    sign,
    verify,
)

if TYPE_CHECKING:
    from pathlib import Path

SIGNER = KeySigner(bytes(range(32)))


def payment(amount: int = 5000) -> Op:
    return MemoryReplica().put("payment", {"amount_minor": amount})


def test_a_signed_op_is_its_authors() -> None:
    signed = sign(payment(), SIGNER)
    assert verify(signed, SIGNER.public)
    assert not verify(signed, new_signer().public)
    assert not verify(payment(), SIGNER.public)
    assert not verify(signed, b"no key")


@given(inc=st.integers(0, 2**31 - 1), n=st.integers(0, 2**63 - 1))
def test_a_fork_may_renumber_what_is_signed(inc: int, n: int) -> None:
    signed = sign(payment(), SIGNER)
    assert verify(replace(signed, inc=inc, n=n), SIGNER.public)


@pytest.mark.parametrize(
    "change",
    [
        {"op_id": uuid4()},
        {"txn": uuid4()},
        {"origin": uuid4()},
        {"entity": "refund"},
        {"rec": uuid4()},
        {"values": (("amount_minor", 4999),)},
        {"base": uuid4()},
        {"hlc": 7},
        {"schema": 2},
        {"made_at": "2025-01-01T00:00:00Z"},
        {"by_user": "somebody else"},
        {"unknown": '{"tip":1}'},
    ],
)
def test_no_other_word_of_it_may_change(change: dict[str, object]) -> None:
    signed = sign(payment(), SIGNER)
    assert not verify(replace(signed, **change), SIGNER.public)


def test_the_signature_travels_and_signing_again_changes_nothing() -> None:
    signed = sign(payment(), SIGNER)
    members = encode(signed)
    assert len(str(members["sig"])) == 86
    assert decode(members) == signed
    assert sign(signed, new_signer()) == signed


@pytest.mark.parametrize("sig", ["x", "x" * 86 + "=", "AA", "AAAA", "é" * 86, 7])
def test_what_is_no_signature_is_refused(sig: object) -> None:
    with pytest.raises(IntakeError):
        decode(encode(payment()) | {"sig": sig})


def test_the_key_of_a_store_is_kept(tmp_path: Path) -> None:
    secrets, origin = FileSecrets(tmp_path / FILE), uuid4()
    assert kept_signer(secrets, origin) is None
    keep_signer(secrets, origin, SIGNER)
    assert kept_signer(secrets, origin) == SIGNER
    for damaged in ("AAAA", "!", "A"):
        secrets.write(key_name(origin), damaged)
        with pytest.raises(IntakeError):
            kept_signer(secrets, origin)
