"""The key of the store: made once, kept apart, and found again from the paper."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from intake_app.checks import recovery_key
from intake_app.errors import Problem, RejectedError, UnavailableError
from intake_app.models.connection import is_plain, open_file
from intake_app.services.shop import Shop
from intake_app.services.store_keys import KEY_FILE, Keys, StoreKeys
from intake_app.sync.secrets import FILE, FileSecrets, Place
from tests.rigs.drafts import INTAKE

if TYPE_CHECKING:
    from pathlib import Path

    from intake_app.config import Settings
    from tests.rigs.watch import Watch

PASSCODE = "4711"


class Forgetful:
    """A keyring that takes everything and keeps nothing."""

    place = Place.KEYRING

    def read(self, name: str) -> str | None:
        return None

    def write(self, name: str, secret: str) -> None:
        """Take it, and lose it."""

    def erase(self, name: str) -> None:
        """There is nothing."""


def taken_in(settings: Settings, watch: Watch) -> tuple[StoreKeys, str]:
    """A real shop with one order."""
    keys = StoreKeys(settings.data)
    shop = Shop(settings, watch, keys)
    shop.open()
    number = shop.services.intakes.receive(INTAKE).number
    assert [row.number for row in shop.finder.orders("")] == [number]
    shop.close()
    return keys, number


def test_a_real_shop_is_encrypted_from_its_first_byte(settings: Settings, watch: Watch) -> None:
    keys, number = taken_in(settings, watch)
    assert not is_plain(keys.store)
    assert b"sqlite_master" not in keys.store.read_bytes()
    with pytest.raises(UnavailableError) as refused:
        open_file(keys.store, readonly=True)
    assert refused.value.problem is Problem.STORE_CORRUPT
    with closing(StoreKeys(settings.data).open(readonly=True)) as opened:
        assert opened.execute('SELECT number FROM "order"').fetchall() == [(number,)]


def test_a_demo_and_a_plain_store_stay_plain(settings: Settings, watch: Watch) -> None:
    demo = replace(settings, demo=True)
    shop = Shop(demo, watch, StoreKeys(demo.data))
    shop.open()
    shop.close()
    assert is_plain(StoreKeys(demo.data).store)
    shop = Shop(settings, watch, StoreKeys(settings.data))
    shop.open()  # an older store, in a real shop now
    assert shop.finder.orders("", 1)
    shop.close()
    assert is_plain(StoreKeys(settings.data).store)


def test_nothing_lost_when_the_keyring_was_wiped(settings: Settings, watch: Watch) -> None:
    keys, number = taken_in(settings, watch)
    blocks = " ".join(recovery_key.blocks(keys.known().root))
    (settings.data / FILE).unlink()
    shop = Shop(settings, watch, StoreKeys(settings.data))
    with pytest.raises(UnavailableError) as refused:
        shop.open()
    assert refused.value.problem is Problem.STORE_LOCKED
    assert shop.finder.orders("") == ()

    again = StoreKeys(settings.data)
    again.restored(recovery_key.parse(blocks))
    shop = Shop(settings, watch, again)
    shop.open()
    assert [row.number for row in shop.finder.orders("")] == [number]
    shop.close()


def test_what_was_sealed_opens_after_a_recovery(settings: Settings, watch: Watch) -> None:
    keys = StoreKeys(settings.data)
    shop = Shop(settings, watch, keys)
    shop.open()
    sealed = shop.services.vault.sealer()(PASSCODE, b"about")
    shop.close()
    root = keys.known().root
    (settings.data / FILE).unlink()
    again = StoreKeys(settings.data)
    again.restored(root)
    shop = Shop(settings, watch, again)
    shop.open()
    assert shop.services.vault.open(sealed, b"about") == PASSCODE
    shop.close()


def test_the_key_opens_also_when_only_the_database_was_saved(
    settings: Settings, watch: Watch
) -> None:
    keys, _ = taken_in(settings, watch)
    root = keys.known().root
    (settings.data / FILE).unlink()
    (settings.data / KEY_FILE).unlink()
    StoreKeys(settings.data).restored(root)
    StoreKeys(settings.data).open(readonly=True).close()


def test_the_key_of_another_shop_is_refused(settings: Settings, watch: Watch) -> None:
    keys, _ = taken_in(settings, watch)
    with pytest.raises(RejectedError) as refused:
        StoreKeys(settings.data).restored(bytes(20))
    assert refused.value.problem is Problem.RECOVERY_OTHER
    keys.store.unlink()
    with pytest.raises(RejectedError):
        StoreKeys(settings.data).restored(bytes(20))


def test_a_disk_that_gives_nothing_is_not_taken_for_another_key(
    settings: Settings, watch: Watch
) -> None:
    keys, _ = taken_in(settings, watch)
    (settings.data / "intake.db-wal").mkdir()
    with pytest.raises(UnavailableError) as refused:
        keys.restored(keys.known().root)
    assert refused.value.problem is Problem.READ_ONLY


def test_a_key_that_was_not_kept_makes_no_store(settings: Settings, watch: Watch) -> None:
    keys = StoreKeys(settings.data, lambda _: Forgetful())
    with pytest.raises(UnavailableError) as refused:
        Shop(settings, watch, keys).open()
    assert refused.value.problem is Problem.VAULT_CLOSED
    assert not keys.store.exists()


def test_the_paper_is_confirmed_once(tmp_path: Path) -> None:
    keys = StoreKeys(tmp_path)
    assert (keys.named, keys.is_confirmed) == ("", False)
    keys.kept()
    assert not keys.is_confirmed
    keys.confirm("2026-11-22")
    assert StoreKeys(tmp_path).is_confirmed
    keys.renewed()
    assert not keys.is_confirmed


def test_a_spoilt_key_is_no_key(tmp_path: Path) -> None:
    keys = StoreKeys(tmp_path)
    name = keys.kept().name
    for spoilt in ("not hex", "00"):
        FileSecrets(tmp_path / FILE).write(f"recovery-{name}", spoilt)
        with pytest.raises(UnavailableError):
            StoreKeys(tmp_path).known()
    (tmp_path / KEY_FILE).write_text("{")
    assert StoreKeys(tmp_path).named == ""
    (tmp_path / KEY_FILE).write_text("[]")
    assert StoreKeys(tmp_path).named == ""


def test_a_folder_that_takes_no_name_is_told(tmp_path: Path) -> None:
    (tmp_path / f"{KEY_FILE}.part").mkdir()
    with pytest.raises(UnavailableError) as refused:
        StoreKeys(tmp_path).kept()
    assert refused.value.problem is Problem.READ_ONLY


def test_children_differ_and_do_not_tell_the_root() -> None:
    keys = Keys(bytes(20))
    children = {keys.store, keys.backup, keys.mirror, keys.derived(b"other")}
    assert len(children) == 4
    assert "00" * 20 not in repr(keys)
    assert Keys(bytes(19) + b"\1").store != keys.store
