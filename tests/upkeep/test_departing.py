"""A PC that begins anew, a switch of encryption, and what was put aside: unsent work stays."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from intake_app import settings_file
from intake_app.config import FILE_NAME
from intake_app.errors import Problem, RejectedError
from intake_app.services.drafts import PhotoDraft
from intake_app.services.shop import Shop
from intake_app.services.store_keys import StoreKeys
from intake_app.sync.secrets import open_secrets
from intake_app.sync.signing import keep_signer, new_signer, verify
from intake_app.upkeep import aside, departing, mirroring, pictures, repair, restores
from intake_app.upkeep.mirror import Mirror
from tests.rigs.drafts import INTAKE

if TYPE_CHECKING:
    from pathlib import Path

    from tests.upkeep.conftest import Bench

DAY_S = 86400


def begun(pc: Bench, told: list[float] | None = None) -> None:
    """What a start does."""
    pc.shop.close()
    pc.keys = StoreKeys(pc.settings.data)
    repair.ready(pc.safety, (told if told is not None else list[float]()).append)
    pc.shop = Shop(pc.settings, pc.watch, pc.keys)
    pc.shop.open()


def test_a_reset_is_refused_while_something_is_unsent(pc: Bench) -> None:
    with pytest.raises(RejectedError) as refused:
        repair.wish_reset(pc.safety, None)
    assert refused.value.problem is Problem.UNSENT_WORK
    assert not (pc.settings.data / repair.WISH).exists()


def test_a_reset_with_the_exported_file_begins_anew(pc: Bench, tmp_path: Path) -> None:
    file = departing.exported(pc.safety, tmp_path)
    repair.wish_reset(pc.safety, file)
    before = pc.keys.known().name
    begun(pc)
    assert pc.orders() == []
    assert pc.keys.known().name == before
    (kept,) = (pc.settings.data / "aside").iterdir()
    assert (kept / "intake.db").exists()


def test_what_was_saved_after_the_export_stops_the_reset(pc: Bench, tmp_path: Path) -> None:
    file = departing.exported(pc.safety, tmp_path)
    repair.wish_reset(pc.safety, file)
    pc.take_in()
    with pytest.raises(RejectedError):
        begun(pc)
    begun(pc)
    assert pc.orders() == sorted(pc.numbers)


def test_encryption_is_switched_by_the_next_start(pc: Bench) -> None:
    for _ in range(2):
        wanted, told = not pc.keys.is_encrypted, list[float]()
        repair.wish_encrypted(pc.safety, encrypted=wanted)
        begun(pc, told)
        assert pc.keys.is_encrypted is wanted
        assert told == sorted(told)
        assert len(told) == 3
        assert pc.orders() == pc.numbers


def put_aside(pc: Bench, name: str, days: float) -> Path:
    """Leave a copy of the present store, so many days old."""
    folder = pc.settings.data / "aside" / name
    folder.mkdir(parents=True)
    pc.shop.close()
    (folder / "intake.db").write_bytes(pc.keys.store.read_bytes())
    at = pc.watch().timestamp() - days * DAY_S
    os.utime(folder, (at, at))
    pc.shop = Shop(pc.settings, pc.watch, pc.keys)
    pc.shop.open()
    return folder


def test_what_was_put_aside_goes_when_it_is_old_or_the_disk_is_low(pc: Bench) -> None:
    old, young = put_aside(pc, "old", 91), put_aside(pc, "young", 1)
    store = pc.shop.services.replica.store
    assert aside.clear(pc.safety, store, free=aside.LOW_BYTES) == 1
    assert (old.exists(), young.exists()) == (False, True)
    assert aside.clear(pc.safety, store, free=0) == 1
    assert not young.exists()


def test_the_only_copy_of_unsent_work_is_never_cleared(pc: Bench, tmp_path: Path) -> None:
    pc.take_in()
    only, spoilt = put_aside(pc, "only", 400), put_aside(pc, "spoilt", 400)
    (spoilt / "intake.db").write_bytes(b"\xff" * 8192)
    empty = pc.settings.data / "aside" / "empty"
    empty.mkdir()
    os.utime(empty, (0, 0))
    repair.wish_reset(pc.safety, departing.exported(pc.safety, tmp_path))
    begun(pc)
    for folder in (only, spoilt):
        os.utime(folder, (0, 0))
    aside.clear(pc.safety, pc.shop.services.replica.store, free=0)
    assert only.exists()
    assert spoilt.exists()
    assert not empty.exists()


def test_a_place_that_was_added_holds_at_once(pc: Bench, tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    folder = str(tmp_path / "stick" / "intake")
    settings_file.prepared(pc.settings.data / FILE_NAME, "backups", "stick", folder)()
    pc.safety.back_up()
    assert [state.count for state in pc.safety.state().places] == [1, 1, 1]
    assert len(mirroring.files(pc.settings)) == 2
    (pc.settings.data / FILE_NAME).write_text("broken [", "utf-8")
    assert len(pc.safety.state().places) == 2


def test_whose_store_it_was_is_known_from_a_backup(pc: Bench) -> None:
    origin = pc.shop.services.replica.standing().origin
    pc.safety.back_up()
    pc.shop.close()
    assert restores.origin_of(pc.safety) == origin
    pc.keys.store.write_bytes(b"\xff" * 8192)
    assert restores.origin_of(pc.safety) == origin


def add_photo(pc: Bench, content: bytes) -> str:
    name = pc.shop.blobs.put(content)
    photo = PhotoDraft(sha256=name, mime="image/jpeg", size=len(content))
    pc.shop.services.intakes.receive(replace(INTAKE, photos=(photo,)))
    return name


def acknowledge(pc: Bench) -> None:
    """The hub has every change, but no picture yet."""
    with pc.shop.services.replica.store.writing() as session:
        session.driver.execute("DELETE FROM outbox")


def test_a_photo_that_is_here_alone_is_unsent_work(pc: Bench, tmp_path: Path) -> None:
    name = add_photo(pc, b"a scratch")
    acknowledge(pc)
    with pytest.raises(RejectedError) as refused:
        departing.demand_nothing_unsent(pc.safety)
    assert refused.value.problem is Problem.UNSENT_WORK
    file = departing.exported(pc.safety, tmp_path)
    departing.demand_nothing_unsent(pc.safety, file)
    (sealed,) = departing.pictures_of(file).glob("blobs/*/*")
    assert b"a scratch" not in sealed.read_bytes()
    pc.shop.services.cargo.delivered(name)
    departing.demand_nothing_unsent(pc.safety)


def test_another_desk_takes_carried_photos_in_and_sends_them(pc: Bench, tmp_path: Path) -> None:
    name = add_photo(pc, b"a scratch")
    cargo = pc.shop.services.cargo
    file = departing.exported(pc.safety, tmp_path)
    pc.shop.blobs.drop(name)  # this desk as another one, which has heard of the photo
    assert cargo.next() is not None
    assert cargo.unsent() == ()
    keys = pc.keys.known()
    assert pictures.restore(departing.pictures_of(file), pc.shop.blobs, keys) == (1, 0)
    cargo.look_again()
    errand = cargo.next()
    assert errand is not None
    assert (errand.name, errand.is_ours) == (name, True)
    assert pc.shop.blobs.read(name) == b"a scratch"


def test_what_is_carried_bears_its_authors_signature(pc: Bench, tmp_path: Path) -> None:
    """Else the hub would put aside what another desk brings."""
    secrets, origin = open_secrets(pc.settings.data), pc.shop.services.replica.standing().origin
    signer = new_signer()
    keep_signer(secrets, origin, signer)
    settings = replace(pc.settings, desk=replace(pc.settings.desk, hub="https://hub"))
    mirror = mirroring.Mirroring(settings, pc.keys, pc.shop.services.replica)
    assert mirror.catch_up() == ()
    pc.take_in()
    assert mirror.catch_up() == ()
    (mirrored,) = mirroring.files(settings)
    for file in (departing.exported(pc.safety, tmp_path), mirrored):
        ops = Mirror(file, pc.keys.known()).read()
        assert len(ops) == len(pc.shop.services.replica.unsent(1000))
        assert all(verify(op, signer.public) for op in ops)
