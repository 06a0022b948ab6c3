"""This PC is the hub: from nothing to both in step, by the real hub in a child process."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject

from intake_app.app.exchange import Exchange
from intake_app.clock import utc_now
from intake_app.sync.core.status import Off, Stuck, StuckWhy, Synced

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from intake_app.config import Settings
    from intake_app.jobs import Jobs
    from intake_app.services.drafts import IntakeDraft
    from intake_app.services.shop import Shop


class Witness(QObject):
    def __init__(self, exchange: Exchange) -> None:
        super().__init__()
        self.heard: list[object] = []
        exchange.status_changed.connect(self.hear)

    def hear(self, status: object) -> None:
        self.heard.append(status)

    def in_step(self) -> bool:
        return bool(self.heard) and isinstance(self.heard[-1], Synced)


@pytest.fixture(autouse=True)
def secrets_in_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTAKE_KEYRING", "file")


def exchange_of(shop: Shop, jobs: Jobs, settings: Settings, hub: str) -> tuple[Exchange, Witness]:
    told = replace(settings, desk=replace(settings.desk, hub=hub))
    exchange = Exchange(told, jobs, shop.services.replica, shop.services.vault, utc_now)
    return exchange, Witness(exchange)


def test_the_hub_of_this_pc_enrols_it_and_takes_its_orders(
    shop: Shop, jobs: Jobs, settings: Settings, draft: IntakeDraft, qtbot: QtBot
) -> None:
    (settings.data / "logs").mkdir()
    shop.services.intakes.receive(draft)
    exchange, witness = exchange_of(shop, jobs, settings, "embedded")
    held: list[bool] = []
    exchange.hold_keys = lambda: held.append(True)
    exchange.start()
    qtbot.waitUntil(witness.in_step, timeout=60_000)
    qtbot.waitUntil(lambda: bool(held), timeout=60_000)  # after each look at the members
    shop.services.intakes.receive(draft)
    witness.heard.clear()
    exchange.wake()
    qtbot.waitUntil(witness.in_step, timeout=60_000)
    standing = shop.services.replica.standing()
    exchange.stop()
    assert standing.pending == 0
    assert standing.cursor > 0


def test_without_a_hub_the_exchange_is_off(shop: Shop, jobs: Jobs, settings: Settings) -> None:
    exchange, witness = exchange_of(shop, jobs, settings, "")
    exchange.start()
    exchange.wake()
    exchange.hurry()
    exchange.stop()
    assert witness.heard == [Off()]


def test_a_hub_that_never_met_this_pc_asks_for_a_person(
    shop: Shop, jobs: Jobs, settings: Settings, draft: IntakeDraft, qtbot: QtBot
) -> None:
    shop.services.intakes.receive(draft)
    exchange, witness = exchange_of(shop, jobs, settings, "http://127.0.0.1:9")
    exchange.start()
    qtbot.waitUntil(lambda: bool(witness.heard), timeout=20_000)
    exchange.stop()
    (status,) = witness.heard
    assert isinstance(status, Stuck)
    assert status.why is StuckWhy.REVOKED
    assert status.pending > 0


@pytest.mark.expects_log("no exchange: read_only")
def test_a_pc_whose_secrets_cannot_be_read_asks_for_a_person(
    shop: Shop, jobs: Jobs, settings: Settings, qtbot: QtBot
) -> None:
    (settings.data / "secrets.json").write_text("[broken", "utf-8")
    exchange, witness = exchange_of(shop, jobs, settings, "http://127.0.0.1:9")
    exchange.start()
    qtbot.waitUntil(lambda: bool(witness.heard), timeout=20_000)
    exchange.stop()
    assert isinstance(witness.heard[0], Stuck)
