"""The lanes off the GUI thread: one for the store, one for each device; results come back on it."""

from __future__ import annotations

import logging
import threading
import time
import weakref
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from queue import Empty, SimpleQueue
from types import BuiltinMethodType, FunctionType, MethodType
from typing import TYPE_CHECKING, Any, TypeVar, cast

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Signal, SignalInstance

from intake_app.errors import IntakeError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

T = TypeVar("T")

logger = logging.getLogger(__name__)

SHUTDOWN_S = 10.0
"""How long a device may take to notice the end; its thread is a daemon and dies with us then."""


class Jobs(QObject):
    """`store(work, done, failed)`: work off the GUI thread, answers on it, in the order asked for.

    `work` must hold no QObject (refused with TypeError). `done` and `failed` are bound methods; an
    answer for a deleted receiver is dropped. `failed` hears IntakeError only; anything else is a
    bug and is re-raised on the GUI thread after `failed` was told nothing. `ended` is called last,
    whatever came of the work, a bug included: a "saving" flag falls there.
    """

    _answered = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = _Lane("store", self._hand_over)
        self._devices: dict[str, _Lane] = {}
        self._open = True
        self._answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def is_open(self) -> bool:
        """Whether work is taken; False once the program is on its way out."""
        return self._open

    def store(
        self,
        work: Callable[[], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
        ended: Callable[[], None] | None = None,
    ) -> None:
        """Queue work for the one thread that writes the store."""
        self._queue(self._store, _Job(work, _receiver(done), _receiver(failed), _receiver(ended)))

    def device(
        self,
        name: str,
        work: Callable[[], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
        ended: Callable[[], None] | None = None,
    ) -> None:
        """Queue work for the thread of one device; its jobs never overlap."""
        lane = self._devices.get(name)
        if lane is None:
            lane = self._devices[name] = _Lane(f"device {name}", self._hand_over)
        self._queue(lane, _Job(work, _receiver(done), _receiver(failed), _receiver(ended)))

    def shutdown(self, timeout_s: float = SHUTDOWN_S) -> None:
        """Finish what is queued in the store lane, abandon the rest, end all threads."""
        self._open = False
        for lane in self._devices.values():
            lane.abandon()
        self._store.finish()
        deadline = time.monotonic() + timeout_s
        for lane in self._devices.values():
            lane.join(max(0.0, deadline - time.monotonic()))
        self._store.join(None)  # a save that was promised is never cut short

    def _queue(self, lane: _Lane, job: _Job) -> None:
        if not self._open:
            msg = "work for a lane that was shut down"
            raise RuntimeError(msg)
        if any(isinstance(part, QObject) for part in _parts(job.work)):
            msg = "work for a lane holds a QObject; give it plain values"
            raise TypeError(msg)
        lane.put(job)

    def _hand_over(self, answer: _Answer) -> None:
        """Called on the lane's thread; the queued signal carries the answer across."""
        if self._open:
            self._answered.emit(answer)
        elif answer.error is not None:
            logger.error("a job failed while shutting down: %s", type(answer.error).__name__)

    def _deliver(self, answer: _Answer) -> None:
        if self._open:
            answer.deliver()


class Repeating(QObject):
    """Ask a lane the same thing now, every `interval_s`, and whenever somebody calls `ask`.

    One question at a time: a tick while one is open is left out, an `ask` is put again when the
    open one is answered, for that answer may be older than what it was asked about.
    """

    answered = Signal(object)
    refused = Signal(object)  # the IntakeError

    def __init__(
        self, jobs: Jobs, lane: str, work: Callable[[], object], interval_s: float
    ) -> None:
        super().__init__(jobs)
        self._jobs = jobs
        self._lane = lane
        self._work = work
        self._open = False
        self._asked = False
        self._timer = QTimer(self)
        self._timer.setInterval(round(interval_s * 1000))
        self._timer.timeout.connect(self._tick)

    def start(self) -> None:
        """Ask now and from now on."""
        self._timer.start()
        self.ask()

    def stop(self) -> None:
        """Ask no more; an answer on its way is still delivered."""
        self._timer.stop()
        self._asked = False

    def ask(self) -> None:
        """Ask out of turn; what has changed by now will be in an answer."""
        self._asked = True
        self._tick()

    def _tick(self) -> None:
        if self._open:
            return
        self._open, self._asked = True, False
        self._jobs.device(
            self._lane, self._work, self.answered.emit, self.refused.emit, self._on_ended
        )

    def _on_ended(self) -> None:
        self._open = False
        if self._asked:
            self._tick()


@dataclass(frozen=True, slots=True)
class _Job:
    work: Callable[[], Any]
    done: Callable[[], Callable[[Any], None] | None]
    failed: Callable[[], Callable[[Any], None] | None]
    ended: Callable[[], Callable[[], None] | None]

    def run(self) -> _Answer:
        try:
            return _Answer(self, self.work(), None)
        except Exception as error:  # noqa: BLE001 - a lane outlives every job; bugs surface in `deliver`
            return _Answer(self, None, error)


@dataclass(frozen=True, slots=True)
class _Answer:
    job: _Job
    result: Any
    error: Exception | None

    def deliver(self) -> None:
        """Tell the receivers, on the GUI thread."""
        try:
            if self.error is None:
                _tell(self.job.done(), self.result)
            elif isinstance(self.error, IntakeError):
                _tell(self.job.failed(), self.error)
            else:
                raise self.error
        finally:
            _tell(self.job.ended())


class _Lane:
    """One thread and its queue; the thread starts with the first job."""

    def __init__(self, name: str, answer: Callable[[_Answer], None]) -> None:
        self._queue: SimpleQueue[_Job | None] = SimpleQueue()
        self._answer = answer
        self._thread = threading.Thread(target=self._run, name=f"lane: {name}", daemon=True)

    def put(self, job: _Job) -> None:
        self._queue.put(job)
        if self._thread.ident is None:
            self._thread.start()

    def finish(self) -> None:
        """Let the thread end after what is queued."""
        self._queue.put(None)

    def abandon(self) -> None:
        """Let the thread end after the job in hand."""
        try:
            while True:
                self._queue.get_nowait()
        except Empty:
            self.finish()

    def join(self, timeout_s: float | None) -> None:
        if self._thread.ident is None:
            return
        self._thread.join(timeout_s)
        if self._thread.is_alive():
            logger.error("%s did not end in time", self._thread.name)

    def _run(self) -> None:
        while (job := self._queue.get()) is not None:
            self._answer(job.run())
            del job  # or the last job's values would live until the next one comes


def _tell(receiver: Callable[..., None] | None, *values: object) -> None:
    if receiver is not None:
        receiver(*values)


def _receiver(slot: Callable[..., None] | None) -> Callable[[], Callable[..., None] | None]:
    """A way to the slot that neither keeps a QObject alive nor reaches a deleted one."""
    if isinstance(slot, BuiltinMethodType) and isinstance(slot.__self__, SignalInstance):
        return lambda: partial(_emit, slot)
    if not isinstance(slot, MethodType) or not isinstance(slot.__self__, QObject):
        return lambda: slot
    weak = weakref.WeakMethod(slot)

    def alive() -> Callable[..., None] | None:
        method = weak()
        if method is None or not shiboken6.isValid(method.__self__):
            return None
        return method

    return alive


def _emit(emit: Callable[..., None], *values: object) -> None:
    with suppress(RuntimeError):  # Qt's only word for it: the signal's object is deleted
        emit(*values)


def _parts(value: object, depth: int = 4) -> Iterator[object]:
    """The values a piece of work carries: arguments, receivers, what a function closed over."""
    yield value
    if depth:
        for inner in _inside(value):
            yield from _parts(inner, depth - 1)


def _inside(value: object) -> Iterable[object]:
    if isinstance(value, dict):
        value = tuple(cast("dict[object, object]", value).values())
    match value:
        case partial():
            bound = cast("partial[object]", value)
            return (bound.func, *bound.args, *bound.keywords.values())
        case MethodType() | BuiltinMethodType():
            return (value.__self__,)
        case FunctionType():
            cells = (cell.cell_contents for cell in value.__closure__ or ())
            return (*cells, *(value.__defaults__ or ()))
        case list() | tuple() | set() | frozenset():
            return tuple(cast("Iterable[object]", value))
        case _:
            return ()
