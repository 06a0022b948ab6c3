"""The hub of a real shop's PC: its file is encrypted, and the desk's recovery key opens it."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

from intake_app.app.exchange import Exchange
from intake_app.clock import utc_now
from intake_app.services.shop import Shop
from intake_app.services.store_keys import StoreKeys
from intake_app.sync.core.status import Synced
from intake_hub.access import wrapping

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from intake_app.config import Settings
    from intake_app.jobs import Jobs


def test_the_paper_of_the_desk_opens_the_hub_it_runs(
    settings: Settings, jobs: Jobs, qtbot: QtBot
) -> None:
    told = replace(settings, desk=replace(settings.desk, hub="embedded"), demo=False)
    keys = StoreKeys(told.data)
    with closing(Shop(told, utc_now, keys)) as shop:
        shop.open()
        assert keys.is_encrypted
        (told.data / "logs").mkdir(exist_ok=True)
        heard: list[object] = []
        exchange = Exchange(told, jobs, shop.services.replica, shop.services.vault, utc_now)
        exchange.status_changed.connect(heard.append)
        exchange.start()
        qtbot.waitUntil(lambda: bool(heard) and isinstance(heard[-1], Synced), timeout=60_000)
        exchange.stop()
    assert not (told.data / "hub.db").read_bytes().startswith(b"SQLite")
    assert wrapping.find(told.data / "hub-hub", keys.known().derived(b"hub")) is not None
