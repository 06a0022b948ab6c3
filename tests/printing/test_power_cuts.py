"""A printing process is killed again and again: nothing is doubled, lost or falsely confirmed.

`INTAKE_LONG=1` runs 500 papers and 60 power cuts instead of the short version.
"""

from __future__ import annotations

import multiprocessing
import os
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random
from typing import TYPE_CHECKING

import pytest

from intake_app.services.drafts import ClientDraft, DeviceDraft, IntakeDraft
from intake_app.services.papers import ReceiptData
from intake_app.services.shop import Shop
from intake_app.services.spool import JobState
from tests.rigs.print_process import print_for_ever, settings_of
from tests.rigs.printer import Behaviour, TcpPrinter
from tests.rigs.waiting import NEVER, until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from multiprocessing.context import ForkServerProcess
    from pathlib import Path
    from uuid import UUID

    from intake_app.services.printouts import Printouts

PAPERS, CUTS = (500, 60) if os.environ.get("INTAKE_LONG") else (60, 12)
START, END = b"\x1b@\x1c.", b"\x1dVB\x00"
REPEAT = re.compile(b"REPEAT|" + "ПОВТОР".encode("cp866"))
NUMBER = re.compile(rb"[A-Z]+-\d{5,}-\d")
DRAFT = IntakeDraft(
    client=ClientDraft(name="Петров Пётр", phone="9161234567"),
    device=DeviceDraft(kind="смартфон", brand="Apple", model="iPhone 13"),
    fault="не заряжается",
)


@dataclass(frozen=True)
class Ink:
    """What stands on one piece of paper."""

    number: str
    is_repeat: bool
    is_whole: bool


class Shopfloor:
    """A spool on disk, a printer, and a process that is killed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.rig = TcpPrinter(Behaviour(rate=2000))
        self.address = f"{self.rig.address}?mode=text&status=yes&fence=yes"
        self.shop = Shop(settings_of(folder, self.address), lambda: datetime.now(UTC))
        self.shop.open()
        self.orders: dict[UUID, str] = {}
        self.context = multiprocessing.get_context("forkserver")
        self.context.set_forkserver_preload(["tests.rigs.print_process"])

    @property
    def spool(self) -> Printouts:
        return self.shop.services.printouts

    def take_in(self, count: int) -> None:
        for _ in range(count):
            accepted = self.shop.services.intakes.receive(DRAFT)
            (job,) = accepted.jobs
            self.orders[job] = accepted.number

    def switch_on(self) -> ForkServerProcess:
        process = self.context.Process(
            target=print_for_ever, args=(self.folder, self.address), daemon=True
        )
        process.start()
        return process

    def cut_power(self, process: ForkServerProcess) -> None:
        """Kill, wait until the printer has taken what was on the wire, and start anew."""
        process.kill()
        process.join(10)
        NEVER.wait(0.1)  # a client that still stands in the queue of the printer is let in
        until(self.rig.mechanism.idle.is_set, "the end of the connection")
        self.spool.recover()

    def answer(self) -> int:
        """Say of each paper in doubt what a look at the printer tells."""
        doubts = self.spool.unknown()
        for job in doubts:
            assert isinstance(job.data, ReceiptData)
            wanted = Ink(job.data.number, job.reprint_of is not None, is_whole=True)
            self.spool.answer(job.id, printed=wanted in self.ink())
        return len(doubts)

    def is_done(self) -> bool:
        return not any(state.queued or state.unknown for state in self.spool.states())

    def ink(self) -> list[Ink]:
        """Every piece of paper that carries an order's number."""
        found: list[Ink] = []
        for piece in self.rig.mechanism.printed.split(START)[1:]:
            number = NUMBER.search(piece)
            if number is not None:
                is_repeat = REPEAT.search(piece) is not None
                found.append(Ink(number[0].decode(), is_repeat, END in piece))
        return found


@pytest.fixture
def floor(tmp_path: Path) -> Iterator[Shopfloor]:
    floor = Shopfloor(tmp_path)
    yield floor
    floor.rig.close()
    floor.shop.close()


@pytest.mark.timeout(600)
def test_power_cuts_double_nothing_lose_nothing_and_confirm_nothing_falsely(
    floor: Shopfloor,
) -> None:
    floor.take_in(PAPERS)
    chance, doubts = Random(7), 0
    for _ in range(CUTS):
        process = floor.switch_on()
        printed = len(floor.rig.mechanism.printed)
        until(lambda seen=printed: len(floor.rig.mechanism.printed) > seen, "a first byte", 20)
        NEVER.wait(chance.random() * 0.25)
        floor.cut_power(process)
        doubts += floor.answer()
    last = floor.switch_on()
    until(floor.is_done, "an empty queue", 300)
    floor.cut_power(last)
    judge(floor)
    assert doubts > CUTS // 4, "the cuts fell between the papers: nothing was tried"


def judge(floor: Shopfloor) -> None:
    ink = floor.ink()
    for job, number in floor.orders.items():
        unmarked = [piece for piece in ink if piece.number == number and not piece.is_repeat]
        assert len(unmarked) <= 1, f"{number}: printed twice without its mark"
        assert any(piece.number == number and piece.is_whole for piece in ink), f"{number}: lost"
        state = floor.spool.job(job).state
        if state is JobState.CONFIRMED:
            assert unmarked[0].is_whole, f"{number}: falsely confirmed"
        else:
            assert state is JobState.FAILED, f"{number}: {state}"
            marked = Ink(number, is_repeat=True, is_whole=True)
            assert marked in ink, f"{number}: {[p for p in ink if p.number == number]}"
