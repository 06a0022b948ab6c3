"""The talk with a printer, on a wire and a clock of the test's own."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from typing_extensions import override

from intake_app.errors import Problem, UnavailableError
from intake_app.printing.dialogue import Dialogue, Manners
from intake_app.printing.transport import Delivery, Parcel

JOB = bytes(range(256)) * 40
READY, OFFLINE, PAPER_OUT = b"\x12", b"\x1a", b"\x72"
ASKING = Manners(status=True)
FENCED = Manners(fence=True)


def parcel(payload: bytes = JOB) -> Parcel:
    return Parcel("0192f1c0", payload, bytes, {})


@dataclass
class Script:
    """A wire that takes `takes` bytes a time and says `says`; silence costs time."""

    says: list[bytes] = field(default_factory=list[bytes])
    takes: int = 1000
    room: int = 1 << 30
    now: float = 0.0
    heard: bytes = b""
    finishes: bool = True

    def ticks(self) -> float:
        return self.now

    def push(self, data: bytes, until: float) -> int:
        taken = min(len(data), self.takes, self.room - len(self.heard))
        self.heard += data[:taken]
        self.now = self.now + 0.01 if taken else until
        return taken

    def pull(self, until: float) -> bytes:
        if self.says:
            return self.says.pop(0)
        self.now = until
        return b""

    def finish(self, until: float) -> bool:
        return self.finishes


def deliver(wire: Script, manners: Manners, payload: bytes = JOB) -> Delivery:
    return Dialogue(wire, manners, wire.ticks).deliver(parcel(payload))


def refused(wire: Script, manners: Manners) -> UnavailableError:
    with pytest.raises(UnavailableError) as caught:
        deliver(wire, manners)
    return caught.value


def mark_of(wire: Script) -> bytes:
    return wire.heard[-4:]


def test_every_byte_arrives_once_and_the_outcome_is_sent() -> None:
    wire = Script()
    assert deliver(wire, Manners()) is Delivery.SENT
    assert wire.heard == JOB


@pytest.mark.parametrize(
    ("says", "problem"),
    [
        ([], Problem.DEVICE_STALLED),
        ([b"\xff\x01"], Problem.DEVICE_STALLED),  # noise is no status
        ([OFFLINE], Problem.DEVICE_REFUSED),
        ([READY], Problem.DEVICE_STALLED),
        ([READY, PAPER_OUT], Problem.PAPER_OUT),
    ],
)
def test_a_printer_that_is_not_ready_gets_no_byte(says: list[bytes], problem: Problem) -> None:
    wire = Script(says)
    error = refused(wire, ASKING)
    assert (error.problem, error.sent) == (problem, 0)
    assert JOB[:4] not in wire.heard


def test_a_status_that_cannot_be_asked_is_a_stall() -> None:
    assert refused(Script(room=2), ASKING).sent == 0


def test_low_paper_does_not_stop_a_job() -> None:
    assert deliver(Script([READY, b"\x1e"]), ASKING) is Delivery.SENT


def test_a_stall_counts_what_was_taken() -> None:
    error = refused(Script(room=2500), Manners())
    assert (error.problem, error.sent) == (Problem.DEVICE_STALLED, 2500)


def test_a_printer_that_takes_nothing_leaves_the_job_harmless_to_repeat() -> None:
    assert refused(Script(room=0), Manners()).sent == 0


def test_a_crawling_printer_is_given_up_at_the_whole_deadline() -> None:
    wire = Script(takes=1)
    error = refused(wire, Manners(whole_s=5.0))
    assert error.problem is Problem.DEVICE_STALLED
    assert 0 < error.sent < len(JOB)


def test_bytes_that_do_not_leave_this_pc_are_in_doubt() -> None:
    error = refused(Script(finishes=False), Manners())
    assert (error.problem, error.sent) == (Problem.DEVICE_STALLED, len(JOB))


def test_bytes_in_doubt_are_counted_as_sent() -> None:
    @dataclass
    class Doubtful(Script):
        @override
        def push(self, data: bytes, until: float) -> int:
            if len(self.heard) >= 2000:
                raise UnavailableError(Problem.DEVICE_STALLED, "line", sent=256)
            return Script.push(self, data, until)

    assert refused(Doubtful(), Manners()).sent == 2256


def test_a_question_in_doubt_is_no_part_of_the_job() -> None:
    @dataclass
    class Doubtful(Script):
        @override
        def push(self, data: bytes, until: float) -> int:
            raise UnavailableError(Problem.DEVICE_STALLED, "line", sent=len(data))

    assert refused(Doubtful(), ASKING).sent == 0


def test_a_lost_wire_is_named_and_counted() -> None:
    @dataclass
    class Cut(Script):
        @override
        def push(self, data: bytes, until: float) -> int:
            if len(self.heard) >= 2000:
                raise ConnectionResetError
            return Script.push(self, data, until)

    error = refused(Cut(), Manners())
    assert (error.problem, error.sent) == (Problem.DEVICE_LOST, 2000)
    assert error.detail == "ConnectionResetError"


@pytest.mark.parametrize("between", [b"", READY, b"\x32\x36"])
def test_the_fence_confirms_whatever_is_said_in_between(between: bytes) -> None:
    first = Script()
    refused(first, FENCED)  # silent: shows which mark is sent
    mark = mark_of(first)
    answer = [b"\x12\x16", b"7" + between + b"\x22" + mark[:2], mark[2:] + between + b"\0"]
    wire = Script(answer)
    assert deliver(wire, FENCED) is Delivery.CONFIRMED
    assert wire.heard == JOB + b"\x1d(H\x06\x0000" + mark


@pytest.mark.parametrize("says", [[], [b"7\x22xxxx\0"], [b"\x12"]])
def test_without_the_right_answer_the_outcome_is_in_doubt(says: list[bytes]) -> None:
    error = refused(Script(says), FENCED)
    assert (error.problem, error.sent) == (Problem.DEVICE_STALLED, len(JOB) + 11)


def test_marks_of_two_jobs_differ() -> None:
    wires = Script(), Script()
    for wire, name in zip(wires, ("a", "b"), strict=True):
        with pytest.raises(UnavailableError):
            Dialogue(wire, FENCED, wire.ticks).deliver(Parcel(name, JOB, bytes, {}))
    assert mark_of(wires[0]) != mark_of(wires[1])
