"""One program a data folder."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from intake_app.app.instance import LOCK_NAME, Instance
from intake_app.errors import Problem, RejectedError, UnavailableError

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

SECOND_START = """
import sys
from pathlib import Path
from intake_app.app.instance import Instance
from intake_app.errors import RejectedError
try:
    Instance(Path(sys.argv[1])).claim()
except RejectedError as error:
    print(error.problem)
"""

KILLED = """
import os, sys
from pathlib import Path
from intake_app.app.instance import Instance
held = Instance(Path(sys.argv[1]))
held.claim()
os.kill(os.getpid(), 9)
"""


def test_a_second_start_raises_the_window_of_the_first(tmp_path: Path, qtbot: QtBot) -> None:
    first = Instance(tmp_path)
    first.claim()
    first.listen()
    second = subprocess.Popen(
        [sys.executable, "-c", SECOND_START, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    with qtbot.waitSignal(first.raised, timeout=20_000):
        pass
    said, _ = second.communicate(timeout=20)
    first.release()
    assert said.strip() == Problem.ALREADY_RUNNING


def test_two_folders_are_two_programs(tmp_path: Path, qapp: object) -> None:
    instances = [Instance(tmp_path / name) for name in ("a", "b")]
    for name, instance in zip(("a", "b"), instances, strict=True):
        (tmp_path / name).mkdir()
        instance.claim()
    for instance in instances:
        instance.release()


def test_a_released_folder_is_free_again(tmp_path: Path, qapp: object) -> None:
    first, second = Instance(tmp_path), Instance(tmp_path)
    first.claim()
    with pytest.raises(RejectedError):
        second.claim()
    first.release()
    second.claim()
    second.release()


def test_the_lock_of_a_killed_program_is_no_lock(tmp_path: Path, qapp: object) -> None:
    subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], check=False, timeout=20)
    assert (tmp_path / LOCK_NAME).exists()
    instance = Instance(tmp_path)
    instance.claim()
    instance.release()


def test_a_folder_that_takes_no_file_is_told(tmp_path: Path, qapp: object) -> None:
    with pytest.raises(UnavailableError) as refusal:
        Instance(tmp_path / "absent").claim()
    assert refusal.value.problem is Problem.READ_ONLY
