"""A printer in trouble, from its own answers to the cell, the words and the keys that cure it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from intake_app.config import DeskSettings, Settings
from intake_app.printing import presses
from intake_app.printing.dialogue import Manners
from intake_app.printing.printer import printer
from intake_app.printing.worker import print_next
from intake_app.services.spool import JobState
from tests.rigs.printer import (
    COVER_OPEN,
    OFFLINE,
    PAPER_OUT,
    Behaviour,
    TcpPrinter,
)

if TYPE_CHECKING:
    from pathlib import Path

    from intake_app.services.spool import PrinterState
    from tests.ui.counter import Counter

QUICK = Manners(connect_s=0.5, status_s=0.3, stall_s=0.4, whole_s=3.0, finish_s=0.3, fence_s=0.4)


@dataclass(frozen=True)
class Case:
    """What the printer does, and what the bar and the message say of it."""

    behaviour: Behaviour | None  # None: it is switched off
    short: str
    tone: str
    cure: str
    actions: tuple[str, ...] = ("printer.retry", "printer.fallback")


CASES = {
    "paper out": Case(Behaviour(paper=PAPER_OUT), "нет бумаги", "bad", "бумаг"),
    "cover open": Case(
        Behaviour(online=OFFLINE, cause=COVER_OPEN), "открыта крышка", "bad", "крышк"
    ),
    "offline": Case(Behaviour(online=OFFLINE), "отказ", "bad", ""),
    "silent": Case(Behaviour(online=None), "стоит", "bad", ""),
    "switched off": Case(None, "нет ответа", "bad", "включ"),
    "unknown": Case(
        Behaviour(fence=False),
        "напечатан",
        "caution",
        "напечаталась",
        ("question.yes", "question.no", "printer.fallback"),
    ),
}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    desk = DeskSettings(
        receipt_printer="tcp://10.0.0.5", label_printer="folder:///l", fallback_printer="back"
    )
    return Settings(data=tmp_path / "shop", desk=desk, printers={"back": "folder:///back"})


def met(counter: Counter, behaviour: Behaviour | None) -> tuple[PrinterState, ...]:
    """Print one receipt on such a printer, as its lane does; what the spool knows then."""
    counter.give()
    shop = counter.desk.shop
    rig = TcpPrinter(behaviour)
    if behaviour is None:
        rig.turn_off()
    target = printer(f"{rig.address}?mode=text&status=yes&fence=yes", "receipt", usual=QUICK)
    print_next(shop.services.printouts, target, presses.press(shop.settings))
    if behaviour is not None:
        rig.close()
    return shop.services.printouts.states()


@pytest.mark.parametrize("name", CASES)
def test_the_cell_tells_the_trouble_and_enter_the_cure(counter: Counter, name: str) -> None:
    case = CASES[name]
    counter.window.show_printer_states(met(counter, case.behaviour))
    counter.settle()
    cell = counter.parts.status.receipt
    assert case.short in cell.text()
    assert cell.tone == case.tone
    counter.press("Ctrl+B", "Return")
    counter.settle()
    message = counter.parts.messages.message
    assert message is not None
    assert message.actions == case.actions
    assert case.cure in f"{message.title} {message.text}".lower()


def test_there_is_one_question_and_an_answer_lets_the_rest_go(counter: Counter) -> None:
    counter.give()
    states = met(counter, Behaviour(fence=False))
    spool = counter.desk.shop.services.printouts
    assert (states[0].unknown, states[0].queued, states[0].paused) == (1, 1, True)
    assert spool.next_for("receipt") is None  # nothing follows while it is not known
    counter.window.show_printer_states(states)
    counter.settle()
    counter.press("Alt+N")
    counter.settle()
    after = spool.states()[0]
    assert (after.unknown, after.queued, after.paused) == (0, 2, False)
    counter.window.show_printer_states(spool.states())
    assert counter.parts.messages.message is None


def test_a_label_of_a_shelf_is_asked_about_by_its_name(counter: Counter) -> None:
    services = counter.desk.shop.services
    job = services.desk_papers.queue("place_label", services.desk_papers.places("12"))
    services.printouts.begin(job)
    services.printouts.end(job, JobState.UNKNOWN)
    counter.window.show_printer_states(services.printouts.states())
    counter.settle()
    message = counter.parts.messages.message
    assert message is not None
    assert message.title.endswith(" 12")
