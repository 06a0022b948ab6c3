"""The hub as a child process: its troubles."""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING

import pytest
from typing_extensions import override

from intake_app.app import embedded_hub
from intake_app.app.embedded_hub import EmbeddedHub

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

# Stands in for the program: counts its starts in a file, fails the first time, serves the second.
STUMBLING = """
import json, pathlib, sys
marks = pathlib.Path(sys.argv[1])
marks.write_text(marks.read_text() + sys.argv[2] + " " if marks.exists() else sys.argv[2] + " ")
if marks.read_text().split().count(sys.argv[2]) == 1:
    sys.exit(3)
print(json.dumps({"hub": "http://127.0.0.1:1"}) if sys.argv[2] == "serve" else "CODE", flush=True)
if sys.argv[2] == "serve":
    sys.stdin.read()
"""

DEAF = """
import json, threading
print(json.dumps({"hub": "x"}), flush=True)
threading.Event().wait()
"""


@pytest.fixture
def hub_of(tmp_path: Path, qapp: object) -> Iterator[Callable[[list[str]], EmbeddedHub]]:
    (tmp_path / "logs").mkdir()
    made: list[EmbeddedHub] = []

    def make(program: list[str]) -> EmbeddedHub:
        made.append(EmbeddedHub(tmp_path, program=program, patience_ms=20))
        return made[-1]

    yield make
    for hub in made:
        hub.stop()


@pytest.fixture
def stumbling(tmp_path: Path) -> list[str]:
    return [sys.executable, "-c", STUMBLING, str(tmp_path / "marks")]


@pytest.mark.expects_log("has ended with code 3")
def test_a_hub_that_ends_is_started_again(
    hub_of: Callable[[list[str]], EmbeddedHub], stumbling: list[str], qtbot: QtBot
) -> None:
    hub = hub_of(stumbling)
    with qtbot.waitSignal(hub.ready, timeout=20_000) as told:
        hub.start()
    assert told.args == ["http://127.0.0.1:1"]


@pytest.mark.expects_log("gave no code")
def test_a_code_is_asked_for_until_it_comes(
    hub_of: Callable[[list[str]], EmbeddedHub], stumbling: list[str], qtbot: QtBot
) -> None:
    hub = hub_of(stumbling)
    with qtbot.waitSignal(hub.coded, timeout=20_000) as told:
        hub.ask_code()
    assert told.args == ["CODE"]


@pytest.mark.expects_log("cannot be started")
def test_a_hub_that_is_not_there_is_looked_for_again(
    hub_of: Callable[[list[str]], EmbeddedHub], tmp_path: Path, qtbot: QtBot
) -> None:
    hub, log = hub_of([str(tmp_path / "absent")]), list[str]()
    monitor = Collector(log)
    embedded_hub.logger.addHandler(monitor)
    hub.start()
    qtbot.waitUntil(lambda: len(log) >= 2, timeout=20_000)
    embedded_hub.logger.removeHandler(monitor)


def test_a_hub_that_does_not_want_to_end_is_ended(
    hub_of: Callable[[list[str]], EmbeddedHub], qtbot: QtBot
) -> None:
    hub = hub_of([sys.executable, "-c", DEAF])
    with qtbot.waitSignal(hub.ready, timeout=20_000):
        hub.start()
    hub.stop()


def test_a_built_program_has_its_hub_beside_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", "/opt/intake/intake-app")
    assert embedded_hub.command() == ["/opt/intake/intake-hub"]


class Collector(logging.Handler):
    def __init__(self, texts: list[str]) -> None:
        super().__init__()
        self.texts = texts

    @override
    def emit(self, record: logging.LogRecord) -> None:
        self.texts.append(record.getMessage())
