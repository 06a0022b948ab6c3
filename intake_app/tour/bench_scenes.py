"""Scenes behind the counter: the queue of the workshop, and one order worked on, paid and given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from intake_app.tour.player import Until

if TYPE_CHECKING:
    from collections.abc import Iterator

    from intake_app.app.desktop import Desktop
    from intake_app.services.rows import OrderRow
    from intake_app.tour.eyes import Eyes
    from intake_app.tour.handheld import Handheld
    from intake_app.tour.keys import Typist


@dataclass(slots=True)
class BenchScenes:
    """The same visitor as technician, cashier and owner."""

    desktop: Desktop
    hands: Typist
    eyes: Eyes
    scanner: Handheld

    def workshop(self) -> Iterator[Until]:
        """What waits for a technician, by rule."""
        eyes, hands = self.eyes, self.hands
        hands.press("Ctrl+4", "Alt+2")
        yield from eyes.take("workshop", "Ctrl+4: the workshop; F6 takes what is next by rule")

    def order(self, order: OrderRow) -> Iterator[Until]:
        """The pages of one order: works and parts, the client's word, money, the way out."""
        eyes, hands = self.eyes, self.hands
        digits = self.desktop.shop.services.orders.card(order.id).ticket
        self.scanner.scan(digits)
        yield Until(lambda: eyes.label("card.number") == order.number, "the card of the label")
        hands.press("Alt+2")
        yield from eyes.until_focus("work.entry")
        for typed in ("Замена разъёма 2400", "Чистка 900"):
            before = eyes.label("work.totals")
            hands.type(typed)
            hands.press("Return")
            yield Until(lambda: eyes.label("work.totals") != before, "the line is there")  # noqa: B023 - asked before the next round
        yield from eyes.take("work", "Alt+2: works and parts, what was found, what it comes to")
        hands.press("Alt+3")
        yield from eyes.take("agreement", "Alt+3: estimates, and what the client said to them")
        hands.press("Alt+4")
        yield from eyes.take("money", "Alt+4: what is due and paid; Enter takes the rest")
        hands.press("Alt+5")
        yield from eyes.take("handover", "Alt+5: how the device leaves, and to whom")
        hands.press("Escape")

    def figures(self) -> Iterator[Until]:
        """What the owner wants to know."""
        eyes, hands = self.eyes, self.hands
        hands.press("Ctrl+7")
        yield Until(lambda: ", " in eyes.label("figures.state"), "the figures are counted", 30)
        yield from eyes.take("figures", "Ctrl+7: what is in the shop, what was promised and earned")
