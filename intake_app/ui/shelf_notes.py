"""A scanned shelf: where the device in sight lies from now on, or a line in the intake."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from intake_app.checks import ticket
from intake_app.ui.message_bar import Message

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from intake_app.scanning.meaning import Meaning
    from intake_app.scanning.scan import Scan
    from intake_app.services.shop import Shop
    from intake_app.ui.desk import Desk
    from intake_app.ui.parts import Parts

_TOPIC = "scan"


@dataclass(frozen=True, slots=True)
class ShelfNotes:
    """`failed` hears what the store refuses, `note` writes a line into the note of the intake."""

    parts: Parts
    desk: Desk
    note: Callable[[str], None]
    failed: Callable[[object], None]

    def tell(self, _scan: Scan, meaning: Meaning) -> None:
        """Nothing is in sight that could lie there."""
        told = self.desk.tr("Open an order, then scan the shelf it is put on")
        self._say(told, "caution", meaning)

    def write(self, scan: Scan, meaning: Meaning) -> None:
        """Write down where the device in sight was put."""
        order = self.parts.card.order
        if self.parts.in_sight(self.parts.card) and order is not None:
            work = partial(_put, self.desk.shop, order, meaning.code)
            self.desk.jobs.store(work, self._on_put, self.failed)
        elif self.parts.in_sight(self.parts.intake) and not self.parts.intake.is_untouched():
            self.note(self._named(meaning))
            self._say(self.desk.tr("written into the note"), "accent", meaning)
        else:
            self.tell(scan, meaning)

    def _on_put(self, place: str) -> None:
        told = self.desk.tr("Lies there now")
        self.parts.messages.say(Message(told, "good", place, topic=_TOPIC))

    def _named(self, meaning: Meaning) -> str:
        return self.desk.tr("Shelf %d") % ticket.place_number(meaning.code)

    def _say(self, text: str, tone: str, meaning: Meaning) -> None:
        self.parts.messages.say(Message(text, tone, self._named(meaning), topic=_TOPIC))


def _put(shop: Shop, order: UUID, digits: str) -> str:
    """Runs in the store lane."""
    return shop.services.placements.put_by_label(order, digits)
