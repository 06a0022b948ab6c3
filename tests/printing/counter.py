"""A shop with papers waiting, and a way to have them printed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from intake_app.config import DeskSettings, Settings
from intake_app.printing.printer import printer
from intake_app.printing.worker import Turn, print_next
from intake_app.services.drafts import ClientDraft, DeviceDraft, IntakeDraft
from intake_app.services.shop import Shop

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

    from intake_app.printing.press import Press
    from intake_app.printing.transport import Transport
    from intake_app.services.printouts import Printouts
    from intake_app.services.spool import JobState

DRAFT = IntakeDraft(
    client=ClientDraft(name="Петров Пётр", phone="9161234567"),
    device=DeviceDraft(kind="смартфон", brand="Apple", model="iPhone 13"),
    fault="не заряжается «совсем»",
)


class Counter:
    """A shop with one receipt and one label waiting to be printed."""

    def __init__(self, data: Path, press: Press) -> None:
        desk = DeskSettings(receipt_printer="tcp://127.0.0.1", label_printer="tcp://127.0.0.1")
        self.shop = Shop(
            Settings(data, desk=desk), lambda: datetime(2026, 11, 21, 11, 5, tzinfo=UTC)
        )
        self.shop.open()
        self.press = press
        self.jobs = self.receive()

    def receive(self) -> tuple[UUID, ...]:
        return self.shop.services.intakes.receive(DRAFT).jobs

    @property
    def printouts(self) -> Printouts:
        return self.shop.services.printouts

    def print(self, transport: Transport, role: str = "receipt") -> bool:
        target = printer("none:", "label" if role == "label" else "receipt")
        target = replace(target, transport=transport)
        return print_next(self.printouts, target, self.press) is Turn.GONE

    def state(self, place: int = 0) -> JobState:
        return self.printouts.job(self.jobs[place]).state
