"""SIGSTOP: what runs for a desk stands still, while the world and its deadlines go on."""

from __future__ import annotations

import asyncio
import contextvars
from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any

from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Generator


class Stop:
    """Holds every task of one process."""

    def __init__(self) -> None:
        self.is_on = False
        self._held: dict[asyncio.Future[None], None] = {}

    def on(self) -> None:
        """As SIGSTOP."""
        self.is_on = True

    def off(self) -> None:
        """As SIGCONT; everybody notices at once what time it is."""
        self.is_on = False
        held, self._held = self._held, {}
        for one in held:
            if not one.done():
                one.set_result(None)

    def hold(self) -> asyncio.Future[None]:
        """Something to wait for until `off`."""
        one: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._held[one] = None
        return one


_STOP: contextvars.ContextVar[Stop | None] = contextvars.ContextVar("stop", default=None)


def outside() -> contextvars.Context:
    """Where no stop holds: the wires and the hub run on."""
    return contextvars.Context()


def inside(stop: Stop) -> contextvars.Context:
    """Where all that is begun stands still with a process."""
    context = contextvars.copy_context()
    context.run(_STOP.set, stop)
    return context


class _Held(Coroutine[Any, Any, Any]):
    """A coroutine that takes no step while its process is stopped."""

    def __init__(self, inner: Coroutine[Any, Any, Any], stop: Stop) -> None:
        self._inner = inner
        self._stop = stop
        self._error: BaseException | None = None

    @override
    def send(self, value: Any, /) -> Any:
        return self._step()

    @override
    def throw(self, typ: Any, val: Any = None, tb: Any = None, /) -> Any:
        self._error = typ
        return self._step()

    def _step(self) -> Any:  # noqa: ANN401 - what a coroutine gives to its task
        if self._stop.is_on:
            held: Any = self._stop.hold()
            held._asyncio_future_blocking = True  # as `await` leaves it for the task
            return held
        error, self._error = self._error, None
        return self._inner.send(None) if error is None else self._inner.throw(error)

    @override
    def close(self) -> None:
        self._inner.close()

    @override
    def __await__(self) -> Generator[Any, Any, Any]:
        return self._inner.__await__()


def factory(
    loop: asyncio.AbstractEventLoop,
    work: Coroutine[Any, Any, Any],
    context: contextvars.Context | None = None,
) -> asyncio.Task[Any]:
    """Make the tasks of a world."""
    where = contextvars.copy_context() if context is None else context
    stop = where.get(_STOP)
    return asyncio.Task(work if stop is None else _Held(work, stop), loop=loop, context=where)
