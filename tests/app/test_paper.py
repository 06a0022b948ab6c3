"""The lane of a printer, from the order to files in a folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_app.app import devices, paper
from intake_app.app.paper import PaperLane
from intake_app.errors import Problem, UnavailableError
from intake_app.printing import presses
from intake_app.printing.fake import FakeTransport
from intake_app.printing.printer import Printer
from intake_app.printing.profile import RECEIPT

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from intake_app.config import Settings
    from intake_app.jobs import Jobs
    from intake_app.services.drafts import IntakeDraft
    from intake_app.services.shop import Shop


def lane_over(transport: FakeTransport, shop: Shop, jobs: Jobs, settings: Settings) -> PaperLane:
    printer = Printer("receipt", RECEIPT, transport)
    return PaperLane(jobs, shop.services.printouts, printer, presses.press(settings))


def test_what_is_queued_is_printed_and_later_jobs_after_a_wake(
    shop: Shop, jobs: Jobs, settings: Settings, draft: IntakeDraft, qtbot: QtBot
) -> None:
    folder = settings.data / "paper"
    shop.services.intakes.receive(draft)
    press = presses.press(settings)
    lanes = [
        PaperLane(jobs, shop.services.printouts, printer, press)
        for printer in devices.printers(settings)
    ]
    for lane in lanes:
        lane.start()
    qtbot.waitUntil(lambda: len(list(folder.glob("*/*.bin"))) == 2, timeout=30_000)
    shop.services.intakes.receive(draft)
    for lane in lanes:
        lane.wake()
    qtbot.waitUntil(lambda: len(list(folder.glob("*/*.bin"))) == 4, timeout=30_000)
    for lane in lanes:
        lane.stop()


def test_a_printer_that_does_not_answer_is_asked_again_after_a_while(
    shop: Shop, jobs: Jobs, settings: Settings, draft: IntakeDraft, qtbot: QtBot
) -> None:
    shop.services.intakes.receive(draft)
    transport = FakeTransport([UnavailableError(Problem.DEVICE_ABSENT)])
    lane = lane_over(transport, shop, jobs, settings)
    lane.start()
    qtbot.waitUntil(lambda: len(transport.parcels) == 1, timeout=30_000)
    assert paper.AGAIN_S < 30
    lane.retry()  # as the timer does
    qtbot.waitUntil(lambda: len(transport.parcels) == 2, timeout=30_000)
    lane.stop()


def test_the_traces_of_a_refusal_do_not_wake_the_lane_again(
    shop: Shop, jobs: Jobs, settings: Settings, draft: IntakeDraft, qtbot: QtBot
) -> None:
    shop.services.intakes.receive(draft)
    transport = FakeTransport([UnavailableError(Problem.DEVICE_ABSENT)] * 9)
    lane = lane_over(transport, shop, jobs, settings)
    lane.start()
    qtbot.waitUntil(lambda: len(transport.parcels) == 1, timeout=30_000)
    for _ in range(3):  # as its own commits do
        lane.wake()
    heard = list[object]()
    jobs.device("receipt", lambda: "after", heard.append)
    qtbot.waitUntil(lambda: heard == ["after"])
    assert len(transport.parcels) == 1
    lane.stop()


def test_a_stopped_lane_begins_nothing(
    shop: Shop, jobs: Jobs, settings: Settings, draft: IntakeDraft, qtbot: QtBot
) -> None:
    shop.services.intakes.receive(draft)
    transport = FakeTransport()
    lane = lane_over(transport, shop, jobs, settings)
    lane.stop()
    lane.wake()
    heard = list[object]()
    jobs.device("receipt", lambda: "after", heard.append)
    qtbot.waitUntil(lambda: heard == ["after"])
    assert transport.parcels == []
