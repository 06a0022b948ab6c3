"""The whole desktop in this process: what is connected to what."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

import pytest

from intake_app.app.desktop import Desktop
from intake_app.app.instance import Instance
from intake_app.errors import Problem, RejectedError
from tests.rigs.scanner import FakeScanner

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from intake_app.config import Settings
    from intake_app.services.drafts import IntakeDraft

    Start: TypeAlias = Callable[[Settings], Desktop]


@pytest.fixture
def scanner(tmp_path: Path) -> Iterator[FakeScanner]:
    device = FakeScanner(tmp_path)
    yield device
    device.close()


@pytest.fixture
def start(qtbot: QtBot) -> Iterator[Start]:
    """Start a desktop; it is shut down with the test."""
    running: list[Desktop] = []

    def begin(settings: Settings) -> Desktop:
        settings.data.mkdir(parents=True, exist_ok=True)
        (settings.data / "logs").mkdir(exist_ok=True)
        instance = Instance(settings.data)
        instance.claim()
        desktop = Desktop(settings, instance)
        running.append(desktop)
        desktop.start()
        return desktop

    yield begin
    for desktop in running:
        desktop.window.close()
        desktop.shutdown()
        desktop.deleteLater()


def test_an_intake_comes_out_on_paper_and_in_sight(
    start: Start, settings: Settings, draft: IntakeDraft, qtbot: QtBot
) -> None:
    desktop, shown = start(settings), list[str]()

    def show(role: str, _png: bytes) -> None:
        shown.append(role)

    qtbot.waitSignal(desktop.opened, timeout=20_000).wait()
    desktop.paper_sent.connect(show)
    desktop.shop.services.intakes.receive(draft)
    qtbot.waitUntil(lambda: sorted(shown) == ["label", "receipt"], timeout=30_000)
    assert len(list((settings.data / "paper").glob("*/*.png"))) == 2


def test_a_scanned_label_opens_its_order(
    start: Start, settings: Settings, draft: IntakeDraft, scanner: FakeScanner, qtbot: QtBot
) -> None:
    told = replace(settings, desk=replace(settings.desk, scanner=scanner.address))
    desktop = start(told)
    qtbot.waitSignal(desktop.opened, timeout=20_000).wait()
    accepted = desktop.shop.services.intakes.receive(draft)
    scanner.scan(accepted.ticket)
    qtbot.waitUntil(desktop.window.parts.card.isVisible, timeout=20_000)


def test_a_store_that_cannot_be_opened_is_told_in_the_window_and_tried_again(
    start: Start, settings: Settings, qtbot: QtBot
) -> None:
    store = settings.data / "intake.db"
    store.mkdir(parents=True)
    desktop = start(settings)
    bar = desktop.window.parts.messages
    qtbot.waitUntil(bar.isVisible, timeout=20_000)
    store.rmdir()
    qtbot.waitSignal(desktop.opened, timeout=20_000).wait()
    qtbot.waitUntil(lambda: not bar.isVisible(), timeout=20_000)


def test_a_file_that_is_no_store_is_told_of_and_left_alone(
    start: Start, settings: Settings, qtbot: QtBot
) -> None:
    # It may be an encrypted store whose key is not here: the window asks, nothing is thrown away.
    settings.data.mkdir(parents=True)
    store = settings.data / "intake.db"
    store.write_bytes(b"a letter to somebody " * 1000)
    bar = start(settings).window.parts.messages
    qtbot.waitUntil(lambda: bar.message is not None, timeout=20_000)
    assert bar.message is not None
    assert bar.message.topic == "store"
    assert store.read_bytes() == b"a letter to somebody " * 1000


def test_a_bug_is_told_to_the_operator(start: Start, settings: Settings, qtbot: QtBot) -> None:
    desktop = start(settings)
    qtbot.waitSignal(desktop.opened, timeout=20_000).wait()
    desktop.faulted.emit()
    qtbot.waitUntil(desktop.window.parts.messages.isVisible, timeout=5000)


def test_a_second_start_brings_the_window_forward(
    start: Start, settings: Settings, qtbot: QtBot
) -> None:
    desktop = start(settings)
    qtbot.waitSignal(desktop.opened, timeout=20_000).wait()
    desktop.window.showMinimized()
    with pytest.raises(RejectedError) as refusal:
        Instance(settings.data).claim()
    assert refusal.value.problem is Problem.ALREADY_RUNNING
    qtbot.waitUntil(lambda: not desktop.window.isMinimized(), timeout=5000)
