from __future__ import annotations

import errno
import hashlib
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake_app.errors import Problem, RejectedError, UnavailableError
from intake_app.services.blobs import Blobs


@pytest.fixture
def blobs(tmp_path: Path) -> Blobs:
    return Blobs(tmp_path / "blobs")


def test_bytes_come_back_by_the_name_of_what_they_hold(blobs: Blobs) -> None:
    name = blobs.put(b"picture")

    assert name == hashlib.sha256(b"picture").hexdigest()
    assert blobs.path(name) == blobs.folder / name[:2] / name
    assert blobs.read(name) == b"picture"
    assert blobs.has(name)


def test_the_same_bytes_are_kept_once(blobs: Blobs) -> None:
    first = blobs.path(blobs.put(b"picture"))
    at = first.stat().st_mtime_ns
    blobs.put(b"picture")

    assert first.stat().st_mtime_ns == at
    assert [file.name for file in first.parent.iterdir()] == [first.name]


def test_what_is_on_another_pc_is_said_to_be_there(blobs: Blobs) -> None:
    with pytest.raises(RejectedError) as refused:
        blobs.read("0" * 64)
    assert refused.value.problem is Problem.PHOTO_ELSEWHERE
    assert not blobs.has("0" * 64)


def test_altered_bytes_are_not_given_out(blobs: Blobs) -> None:
    name = blobs.put(b"picture")
    blobs.path(name).write_bytes(b"pictura")

    with pytest.raises(RejectedError) as refused:
        blobs.read(name)
    assert refused.value.problem is Problem.PICTURE_UNREADABLE


def test_what_cannot_be_read_is_unreadable(blobs: Blobs) -> None:
    name = blobs.put(b"picture")
    blobs.path(name).unlink()
    blobs.path(name).mkdir()

    with pytest.raises(RejectedError) as refused:
        blobs.read(name)
    assert refused.value.problem is Problem.PICTURE_UNREADABLE


@given(st.text(max_size=70))
def test_only_a_sha_is_a_name(text: str) -> None:
    if len(text) != 64 or set(text) - set("0123456789abcdef"):
        with pytest.raises(ValueError, match="SHA"):
            Blobs(Path("blobs")).path(text)


@pytest.mark.parametrize(
    ("number", "problem"),
    [(errno.ENOSPC, Problem.DISK_FULL), (errno.EACCES, Problem.READ_ONLY)],
)
def test_a_disk_that_takes_nothing_is_named_and_leaves_no_part(
    blobs: Blobs, monkeypatch: pytest.MonkeyPatch, number: int, problem: Problem
) -> None:
    def refuse(_handle: int) -> None:
        raise OSError(number, "no")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(UnavailableError) as refused:
        blobs.put(b"picture")

    assert refused.value.problem is problem
    assert [file for file in blobs.folder.rglob("*") if file.is_file()] == []


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "blobs").write_text("a file")
    with pytest.raises(UnavailableError):
        Blobs(tmp_path / "blobs").put(b"picture")
