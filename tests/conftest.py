"""What every test is held to: no thread, open database, log warning or window stays behind."""

from __future__ import annotations

import gc
import logging
import os
import re
import sys
import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from typing_extensions import override

from tools import messages

if TYPE_CHECKING:
    from collections.abc import Iterator

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# Fonts, times and number formats must not depend on who runs the tests.
os.environ["TZ"] = "Europe/Moscow"
os.environ.pop("INTAKE_DATA", None)
# No test may leave anything in the keyring of whoever runs it, nor in his folder of state.
os.environ["INTAKE_KEYRING"] = "file"
os.environ["INTAKE_STATE"] = tempfile.mkdtemp(prefix="intake-state-")
os.environ["INTAKE_HUB_FOLDER"] = tempfile.mkdtemp(prefix="intake-hub-")

JOIN_S = 3.0


def pytest_configure(config: pytest.Config) -> None:
    """Register the marker by which a test announces a warning it provokes."""
    config.addinivalue_line(
        "markers", "expects_log(pattern): warnings in the log that match are part of the test"
    )
    messages.compile_stale()  # so that `pytest` alone speaks Russian as well


@pytest.fixture(autouse=True)
def no_leaked_threads() -> Iterator[None]:
    """Fail a test that leaves a lane, a reader or a server running."""
    before = set(threading.enumerate())
    yield
    left = [thread for thread in threading.enumerate() if thread not in before]
    for thread in left:
        thread.join(JOIN_S)
    names = [thread.name for thread in left if thread.is_alive()]
    assert not names, f"threads left running: {names}"


@pytest.fixture(autouse=True)
def no_open_databases() -> Iterator[None]:
    """Fail a test that leaves a store open: sqlcipher3 gives no ResourceWarning."""
    before = _open_databases()
    yield
    if _open_databases() - before:
        gc.collect()  # a cycle may hold a connection that nobody can reach any more
    left = _open_databases() - before
    assert not left, f"databases left open: {sorted(left)}"


@pytest.fixture(autouse=True)
def no_unexpected_log_warnings(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test whose log holds a warning that it did not announce by `expects_log`."""
    collector = _Collector()
    logging.getLogger().addHandler(collector)
    yield
    logging.getLogger().removeHandler(collector)
    expected = [re.compile(mark.args[0]) for mark in request.node.iter_markers("expects_log")]
    left = [text for text in collector.texts if not any(e.search(text) for e in expected)]
    assert not left, f"unexpected warnings in the log: {left}"


@pytest.fixture(autouse=True)
def no_leftover_windows() -> Iterator[None]:
    """Fail a test that leaves a top-level widget behind."""
    before = _windows()
    yield
    left = [name for key, name in _windows().items() if key not in before]
    assert not left, f"windows left open: {left}"


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.texts: list[str] = []

    @override
    def emit(self, record: logging.LogRecord) -> None:
        self.texts.append(f"{record.name}: {record.getMessage()}")


def _open_databases() -> set[str]:
    """Database files this process holds open; empty where the system does not tell."""
    found: set[str] = set()
    for handle in Path("/proc/self/fd").glob("*"):
        try:
            target = handle.readlink().as_posix()
        except OSError:  # the handle of this very listing is closed by now
            continue
        if target.removesuffix(" (deleted)").endswith(".db"):
            found.add(f"{handle.name}:{target}")
    return found


def _windows() -> dict[int, str]:
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is None or widgets.QApplication.instance() is None:
        return {}
    core = sys.modules["PySide6.QtCore"]
    core.QCoreApplication.sendPostedEvents(None, core.QEvent.Type.DeferredDelete)
    return {
        id(widget): f"{type(widget).__name__} {widget.objectName()!r}"
        for widget in widgets.QApplication.topLevelWidgets()
    }
