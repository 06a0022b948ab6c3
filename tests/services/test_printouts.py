from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from intake_app.errors import Problem, RejectedError
from intake_app.services.papers import ReceiptData
from intake_app.services.paperwork import paper_name
from intake_app.services.shop import Shop
from intake_app.services.spool import JobState
from tests.rigs.drafts import INTAKE
from tests.rigs.watch import NOON

if TYPE_CHECKING:
    from intake_app.config import Settings
    from intake_app.services.printouts import Printouts
    from intake_app.services.spool import PrinterState, PrintJob
    from intake_app.services.use_cases import Services
    from tests.rigs.watch import Watch


@pytest.fixture
def printouts(services: Services) -> Printouts:
    services.intakes.receive(INTAKE)
    services.intakes.receive(INTAKE)
    return services.printouts


def next_receipt(printouts: Printouts) -> PrintJob:
    job = printouts.next_for("receipt")
    assert job is not None
    return job


def state_of(printouts: Printouts, printer: str = "receipt") -> PrinterState:
    return next(state for state in printouts.states() if state.printer == printer)


def lose_one(printouts: Printouts) -> PrintJob:
    job = next_receipt(printouts)
    printouts.begin(job.id)
    printouts.end(job.id, JobState.UNKNOWN, "device_lost")
    return job


def attempts(services: Services) -> list[tuple[object, ...]]:
    with services.printouts.store.reading() as session:
        return session.driver.execute(
            "SELECT nth, outcome, error, ended_at IS NOT NULL FROM print_attempt ORDER BY nth"
        ).fetchall()


def test_the_oldest_job_comes_first_and_each_printer_has_its_own(printouts: Printouts) -> None:
    receipt, label = printouts.next_for("receipt"), printouts.next_for("label")

    assert receipt is not None
    assert label is not None
    assert (receipt.document, label.document) == ("receipt", "label")
    assert isinstance(receipt.data, ReceiptData)
    assert receipt.data.number.startswith("A-00001")
    assert (receipt.state, receipt.attempts, receipt.payload) == (JobState.QUEUED, 0, None)
    assert receipt.created_at == NOON
    assert printouts.next_for("camera") is None


@pytest.mark.parametrize("state", [JobState.SENT, JobState.CONFIRMED])
def test_a_printed_job_makes_way_for_the_next(printouts: Printouts, state: JobState) -> None:
    job = next_receipt(printouts)
    printouts.begin(job.id)
    assert printouts.job(job.id).state is JobState.SENDING

    printouts.end(job.id, state)

    assert printouts.job(job.id).state is state
    assert next_receipt(printouts).id != job.id
    assert state_of(printouts).last_printed_at == NOON


def test_bytes_are_rendered_once_and_kept(printouts: Printouts) -> None:
    job = next_receipt(printouts)
    printouts.keep_payload(job.id, b"first")
    printouts.keep_payload(job.id, b"second")

    assert printouts.job(job.id).payload == b"first"


def test_a_job_that_reached_no_paper_is_tried_again(
    printouts: Printouts, services: Services
) -> None:
    job = next_receipt(printouts)
    printouts.begin(job.id)
    printouts.end(job.id, JobState.QUEUED, "device_absent")

    again = next_receipt(printouts)
    assert (again.id, again.attempts, again.error) == (job.id, 1, "device_absent")
    state = state_of(printouts)
    assert (state.queued, state.paused, state.problem) == (2, False, "device_absent")
    printouts.begin(job.id)
    printouts.end(job.id, JobState.SENT)
    assert state_of(printouts).problem == ""
    assert attempts(services) == [(1, "queued", "device_absent", 1), (2, "sent", "", 1)]


def test_an_unknown_outcome_pauses_that_printer_alone(printouts: Printouts) -> None:
    lost = lose_one(printouts)

    assert printouts.next_for("receipt") is None
    assert printouts.next_for("label") is not None
    assert [job.id for job in printouts.unknown()] == [lost.id]
    state = state_of(printouts)
    assert (state.queued, state.unknown, state.paused) == (1, 1, True)
    assert state.problem == "device_lost"


def test_it_was_printed_after_all(printouts: Printouts) -> None:
    lost = lose_one(printouts)

    assert printouts.answer(lost.id, printed=True) is None

    assert printouts.job(lost.id).state is JobState.CONFIRMED
    assert printouts.unknown() == ()
    assert not state_of(printouts).paused
    assert next_receipt(printouts).id != lost.id


def test_it_was_not_printed_and_comes_again_marked(printouts: Printouts) -> None:
    lost = lose_one(printouts)
    waiting = state_of(printouts).queued

    again = printouts.answer(lost.id, printed=False)

    assert again is not None
    job = printouts.job(again)
    assert (job.reprint_of, job.data, job.state) == (lost.id, lost.data, JobState.QUEUED)
    assert printouts.job(lost.id).state is JobState.FAILED
    assert state_of(printouts).queued == waiting + 1
    assert not state_of(printouts).paused


def test_a_question_is_answered_once(printouts: Printouts) -> None:
    lost = lose_one(printouts)
    printouts.answer(lost.id, printed=False)

    with pytest.raises(RejectedError) as refused:
        printouts.answer(lost.id, printed=True)

    assert refused.value.problem is Problem.UNKNOWN_RECORD


def test_a_printer_stays_paused_until_the_last_question_is_answered(
    settings: Settings, watch: Watch
) -> None:
    shop = Shop(settings, watch)
    shop.open()
    lost: list[PrintJob] = []
    for _ in range(2):
        shop.services.intakes.receive(INTAKE)
    jobs = shop.services.printouts
    lost.append(lose_one(jobs))
    with jobs.store.writing() as session:
        session.driver.execute("UPDATE printer SET paused = 0")
    lost.append(lose_one(jobs))

    jobs.answer(lost[0].id, printed=True)
    assert state_of(jobs).paused
    jobs.answer(lost[1].id, printed=True)
    assert not state_of(jobs).paused
    shop.close()


def test_a_job_that_cannot_be_made_fails_and_others_go_on(printouts: Printouts) -> None:
    job = next_receipt(printouts)
    printouts.begin(job.id)
    printouts.end(job.id, JobState.FAILED, "picture_too_wide")

    assert printouts.job(job.id).error == "picture_too_wide"
    assert next_receipt(printouts).id != job.id
    assert state_of(printouts).last_printed_at is None


def test_what_was_on_its_way_at_a_power_cut_is_unknown(settings: Settings, watch: Watch) -> None:
    shop = Shop(settings, watch)
    shop.open()
    shop.services.intakes.receive(INTAKE)
    job = next_receipt(shop.services.printouts)
    shop.services.printouts.begin(job.id)
    shop.close()

    again = Shop(settings, watch)
    again.open()
    heard: list[frozenset[str]] = []
    again.listen(heard.append)
    assert again.services.printouts.recover() == 1
    assert again.services.printouts.job(job.id).state is JobState.UNKNOWN
    assert again.services.printouts.next_for("receipt") is None
    assert attempts(again.services) == [(1, "unknown", "", 1)]
    assert heard == [frozenset({"print_job", "printer"})]
    assert again.services.printouts.recover() == 0
    again.close()


def test_two_workers_never_send_one_job(printouts: Printouts) -> None:
    job = next_receipt(printouts)
    printouts.begin(job.id)

    with pytest.raises(RejectedError):
        printouts.begin(job.id)


def test_an_outcome_is_told_once(printouts: Printouts) -> None:
    job = next_receipt(printouts)
    printouts.begin(job.id)
    printouts.end(job.id, JobState.SENT)

    with pytest.raises(RejectedError):
        printouts.end(job.id, JobState.UNKNOWN)
    assert printouts.job(job.id).state is JobState.SENT


def test_a_job_nobody_knows_is_refused(printouts: Printouts) -> None:
    with pytest.raises(RejectedError) as refused:
        printouts.job(UUID(int=7))

    assert refused.value.problem is Problem.UNKNOWN_RECORD


def test_both_printers_are_shown_before_they_did_anything(shop: Shop) -> None:
    states = shop.services.printouts.states()

    assert [(state.printer, state.queued, state.unknown, state.paused) for state in states] == [
        ("receipt", 0, 0, False),
        ("label", 0, 0, False),
    ]


def test_a_job_that_ends_without_a_word_says_nothing_of_its_printer(printouts: Printouts) -> None:
    before = state_of(printouts)
    printouts.end(next_receipt(printouts).id, JobState.FAILED)
    assert state_of(printouts).problem == before.problem
    assert not state_of(printouts).paused


def test_a_paper_of_no_such_name_is_refused() -> None:
    with pytest.raises(RejectedError) as refused:
        paper_name("menu")
    assert refused.value.problem is Problem.UNKNOWN_RECORD
