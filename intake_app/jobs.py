"""The lanes off the GUI thread: one for the store, one for each device; results come back on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


class Jobs(QObject):
    """`store(work, done, failed)`: work off the GUI thread, answers on it, in the order asked for.

    `work` must hold no QObject (refused with TypeError). `done` and `failed` are bound methods; an
    answer for a deleted receiver is dropped. `failed` hears IntakeError only; anything else is a
    bug and is re-raised on the GUI thread after `failed` was told nothing.
    """

    def store(
        self,
        work: Callable[[], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Queue work for the one thread that writes the store."""
        raise NotImplementedError

    def device(
        self,
        name: str,
        work: Callable[[], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Queue work for the thread of one device; its jobs never overlap."""
        raise NotImplementedError

    def shutdown(self) -> None:
        """Finish what is queued in the store lane, abandon the rest, end all threads."""
        raise NotImplementedError
