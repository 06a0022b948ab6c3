"""Photos and signatures stand beside the store as it stands: sealed, or plain in an exercise."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from intake_app.errors import Problem, RejectedError, UnavailableError
from intake_app.services import blobs as blobs_module
from intake_app.services.blob_parts import BlobParts
from intake_app.services.blob_seal import EXTRA, BlobLocks
from intake_app.services.blobs import FOLDER_NAME, Blobs
from intake_app.services.shop import Shop
from intake_app.services.store_keys import StoreKeys
from intake_app.sync.core.wire_files import Piece
from intake_app.sync.secrets import FILE
from intake_app.upkeep import conversion, pictures, repair

if TYPE_CHECKING:
    from tests.upkeep.conftest import Bench

JPEG = b"\xff\xd8\xff\xe0 JFIF a picture of a telephone" * 50
START = b"\xff\xd8\xff"
"""How every one of them begins; two bytes alone may stand in a sealed file by chance."""
MANY = tuple(b"\xff\xd8\xff picture %d" % number for number in range(5))


def stolen(data: Path) -> bytes:
    """Everything that whoever takes the pictures away has, hidden files as well."""
    files = (file for file in (data / FOLDER_NAME).rglob("*") if file.is_file())
    return b"".join(file.read_bytes() for file in files)


def test_a_stolen_folder_shows_no_picture(pc: Bench) -> None:
    name = pc.shop.blobs.put(JPEG)
    parts = BlobParts(pc.shop.blobs)
    parts.add("ab" * 32, Piece(0, JPEG, len(JPEG) * 2), len(JPEG) * 2)  # still on its way
    assert parts.size("ab" * 32) == len(JPEG)
    assert (START in stolen(pc.settings.data)) is not pc.keys.is_encrypted
    assert pc.shop.blobs.read(name) == JPEG
    assert pc.shop.blobs.size(name) == len(JPEG)


def test_a_sealed_picture_opens_nowhere_else(pc: Bench) -> None:
    if not pc.keys.is_encrypted:
        conversion_of(pc, encrypted=True)
    blobs = pc.shop.blobs
    one, two = blobs.put(JPEG), blobs.put(MANY[0])
    assert blobs.path(one).stat().st_size == len(JPEG) + EXTRA
    shutil.copyfile(blobs.path(one), blobs.path(two))
    for taken in (blobs, replace(blobs, locks=None)):
        with pytest.raises(RejectedError) as refused:
            taken.read(two)
        assert refused.value.problem is Problem.PICTURE_UNREADABLE
    other = Blobs(blobs.folder, BlobLocks(StoreKeys(pc.settings.data / "other")))
    with pytest.raises(RejectedError):
        other.read(one)
    blobs.path(one).write_bytes(blobs.path(one).read_bytes()[:40])
    with pytest.raises(RejectedError):
        blobs.read(one)


def conversion_of(pc: Bench, *, encrypted: bool) -> None:
    """Switch as the next start does, and open the shop again."""
    pc.shop.close()
    repair.wish_encrypted(pc.safety, encrypted=encrypted)
    repair.ready(pc.safety)
    pc.shop = Shop(pc.settings, pc.watch, pc.keys)
    pc.shop.open()


def test_the_pictures_follow_when_encryption_is_switched(pc: Bench) -> None:
    names = [pc.shop.blobs.put(one) for one in MANY]
    for encrypted in (True, False, True):
        conversion_of(pc, encrypted=encrypted)
        assert [pc.shop.blobs.read(name) for name in names] == list(MANY)
        assert (START in stolen(pc.settings.data)) is not encrypted
    assert pc.shop.services.cargo.make_room() == 0


@pytest.mark.parametrize("cut", [2, 3, 6])
def test_a_switch_that_was_cut_goes_on_at_the_next_start(
    pc: Bench, cut: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [pc.shop.blobs.put(one) for one in MANY]
    pc.shop.close()
    encrypted = not pc.keys.is_encrypted
    real, left = os.fsync, [cut]

    def dies(handle: int) -> None:
        left[0] -= str(Path(f"/proc/self/fd/{handle}").readlink()).count("/blobs/") and 1
        if not left[0]:
            raise KeyboardInterrupt
        real(handle)

    monkeypatch.setattr(blobs_module.os, "fsync", dies)
    with pytest.raises(KeyboardInterrupt):
        (conversion.encrypt if encrypted else conversion.decrypt)(pc.keys)
    monkeypatch.undo()
    assert pc.keys.is_encrypted is encrypted
    (pc.settings.data / FOLDER_NAME / names[0][:2] / ".torn").write_bytes(JPEG)
    seen = pc.shop.blobs
    assert [seen.read(name) for name in names] == list(MANY)  # whichever way each of them stands
    told: list[float] = []
    repair.ready(pc.safety, told.append)
    assert told[-1] == 1
    assert [seen.read(name) for name in names] == list(MANY)
    assert (START in stolen(pc.settings.data)) is not encrypted
    told.clear()
    repair.ready(pc.safety, told.append)
    assert told == []


def test_the_paper_opens_them_on_a_bare_pc(pc: Bench, tmp_path: Path) -> None:
    name = pc.shop.blobs.put(JPEG)
    root = pc.keys.kept().root
    pc.shop.close()
    bare = tmp_path / "bare"
    shutil.copytree(pc.settings.data, bare, ignore=shutil.ignore_patterns(FILE))
    keys = StoreKeys(bare)
    keys.restored(root)
    assert pictures.blobs_of(bare, keys).read(name) == JPEG


def test_what_a_restore_brings_is_sealed_with_the_keys_of_today(pc: Bench) -> None:
    if not pc.keys.is_encrypted:
        conversion_of(pc, encrypted=True)
    name = pc.shop.blobs.put(JPEG)
    pc.safety.back_up()
    pc.shop.close()
    pc.shop.blobs.drop(name)
    here = pc.shop.blobs.put(MANY[0])
    data = pc.settings.data
    older = pc.keys.known().name
    newer = pc.keys.renewed().name
    assert newer != older
    _, backup = pc.safety.backups()[0]
    repair.wish(pc.safety, backup.file)
    done = repair.ready(pc.safety)
    assert done is not None
    assert (done.pictures, done.lost_pictures) == (1, 0)
    blobs = pictures.blobs_of(data, pc.keys)
    assert [blobs.key_name(one) for one in (name, here)] == [older, older]
    assert blobs.read(here) == MANY[0]


def test_a_disk_that_takes_nothing_leaves_them_as_they_were(
    pc: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = pc.shop.blobs.put(JPEG)
    spoilt = pc.shop.blobs.put(MANY[1])
    pc.shop.blobs.path(spoilt).write_bytes(b"\xff\xd8 altered")
    pc.shop.close()
    pictures.begin(pc.settings.data)
    encrypted = not pc.keys.is_encrypted
    conversion_now = conversion.encrypt if encrypted else conversion.decrypt

    def full(*_: object) -> None:
        raise OSError(28, "no room")

    with monkeypatch.context() as patched:
        patched.setattr(blobs_module, "_write", full)
        with pytest.raises(UnavailableError) as refused:
            conversion_now(pc.keys)
    assert refused.value.problem is Problem.DISK_FULL
    assert pc.shop.blobs.read(name) == JPEG
    assert pictures.settle(pc.settings.data, pc.keys) == int(encrypted)
    assert pc.shop.blobs.read(name) == JPEG
    assert pc.shop.blobs.key_name("cd" * 32) == ""


def test_a_folder_that_takes_no_note_is_told(pc: Bench) -> None:
    shutil.rmtree(pc.settings.data / FOLDER_NAME, ignore_errors=True)
    (pc.settings.data / FOLDER_NAME).write_text("in the way")
    with pytest.raises(UnavailableError):
        pictures.begin(pc.settings.data)
