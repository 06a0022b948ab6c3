"""The cells of the printers: what is wrong, since when, and the keys that help."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from intake_app.config import DeskSettings, Settings
from intake_app.services.spool import JobState

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

    from intake_app.services.printouts import Printouts
    from tests.rigs.watch import Watch
    from tests.ui.counter import Counter


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A second receipt printer stands in for the first."""
    printers = DeskSettings(
        receipt_printer="folder:///r", label_printer="folder:///l", fallback_printer="back"
    )
    return Settings(data=tmp_path / "shop", desk=printers, printers={"back": "folder:///back"})


def test_a_click_tells_the_trouble_its_age_and_the_cure(counter: Counter, watch: Watch) -> None:
    refuse(counter, "paper_out")
    watch.forward(minutes=12)
    show(counter)
    cell = counter.parts.status.receipt
    assert cell.tone == "bad"
    assert "12" in cell.text()
    click(counter)
    message = counter.parts.messages.message
    assert message is not None
    assert message.actions == ("printer.retry", "printer.fallback")
    assert "15:00" in message.text


def test_a_key_tries_the_printer_again(counter: Counter) -> None:
    refuse(counter, "cover_open")
    asked: list[str] = []
    counter.window.retry_asked.connect(asked.append)
    click(counter)
    counter.press("Alt+R")
    assert asked == ["receipt"]
    assert counter.parts.messages.message is None


def test_a_key_sends_what_waits_to_the_other_printer(counter: Counter) -> None:
    refuse(counter, "device_absent")
    click(counter)
    counter.press("Alt+A")
    counter.settle()
    printouts = counter.desk.shop.services.printouts
    queued = {state.printer: state.queued for state in printouts.states()}
    assert (queued["receipt"], queued["back"]) == (0, 1)
    show(counter)
    assert not counter.parts.status.printers["back"].isHidden()
    message = counter.parts.messages.message
    assert message is not None
    assert message.title == "back"


def test_nothing_is_sent_elsewhere_without_a_key(counter: Counter) -> None:
    refuse(counter, "device_absent")
    click(counter)
    counter.settle()
    states = {state.printer: state.queued for state in spool(counter).states()}
    assert (states["receipt"], states["back"]) == (1, 0)
    assert counter.parts.status.printers["back"].isHidden()


def test_a_paper_in_doubt_brings_its_question_back(counter: Counter) -> None:
    order = counter.give()
    counter.give()
    spool(counter).begin(order.jobs[0])
    spool(counter).end(order.jobs[0], JobState.UNKNOWN, "device_lost")
    show(counter)
    counter.settle()
    click(counter)
    counter.settle()
    message = counter.parts.messages.message
    assert message is not None
    assert message.actions == ("question.yes", "question.no", "printer.fallback")
    counter.press("Alt+A")
    counter.settle()
    assert spool(counter).job(order.jobs[0]).printer == "receipt"
    assert [job.id for job in spool(counter).unknown()] == [order.jobs[0]]
    assert spool(counter).next_for("back") is not None


def test_a_trouble_that_is_over_is_no_longer_told(counter: Counter) -> None:
    job = refuse(counter, "paper_out")
    click(counter)
    spool(counter).begin(job)
    spool(counter).end(job, JobState.SENT)
    show(counter)
    assert counter.parts.messages.message is None


def test_a_printer_that_is_well_has_nothing_to_cure(counter: Counter) -> None:
    show(counter)
    click(counter)
    message = counter.parts.messages.message
    assert message is not None
    assert message.actions == ()


def spool(counter: Counter) -> Printouts:
    return counter.desk.shop.services.printouts


def show(counter: Counter) -> None:
    counter.window.show_printer_states(spool(counter).states())


def refuse(counter: Counter, problem: str) -> UUID:
    job = counter.give().jobs[0]
    counter.parts.messages.withdraw("saved")
    spool(counter).begin(job)
    spool(counter).end(job, JobState.QUEUED, problem)
    show(counter)
    return job


def click(counter: Counter) -> None:
    cell = counter.parts.status.receipt
    cell.setFocus(Qt.FocusReason.TabFocusReason)
    counter.press("Return")
