"""The order of start, seen from inside a fresh process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LATE = "PIL alembic escpos httpx keyring phonenumbers reportlab sqlalchemy sqlite3 sqlite_utils"

# `{moment}` is the step of the composition root after which the process looks at itself.
LOOK = """
import sys
from PySide6.QtWidgets import QApplication
from intake_app.app.desktop import Desktop
from intake_app.cli.main import main

real = Desktop.{moment}

def looking(self, *arguments):
    if {before}:
        real(self, *arguments)
    print(*(name for name in {late!r}.split() if name in sys.modules), flush=True)
    QApplication.quit()

Desktop.{moment} = looking
sys.exit(main(["run", "--data", {data!r}]))
"""


def loaded(data: Path, moment: str, *, after: bool) -> list[str]:
    """Start the desktop in a process of its own; the heavy modules it has loaded by then."""
    script = LOOK.format(moment=moment, before=after, late=LATE, data=str(data))
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env={**os.environ, "INTAKE_KEYRING": "file"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


def test_nothing_heavy_is_imported_when_the_first_window_is_painted(data: Path) -> None:
    assert loaded(data, "_on_painted", after=False) == []


def test_a_run_on_a_current_store_never_imports_alembic(data: Path) -> None:
    assert "sqlalchemy" in loaded(data, "_on_recovered", after=True)
    again = loaded(data, "_on_recovered", after=True)
    assert "sqlalchemy" in again
    assert not {"alembic", "sqlite3", "sqlite_utils"} & set(again)
