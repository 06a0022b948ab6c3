"""Every way a printer can misbehave, over the network and a serial line, to its expected state."""

from __future__ import annotations

import socket
from dataclasses import replace
from typing import TYPE_CHECKING, Literal, TypeAlias

import pytest

from intake_app.errors import Problem
from intake_app.printing.dialogue import Manners
from intake_app.printing.transports.serial_port import SerialTransport
from intake_app.printing.transports.tcp import TcpTransport
from intake_app.services.spool import JobState
from tests.rigs.printer import (
    COVER_OPEN,
    OFFLINE,
    PAPER_END,
    PAPER_LOW,
    PAPER_OUT,
    Behaviour,
    SerialPrinter,
    TcpPrinter,
)
from tests.rigs.waiting import until

if TYPE_CHECKING:
    from pathlib import Path

    from intake_app.printing.transport import Transport
    from tests.printing.counter import Counter

Plug: TypeAlias = Literal["tcp", "pty"]

QUICK = Manners(status_s=0.3, stall_s=0.4, whole_s=5.0, finish_s=0.3, fence_s=0.4)
ASKING = replace(QUICK, status=True, fence=True)
DONE, WAITS, DOUBT = JobState.CONFIRMED, JobState.QUEUED, JobState.UNKNOWN
STATES: dict[str, tuple[Behaviour, JobState, str]] = {
    "fine": (Behaviour(), DONE, ""),
    "slow": (Behaviour(rate=3000), DONE, ""),
    "near the end of paper": (Behaviour(paper=PAPER_LOW), DONE, ""),
    "stray status bytes": (Behaviour(stray=b"\x12\x16"), DONE, ""),
    "offline": (Behaviour(online=OFFLINE), WAITS, "device_refused"),
    "cover open": (Behaviour(online=OFFLINE, cause=COVER_OPEN), WAITS, "cover_open"),
    "end of paper": (Behaviour(online=OFFLINE, cause=PAPER_END), WAITS, "paper_out"),
    "offline and mute": (Behaviour(online=OFFLINE, cause=None), WAITS, "device_refused"),
    "paper out": (Behaviour(paper=PAPER_OUT), WAITS, "paper_out"),
    "no status": (Behaviour(online=None), WAITS, "device_stalled"),
    "no status of paper": (Behaviour(paper=None), WAITS, "device_stalled"),
    "late status": (Behaviour(answer_late=True), WAITS, "device_stalled"),
    "never reads": (Behaviour(reads=0), WAITS, "device_stalled"),
    "stops reading": (Behaviour(reads=5000), DOUBT, "device_stalled"),
    "no fence": (Behaviour(fence=False), DOUBT, "device_stalled"),
}
OF_THE_NETWORK: dict[str, tuple[Behaviour, JobState, str]] = {
    "closes at once": (Behaviour(reads=0, then="close"), WAITS, "device_lost"),
    "drops": (Behaviour(reads=5000, then="close"), DOUBT, "device_lost"),
    "resets": (Behaviour(reads=5000, then="reset"), DOUBT, "device_lost"),
    "resets late": (Behaviour(reads=30_000, then="reset"), DOUBT, "device_lost"),
}
CASES: list[tuple[Plug, str]] = [
    *(("tcp", name) for name in (*STATES, *OF_THE_NETWORK)),
    *(("pty", name) for name in STATES),
]


@pytest.mark.parametrize(("plug", "name"), CASES)
def test_each_misbehaviour_ends_in_its_state(
    counter: Counter, tmp_path: Path, plug: Plug, name: str
) -> None:
    behaviour, state, error = {**STATES, **OF_THE_NETWORK}[name]
    rig = TcpPrinter(behaviour) if plug == "tcp" else SerialPrinter(tmp_path, behaviour)
    patience = 5.0 if state is DONE else QUICK.fence_s
    manners = replace(ASKING, fence_s=patience)
    try:
        counter.print(transport(rig, manners))
    finally:
        rig.close()
    job = counter.printouts.job(counter.jobs[0])
    assert (job.state, job.error) == (state, error)
    payload, printed = job.payload or b"", rig.mechanism.printed
    assert (payload in printed) is (state is DONE or name == "no fence")
    assert state is not WAITS or payload[:200] not in printed


@pytest.mark.parametrize("behaviour", [Behaviour(reads=0), Behaviour(reads=3000)])
def test_a_printer_that_is_not_asked_and_takes_nothing_leaves_a_doubt(
    counter: Counter, tmp_path: Path, behaviour: Behaviour
) -> None:
    rig = SerialPrinter(tmp_path, behaviour)
    counter.print(transport(rig, QUICK))
    rig.close()
    assert counter.state() is DOUBT


def test_a_printer_that_serves_somebody_else_is_not_ready(counter: Counter) -> None:
    rig = TcpPrinter()
    with socket.create_connection(("127.0.0.1", rig.port)):
        until(lambda: rig.mechanism.jobs == 1, "the other client")
        counter.print(transport(rig, ASKING))
        assert counter.state() is WAITS
    assert counter.print(transport(rig, replace(ASKING, fence_s=5.0)))
    rig.close()
    assert counter.state() is DONE


def test_a_printer_that_is_off_keeps_the_job_until_it_is_back(counter: Counter) -> None:
    rig = TcpPrinter()
    rig.turn_off()
    assert not counter.print(transport(rig, ASKING))
    assert counter.printouts.states()[0].problem == Problem.DEVICE_ABSENT
    rig.turn_on()
    assert counter.print(transport(rig, replace(ASKING, fence_s=5.0)))
    rig.close()
    assert counter.state() is DONE
    assert counter.printouts.states()[0].problem == ""


def test_a_serial_printer_that_is_unplugged_keeps_the_job_until_it_is_back(
    counter: Counter, tmp_path: Path
) -> None:
    rig = SerialPrinter(tmp_path)
    rig.unplug()
    assert not counter.print(transport(rig, ASKING))
    assert counter.printouts.states()[0].problem == Problem.DEVICE_ABSENT
    rig.plug()
    assert counter.print(transport(rig, replace(ASKING, fence_s=5.0)))
    rig.close()
    assert counter.state() is DONE


def transport(rig: TcpPrinter | SerialPrinter, manners: Manners) -> Transport:
    if isinstance(rig, TcpPrinter):
        return TcpTransport("127.0.0.1", rig.port, manners)
    return SerialTransport(str(rig.port), 115200, manners=manners)
