"""Joining and being the hub from the page: settings, secrets and the real hub in between."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from intake_app.app.exchange import member
from intake_app.app.hub_link import HubLink
from intake_app.clock import utc_now
from intake_app.config import FILE_NAME
from intake_app.errors import IntakeError, Problem
from intake_app.services.hub_desk import HubPlace
from intake_app.sync.core.status import Synced
from intake_app.sync.driver import SyncDriver
from intake_hub.stations import Stations
from tests.rigs.drafts import INTAKE
from tests.rigs.hub import HubThread
from tests.rigs.waiting import until

if TYPE_CHECKING:
    from collections.abc import Generator

    from pytestqt.qtbot import QtBot

    from intake_app.config import Settings
    from intake_app.services.shop import Shop


@pytest.fixture(autouse=True)
def secrets_in_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTAKE_KEYRING", "file")


@pytest.fixture
def hub(settings: Settings) -> Generator[HubThread]:
    settings.data.mkdir(parents=True, exist_ok=True)
    running = HubThread(f"sqlite:///{settings.data / 'hub.db'}")
    yield running
    running.close()


def link(settings: Settings, shop: Shop, hub: str, url: str = "") -> HubLink:
    return HubLink(settings.data, lambda: shop.services.replica, hub, lambda: url)


def test_a_desk_joins_looks_around_and_is_renamed(
    hub: HubThread, settings: Settings, shop: Shop, qtbot: QtBot
) -> None:
    alone = link(settings, shop, "", hub.url)
    assert not alone.look().is_member
    with pytest.raises(IntakeError):
        alone.rename("x")
    with qtbot.waitSignal(alone.moved) as moved:
        alone.join(f"{hub.url}#{hub.code()}", "")
    assert moved.args == [hub.url]
    assert hub.url in (settings.data / FILE_NAME).read_text("utf-8")
    alone.rename("Стойка")
    seen = alone.look()
    assert (seen.place, seen.is_member) == (HubPlace.ELSEWHERE, True)
    assert [(one.name, one.is_us) for one in seen.stations] == [("Стойка", True)]
    Stations(hub.store, lambda: 1).revoke("Стойка")
    assert alone.look().problem is Problem.TOKEN_REVOKED
    with pytest.raises(IntakeError):
        alone.invitation()


def test_a_desk_leaves_once_the_hub_has_everything(
    hub: HubThread, settings: Settings, shop: Shop, qtbot: QtBot
) -> None:
    joined = link(settings, shop, "", hub.url)
    joined.join(f"{hub.url}#{hub.code()}", "")
    shop.services.intakes.receive(INTAKE)
    with pytest.raises(IntakeError) as refused:
        joined.leave()
    assert refused.value.problem is Problem.UNSENT_WORK
    assert joined.look().is_member
    replica = shop.services.replica
    found = member(settings.data, replica)
    assert found is not None
    driver = SyncDriver(replica, lambda: found.client(hub.url), lambda _: None, now=utc_now)
    driver.start()
    until(lambda: isinstance(driver.status, Synced) and not replica.standing().pending, "sent")
    driver.stop()
    with qtbot.waitSignal(joined.moved) as moved:
        joined.leave()
    assert moved.args == [""]
    assert hub.url not in (settings.data / FILE_NAME).read_text("utf-8")
    assert not joined.look().is_member


def test_the_hub_of_this_pc_invites_and_turns_away(
    hub: HubThread, settings: Settings, shop: Shop, qtbot: QtBot
) -> None:
    here = link(settings, shop, "", hub.url)
    with qtbot.waitSignal(here.moved) as moved:
        here.serve_here()
    assert moved.args == ["shared"]
    here.join(hub.url, here.invitation())
    here = link(settings, shop, "shared", hub.url)
    name = here.look().stations[0].name
    here.revoke(name)
    assert here.look().problem is Problem.TOKEN_REVOKED
    with pytest.raises(IntakeError) as error:
        here.revoke("nobody")
    assert error.value.problem is Problem.HUB_TROUBLE
