"""The page about the hub: how things stand, and what a person may ask."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import pytest

from intake_app.errors import Problem, RejectedError, UnavailableError
from intake_app.services.hub_desk import HubLook, HubPlace, StationLine
from intake_app.ui import theme
from intake_app.ui.preferences.hub_page import HubPage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from intake_app.ui.desk import Desk
    from tests.ui.counter import Counter

DESKS = (
    StationLine("Стойка", "A", 1_767_261_600_000, is_us=True),
    StationLine("Мастерская", "B", 0, is_revoked=True),
)
LINK = f"https://192.168.1.5:8765#ABCDE-FGHJK.{'ab' * 32}"


@dataclass
class FakeHub:
    """Answers as told and remembers what it was asked."""

    seen: HubLook = field(default_factory=lambda: HubLook(HubPlace.NONE))
    asked: list[tuple[str, ...]] = field(default_factory=list[tuple[str, ...]])
    refusal: Exception | None = None

    def look(self) -> HubLook:
        return self.seen

    def join(self, address: str, code: str) -> None:
        self._note("join", address, code)
        self.seen = HubLook(
            HubPlace.ELSEWHERE, "https://hub:1", is_member=True, shop_name="Север", stations=DESKS
        )

    def serve_here(self) -> None:
        self._note("serve")
        self.seen = replace(self.seen, place=HubPlace.SHARED, is_member=True, stations=DESKS)

    def invitation(self) -> str:
        self._note("invite")
        return LINK

    def rename(self, name: str) -> None:
        self._note("rename", name)

    def leave(self) -> None:
        self._note("leave")

    def revoke(self, name: str) -> None:
        self._note("revoke", name)

    def _note(self, *what: str) -> None:
        self.asked.append(what)
        if self.refusal is not None:
            raise self.refusal


@pytest.fixture
def hub(counter: Counter, desk: Desk) -> Iterator[FakeHub]:
    made = FakeHub()
    desk.shop.hub = made
    yield made
    desk.shop.hub = None


@pytest.fixture
def page(hub: FakeHub, desk: Desk, qtbot: QtBot) -> Iterator[HubPage]:
    made = HubPage(theme.dress(desk.settings.desk), desk)
    qtbot.addWidget(made)
    made.show()
    made.refresh()
    qtbot.waitUntil(lambda: bool(made.facts.accessibleDescription()))
    yield made
    made.hide()


def desks(page: HubPage) -> str:
    return page.stations.accessibleDescription()


def test_a_desk_joins_by_an_invitation(page: HubPage, hub: FakeHub, qtbot: QtBot) -> None:
    assert not page.invite.isVisible()
    page.join.click()
    page.address.show_text(LINK)
    page.join.click()
    qtbot.waitUntil(lambda: "Стойка" in desks(page))
    assert hub.asked == [("join", LINK, "")]
    assert "Север" in page.facts.accessibleDescription()
    assert (page.address.text(), page.name.text()) == ("", "Стойка")
    assert page.serve.isVisible()


def test_this_pc_becomes_the_hub_and_invites(page: HubPage, hub: FakeHub, qtbot: QtBot) -> None:
    page.serve.click()
    qtbot.waitUntil(page.invite.isVisible)
    assert not page.serve.isVisible()
    page.invite.click()
    qtbot.waitUntil(page.invitation.isVisible)
    assert page.invitation.text() == LINK
    page.gone.show_text("Мастерская")
    page.revoke.click()
    qtbot.waitUntil(lambda: page.gone.text() == "")
    page.name.show_text("Окно")
    page.rename.click()
    qtbot.waitUntil(lambda: len(hub.asked) == 4)
    assert hub.asked[2:] == [("revoke", "Мастерская"), ("rename", "Окно")]


def test_a_desk_leaves_a_hub_that_is_elsewhere(page: HubPage, hub: FakeHub, qtbot: QtBot) -> None:
    assert not page.leave.isVisible()
    page.address.show_text(LINK)
    page.join.click()
    qtbot.waitUntil(page.leave.isVisible)
    hub.refusal = RejectedError(Problem.UNSENT_WORK, "3")
    page.leave.click()
    qtbot.waitUntil(lambda: "export" in page.told.text() or "выгруз" in page.told.text().lower())
    hub.refusal = None
    page.leave.click()
    qtbot.waitUntil(lambda: len(hub.asked) == 3)
    assert hub.asked[1:] == [("leave",), ("leave",)]


def test_what_is_refused_is_told(page: HubPage, hub: FakeHub, qtbot: QtBot) -> None:
    hub.refusal = RejectedError(Problem.HUB_FINGERPRINT)
    page.address.show_text("https://hub#A.b")
    page.join.click()
    qtbot.waitUntil(lambda: "fingerprint" in page.told.text() or "отпечаток" in page.told.text())
    hub.refusal = UnavailableError(Problem.HUB_AWAY)
    page.serve.click()
    qtbot.waitUntil(lambda: "fingerprint" not in page.told.text())


def test_a_hub_that_does_not_answer_is_told(page: HubPage, hub: FakeHub, qtbot: QtBot) -> None:
    hub.seen = HubLook(
        HubPlace.ELSEWHERE, "https://hub", is_member=True, problem=Problem.HUB_EXPIRED
    )
    page.refresh()
    qtbot.waitUntil(page.told.isVisible)
    assert page.told.text()


def test_without_a_hub_nothing_is_asked(page: HubPage, desk: Desk) -> None:
    desk.shop.hub = None
    page.refresh()
    for button in (page.join, page.serve, page.invite, page.rename, page.revoke):
        button.click()
    assert not page.invite.isVisible()
