"""Devices and a hub that misbehave: the window never waits, nothing is lost, nothing is doubled."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.desk import talk
from tests.rigs import escpos, office
from tests.rigs.ledger import Ledger
from tests.rigs.printer import Behaviour, TcpPrinter
from tests.rigs.program import Program
from tests.rigs.waiting import until

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.rigs.office import Office

_LONGEST_MS = 50
_ROUNDS = 3


@pytest.fixture
def printer() -> Iterator[TcpPrinter]:
    made = TcpPrinter()
    yield made
    made.close()


@pytest.fixture
def desktop(printer: TcpPrinter, tmp_path: Path, surroundings: dict[str, str]) -> Iterator[Program]:
    """A desk whose first intake has been printed, so that every library is loaded."""
    arguments = (
        *("--data", str(tmp_path / "shop")),
        *("--receipt-printer", printer.address),
        *("--label-printer", f"folder://{tmp_path}/label"),
    )
    with Program(*arguments, surroundings=surroundings, log=tmp_path / "log") as running:
        _take_in(running, Ledger(tmp_path / "shop"), 1)
        until(lambda: set(_states(tmp_path, "receipt")) == {"sent"}, "the first receipt is out")
        until(lambda: set(_states(tmp_path, "label")) == {"confirmed"}, "the first label is out")
        yield running


def _take_in(desktop: Program, ledger: Ledger, number: int) -> None:
    before = len(ledger.orders())
    talk.short(number).type(desktop, desktop)
    desktop.press("Ctrl+Return")
    until(lambda: len(ledger.orders()) > before, "the order is stored")


def _states(folder: Path, document: str) -> list[str]:
    jobs = Ledger(folder / "shop").jobs()
    return [job["state"] for job in jobs if job["document"] == document]


def _quietest_ms(desktop: Program, work: Callable[[int], None], first: int) -> float:
    """The longest stall of the best of a few rounds: what the machine did once is not ours."""
    stalls: list[float] = []
    for number in range(first, first + _ROUNDS):
        desktop.measure()
        work(number)
        stalls.append(desktop.longest_stall_ms())
        if stalls[-1] <= _LONGEST_MS:
            break
    return min(stalls)


def _cuts(printer: TcpPrinter) -> int:
    """How many whole papers came out of a printer."""
    return len(escpos.read(printer.mechanism.printed).cuts)


def test_printer_that_is_off_gets_each_paper_once_when_it_is_back(
    desktop: Program, printer: TcpPrinter, tmp_path: Path
) -> None:
    ledger = Ledger(tmp_path / "shop")
    printer.turn_off()
    stall = _quietest_ms(desktop, lambda number: _take_in(desktop, ledger, number), 2)
    until(lambda: "нет ответа" in desktop.says["status.receipt"], "the bar says it is off", 20)
    assert stall <= _LONGEST_MS
    printer.turn_on()
    until(lambda: set(_states(tmp_path, "receipt")) == {"sent"}, "the queue is printed", 30)
    orders = len(ledger.orders())
    assert _cuts(printer) == orders
    assert _states(tmp_path, "label") == ["confirmed"] * orders


@pytest.mark.parametrize(
    "trouble",
    [
        Behaviour(reads=5000, then="stall"),
        Behaviour(reads=5000, then="reset"),
        Behaviour(reads=5000, then="close"),
        Behaviour(reads=0, then="stall"),
    ],
    ids=["stalls", "drops the line", "hangs up", "never reads"],
)
def test_printer_in_trouble_holds_up_nobody_and_prints_nothing_twice(
    trouble: Behaviour, desktop: Program, printer: TcpPrinter, tmp_path: Path
) -> None:
    ledger = Ledger(tmp_path / "shop")
    printed_before = printer.mechanism.printed
    printer.mechanism.behaviour = trouble
    stall = _quietest_ms(desktop, lambda number: _take_in(desktop, ledger, number), 2)
    until(lambda: "unknown" in _states(tmp_path, "receipt"), "the paper's fate is unknown", 40)
    # What was just taken in may be taken back for ten seconds; that line stands first.
    until(lambda: "message.question.yes" in desktop.says, "a person is asked", 25)
    assert stall <= _LONGEST_MS
    half_printed = printer.mechanism.printed
    printer.turn_off()
    printer.mechanism.behaviour = Behaviour()
    printer.turn_on()
    _take_in(desktop, ledger, 9)
    assert printer.mechanism.printed == half_printed, "repeated by itself"
    orders = len(ledger.orders())
    desktop.press("Alt+N")  # it is not there: print it again
    until(lambda: _states(tmp_path, "receipt").count("sent") == orders, "all are printed", 30)
    whole = printer.mechanism.printed[len(half_printed) :]
    assert len(escpos.read(whole).cuts) == orders - 1
    assert printer.mechanism.printed.startswith(printed_before)
    assert _states(tmp_path, "label") == ["confirmed"] * orders


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Office]:
    with office.opened(tmp_path) as opened:
        yield opened


def test_hub_in_trouble_holds_up_nobody_and_gets_everything_once(shop: Office) -> None:
    window, ledger, line = shop.far.window, shop.far.ledger, shop.line
    near = shop.near.ledger
    _take_in(window, ledger, 1)
    until(lambda: ledger.pending() == 0, "the first order is at the hub", 20)
    for first, trouble in ((10, "answers_500"), (20, "replies_to_lose"), (30, "is_stalled")):
        met = line.met
        setattr(line, trouble, 2)
        stall = _quietest_ms(window, lambda number: _take_in(window, ledger, number), first)
        until(lambda met=met: line.met > met + 1, f"{trouble} is met", 40)
        setattr(line, trouble, 0)
        assert stall <= _LONGEST_MS, trouble
    shop.hub.kill()
    assert _quietest_ms(window, lambda n: _take_in(window, ledger, n), 90) <= _LONGEST_MS
    until(lambda: "Без связи" in window.says["status.hub"], "the bar says that the hub is away", 40)
    shop.hub.start()
    window.press("F5")
    until(
        lambda: ledger.pending() == 0 and near.synced() == ledger.synced(),
        "everything is at the hub and at the other desk, once",
        75,
    )
