"""The reader thread over a pseudo-terminal, and over a fake for what a terminal cannot do."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, TypeAlias

import pytest
from PySide6.QtCore import QObject

from intake_app.scanning import fake
from intake_app.scanning.port import serial_port
from intake_app.scanning.scanner import Scanner, ScannerState
from tests.rigs.scanner import FakeScanner

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from intake_app.scanning.port import Port
    from intake_app.scanning.scan import Scan

    Watch: TypeAlias = Callable[[Callable[[], Port]], tuple["Scanner", "Witness"]]


class Witness(QObject):
    """Hears what a window would."""

    def __init__(self) -> None:
        super().__init__()
        self.codes: list[str] = []
        self.states: list[ScannerState] = []
        self.threads: set[threading.Thread] = set()

    def scan(self, scan: Scan) -> None:
        self.codes.append(scan.text)
        self.threads.add(threading.current_thread())

    def turn(self, state: ScannerState) -> None:
        self.states.append(state)


@pytest.fixture
def watched(qapp: object) -> Iterator[Watch]:
    made: list[Scanner] = []

    def watch(open_port: Callable[[], Port]) -> tuple[Scanner, Witness]:
        scanner, witness = Scanner(open_port), Witness()
        scanner.scanned.connect(witness.scan)
        scanner.state_changed.connect(witness.turn)
        made.append(scanner)
        scanner.start()
        return scanner, witness

    yield watch
    for scanner in made:
        scanner.stop()


@pytest.fixture
def device(tmp_path: Path) -> Iterator[FakeScanner]:
    device = FakeScanner(tmp_path)
    yield device
    device.close()


def test_codes_arrive_on_the_gui_thread(watched: Watch, device: FakeScanner, qtbot: QtBot) -> None:
    scanner, witness = watched(serial_port(str(device.port)))
    qtbot.waitUntil(lambda: scanner.state is ScannerState.READY)
    device.scan("100200300405")
    device.scan("Ключ")
    qtbot.waitUntil(lambda: len(witness.codes) == 2)
    assert witness.codes == ["100200300405", "Ключ"]
    assert witness.threads == {threading.current_thread()}


def test_a_scanner_that_was_unplugged_comes_back(
    watched: Watch, device: FakeScanner, qtbot: QtBot
) -> None:
    _, witness = watched(serial_port(str(device.port)))
    qtbot.waitUntil(lambda: witness.states == [ScannerState.READY])
    device.unplug()
    qtbot.waitUntil(lambda: witness.states[-1] is ScannerState.ABSENT)
    device.plug()
    qtbot.waitUntil(lambda: witness.states[-1] is ScannerState.READY)
    device.scan("42")
    qtbot.waitUntil(lambda: witness.codes == ["42"])


def test_a_port_held_by_another_program_is_absent(
    watched: Watch, device: FakeScanner, qtbot: QtBot
) -> None:
    first, _ = watched(serial_port(str(device.port)))
    qtbot.waitUntil(lambda: first.state is ScannerState.READY)
    second, _ = watched(serial_port(str(device.port)))
    qtbot.waitUntil(lambda: second.state is ScannerState.ABSENT)


def test_a_speed_no_port_knows_is_absent_and_not_a_crash(watched: Watch, qtbot: QtBot) -> None:
    scanner, _ = watched(serial_port("/dev/null", -1))
    qtbot.waitUntil(lambda: scanner.state is ScannerState.ABSENT)


def test_codes_and_losses_of_the_fake(watched: Watch, qtbot: QtBot) -> None:
    device = fake.FakeScanner(plugged=False)
    _, witness = watched(device.open)
    qtbot.waitUntil(lambda: witness.states == [ScannerState.ABSENT])
    device.plugged = True
    qtbot.waitUntil(lambda: witness.states[-1] is ScannerState.READY)
    device.scan("7")
    qtbot.waitUntil(lambda: witness.codes == ["7"])
    device.plugged = False
    qtbot.waitUntil(lambda: witness.states[-1] is ScannerState.ABSENT)
    assert device.opened == device.closed


def test_stop_ends_the_reader_and_closes_the_port(watched: Watch, qtbot: QtBot) -> None:
    device = fake.FakeScanner()
    scanner, witness = watched(device.open)
    qtbot.waitUntil(lambda: scanner.state is ScannerState.READY)
    device.scan("lost")
    scanner.stop()
    qtbot.waitUntil(lambda: device.closed == 1)
    assert witness.codes == []


def test_a_scanner_never_started_stops(qapp: object) -> None:
    Scanner(fake.FakeScanner().open).stop()
