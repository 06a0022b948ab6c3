"""Joining and being the hub from the page: settings, secrets and the real hub in between."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from intake_app.app.hub_link import HubLink
from intake_app.config import FILE_NAME
from intake_app.errors import IntakeError, Problem
from intake_app.services.hub_desk import HubPlace
from intake_hub.stations import Stations
from tests.rigs.hub import HubThread

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
