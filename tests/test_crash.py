"""Bugs end in the log, without the data of people, and the operator hears of them."""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import qWarning

from intake_app.crash import FAULTS_NAME, LOG_NAME, CrashGuard, described
from intake_app.errors import Problem, UnavailableError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def guard(tmp_path: Path) -> Iterator[CrashGuard]:
    guard = CrashGuard(tmp_path / "logs")
    guard.install()
    guard.begin_log()
    yield guard
    guard.remove()


def log(guard: CrashGuard) -> str:
    return (guard.folder / LOG_NAME).read_text("utf-8")


def break_down(name: str) -> None:
    raise ValueError(name)


def caught(name: str) -> ValueError:
    with pytest.raises(ValueError, match=name) as failure:
        break_down(name)
    return failure.value


@pytest.mark.expects_log("bug")
def test_a_bug_is_logged_with_places_but_without_its_text(guard: CrashGuard) -> None:
    told = list[bool]()
    guard.tell = lambda: told.append(True)
    error = caught("Петрова")
    sys.excepthook(type(error), error, error.__traceback__)
    assert "ValueError" in log(guard)
    assert "in break_down" in log(guard)
    assert "Петрова" not in log(guard)
    assert told == [True]


def taken_in(name: str, phone: str) -> None:
    """A bug amid an intake: people are in every variable and in the texts of errors."""
    said = {"client": name, "phones": [phone]}
    try:
        int(f"{said['client']} {phone}")
    except ValueError as error:
        raise KeyError(f"no {said}") from error


@pytest.mark.expects_log("bug")
def test_nothing_of_people_reaches_the_log_from_any_variable_or_cause(guard: CrashGuard) -> None:
    name, phone = "Аполлинария Крашевская", "+79161112233"
    with pytest.raises(KeyError) as failure:
        taken_in(name, phone)
    error = failure.value
    error.add_note(f"while {name} was taken in")
    sys.excepthook(KeyError, error, error.__traceback__)
    thread = threading.Thread(target=taken_in, args=(name, phone))
    thread.start()
    thread.join()
    written = b"".join(one.read_bytes() for one in guard.folder.iterdir()).decode()
    assert "in taken_in" in written
    for marked in (*name.split(), phone, phone[2:], "9161112233"):
        assert marked not in written


@pytest.mark.expects_log("bug")
def test_a_bug_in_a_thread_is_logged(guard: CrashGuard) -> None:
    thread = threading.Thread(target=break_down, args=("Петрова",))
    thread.start()
    thread.join()
    assert "in break_down" in log(guard)
    assert "Петрова" not in log(guard)


@pytest.mark.expects_log("bug")
def test_a_bug_in_a_destructor_is_logged(guard: CrashGuard) -> None:
    class Fragile:
        def __del__(self) -> None:
            break_down("Петрова")

    Fragile()
    assert "in __del__" in log(guard)


@pytest.mark.no_qt_log
@pytest.mark.expects_log("qt: default: a painter was left open")
def test_what_qt_says_is_logged(guard: CrashGuard) -> None:
    qWarning("a painter was left open")
    assert "a painter was left open" in log(guard)


def test_causes_are_named_and_foreseen_errors_keep_their_text() -> None:
    error = UnavailableError(Problem.DISK_FULL, "intake.db")
    error.__cause__ = OSError(28, "No space left on device", "Петрова.txt")
    lines = described(error)
    assert "intake_app.errors.UnavailableError: disk_full: intake.db" in lines
    assert "builtins.OSError: 28 No space left on device" in lines


def test_info_of_the_day_is_kept_and_chatter_is_not(guard: CrashGuard) -> None:
    logging.getLogger("intake_app").info("order saved")
    logging.getLogger("intake_app").debug("chatter")
    assert "order saved" in log(guard)
    assert "chatter" not in log(guard)


@pytest.mark.expects_log("bug")
def test_the_log_begins_with_the_first_bug_at_the_latest(tmp_path: Path) -> None:
    guard = CrashGuard(tmp_path)
    guard.install()
    assert not (tmp_path / LOG_NAME).exists()
    error = caught("x")
    sys.excepthook(type(error), error, None)
    guard.remove()
    assert "bug" in log(guard)


def test_removal_gives_the_hooks_back(tmp_path: Path) -> None:
    handlers = list(logging.getLogger().handlers)
    guard = CrashGuard(tmp_path)
    guard.install()
    guard.remove()
    guard.remove()
    assert sys.excepthook is sys.__excepthook__
    assert logging.getLogger().handlers == handlers


def test_ctrl_c_is_no_bug(guard: CrashGuard, capsys: pytest.CaptureFixture[str]) -> None:
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert "bug" not in log(guard)
    assert "KeyboardInterrupt" in capsys.readouterr().err


def test_a_crash_of_the_interpreter_leaves_its_frames(tmp_path: Path) -> None:
    script = (
        "import pathlib, faulthandler, intake_app.crash as c\n"
        f"c.CrashGuard(pathlib.Path({str(tmp_path)!r})).install()\n"
        "faulthandler._sigsegv()\n"
    )
    done = subprocess.run([sys.executable, "-c", script], check=False, capture_output=True)
    assert done.returncode != 0
    assert "Segmentation fault" in (tmp_path / FAULTS_NAME).read_text("utf-8")
