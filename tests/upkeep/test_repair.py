"""A damaged file is built anew from what there is, and never mended in place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from intake_app.errors import Problem, RejectedError, UnavailableError
from intake_app.models.recording import Recorder
from intake_app.models.store import Store
from intake_app.services.shop import Shop
from intake_app.services.store_keys import StoreKeys
from intake_app.upkeep import mirroring, overview, proving, repair

if TYPE_CHECKING:
    from tests.upkeep.conftest import Bench


def spoil(pc: Bench, start: int = 4096) -> bytes:
    """Overwrite pages, as a dying disk does."""
    content = bytearray(pc.keys.store.read_bytes())
    content[start : start + 8192] = b"\xff" * 8192
    pc.keys.store.write_bytes(content)
    return bytes(content)


def read_everything(store: Store) -> None:
    """Touch every page that rows lie on."""
    with store.writing() as session:
        for table in ("client", "phone", "device", "outbox", "order", "stage"):
            session.driver.execute(f'SELECT * FROM "{table}"').fetchall()  # noqa: S608 - ours
        session.driver.execute("REINDEX")


def start(pc: Bench) -> repair.Restored | None:
    """What the desktop does before it opens the store."""
    pc.keys = StoreKeys(pc.settings.data)
    done = repair.ready(pc.safety)
    pc.shop = Shop(pc.settings, pc.watch, pc.keys)
    pc.shop.open()
    return done


def test_a_sound_store_is_left_alone(pc: Bench) -> None:
    pc.shop.close()
    assert start(pc) is None
    pc.shop.close()
    assert start(pc) is None  # was cut
    pc.shop.close()
    repair.ended(pc.safety)
    assert start(pc) is None
    assert pc.orders() == pc.numbers


@pytest.mark.expects_log("the store was rolled_back")
def test_a_damaged_store_is_built_anew_with_what_was_mirrored(pc: Bench) -> None:
    mirror = mirroring.Mirroring(pc.settings, pc.keys, pc.shop.services.replica)
    pc.safety.back_up()
    pc.take_in()
    mirror.catch_up()
    pc.shop.close()
    spoilt = spoil(pc)
    (pc.settings.data / repair.DAMAGED).touch()
    done = start(pc)
    assert done is not None
    assert pc.orders() == sorted(pc.numbers)
    assert (done.aside / "intake.db").read_bytes() == spoilt
    assert not (pc.settings.data / repair.DAMAGED).exists()


def test_without_a_backup_it_is_said_and_nothing_touched(pc: Bench) -> None:
    pc.shop.close()
    spoilt = spoil(pc)
    (pc.settings.data / repair.DAMAGED).touch()
    with pytest.raises(UnavailableError) as refused:
        repair.ready(pc.safety)
    assert refused.value.problem is Problem.STORE_CORRUPT
    assert pc.keys.store.read_bytes() == spoilt


def test_a_store_found_damaged_is_not_written_to_any_more(pc: Bench) -> None:
    pc.shop.close()
    key = pc.keys.connecting()
    store = Store(pc.keys.store, Recorder(pc.watch), key=key)
    content = spoil(pc)
    try:
        with pytest.raises(UnavailableError):
            read_everything(store)
        with pytest.raises(UnavailableError) as refused, store.writing():
            pass
        assert refused.value.problem is Problem.STORE_CORRUPT
    finally:
        store.close()
    assert (pc.settings.data / repair.DAMAGED).exists()
    assert pc.keys.store.read_bytes() == content


@pytest.mark.expects_log("the store was rolled_back")
def test_a_wished_restore_is_done_by_the_next_start_once(pc: Bench) -> None:
    pc.safety.back_up()
    newest = pc.safety.backups()[0][1]
    pc.take_in()
    repair.wish(pc.safety, newest.file)
    pc.shop.close()
    done = start(pc)
    assert done is not None
    assert pc.orders() == sorted(pc.numbers)
    pc.shop.close()
    repair.ended(pc.safety)
    assert start(pc) is None


def test_a_wish_that_cannot_be_fulfilled_stands_before_one_start_only(pc: Bench) -> None:
    repair.wish(pc.safety, pc.settings.data / "none.backup")
    pc.shop.close()
    with pytest.raises(RejectedError) as refused:
        repair.ready(pc.safety)
    assert refused.value.problem is Problem.NO_BACKUP
    assert start(pc) is None


def test_a_disk_that_takes_no_wish_is_told(pc: Bench) -> None:
    (pc.settings.data / repair.WISH).mkdir()
    with pytest.raises(UnavailableError):
        repair.wish(pc.safety, pc.settings.data)
    (pc.settings.data / repair.WISH).rmdir()


def test_the_page_reads_and_does_in_one_piece(pc: Bench) -> None:
    parts: list[float] = []
    seen = overview.back_up(pc.safety, parts.append)
    assert parts == sorted(parts)
    assert parts[-1] == 1
    assert seen.is_encrypted is pc.keys.is_encrypted
    assert (seen.has_key, seen.is_confirmed, seen.in_keyring) == (True, False, False)
    _, tried = overview.drill(pc.safety)
    assert [one.trouble for one in tried] == [None, None]
    looked = overview.preview(pc.safety, seen.backups[0][1].file)
    assert looked.manifest.orders == 1
    assert overview.root(pc.safety) == pc.keys.known().root


def test_a_quick_look_finds_a_damaged_header(pc: Bench) -> None:
    pc.shop.close()
    proving.quick(pc.keys.store, pc.keys.connecting())
    spoil(pc, 0 if pc.keys.is_encrypted else 4096)
    with pytest.raises(UnavailableError):
        proving.quick(pc.keys.store, pc.keys.known().store if pc.keys.named else None)
