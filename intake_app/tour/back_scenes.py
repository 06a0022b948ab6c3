"""Scenes when nobody stands at the counter: cards of clients, the owner's choices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from intake_app.tour.player import Until

if TYPE_CHECKING:
    from collections.abc import Iterator

    from intake_app.app.desktop import Desktop
    from intake_app.tour.eyes import Eyes
    from intake_app.tour.keys import Typist


@dataclass(slots=True)
class BackScenes:
    """The same visitor, with time on his hands."""

    desktop: Desktop
    hands: Typist
    eyes: Eyes

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
