"""Copies of the store."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from intake_app.app import backups
from intake_app.errors import Problem, UnavailableError
from intake_app.models import connection

if TYPE_CHECKING:
    from pathlib import Path

    from intake_app.config import Settings
    from intake_app.services.drafts import IntakeDraft
    from intake_app.services.shop import Shop

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def count(store: Path) -> int:
    opened = connection.open_file(store, readonly=True)
    try:
        return opened.execute('SELECT count(*) FROM "order"').fetchone()[0]
    finally:
        opened.close()


def test_a_copy_holds_what_was_saved_while_the_shop_goes_on(
    shop: Shop, settings: Settings, draft: IntakeDraft
) -> None:
    shop.services.intakes.receive(draft)
    copy = backups.back_up(settings.data / "intake.db", settings.data / "copies", NOON)
    shop.services.intakes.receive(draft)
    assert copy.name == "intake-20261122T120000Z.db"
    assert count(copy) == 1
    assert count(settings.data / "intake.db") == 2
    assert [file.name for file in copy.parent.iterdir()] == [copy.name]


def test_the_latest_copy_tells_its_age(shop: Shop, settings: Settings) -> None:
    folder = settings.data / "copies"
    assert backups.latest(folder) is None
    for hours in (0, 2, 1):
        backups.back_up(settings.data / "intake.db", folder, NOON + timedelta(hours=hours))
    assert backups.latest(folder) == NOON + timedelta(hours=2)


def test_a_damaged_store_gives_no_copy(shop: Shop, settings: Settings, tmp_path: Path) -> None:
    shop.close()
    store = settings.data / "intake.db"
    data = bytearray(store.read_bytes())
    data[4096:8192] = b"\xff" * 4096
    store.write_bytes(data)
    with pytest.raises(UnavailableError) as refusal:
        backups.back_up(store, tmp_path / "copies", NOON)
    assert refusal.value.problem is Problem.STORE_CORRUPT
    assert list((tmp_path / "copies").iterdir()) == []


def test_a_folder_that_cannot_be_made_is_told(shop: Shop, settings: Settings) -> None:
    with pytest.raises(UnavailableError) as refusal:
        backups.back_up(settings.data / "intake.db", settings.data / "intake.db" / "x", NOON)
    assert refusal.value.problem is Problem.FILE_UNWRITABLE


def test_a_copy_a_day_is_kept_up_and_old_ones_go(shop: Shop, settings: Settings) -> None:
    folder = settings.data / backups.FOLDER_NAME
    for day in range(20):
        at = NOON + timedelta(days=day)
        assert backups.keep_up(settings.data, lambda at=at: at) == at
        soon = at + timedelta(hours=1)
        assert backups.keep_up(settings.data, lambda soon=soon: soon) == at
    assert len(list(folder.iterdir())) == 14


def test_without_a_store_there_is_nothing_to_copy(tmp_path: Path) -> None:
    assert backups.keep_up(tmp_path, lambda: NOON) is None
