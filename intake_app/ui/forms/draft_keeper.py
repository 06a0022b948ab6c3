"""Keeps what is typed: saved while typing, put aside and taken up again, back after a crash."""

from __future__ import annotations

from collections import deque
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from intake_app.services.drafts import IntakeDraft

if TYPE_CHECKING:
    from collections.abc import Callable

    from intake_app.services.shop import Shop
    from intake_app.ui.desk import Desk

EMPTY = IntakeDraft()
DEBOUNCE_MS = 400
ASIDE = 9
FORM_SLOT = "intake"


class DraftKeeper(QObject):
    """`restored` brings the draft of the last run; `counted` tells how many are put aside.

    Nothing is written before the last run's drafts were read, or the new would replace the old.
    """

    restored = Signal(object)
    counted = Signal(int)
    trouble = Signal(object)

    def __init__(self, desk: Desk, draft: Callable[[], IntakeDraft], parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._draft = draft
        self._aside: deque[IntakeDraft] = deque()
        self._written: tuple[IntakeDraft, ...] = ()
        self._has_read = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DEBOUNCE_MS)
        self._timer.timeout.connect(self.write)

    def open(self) -> None:
        """Read what the last run left; called once when the store is open."""
        self._desk.jobs.store(partial(_read, self._desk.shop), self._on_read, self.trouble.emit)

    def note(self) -> None:
        """Something was typed: write it a moment later."""
        if not self._timer.isActive():
            self._timer.start()

    def put_aside(self, draft: IntakeDraft) -> None:
        """Keep a draft that is not in the form."""
        if draft != EMPTY:
            self._aside.append(draft)
            self._tell()

    def take_up(self) -> IntakeDraft | None:
        """The draft that waits longest, if any."""
        if not self._aside:
            return None
        draft = self._aside.popleft()
        self._tell()
        return draft

    def write(self) -> None:
        """Hand the form and what is put aside to the store lane."""
        self._timer.stop()
        drafts = (self._draft(), *self._aside)[: ASIDE + 1]
        if not self._has_read or drafts == self._written:
            return
        known = max(len(self._written), 1)
        self._written = drafts
        work = partial(_write, self._desk.shop, drafts, known)
        self._desk.jobs.store(work, None, self._on_refused)

    def _tell(self) -> None:
        self.counted.emit(len(self._aside))
        self.note()

    def _on_read(self, drafts: tuple[IntakeDraft, ...]) -> None:
        self._has_read = True
        self._written = drafts
        if not drafts:
            self.note()
            return
        self._aside.extend(drafts[1:])
        if drafts[0] != EMPTY:
            self.restored.emit(drafts[0])
        self._tell()

    def _on_refused(self, error: Exception) -> None:
        self._written = ()
        self.trouble.emit(error)


def _slots() -> tuple[str, ...]:
    return (FORM_SLOT, *(f"{FORM_SLOT}-{number}" for number in range(1, ASIDE + 1)))


def _read(shop: Shop) -> tuple[IntakeDraft, ...]:
    """What stands in the slots, the form's first; runs in the store lane."""
    intakes = shop.services.intakes
    found = tuple(intakes.saved_draft(slot) for slot in _slots())
    aside = tuple(draft for draft in found[1:] if draft is not None)
    return (found[0] or EMPTY, *aside) if found[0] or aside else ()


def _write(shop: Shop, drafts: tuple[IntakeDraft, ...], known: int) -> None:
    """Put drafts into their slots and empty those used before; runs in the store lane."""
    intakes = shop.services.intakes
    for place, slot in enumerate(_slots()):
        if place < len(drafts) and drafts[place] != EMPTY:
            intakes.save_draft(slot, drafts[place])
        elif place < max(known, len(drafts)):
            intakes.drop_draft(slot)
