"""A backup comes back whole, with what was saved since, under numbers nobody has seen."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from intake_app.errors import Problem, RejectedError, UnavailableError
from intake_app.services.shop import Shop
from intake_app.services.store_keys import KEY_FILE, StoreKeys
from intake_app.sync.secrets import FILE
from intake_app.upkeep import conversion, mirroring, proving, restores
from intake_app.upkeep.mirror import Mirror, key_name
from intake_app.upkeep.safety import Safety
from tests.rigs.drafts import INTAKE

if TYPE_CHECKING:
    from pathlib import Path

    from tests.upkeep.conftest import Bench


def backed_up(pc: Bench) -> Path:
    """The newest backup beside the data."""
    pc.safety.back_up()
    return pc.safety.state().places[0].place.all()[0].file


def reopened(pc: Bench) -> Bench:
    """The same PC after a start."""
    pc.shop.close()
    pc.keys = StoreKeys(pc.settings.data)
    pc.shop = Shop(pc.settings, pc.watch, pc.keys)
    pc.shop.open()
    return pc


@pytest.mark.expects_log("the store was rolled_back")
def test_a_restore_brings_back_what_was_there_and_what_was_not_sent(pc: Bench) -> None:
    file = backed_up(pc)
    pc.take_in()
    before = pc.shop.services.replica.standing()
    pc.shop.close()
    done = restores.restore(pc.safety, file, pc.keys.known())
    assert done.manifest.orders == 1
    assert done.ops > 0
    reopened(pc)
    assert pc.orders() == sorted(pc.numbers)
    standing = pc.shop.services.replica.standing()
    assert standing.inc > before.inc
    assert standing.pending == before.pending
    assert (done.aside / "intake.db").exists()
    number = pc.take_in()
    assert number not in pc.numbers[:-1]
    assert number.split("-")[0] != pc.numbers[0].split("-")[0]
    pc.shop.close()
    proving.prove(pc.keys.store, pc.keys.connecting())


@pytest.mark.expects_log("the store was rolled_back")
def test_a_restore_twice_brings_nothing_twice(pc: Bench) -> None:
    file = backed_up(pc)
    pc.take_in()
    pc.shop.close()
    for _ in range(2):
        restores.restore(pc.safety, file, pc.keys.known())
        pc.watch.forward(seconds=1)
    assert reopened(pc).orders() == sorted(pc.numbers)


@pytest.mark.expects_log("the store was rolled_back")
def test_the_mirror_brings_back_what_a_dead_disk_took(pc: Bench, tmp_path: Path) -> None:
    file = backed_up(pc)
    mirror = mirroring.Mirroring(pc.settings, pc.keys, pc.shop.services.replica)
    assert mirror.catch_up() == ()
    pc.take_in()
    assert mirror.catch_up() == ()
    root = pc.keys.known().root
    saved = tmp_path / "disk" / "b" / file.name  # in the other place as well
    pc.shop.close()
    shutil.rmtree(pc.settings.data)
    pc.settings.data.mkdir()
    bare = StoreKeys(pc.settings.data)
    keys = bare.restored(root)
    done = restores.restore(Safety(pc.settings, bare, pc.watch), saved, keys)
    assert done.ops > 0
    assert reopened(pc).orders() == sorted(pc.numbers)


@pytest.mark.expects_log("the store was rolled_back")
def test_on_a_bare_pc_the_key_is_taken_over_from_the_backup(pc: Bench, tmp_path: Path) -> None:
    file, keys = backed_up(pc), pc.keys.known()
    pc.shop.close()
    for name in (FILE, KEY_FILE):
        (pc.settings.data / name).unlink()
    other = StoreKeys(pc.settings.data)
    other.renewed()  # somebody began a shop here meanwhile
    pc.keys.store.unlink()
    restores.restore(Safety(pc.settings, other, pc.watch), file, keys)
    assert reopened(pc).orders() == pc.numbers
    assert pc.keys.named == keys.name
    assert other.of_name(keys.name) == keys
    assert other.of_name("0" * 16) is None


def test_a_preview_changes_nothing(pc: Bench) -> None:
    file = backed_up(pc)
    pc.take_in()
    looked = restores.preview(pc.safety, file, pc.keys.known())
    assert [row.number for row in looked.rows] == pc.numbers[:1]
    assert looked.rows[0].client == INTAKE.client.name
    assert INTAKE.client.name not in repr(looked)
    assert pc.orders() == sorted(pc.numbers)
    assert not (pc.settings.data / "restore").exists()


def test_a_damaged_store_still_gives_what_was_not_sent(pc: Bench) -> None:
    pc.shop.close()
    assert len(restores.salvaged(pc.safety)) > 0
    content = bytearray(pc.keys.store.read_bytes())
    content[: 4096 * 3] = b"\0" * 4096 * 3
    pc.keys.store.write_bytes(content)
    assert restores.salvaged(pc.safety) == ()


def test_encryption_off_and_on_again_changes_no_row(pc: Bench) -> None:
    pc.shop.close()
    for switch, sealed in (
        (conversion.decrypt, False),
        (conversion.encrypt, True),
        (conversion.encrypt, True),
        (conversion.decrypt, False),
        (conversion.decrypt, False),
    ):
        switch(pc.keys)
        assert pc.keys.is_encrypted is sealed
        assert reopened(pc).orders() == pc.numbers
        pc.shop.close()
    assert not list(pc.settings.data.glob("conversion*"))


def test_a_damaged_store_is_not_converted(pc: Bench) -> None:
    pc.shop.close()
    content = bytearray(pc.keys.store.read_bytes())
    content[8192:12288] = b"\xff" * 4096
    pc.keys.store.write_bytes(content)
    switch = conversion.decrypt if pc.keys.is_encrypted else conversion.encrypt
    with pytest.raises(UnavailableError):
        switch(pc.keys)
    assert pc.keys.store.read_bytes() == bytes(content)


def test_a_mirror_survives_a_torn_end_and_a_spoilt_record(pc: Bench) -> None:
    file, keys = pc.settings.data / "x.ops", pc.keys.kept()
    ops = pc.shop.services.replica.unsent(100)
    mirror = Mirror(file, keys)
    mirror.start(ops[:1])
    first = file.stat().st_size
    mirror.append(ops[1:2])
    second = file.stat().st_size
    mirror.append(ops[2:])
    assert mirror.read() == tuple(ops)
    whole = file.read_bytes()
    assert "Петров".encode() not in whole
    for cut in range(second, len(whole), 97):
        file.write_bytes(whole[:cut])
        assert mirror.read() == tuple(ops[:2])
    spoilt = bytearray(whole)
    spoilt[first + 20] ^= 1
    file.write_bytes(spoilt)
    assert mirror.read() == (*ops[:1], *ops[2:])


def test_a_file_of_ops_is_known_by_its_key(pc: Bench) -> None:
    file = pc.settings.data / "x.ops"
    Mirror(file, pc.keys.kept()).start(())
    assert key_name(file) == pc.keys.named
    other = StoreKeys(pc.settings.data / "other").kept()
    with pytest.raises(RejectedError) as refused:
        Mirror(file, other).read()
    assert refused.value.problem is Problem.BACKUP_OTHER_KEY
    file.write_bytes(b"odd")
    with pytest.raises(RejectedError):
        key_name(file)


def test_a_mirror_that_is_away_begins_anew_when_it_is_back(pc: Bench, tmp_path: Path) -> None:
    mirror = mirroring.Mirroring(pc.settings, pc.keys, pc.shop.services.replica)
    (tmp_path / "disk").rmdir()
    assert mirror.catch_up() == ("b",)
    (tmp_path / "disk").mkdir()
    assert mirror.catch_up() == ()
    (file,) = mirroring.files(pc.settings)
    assert Mirror(file, pc.keys.known()).read() == tuple(pc.shop.services.replica.unsent(100))
    shutil.rmtree(tmp_path / "disk" / "b")
    pc.take_in()
    assert mirror.catch_up() == ()
    assert Mirror(file, pc.keys.known()).read() == tuple(pc.shop.services.replica.unsent(100))


@pytest.mark.expects_log("the store was rolled_back")
def test_every_restore_begins_a_life_whose_numbers_were_never_made(pc: Bench) -> None:
    lives = {pc.shop.services.replica.standing().inc}
    for _ in range(3):
        file = backed_up(pc)  # of this run: its nonce is the one that the witnesses know
        pc.shop.close()
        restores.restore(pc.safety, file, pc.keys.known())
        pc.watch.forward(seconds=1)
        reopened(pc).take_in()
        lives.add(pc.shop.services.replica.standing().inc)
    assert len(lives) == 4
    assert len(set(pc.numbers)) == 4
    assert len({number.split("-")[0] for number in pc.numbers}) == 4
    assert all(number.startswith("A") for number in pc.numbers)
    assert pc.shop.services.replica.standing().pending > 0
