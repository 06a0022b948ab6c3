"""The road from the spool to paper, on the real store and against printers that misbehave."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from typing_extensions import override

from intake_app.config import DeskSettings, Settings
from intake_app.errors import Problem, RejectedError, UnavailableError
from intake_app.printing.dialogue import Manners
from intake_app.printing.fake import FakeTransport
from intake_app.printing.printer import Printer, printer
from intake_app.printing.profile import RECEIPT as PROFILE
from intake_app.printing.transport import Delivery
from intake_app.printing.transports.tcp import TcpTransport
from intake_app.printing.worker import Turn, print_next
from intake_app.services.drafts import ClientDraft, DeviceDraft, IntakeDraft
from intake_app.services.shop import Shop
from intake_app.services.spool import JobState
from tests.rigs.printer import OFFLINE, PAPER_OUT, Behaviour, TcpPrinter

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from uuid import UUID

    from intake_app.printing.press import Press
    from intake_app.printing.transport import Parcel, Transport
    from intake_app.services.printouts import Printouts

DRAFT = IntakeDraft(
    client=ClientDraft(name="Петров Пётр", phone="9161234567"),
    device=DeviceDraft(kind="смартфон", brand="Apple", model="iPhone 13"),
    fault="не заряжается «совсем»",
)
QUICK = Manners(status_s=0.3, stall_s=0.4, whole_s=5.0, finish_s=0.3, fence_s=0.5)
LOST = UnavailableError(Problem.DEVICE_LOST, "cable", sent=17)
REFUSED = UnavailableError(Problem.DEVICE_REFUSED, "off")


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


@pytest.fixture
def counter(tmp_path: Path, press: Press) -> Iterator[Counter]:
    counter = Counter(tmp_path, press)
    yield counter
    counter.shop.close()


def test_a_job_is_printed_once_and_the_queue_is_empty(counter: Counter) -> None:
    fake = FakeTransport()
    assert counter.print(fake)
    assert not counter.print(fake)
    assert counter.state() is JobState.CONFIRMED
    assert len(fake.parcels) == 1
    assert "Петров Пётр" in fake.parcels[0].about["text"]


def test_each_printer_does_its_own_jobs(counter: Counter) -> None:
    assert counter.print(FakeTransport(), "label")
    assert [counter.printouts.job(job).state for job in counter.jobs] == [
        JobState.QUEUED,
        JobState.CONFIRMED,
    ]


@pytest.mark.parametrize(
    ("outcome", "state", "goes_on", "error"),
    [
        (Delivery.CONFIRMED, JobState.CONFIRMED, True, ""),
        (Delivery.SENT, JobState.SENT, True, ""),
        (REFUSED, JobState.QUEUED, False, "device_refused"),
        (LOST, JobState.UNKNOWN, True, "device_lost"),
    ],
)
def test_each_outcome_has_its_state(
    counter: Counter,
    outcome: Delivery | UnavailableError,
    state: JobState,
    goes_on: bool,
    error: str,
) -> None:
    assert counter.print(FakeTransport([outcome])) is goes_on
    job = counter.printouts.job(counter.jobs[0])
    assert (job.state, job.error) == (state, error)


def test_a_refused_job_is_repeated_with_the_same_bytes(counter: Counter) -> None:
    fake = FakeTransport([REFUSED, Delivery.SENT])
    counter.print(fake)
    counter.print(fake)
    assert fake.parcels[0].payload == fake.parcels[1].payload
    assert counter.printouts.job(counter.jobs[0]).attempts == 2


def test_an_unknown_job_is_never_repeated_and_stops_its_printer(counter: Counter) -> None:
    counter.receive()
    fake = FakeTransport([LOST])
    assert counter.print(fake)
    assert not counter.print(fake)
    assert len(fake.parcels) == 1
    state = counter.printouts.states()[0]
    assert (state.paused, state.unknown, state.queued) == (True, 1, 1)


def test_a_person_says_it_did_not_print_and_the_repeat_is_marked(counter: Counter) -> None:
    fake = FakeTransport([LOST])
    counter.print(fake)
    again = counter.printouts.answer(counter.jobs[0], printed=False)
    assert counter.print(fake)
    assert again
    assert fake.parcels[1].name == str(again)
    assert fake.parcels[1].about["repeat_of"] == str(counter.jobs[0])
    assert "REPEAT" in fake.parcels[1].about["text"] or "ПОВТОР" in fake.parcels[1].about["text"]


def test_sending_is_committed_before_the_first_byte(counter: Counter) -> None:
    seen: list[JobState] = []

    class Looking(FakeTransport):
        @override
        def send(self, parcel: Parcel) -> Delivery:
            seen.append(counter.state())
            return Delivery.SENT

    counter.print(Looking())
    assert seen == [JobState.SENDING]


def test_a_bug_while_sending_leaves_the_job_unknown(counter: Counter) -> None:
    class Broken(FakeTransport):
        @override
        def send(self, parcel: Parcel) -> Delivery:
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        counter.print(Broken())
    assert counter.state() is JobState.UNKNOWN


@pytest.mark.expects_log("cannot be printed")
def test_what_cannot_be_rendered_fails_and_the_next_job_goes_on(counter: Counter) -> None:
    fake = FakeTransport()
    narrow = Printer("receipt", replace(PROFILE, width=100), fake)
    assert print_next(counter.printouts, narrow, counter.press) is Turn.GONE
    job = counter.printouts.job(counter.jobs[0])
    assert (job.state, job.error) == (JobState.FAILED, Problem.PICTURE_TOO_WIDE)
    assert fake.parcels == []


def test_a_job_whose_payload_was_kept_is_not_rendered_again(counter: Counter) -> None:
    counter.printouts.keep_payload(counter.jobs[0], b"kept")
    fake = FakeTransport()
    counter.print(fake)
    assert fake.parcels[0].payload == b"kept"


def test_two_workers_never_send_the_same_job(counter: Counter) -> None:
    class Second(FakeTransport):
        @override
        def send(self, parcel: Parcel) -> Delivery:
            with pytest.raises(RejectedError):
                counter.printouts.begin(counter.jobs[0])
            return Delivery.SENT

    assert counter.print(Second())


def test_the_folder_printer_shows_what_was_typed(counter: Counter, tmp_path: Path) -> None:
    folder = tmp_path / "paper"
    target = printer(f"folder://{folder}", "receipt")
    assert print_next(counter.printouts, target, counter.press) is Turn.GONE
    name = str(counter.jobs[0])
    story = json.loads((folder / f"{name}.json").read_text("utf-8"))
    assert (folder / f"{name}.bin").read_bytes() == counter.printouts.job(counter.jobs[0]).payload
    assert (folder / f"{name}.png").read_bytes().startswith(b"\x89PNG")
    assert story["document"] == "receipt"
    assert "не заряжается" in story["text"]


def test_what_was_replaced_is_told_to_the_log(
    counter: Counter, caplog: pytest.LogCaptureFixture
) -> None:
    in_letters = Printer("receipt", replace(PROFILE, mode="text"), FakeTransport())
    with caplog.at_level("INFO"):
        print_next(counter.printouts, in_letters, counter.press)
    assert "U+00AB" in caplog.text
    assert "Петров" not in caplog.text


STATES = {
    "fine": (Behaviour(), JobState.CONFIRMED, ""),
    "slow": (Behaviour(rate=3000), JobState.CONFIRMED, ""),
    "low paper": (Behaviour(paper=0x1E), JobState.CONFIRMED, ""),
    "remarks": (Behaviour(stray=b"\x12\x16"), JobState.CONFIRMED, ""),
    "offline": (Behaviour(online=OFFLINE), JobState.QUEUED, "device_refused"),
    "paper out": (Behaviour(paper=PAPER_OUT), JobState.QUEUED, "paper_out"),
    "no status": (Behaviour(online=None), JobState.QUEUED, "device_stalled"),
    "late status": (Behaviour(answer_late=True), JobState.QUEUED, "device_stalled"),
    "closes at once": (Behaviour(reads=0, then="close"), JobState.QUEUED, "device_lost"),
    "drops": (Behaviour(reads=5000, then="close"), JobState.UNKNOWN, "device_lost"),
    "resets": (Behaviour(reads=5000, then="reset"), JobState.UNKNOWN, "device_lost"),
    "stops reading": (Behaviour(reads=5000), JobState.UNKNOWN, "device_stalled"),
    "no fence": (Behaviour(fence=False), JobState.UNKNOWN, "device_stalled"),
}


@pytest.mark.parametrize("name", STATES)
def test_each_misbehaviour_ends_in_its_state(counter: Counter, name: str) -> None:
    behaviour, state, error = STATES[name]
    rig = TcpPrinter(behaviour)
    manners = replace(QUICK, status=True, fence=True, fence_s=5.0 if behaviour.fence else 0.3)
    try:
        counter.print(TcpTransport("127.0.0.1", rig.port, manners))
    finally:
        rig.close()
    job = counter.printouts.job(counter.jobs[0])
    assert (job.state, job.error) == (state, error)
    payload = job.payload or b""
    printed = rig.mechanism.printed
    assert (payload in printed) is (state is JobState.CONFIRMED or name == "no fence")
    assert state is not JobState.QUEUED or payload[:2000] not in printed


def test_a_printer_that_is_off_keeps_the_job_until_it_is_back(counter: Counter) -> None:
    rig = TcpPrinter()
    transport = TcpTransport("127.0.0.1", rig.port, replace(QUICK, status=True, fence=True))
    rig.turn_off()
    assert not counter.print(transport)
    assert counter.printouts.states()[0].problem == Problem.DEVICE_ABSENT
    rig.turn_on()
    assert counter.print(transport)
    rig.close()
    assert counter.state() is JobState.CONFIRMED
    assert counter.printouts.states()[0].problem == ""
