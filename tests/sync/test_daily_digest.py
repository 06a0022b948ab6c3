"""A desk compares its store with the hub by itself, and hears how far a backup covers its work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_app.sync.core import machine
from intake_app.sync.core.status import Synced
from intake_hub.cli import main
from tests.rigs.hub import HubThread
from tests.rigs.waiting import until
from tests.sync.test_pictures_travel import Desk

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def known(desk: Desk, column: str) -> int:
    with desk.shop.services.replica.store.reading() as session:
        return session.driver.execute(f"SELECT {column} FROM sync").fetchone()[0]  # noqa: S608 - ours


def test_nobody_has_to_ask_for_the_comparison_nor_for_what_is_safe(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machine, "COMPARE_AFTER_S", 0.0)
    db = f"sqlite:///{tmp_path / 'hub.db'}"
    hub = HubThread(db)
    desk = Desk(tmp_path, "front")
    try:
        desk.join(hub.url, hub.code(), tmp_path)
        desk.take_in()
        with desk.driving(hub.url) as driver:
            assert isinstance(driver.settled(10), Synced)
            until(lambda: known(desk, "compared_ms") > 0, "compared by itself", within_s=10)
        assert known(desk, "durable_seq") == 0
        assert main(["backup", str(tmp_path / "place"), "--db", db]) == 0
        with desk.driving(hub.url):
            covered = known(desk, "cursor")
            until(lambda: known(desk, "durable_seq") == covered, "told at the next hello", 10)
    finally:
        desk.shop.close()
        hub.close()
