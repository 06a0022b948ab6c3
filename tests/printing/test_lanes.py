"""Two printers, two threads: a slow line holds up nobody else's paper."""

from __future__ import annotations

import os
import time
import tty
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event, Thread
from typing import TYPE_CHECKING

from intake_app.printing.printer import printer
from intake_app.printing.worker import Turn, print_next
from tests.rigs.printer import TcpPrinter
from tests.rigs.waiting import until

if TYPE_CHECKING:
    from collections.abc import Generator

    from intake_app.printing.printer import Printer
    from tests.printing.counter import Counter

_BYTES_A_SECOND = 960  # 9600 baud, ten bits a byte
_STEP_S = 0.02
PAPERS = 8


@contextmanager
def slow_line(taken: bytearray, hurry: Event) -> Generator[str]:
    """A serial line of 9600 baud until it is told to hurry, at the far end of a pseudo-terminal."""
    master, slave = os.openpty()
    tty.setraw(slave)
    os.set_blocking(master, False)
    stop = Event()

    def drain() -> None:
        while not stop.wait(_STEP_S):
            most = 1 << 16 if hurry.is_set() else round(_BYTES_A_SECOND * _STEP_S)
            try:
                taken.extend(os.read(master, most))
            except BlockingIOError:
                continue

    reader = Thread(target=drain, daemon=True)
    reader.start()
    try:
        yield os.ttyname(slave)
    finally:
        stop.set()
        reader.join(5)
        os.close(slave)
        os.close(master)


def test_a_slow_printer_delays_no_other(counter: Counter) -> None:
    """Labels over the network take no longer while a receipt crawls along a serial line."""
    for _ in range(2 * PAPERS):
        counter.receive()
    rig, taken, hurry = TcpPrinter(), bytearray(), Event()
    fast = printer(f"{rig.address}?status=yes&fence=yes", "label")
    alone = seconds(counter, fast)
    try:
        with slow_line(taken, hurry) as port, ThreadPoolExecutor(1) as lane:
            slow = printer(f"serial://{port}?baudrate=9600", "receipt")
            crawling = lane.submit(print_next, counter.printouts, slow, counter.press)
            until(lambda: len(taken) > 0, "the first bytes of the receipt")
            beside = seconds(counter, fast)
            assert not crawling.done(), "the receipt was not slow: nothing was tried"
            hurry.set()
    finally:
        rig.close()
    assert beside < 3 * alone + 0.5, f"{beside:.2f} s beside, {alone:.2f} s alone"


def seconds(counter: Counter, target: Printer) -> float:
    """How long so many papers take."""
    began = time.perf_counter()
    for _ in range(PAPERS):
        assert print_next(counter.printouts, target, counter.press) is Turn.GONE
    return time.perf_counter() - began
