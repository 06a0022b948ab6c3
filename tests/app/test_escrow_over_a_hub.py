"""The recovery key of one desk, shown at another: through a real hub that cannot open it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from intake_app.app import belonging
from intake_app.app.exchange import enrol
from intake_app.clock import utc_now
from intake_app.config import Settings
from intake_app.services import escrow
from intake_app.services.shop import Shop
from intake_app.services.store_keys import StoreKeys
from intake_app.sync.core.status import Synced
from intake_app.sync.driver import SyncDriver
from intake_app.sync.secrets import open_secrets
from tests.rigs.hub import HubThread
from tests.rigs.waiting import until

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from intake_app.sync.membership import Membership


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[HubThread]:
    monkeypatch.setenv("INTAKE_KEYRING", "file")
    running = HubThread(f"sqlite:///{tmp_path / 'hub.db'}")
    yield running
    running.close()


@pytest.fixture
def desk(tmp_path: Path, hub: HubThread) -> Iterator[Callable[[str], Desk]]:
    opened: list[Desk] = []

    def made(name: str) -> Desk:
        opened.append(Desk(tmp_path / name, hub))
        return opened[-1]

    yield made
    for one in opened:
        one.shop.close()


class Desk:
    """An encrypted shop that belongs to the hub."""

    def __init__(self, data: Path, hub: HubThread) -> None:
        self.data, self.hub, self.keys = data, hub, StoreKeys(data)
        settings = Settings(data=data)
        self.shop = Shop(replace(settings), utc_now, self.keys)
        self.shop.open()
        self.member: Membership = enrol(data, self.shop.services.replica, hub.url, hub.code())

    def exchange(self) -> None:
        """Exchange until both sides agree, vault keys included."""
        services = self.shop.services
        secrets = open_secrets(self.data)
        belonging.keep_up(self.hub.url, self.member, secrets, services.vault)
        replica = services.replica
        driver = SyncDriver(
            replica, lambda: self.member.client(self.hub.url), lambda _: None, now=utc_now
        )
        driver.start()
        until(lambda: isinstance(driver.status, Synced) and not replica.standing().pending, "sent")
        driver.stop()

    def shown(self) -> dict[str, bytes]:
        """The keys in trust that this desk can open, by the name of each."""
        services = self.shop.services
        return {one.name: one.root for one in escrow.opened(services.preferences, services.vault)}


def test_each_desk_shows_the_keys_of_all_and_the_hub_has_none(
    desk: Callable[[str], Desk], hub: HubThread, tmp_path: Path
) -> None:
    one, other = desk("a"), desk("b")
    for each in (one, other):
        services = each.shop.services
        escrow.keep(services.preferences, services.vault, each.keys)
    for each in (one, other, one, other):
        each.exchange()
    roots = {each.keys.known().name: each.keys.known().root for each in (one, other)}
    assert len(roots) == 2
    assert one.shown() == other.shown() == roots
    hub.close()
    kept = b"".join(file.read_bytes() for file in tmp_path.glob("hub.db*") if file.is_file())
    for name, root in roots.items():
        assert name.encode() in kept
        assert root not in kept
        assert root.hex().encode() not in kept
