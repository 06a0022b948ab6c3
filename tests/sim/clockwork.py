"""An event loop whose time is a number: waiting costs nothing, and every run is the same run."""

from __future__ import annotations

import asyncio
import selectors
from typing import TYPE_CHECKING, Any

from typing_extensions import override

from tests.sim import stopping

if TYPE_CHECKING:
    from collections.abc import Callable

_LEAST_S = 1e-6  # so that rounding can never hold the clock in place


class _Skipping(selectors.SelectSelector):
    """Never waits for a socket: tells how long it would have waited."""

    def __init__(self, skip: Callable[[float], None]) -> None:
        super().__init__()
        self._skip = skip

    @override
    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout is None:
            raise RuntimeError("nothing will ever happen again")
        if timeout > 0:
            self._skip(max(timeout, _LEAST_S))
        return []


class VirtualLoop(asyncio.SelectorEventLoop):
    """Asyncio as it is, but for its clock."""

    def __init__(self) -> None:
        self.now_s = 0.0
        super().__init__(_Skipping(self._advance))
        made: Any = stopping.factory  # the type of the library knows no context
        self.set_task_factory(made)

    @override
    def time(self) -> float:
        return self.now_s

    def _advance(self, seconds: float) -> None:
        self.now_s += seconds

    def _write_to_self(self) -> None:
        """Nobody waits in `select`, so nobody has to be woken."""
