"""Real sockets, pseudo-terminals and files; the printers behind them misbehave."""

from __future__ import annotations

import errno
import json
import os
import select
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest
from serial import SerialException

from intake_app.errors import Problem, UnavailableError
from intake_app.printing.dialogue import Manners
from intake_app.printing.printer import printer
from intake_app.printing.transport import Delivery, Parcel
from intake_app.printing.transports.file_device import FileTransport
from intake_app.printing.transports.folder import FolderTransport
from intake_app.printing.transports.serial_port import PortWire, SerialTransport
from intake_app.printing.transports.tcp import TcpTransport
from tests.rigs.printer import (
    OFFLINE,
    PAPER_LOW,
    PAPER_OUT,
    Behaviour,
    SerialPrinter,
    TcpPrinter,
)
from tests.rigs.waiting import until

if TYPE_CHECKING:
    from collections.abc import Iterator

    from serial import Serial

JOB = os.urandom(60_000).replace(b"\x10", b"\x11").replace(b"\x1d", b"\x1c")
HUGE = bytes(4_000_000)
QUICK = Manners(status_s=0.3, stall_s=0.4, whole_s=5.0, finish_s=0.3, fence_s=0.5)
ASKING = replace(QUICK, status=True)
FENCED = replace(QUICK, status=True, fence=True, fence_s=5.0)


def parcel(payload: bytes = JOB) -> Parcel:
    return Parcel("job-1", payload, lambda: b"PNG", {"text": "Ёж"})


@pytest.fixture
def rig() -> Iterator[TcpPrinter]:
    rig = TcpPrinter()
    yield rig
    rig.close()


def tcp(rig: TcpPrinter, manners: Manners) -> TcpTransport:
    return TcpTransport("127.0.0.1", rig.port, manners)


def refused(rig: TcpPrinter, manners: Manners, payload: bytes = JOB) -> UnavailableError:
    with pytest.raises(UnavailableError) as caught:
        tcp(rig, manners).send(parcel(payload))
    return caught.value


def test_a_network_printer_gets_every_byte(rig: TcpPrinter) -> None:
    assert tcp(rig, QUICK).send(parcel()) is Delivery.SENT
    until(lambda: rig.mechanism.printed == JOB, "the job on paper")


def test_a_printer_that_answers_confirms(rig: TcpPrinter) -> None:
    rig.mechanism.behaviour.stray = b"\x12"
    rig.mechanism.behaviour.paper = PAPER_LOW
    assert tcp(rig, FENCED).send(parcel()) is Delivery.CONFIRMED
    assert JOB in rig.mechanism.printed


def test_a_slow_printer_is_waited_for(rig: TcpPrinter) -> None:
    rig.mechanism.behaviour.rate = 500
    assert tcp(rig, FENCED).send(parcel(JOB[:8000])) is Delivery.CONFIRMED


@pytest.mark.parametrize(
    ("behaviour", "problem"),
    [
        (Behaviour(online=OFFLINE), Problem.DEVICE_REFUSED),
        (Behaviour(paper=PAPER_OUT), Problem.PAPER_OUT),
        (Behaviour(online=None), Problem.DEVICE_STALLED),
        (Behaviour(answer_late=True), Problem.DEVICE_STALLED),
        (Behaviour(reads=0, then="close"), Problem.DEVICE_LOST),
        (Behaviour(reads=3, then="close", online=None), Problem.DEVICE_LOST),
    ],
    ids=["offline", "paper out", "no status", "late status", "closes on connect", "hangs up"],
)
def test_an_unready_printer_gets_nothing(
    rig: TcpPrinter, behaviour: Behaviour, problem: Problem
) -> None:
    rig.mechanism.behaviour = behaviour
    error = refused(rig, ASKING)
    assert (error.problem, error.sent) == (problem, 0)
    assert JOB[:64] not in rig.mechanism.printed


def test_a_printer_that_never_reads_is_given_up(rig: TcpPrinter) -> None:
    rig.mechanism.behaviour.reads = 0
    error = refused(rig, QUICK, HUGE)
    assert error.problem is Problem.DEVICE_STALLED
    assert 0 < error.sent < len(HUGE)


@pytest.mark.parametrize("then", ["close", "reset"])
@pytest.mark.parametrize("reads", [0, 1000, 20_000])
def test_a_printer_that_drops_the_line_leaves_the_job_in_doubt(
    rig: TcpPrinter, reads: int, then: str
) -> None:
    rig.mechanism.behaviour = Behaviour(reads=reads, then="close" if then == "close" else "reset")
    error = refused(rig, QUICK, HUGE)
    assert error.sent >= reads
    # A line that is reset at once may never have been open.
    assert error.problem is Problem.DEVICE_LOST or (reads, error.sent) == (0, 0)


def test_a_printer_that_drops_the_last_bytes_is_noticed(rig: TcpPrinter) -> None:
    rig.mechanism.behaviour = Behaviour(reads=len(JOB) - 1, then="close")
    assert refused(rig, QUICK).sent == len(JOB)


def test_a_printer_without_its_fence_leaves_the_job_in_doubt(rig: TcpPrinter) -> None:
    rig.mechanism.behaviour.fence = False
    error = refused(rig, replace(FENCED, fence_s=0.3))
    assert (error.problem, error.sent > len(JOB)) == (Problem.DEVICE_STALLED, True)


def test_a_printer_that_is_off_is_absent_and_is_used_when_it_is_back(rig: TcpPrinter) -> None:
    rig.turn_off()
    error = refused(rig, QUICK)
    assert (error.problem, error.sent) == (Problem.DEVICE_ABSENT, 0)
    rig.turn_on()
    assert tcp(rig, QUICK).send(parcel()) is Delivery.SENT


def test_remarks_of_a_printer_that_is_not_asked_do_no_harm(rig: TcpPrinter) -> None:
    rig.mechanism.behaviour = Behaviour(stray=b"\x12" * 40, rate=2000)
    assert tcp(rig, replace(QUICK, finish_s=5.0)).send(parcel()) is Delivery.SENT
    assert rig.mechanism.printed == JOB


def test_a_printer_that_stays_connected_does_not_hold_up_the_next_job(rig: TcpPrinter) -> None:
    rig.mechanism.behaviour = Behaviour(reads=len(JOB))  # then never closes
    assert tcp(rig, QUICK).send(parcel()) is Delivery.SENT


def test_an_unknown_host_is_absent() -> None:
    with pytest.raises(UnavailableError) as caught:
        TcpTransport("no-such-printer.invalid", 9100, QUICK).send(parcel())
    assert (caught.value.problem, caught.value.sent) == (Problem.DEVICE_ABSENT, 0)


@pytest.fixture
def line(tmp_path: Path) -> Iterator[SerialPrinter]:
    line = SerialPrinter(tmp_path)
    yield line
    line.close()


def serial(line: SerialPrinter, manners: Manners) -> SerialTransport:
    return SerialTransport(str(line.port), 115200, manners=manners)


class Port:
    """A serial port whose last bytes leave slowly, which no pseudo-terminal can show."""

    def __init__(self, waiting: list[int]) -> None:
        self._waiting = waiting

    @property
    def out_waiting(self) -> int:
        return self._waiting.pop(0) if self._waiting else 99

    def read(self, size: int) -> bytes:
        return b""

    def write(self, data: bytes) -> int:
        raise SerialException("write failed")

    def reset_output_buffer(self) -> None:
        raise OSError(errno.EIO, "unplugged")


def test_the_last_bytes_of_a_serial_job_are_waited_for() -> None:
    wire = PortWire(cast("Serial", Port([300, 20, 0])), lambda: 0.0)
    assert wire.finish(1.0)
    assert not PortWire(cast("Serial", Port([])), lambda: 2.0).finish(1.0)


def test_a_line_that_breaks_within_the_first_bytes_leaves_them_in_doubt() -> None:
    with pytest.raises(UnavailableError) as caught:
        PortWire(cast("Serial", Port([])), lambda: 0.0).push(JOB, 1.0)
    assert (caught.value.problem, caught.value.sent) == (Problem.DEVICE_LOST, 256)


def test_giving_up_on_a_line_that_is_gone_is_quiet() -> None:
    PortWire(cast("Serial", Port([])), lambda: 0.0).abandon()


@pytest.mark.parametrize(
    ("manners", "delivery"), [(QUICK, Delivery.SENT), (FENCED, Delivery.CONFIRMED)]
)
def test_a_serial_printer_gets_every_byte(
    line: SerialPrinter, manners: Manners, delivery: Delivery
) -> None:
    assert serial(line, manners).send(parcel()) is delivery
    until(lambda: JOB in line.mechanism.printed, "the job on paper")


def test_a_serial_printer_that_stops_reading_is_given_up(line: SerialPrinter) -> None:
    line.mechanism.behaviour = Behaviour(reads=2000)
    with pytest.raises(UnavailableError) as caught:
        serial(line, QUICK).send(parcel())
    assert caught.value.problem is Problem.DEVICE_STALLED
    assert 2000 < caught.value.sent < len(JOB)


def test_a_small_job_a_serial_printer_never_reads_is_in_doubt(line: SerialPrinter) -> None:
    line.mechanism.behaviour = Behaviour(reads=0)
    manners = replace(QUICK, fence=True, fence_s=0.3)
    with pytest.raises(UnavailableError) as caught:
        serial(line, manners).send(parcel(JOB[:500]))
    assert caught.value.sent == 511


def test_a_silent_serial_printer_gets_nothing(line: SerialPrinter) -> None:
    line.mechanism.behaviour.online = None
    with pytest.raises(UnavailableError) as caught:
        serial(line, ASKING).send(parcel())
    assert (caught.value.problem, caught.value.sent) == (Problem.DEVICE_STALLED, 0)


def test_a_port_that_is_gone_is_absent_and_used_when_it_is_back(line: SerialPrinter) -> None:
    line.unplug()
    with pytest.raises(UnavailableError) as caught:
        serial(line, QUICK).send(parcel())
    assert (caught.value.problem, caught.value.sent) == (Problem.DEVICE_ABSENT, 0)
    line.plug()
    assert serial(line, QUICK).send(parcel()) is Delivery.SENT


def test_a_line_that_is_pulled_out_in_the_middle_leaves_the_job_in_doubt(
    line: SerialPrinter,
) -> None:
    line.mechanism.behaviour = Behaviour(reads=3000)
    manners = replace(QUICK, stall_s=20.0, whole_s=20.0)
    with ThreadPoolExecutor(1) as lane:
        job = lane.submit(serial(line, manners).send, parcel())
        until(lambda: len(line.mechanism.printed) == 3000, "the start of the job on paper")
        line.unplug()
        error = job.exception(15)
    assert isinstance(error, UnavailableError)
    assert error.problem is Problem.DEVICE_LOST
    assert error.sent >= 3000
    line.plug()
    line.mechanism.behaviour = Behaviour()
    assert serial(line, QUICK).send(parcel()) is Delivery.SENT


def test_a_port_in_use_is_refused(line: SerialPrinter) -> None:
    with SerialTransport(str(line.port))._opened(), pytest.raises(UnavailableError) as caught:  # type: ignore[attr-defined]
        serial(line, QUICK).send(parcel())
    assert (caught.value.problem, caught.value.sent) == (Problem.DEVICE_REFUSED, 0)


def test_a_plain_file_collects_jobs(tmp_path: Path) -> None:
    paper = tmp_path / "paper.bin"
    transport = printer(f"file://{paper}", "receipt").transport
    assert transport.send(parcel()) is Delivery.SENT
    transport.send(parcel(b"next"))
    assert paper.read_bytes() == JOB + b"next"


def test_a_device_that_is_unplugged_is_absent_and_never_created() -> None:
    device = Path("/dev/usb-that-never-was/lp0")
    with pytest.raises(UnavailableError) as caught:
        FileTransport(device, QUICK).send(parcel())
    assert (caught.value.problem, caught.value.sent) == (Problem.DEVICE_ABSENT, 0)
    missing = Path("/dev/shm") / "intake-no-such-device"  # noqa: S108 - must not come to be
    with pytest.raises(UnavailableError):
        FileTransport(missing, QUICK).send(parcel())
    assert not missing.exists()


def test_a_device_that_stalls_is_given_up(tmp_path: Path) -> None:
    fifo = tmp_path / "lp0"
    os.mkfifo(fifo)
    reader = os.open(fifo, os.O_RDONLY | os.O_NONBLOCK)
    with pytest.raises(UnavailableError) as caught:
        FileTransport(fifo, QUICK).send(parcel(HUGE))
    os.close(reader)
    assert caught.value.problem is Problem.DEVICE_STALLED
    assert 0 < caught.value.sent < len(HUGE)


def test_a_device_gets_every_byte_and_is_never_asked(tmp_path: Path) -> None:
    fifo = tmp_path / "lp0"
    os.mkfifo(fifo)
    reader = os.open(fifo, os.O_RDONLY | os.O_NONBLOCK)
    assert FileTransport(fifo, QUICK).send(parcel(JOB[:5000])) is Delivery.SENT
    assert os.read(reader, 9999) == JOB[:5000]
    with pytest.raises(UnavailableError) as caught:
        FileTransport(fifo, ASKING).send(parcel())
    os.close(reader)
    assert (caught.value.problem, caught.value.sent) == (Problem.DEVICE_STALLED, 0)


def test_a_device_nobody_reads_is_absent(tmp_path: Path) -> None:
    fifo = tmp_path / "lp0"
    os.mkfifo(fifo)
    with pytest.raises(UnavailableError) as caught:
        FileTransport(fifo, QUICK).send(parcel())
    assert (caught.value.problem, caught.value.sent) == (Problem.DEVICE_ABSENT, 0)


def test_a_device_that_takes_no_more_is_out_of_paper() -> None:
    with pytest.raises(UnavailableError) as caught:
        FileTransport(Path("/dev/full"), QUICK).send(parcel())
    assert (caught.value.problem, caught.value.sent) == (Problem.PAPER_OUT, 0)


def test_a_device_that_vanishes_while_it_is_written_to_is_lost(tmp_path: Path) -> None:
    fifo = tmp_path / "lp0"
    os.mkfifo(fifo)
    reader = os.open(fifo, os.O_RDONLY | os.O_NONBLOCK)
    with ThreadPoolExecutor(1) as lane:
        job = lane.submit(FileTransport(fifo, replace(QUICK, stall_s=15.0)).send, parcel(HUGE))
        until(lambda: select.select([reader], [], [], 0)[0], "the first bytes")
        os.close(reader)
        error = job.exception(15)
    assert isinstance(error, UnavailableError)
    assert (error.problem, error.sent > 0) == (Problem.DEVICE_LOST, True)


def test_a_folder_keeps_bytes_picture_and_story(tmp_path: Path) -> None:
    folder = tmp_path / "prints" / "receipts"
    assert FolderTransport(folder).send(parcel()) is Delivery.CONFIRMED
    assert {file.name for file in folder.iterdir()} == {"job-1.bin", "job-1.png", "job-1.json"}
    assert (folder / "job-1.bin").read_bytes() == JOB
    assert (folder / "job-1.png").read_bytes() == b"PNG"
    assert json.loads((folder / "job-1.json").read_text("utf-8")) == {"text": "Ёж"}


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(UnavailableError) as caught:
        FolderTransport(tmp_path / "taken").send(parcel())
    assert (caught.value.problem, caught.value.sent) == (Problem.FILE_UNWRITABLE, 0)


def test_a_full_disk_under_a_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "job-1.png").symlink_to("/dev/full")
    (tmp_path / ".job-1.png.part").symlink_to("/dev/full")
    with pytest.raises(UnavailableError) as caught:
        FolderTransport(tmp_path).send(parcel())
    assert caught.value.problem is Problem.DISK_FULL
