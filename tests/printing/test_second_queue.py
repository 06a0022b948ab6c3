"""The queue of the system outlives us: what it has taken is never given to it again."""

from __future__ import annotations

import multiprocessing
import re
import sys
from datetime import UTC, datetime
from random import Random
from typing import TYPE_CHECKING

import pytest

from intake_app.services.drafts import ClientDraft, DeviceDraft, IntakeDraft
from intake_app.services.papers import ReceiptData
from intake_app.services.shop import Shop
from intake_app.services.spool import JobState
from tests.rigs.print_process import print_for_ever, settings_of
from tests.rigs.waiting import NEVER, until

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from intake_app.services.printouts import Printouts

PAPERS, CUTS = 10, 4
ADDRESS = "spooler://Office?mode=text"
NUMBER = re.compile(rb"[A-Z]+-\d{5,}-\d")
REPEAT = "ПОВТОР".encode("cp866")
DRAFT = IntakeDraft(
    client=ClientDraft(name="Петров Пётр", phone="9161234567"),
    device=DeviceDraft(kind="смартфон", brand="Apple", model="iPhone 13"),
    fault="не заряжается",
)
# Takes its time before and after it has kept the job, as CUPS does; nobody's death ends it.
LP = """#!{python}
import os, sys, time
data = sys.stdin.buffer.read()
time.sleep(0.03)
name = os.path.join({queue!r}, f"{{time.time_ns()}}")
with open(name + ".part", "wb") as file:
    file.write(data)
os.rename(name + ".part", name + ".job")
time.sleep(0.05)
"""


class Office:
    """A spool of ours, and behind it a queue of the system's."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.queue = folder / "queue"
        self.queue.mkdir()
        self.tools = folder / "tools"
        self.tools.mkdir()
        command = self.tools / "lp"
        command.write_text(LP.format(python=sys.executable, queue=str(self.queue)), "utf-8")
        command.chmod(0o700)
        self.shop = Shop(settings_of(folder / "desk", ADDRESS), lambda: datetime.now(UTC))
        self.shop.open()
        self.context = multiprocessing.get_context("forkserver")
        self.context.set_forkserver_preload(["tests.rigs.print_process"])

    @property
    def spool(self) -> Printouts:
        return self.shop.services.printouts

    def taken(self) -> list[bytes]:
        return [path.read_bytes() for path in sorted(self.queue.glob("*.job"))]

    def print_until_killed(self, after_s: float) -> None:
        before = len(self.taken())
        self._run_until(lambda: len(self.taken()) > before or self.is_done(), after_s)

    def print_all(self) -> None:
        self._run_until(lambda: self.is_done() or bool(self.spool.unknown()), 0.3)

    def _run_until(self, reached: Callable[[], bool], after_s: float) -> None:
        process = self.context.Process(
            target=print_for_ever,
            args=(self.folder / "desk", ADDRESS, str(self.tools)),
            daemon=True,
        )
        process.start()
        until(reached, "a job in the queue", 60)
        NEVER.wait(after_s)
        process.kill()
        process.join(10)
        NEVER.wait(0.3)  # what `lp` has begun it ends
        self.spool.recover()

    def is_done(self) -> bool:
        return not any(state.queued for state in self.spool.states())

    def answer(self) -> int:
        """What a look at the queue of the system tells a person."""
        doubts = self.spool.unknown()
        for job in doubts:
            assert isinstance(job.data, ReceiptData)
            marked = job.reprint_of is not None
            there = [one for one in self.taken() if _number(one) == job.data.number]
            printed = any((REPEAT in one) is marked for one in there)
            self.spool.answer(job.id, printed=printed)
        return len(doubts)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = Office(tmp_path)
    yield office
    office.shop.close()


@pytest.mark.timeout(240)
def test_a_queue_that_outlives_us_is_never_fed_twice(office: Office) -> None:
    orders = [office.shop.services.intakes.receive(DRAFT) for _ in range(PAPERS)]
    chance, doubts = Random(7), 0
    for _ in range(CUTS):
        office.print_until_killed(chance.random() * 0.3)
        doubts += office.answer()
    while not office.is_done():
        office.print_all()
        doubts += office.answer()
    for order in orders:
        there = [one for one in office.taken() if _number(one) == order.number]
        unmarked = [one for one in there if REPEAT not in one]
        assert len(unmarked) <= 1, f"{order.number}: fed twice"
        assert there, f"{order.number}: lost"
        state = office.spool.job(order.jobs[0]).state
        assert state in {JobState.SENT, JobState.CONFIRMED, JobState.FAILED}
    assert doubts, "the cuts fell between the papers: nothing was tried"


def _number(job: bytes) -> str:
    found = NUMBER.search(job)
    return found[0].decode() if found else ""
