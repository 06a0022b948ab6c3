"""The road from the spool to paper, on the real store and against printers that misbehave."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from typing_extensions import override

from intake_app.errors import Problem, RejectedError, UnavailableError
from intake_app.printing.fake import FakeTransport
from intake_app.printing.printer import Printer, printer
from intake_app.printing.profile import RECEIPT as PROFILE
from intake_app.printing.transport import Delivery
from intake_app.printing.worker import Turn, print_next
from intake_app.services.spool import JobState

if TYPE_CHECKING:
    from pathlib import Path

    from intake_app.printing.transport import Parcel
    from tests.printing.counter import Counter

LOST = UnavailableError(Problem.DEVICE_LOST, "cable", sent=17)
REFUSED = UnavailableError(Problem.DEVICE_REFUSED, "off")


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
