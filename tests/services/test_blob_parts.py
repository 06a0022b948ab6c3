"""A picture that comes piece by piece, into a shop that seals its data and into a plain one."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from intake_app.errors import RejectedError
from intake_app.services.blob_parts import BlobParts
from intake_app.services.blob_seal import BlobLocks
from intake_app.services.blobs import Blobs
from intake_app.services.store_keys import StoreKeys
from intake_app.sync.core.wire_files import Piece
from intake_app.sync.secrets import FILE, FileSecrets

if TYPE_CHECKING:
    from pathlib import Path

WHOLE = b"\xff\xd8\xff a picture in pieces"
NAME = hashlib.sha256(WHOLE).hexdigest()
LONG = len(WHOLE)


@pytest.fixture(params=[True, False], ids=["sealed", "plain"])
def parts(tmp_path: Path, request: pytest.FixtureRequest) -> BlobParts:
    keys = StoreKeys(tmp_path, lambda place: FileSecrets(place / FILE))
    return BlobParts(Blobs(tmp_path / "blobs", BlobLocks(keys, encrypt=request.param)))


def piece(start: int, end: int) -> Piece:
    return Piece(start, WHOLE[start:end], LONG)


def test_pieces_become_the_picture(parts: BlobParts) -> None:
    assert not parts.add(NAME, piece(0, 5), LONG)
    assert not parts.add(NAME, piece(5, 9), LONG)
    assert (parts.size(NAME), parts.blobs.has(NAME)) == (9, False)
    assert parts.add(NAME, piece(9, LONG), LONG)
    assert parts.blobs.read(NAME) == WHOLE
    assert parts.size(NAME) == 0
    assert parts.blobs.size(NAME) == LONG
    assert parts.blobs.size("ab" * 32) == 0


def test_one_piece_that_is_all_stands_nowhere_in_between(parts: BlobParts) -> None:
    assert parts.add(NAME, piece(0, LONG), LONG)
    assert not (parts.blobs.folder / ".parts").exists()


def test_what_a_cut_left_is_asked_for_again(parts: BlobParts) -> None:
    parts.add(NAME, piece(0, 5), LONG)
    file = parts.blobs.folder / ".parts" / NAME
    first = file.stat().st_size
    parts.add(NAME, piece(5, 9), LONG)
    whole = file.read_bytes()
    for cut in range(first, len(whole)):
        file.write_bytes(whole[:cut])
        assert parts.size(NAME) == 5
    assert parts.add(NAME, piece(5, LONG), LONG)
    assert parts.blobs.read(NAME) == WHOLE


def test_a_piece_of_another_place_and_other_bytes_begin_anew(parts: BlobParts) -> None:
    parts.add(NAME, piece(0, 5), LONG)
    with pytest.raises(RejectedError):
        parts.add(NAME, piece(7, 9), LONG)
    assert parts.size(NAME) == 0
    parts.add(NAME, piece(0, 5), LONG)
    with pytest.raises(RejectedError):
        parts.add(NAME, Piece(5, bytes(LONG - 5), LONG), LONG)
    assert parts.size(NAME) == 0
    assert not parts.blobs.has(NAME)
