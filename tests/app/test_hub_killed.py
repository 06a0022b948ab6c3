"""The hub of this PC under kill -9: of itself, and of the desktop that watches it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import httpx
import pytest

from intake_app.app.embedded_hub import EmbeddedHub
from tests.rigs.hub import ROOT
from tests.rigs.waiting import until

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

# A desktop as far as its hub is concerned; prints where it is served, then works on.
DESKTOP = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from intake_app.app.embedded_hub import EmbeddedHub
app = QCoreApplication([])
hub = EmbeddedHub(Path(sys.argv[1]))
hub.wrapping = bytes(32)
hub.ready.connect(lambda url: print(url, flush=True))
hub.start()
app.exec()
"""


def answers(url: str) -> bool:
    try:
        return httpx.get(f"{url}/v1/health", trust_env=False).is_success
    except httpx.TransportError:
        return False


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "logs").mkdir()
    return tmp_path


@pytest.mark.expects_log("has ended with code")
def test_a_killed_hub_is_served_again_with_all_it_had(data: Path, qtbot: QtBot) -> None:
    hub = EmbeddedHub(data, patience_ms=20)
    hub.wrapping = bytes(32)
    urls: list[str] = []
    hub.ready.connect(urls.append)
    hub.start()
    try:
        qtbot.waitUntil(lambda: len(urls) == 1, timeout=60_000)
        with qtbot.waitSignal(hub.coded, timeout=60_000):
            hub.ask_code()
        os.kill(hub.pid, signal.SIGKILL)
        qtbot.waitUntil(lambda: len(urls) == 2, timeout=60_000)
        assert answers(urls[1])
        with qtbot.waitSignal(hub.coded, timeout=60_000):
            hub.ask_code()
    finally:
        hub.stop()
    assert not (data / "hub.db").read_bytes().startswith(b"SQLite")
    assert not answers(urls[1])


def test_a_killed_desktop_leaves_no_hub_behind(data: Path) -> None:
    command = [sys.executable, "-c", DESKTOP, str(data)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as desktop:
        assert desktop.stdout is not None
        url = desktop.stdout.readline().strip()
        assert answers(url)
        desktop.kill()
        desktop.wait(10)
        until(lambda: not answers(url), "its hub has ended, too", 20)
