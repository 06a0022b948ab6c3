"""Scenes beside the road of one intake: a draft put aside, a batch."""

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

    def _is_seen(self, name: str) -> bool:
        found = self.desktop.window.findChild(QWidget, name)
        return found is not None and found.isVisible()
