"""Scenes beside the road of one intake: a draft put aside, a batch, cards of clients, choices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from intake_app.tour.player import Until

if TYPE_CHECKING:
    from collections.abc import Iterator

    from intake_app.app.desktop import Desktop
    from intake_app.tour.eyes import Eyes
    from intake_app.tour.keys import Typist

_BATCH = ("490154203237518", "SN0042", "SN0043", "SN0042")


@dataclass(slots=True)
class SideScenes:
    """The same visitor, between two clients."""

    desktop: Desktop
    hands: Typist
    eyes: Eyes

    def parked(self) -> Iterator[Until]:
        """The client went out for his papers; the next one is served meanwhile."""
        eyes, hands = self.eyes, self.hands
        yield from eyes.until_focus("client.name")
        hands.type("Орлова Вера")
        hands.press("Return")
        yield from eyes.until_focus("client.phone")
        hands.press("F2")
        yield from eyes.until_focus("client.name")
        yield Until(lambda: self._is_seen("drafts.1"), "the draft in the bar")
        yield from eyes.take("draft-aside", "F2: a draft waits in the bar, the form is free")
        hands.press("F2")
        yield from eyes.until_focus("client.phone")
        hands.press("Ctrl+E")
        yield from eyes.until_focus("client.name")

    def batch(self) -> Iterator[Until]:
        """A wholesaler: said once, then one scan a device."""
        eyes, hands = self.eyes, self.hands
        hands.type("ООО «Опт и розница»")
        hands.press("Return")
        yield from eyes.until_focus("client.phone")
        hands.type("4957654321")
        hands.press("Alt+2")
        hands.type("смартфон")
        hands.press("Tab")
        hands.type("Apple")
        hands.press("Tab")
        hands.type("iPhone 13")
        hands.press("Alt+3")
        hands.type("предпродажная проверка")
        hands.press("Shift+F9")
        yield from eyes.until_focus("batch.code")
        for code in _BATCH:
            hands.type(code)
            hands.press("Return")
        yield from eyes.take("batch", "A batch: each code is a device, doubles are told at once")
        hands.press("Ctrl+Return")
        yield from eyes.until_focus("client.name")

    def clients(self) -> Iterator[Until]:
        """Two cards of one client: found, looked at, compared."""
        eyes, hands = self.eyes, self.hands
        pair = self.desktop.shop.services.clients.doubles(1)[0]
        hands.press("Ctrl+3")
        yield from eyes.until_focus("clients.find")
        hands.type(pair.one.name)
        hands.press("Return")
        yield Until(lambda: eyes.label("clients.shown"), "the card of a client")
        yield from eyes.take("client", "Ctrl+3: the card of a client, orders and consents in it")
        hands.press("F6")
        yield from eyes.until_focus("clients.other")
        hands.type(pair.other.name)
        hands.press("Return")
        yield from eyes.until_focus("clients.reason")
        yield from eyes.take("merge", "Two cards of one client; nothing is rewritten by a merge")
        hands.press("Escape")

    def preferences(self) -> Iterator[Until]:
        """What the owner chooses for all desks."""
        eyes, hands = self.eyes, self.hands
        hands.press("Ctrl+9")
        yield from eyes.until_focus("preferences.pages")
        yield from eyes.take("preferences", "Ctrl+9: what is asked for each kind of repair")
        hands.press("Down", "Down")
        yield from eyes.take("calendar", "The working calendar that promises are made by")

    def _is_seen(self, name: str) -> bool:
        found = self.desktop.window.findChild(QWidget, name)
        return found is not None and found.isVisible()
