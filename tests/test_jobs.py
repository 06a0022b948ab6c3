"""The lanes: order, guards, shutdown."""

from __future__ import annotations

import threading
from functools import partial
from typing import TYPE_CHECKING

import pytest
import shiboken6
from PySide6.QtCore import QObject

from intake_app.errors import Problem, UnavailableError
from intake_app.jobs import Jobs, Repeating

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot


class Listener(QObject):
    """A receiver as a form is one."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[object] = []
        self.threads: list[str] = []

    def hear(self, value: object) -> None:
        self.heard.append(value)
        self.threads.append(threading.current_thread().name)

    def end(self) -> None:
        self.heard.append("ended")


@pytest.fixture
def jobs(qapp: object) -> Iterator[Jobs]:
    lanes = Jobs()
    yield lanes
    lanes.shutdown()


def refuse() -> None:
    raise UnavailableError(Problem.DISK_FULL)


def break_down() -> None:
    msg = "a bug"
    raise ZeroDivisionError(msg)


def test_results_arrive_on_the_gui_thread_in_the_order_asked_for(jobs: Jobs, qtbot: QtBot) -> None:
    listener = Listener()
    for number in range(20):
        jobs.store(partial(int, number), listener.hear)
    qtbot.waitUntil(lambda: len(listener.heard) == 20)
    assert listener.heard == list(range(20))
    assert set(listener.threads) == {threading.current_thread().name}


def test_work_runs_off_the_gui_thread_one_lane_a_device(jobs: Jobs, qtbot: QtBot) -> None:
    listener = Listener()
    here = threading.current_thread
    jobs.device("receipt", lambda: here().name, listener.hear)
    jobs.device("label", lambda: here().name, listener.hear)
    qtbot.waitUntil(lambda: len(listener.heard) == 2)
    assert set(listener.heard) == {"lane: device receipt", "lane: device label"}


def test_a_stalled_device_delays_no_other(jobs: Jobs, qtbot: QtBot) -> None:
    listener, stall = Listener(), threading.Event()
    jobs.device("receipt", stall.wait)
    jobs.device("label", lambda: "printed", listener.hear)
    qtbot.waitUntil(lambda: listener.heard == ["printed"])
    stall.set()


def test_a_foreseen_error_is_told_to_failed_then_ended(jobs: Jobs, qtbot: QtBot) -> None:
    listener = Listener()
    jobs.store(refuse, None, listener.hear, listener.end)
    qtbot.waitUntil(lambda: len(listener.heard) == 2)
    assert isinstance(listener.heard[0], UnavailableError)
    assert listener.heard[1] == "ended"


def test_a_bug_is_raised_on_the_gui_thread_and_ended_is_still_told(
    jobs: Jobs, qtbot: QtBot
) -> None:
    listener = Listener()
    with qtbot.captureExceptions() as caught:
        jobs.store(break_down, listener.hear, listener.hear, listener.end)
        qtbot.waitUntil(lambda: bool(listener.heard))
    assert listener.heard == ["ended"]
    assert [kind for kind, _, _ in caught] == [ZeroDivisionError]


def test_a_lane_goes_on_after_a_bug(jobs: Jobs, qtbot: QtBot) -> None:
    listener = Listener()
    with qtbot.captureExceptions():
        jobs.store(break_down)
        jobs.store(lambda: "next", listener.hear)
        qtbot.waitUntil(lambda: listener.heard == ["next"])


def _partial(receiver: QObject) -> Callable[[], object]:
    return partial(str, receiver)


def _method(receiver: QObject) -> Callable[[], object]:
    return receiver.objectName


def _closure(receiver: QObject) -> Callable[[], object]:
    return lambda: receiver


def _nested(receiver: QObject) -> Callable[[], object]:
    return partial(str, {"rows": [(receiver,)]})


@pytest.mark.parametrize("carry", [_partial, _method, _closure, _nested])
def test_work_that_carries_a_qobject_is_refused(
    jobs: Jobs, carry: Callable[[QObject], Callable[[], object]]
) -> None:
    with pytest.raises(TypeError, match="QObject"):
        jobs.store(carry(Listener()))


def test_an_answer_for_a_deleted_receiver_is_dropped(jobs: Jobs, qtbot: QtBot) -> None:
    gone, witness, gate = Listener(), Listener(), threading.Event()
    heard = gone.heard
    jobs.store(gate.wait, gone.hear)
    gone.deleteLater()
    qtbot.waitSignal(gone.destroyed, raising=False)
    jobs.store(lambda: "after", witness.hear)
    del gone
    gate.set()
    qtbot.waitUntil(lambda: witness.heard == ["after"])
    assert heard == []


def test_a_waiting_answer_keeps_no_receiver_alive(jobs: Jobs, qtbot: QtBot) -> None:
    witness, gate, heard = Listener(), threading.Event(), list[object]()
    short = Listener()
    short.heard = heard
    jobs.store(gate.wait, short.hear)
    del short
    gate.set()
    jobs.store(lambda: "after", witness.hear)
    qtbot.waitUntil(lambda: witness.heard == ["after"])
    assert heard == []


def test_shutdown_finishes_saves_and_abandons_devices(qapp: object) -> None:
    jobs, done, gate = Jobs(), list[str](), threading.Event()
    jobs.device("receipt", gate.wait)
    jobs.device("receipt", lambda: done.append("printed"))
    for number in range(5):
        jobs.store(partial(done.append, f"saved {number}"))
    gate.set()
    jobs.shutdown()
    assert [entry for entry in done if entry.startswith("saved")] == [
        f"saved {number}" for number in range(5)
    ]


def test_work_after_shutdown_is_a_bug(qapp: object) -> None:
    jobs = Jobs()
    jobs.shutdown()
    with pytest.raises(RuntimeError, match="shut down"):
        jobs.store(lambda: None)


@pytest.mark.expects_log("failed while shutting down: ZeroDivisionError")
def test_a_save_that_breaks_while_shutting_down_is_logged(qapp: object) -> None:
    jobs, gate = Jobs(), threading.Event()
    jobs.store(gate.wait)
    jobs.store(break_down)
    threading.Timer(0.05, gate.set).start()
    jobs.shutdown()


@pytest.mark.expects_log("did not end in time")
def test_a_device_that_never_ends_does_not_hold_the_exit(qapp: object) -> None:
    jobs, gate = Jobs(), threading.Event()
    jobs.device("receipt", gate.wait)
    jobs.shutdown(timeout_s=0.05)
    gate.set()


def test_repeating_asks_again_and_survives_refusals(jobs: Jobs, qtbot: QtBot) -> None:
    answers = iter([1, None, 2])

    def ask() -> int:
        value = next(answers, 3)
        if value is None:
            refuse()
            raise AssertionError
        return value

    listener = Listener()
    repeating = Repeating(jobs, "backup", ask, 0.01)
    repeating.answered.connect(listener.hear)
    repeating.refused.connect(listener.hear)
    repeating.start()
    qtbot.waitUntil(lambda: len(listener.heard) >= 3)
    repeating.stop()
    assert listener.heard[0] == 1
    assert isinstance(listener.heard[1], UnavailableError)
    assert listener.heard[2] == 2


def test_repeating_puts_a_question_again_that_came_while_one_was_open(
    jobs: Jobs, qtbot: QtBot
) -> None:
    gate, asked, listener = threading.Event(), list[int](), Listener()

    def ask() -> int:
        asked.append(1)
        gate.wait()
        return len(asked)

    repeating = Repeating(jobs, "backup", ask, 60)
    repeating.answered.connect(listener.hear)
    for _ in range(5):
        repeating.ask()
    gate.set()
    qtbot.waitUntil(lambda: listener.heard == [1, 2])


def test_repeating_leaves_out_ticks_while_a_question_is_open(jobs: Jobs, qtbot: QtBot) -> None:
    gate, asked, listener = threading.Event(), list[int](), Listener()

    def ask() -> None:
        asked.append(1)
        gate.wait()

    repeating = Repeating(jobs, "backup", ask, 0.001)
    jobs.device("other", lambda: threading.Event().wait(0.05), listener.hear)
    repeating.start()
    qtbot.waitUntil(lambda: bool(listener.heard))
    repeating.stop()
    assert asked == [1]
    gate.set()


def test_an_answer_to_a_deleted_asker_is_dropped(jobs: Jobs, qtbot: QtBot) -> None:
    gate, listener = threading.Event(), Listener()
    repeating = Repeating(jobs, "backup", gate.wait, 60)
    repeating.answered.connect(listener.hear)
    repeating.start()
    shiboken6.delete(repeating)
    gate.set()
    jobs.device("backup", lambda: "after", listener.hear)
    qtbot.waitUntil(lambda: listener.heard == ["after"])


def test_a_stopped_repeating_puts_no_question_again(jobs: Jobs, qtbot: QtBot) -> None:
    gate, asked, listener = threading.Event(), list[int](), Listener()

    def ask() -> None:
        asked.append(1)
        gate.wait()

    repeating = Repeating(jobs, "backup", ask, 60)
    repeating.answered.connect(listener.hear)
    repeating.start()
    repeating.ask()
    repeating.stop()
    gate.set()
    qtbot.waitUntil(lambda: bool(listener.heard))
    assert asked == [1]
