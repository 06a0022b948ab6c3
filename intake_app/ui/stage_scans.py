"""A scanned stage: where the order in sight goes next."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from intake_app.checks import stage_codes
from intake_app.errors import IntakeError, Problem
from intake_app.ui import stage_words
from intake_app.ui.message_bar import Message

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from intake_app.scanning.meaning import Meaning
    from intake_app.scanning.scan import Scan
    from intake_app.services.shop import Shop
    from intake_app.services.stage_rows import Moved
    from intake_app.ui.desk import Desk
    from intake_app.ui.parts import Parts

_TOPIC = "scan"


@dataclass(frozen=True, slots=True)
class StageScans:
    """`failed` hears what the store refuses."""

    parts: Parts
    desk: Desk
    failed: Callable[[object], None]

    def tell(self, _scan: Scan, meaning: Meaning) -> None:
        """Nothing is in sight that could go there."""
        self._say(self.desk.tr("Scan the label of a device first, then the stage"), "caution")

    def move(self, scan: Scan, meaning: Meaning) -> None:
        """Move the order in sight; what the stage asks for is asked as by F7."""
        card, stage = self.parts.card, stage_codes.stage_of(meaning.code)
        if stage is None:
            self._say(self.desk.tr("A stage of a newer program: install the update"), "caution")
        elif card.order is None or not self.parts.in_sight(card):
            self.tell(scan, meaning)
        else:
            work = partial(_move, self.desk.shop, card.order, stage.value)
            self.desk.jobs.store(work, self._on_moved, self._on_refused)

    def _on_moved(self, moved: Moved) -> None:
        told = stage_words.label(self.desk, moved.to)
        self.parts.messages.say(Message(told, "good", title=moved.number, topic=_TOPIC))

    def _on_refused(self, error: object) -> None:
        if isinstance(error, IntakeError) and error.problem is Problem.STAGE_GATE:
            self.parts.card.choose_stage()
        self.failed(error)

    def _say(self, text: str, tone: str) -> None:
        self.parts.messages.say(Message(text, tone, topic=_TOPIC))


def _move(shop: Shop, order: UUID, to: str) -> Moved:
    """Runs in the store lane."""
    return shop.services.moves.move(order, to)
