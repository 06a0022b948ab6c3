"""What the owner chooses: written in the store lane at once, taken back by one key."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from intake_app.services.preferences import Json
    from intake_app.services.shop import Shop
    from intake_app.ui.desk import Desk

_DEEPEST = 50


class Choices(QObject):
    """Remembers what stood there before, so that any change of this sitting can be undone.

    `saved` comes when a choice is durable; `failed` carries the error when it is not.
    """

    saved = Signal()
    failed = Signal(object)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._pending: dict[str, Json] = {}
        self._before: list[tuple[str, Json]] = []

    def value(self, key: str) -> object:
        """What is chosen under a key, counting what is still on its way to the disk."""
        if key in self._pending:
            return self._pending[key]
        return self._desk.shop.finder.preference(key)

    def choose(self, key: str, value: Json) -> None:
        """Set a value for all desks; None is what the program is shipped with."""
        before = cast("Json", self.value(key))
        if before == value:
            return
        self._before = [*self._before, (key, before)][-_DEEPEST:]
        self._write(key, value)

    def can_undo(self) -> bool:
        """Whether anything was changed since the screen was opened first."""
        return bool(self._before)

    def undo(self) -> None:
        """Take the last change back."""
        if self._before:
            self._write(*self._before.pop())

    def _write(self, key: str, value: Json) -> None:
        self._pending[key] = value
        work = partial(_choose, self._desk.shop, key, value)
        saved, failed = partial(self._on_saved, key, value), partial(self._on_failed, key)
        self._desk.jobs.store(work, saved, failed)

    def _on_failed(self, key: str, error: Exception) -> None:
        """What stood there stands: whoever is here may not choose, or the disk takes nothing."""
        self._pending.pop(key, None)
        self._before = [change for change in self._before if change[0] != key]
        self.failed.emit(error)

    def _on_saved(self, key: str, value: Json, _nothing: None) -> None:
        if self._pending.get(key, value) == value:
            self._pending.pop(key, None)
        self.saved.emit()


def _choose(shop: Shop, key: str, value: Json) -> None:
    """Runs in the store lane."""
    shop.services.preferences.choose(key, value)
