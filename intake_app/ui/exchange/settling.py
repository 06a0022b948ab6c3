"""Settles what waits for a person, in the store lane and in order; knows the way back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from intake_app.errors import Problem, RejectedError
from intake_app.ui.exchange import record_words, trouble_words, work

if TYPE_CHECKING:
    from collections.abc import Callable

    from intake_app.services.dispute_rows import Aside, Conflict, Noticed
    from intake_app.sync.core.ops import Scalar
    from intake_app.ui.desk import Desk
    from intake_app.ui.exchange.work import Back

_DEEPEST = 50


class Settling(QObject):
    """`settled` asks for the lists to be read again; `told` carries a sentence."""

    settled = Signal()
    told = Signal(str)
    trouble = Signal(object)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._backs: list[Back] = []

    def undo(self) -> None:
        """Take back what was settled last; what was sent or given up cannot be."""
        if self._backs:
            told = self._desk.tr("Taken back")
            self._do(self._backs.pop(), told)
        else:
            self.told.emit(self._desk.tr("Nothing to take back"))

    def keep(self, one: Conflict) -> None:
        """What stands is right."""
        told = self._desk.tr("Kept; Ctrl+Z takes it back")
        self._do(partial(work.keep, self._desk.shop, one), told)

    def use_other(self, one: Conflict) -> None:
        """The other value is right."""
        told = self._desk.tr("The other value stands now; Ctrl+Z takes it back")
        self._do(partial(work.use_other, self._desk.shop, one), told)

    def edit(self, one: Conflict, text: str) -> None:
        """A third value is right."""
        value = record_words.read(one.field, text)
        if value is None:
            self.trouble.emit(RejectedError(Problem.AMOUNT_INVALID))
            return
        told = self._desk.tr("Saved; Ctrl+Z takes it back")
        self._do(partial(work.edit, self._desk.shop, one, value), told)

    def resend(self, one: Aside, text: str | None = None) -> None:
        """Send it again, corrected if something was typed."""
        field = trouble_words.correctable(one)
        value = record_words.read(field, text) if text is not None and field else None
        if text is not None and value is None:
            self.trouble.emit(RejectedError(Problem.AMOUNT_INVALID))
            return
        values: dict[str, Scalar] = {} if value is None else {field: value}
        told = self._desk.tr("It is being sent again")
        self._do(partial(work.resend, self._desk.shop, one, values), told)

    def discard(self, one: Aside, reason: str) -> None:
        """Give it up, with a reason."""
        told = self._desk.tr("Given up; the reason is kept")
        self._do(partial(work.discard, self._desk.shop, one, reason), told)

    def seen(self, one: Noticed) -> None:
        """Somebody has looked at it."""
        told = self._desk.tr("Settled; Ctrl+Z takes it back")
        self._do(partial(work.seen, self._desk.shop, one), told)

    def print_again(self, one: Noticed) -> None:
        """Label and receipt with the number of now."""
        if one.whose.order is not None:
            told = self._desk.tr("Label and receipt are in the queue")
            self._do(partial(work.print_again, self._desk.shop, one.whose.order), told)

    def _do(self, job: Callable[[], Back | None], told: str) -> None:
        self._desk.jobs.store(job, partial(self._on_done, told), self._on_failed)

    def _on_done(self, told: str, back: Back | None) -> None:
        if back is not None:
            self._backs = [*self._backs[1 - _DEEPEST :], back]
        self.told.emit(told)
        self.settled.emit()

    def _on_failed(self, error: Exception) -> None:
        self.trouble.emit(error)
        self.settled.emit()
