"""Keeps what is typed: saved while typing, put aside and taken up again, back after a crash."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING
from uuid import uuid4

from PySide6.QtCore import QObject, QTimer, Signal

from intake_app.errors import UnavailableError
from intake_app.services.draft_reading import TRACE
from intake_app.services.drafts import IntakeDraft, KeptDraft

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from intake_app.services.drafts import PhotoDraft
    from intake_app.services.shop import Shop
    from intake_app.ui.desk import Desk

EMPTY = IntakeDraft()
DEBOUNCE_MS = 400
_UNSURE = KeptDraft(slot="")  # unlike anything that stands in a form: it is written again


class DraftKeeper(QObject):
    """`restored` brings the draft of the last run; `waiting_changed` tells of those put aside.

    `read` says that the last run's are known, if there were any.

    Each draft has a slot of its own, so that an intake on its way to the store keeps what was
    typed until it is durable. Nothing is written before the last run's drafts were read.
    """

    restored = Signal(object)
    waiting_changed = Signal(object)
    read = Signal()
    trouble = Signal(object)
    noted = Signal()

    def __init__(self, desk: Desk, look: Callable[[str], KeptDraft], parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._look = look
        self._aside: list[KeptDraft] = []
        self._written: dict[str, KeptDraft] = {}
        self._has_read = False
        self._is_recalled = False
        self.slot = _new_slot()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DEBOUNCE_MS)
        self._timer.timeout.connect(self.write)

    @property
    def waiting(self) -> tuple[KeptDraft, ...]:
        """What is put aside, the one that waits longest first."""
        return tuple(self._aside)

    def recall(self) -> bool:
        """Bring the drafts of the last run before a key is heard; False while nobody knows them."""
        if not self._is_recalled:
            try:
                found = self._desk.shop.finder.kept_drafts()
            except UnavailableError:  # opening the store says it, and to whom
                return False
            if found is None:
                return False
            self._bring(found)
        return True

    def open(self) -> None:
        """Read what the last run left; called once when the store is open."""
        self._desk.jobs.store(partial(_read, self._desk.shop), self._on_read, self.trouble.emit)

    def note(self) -> None:
        """Something was typed: write it a moment later."""
        self.noted.emit()
        self.stir()

    def stir(self) -> None:
        """A key was pressed: the caret may be elsewhere, if nothing else."""
        if not self._timer.isActive():
            self._timer.start()

    def put_aside(self, kept: KeptDraft) -> None:
        """Keep a draft that is not in the form."""
        if kept.draft != EMPTY:
            since = kept.since or self._desk.now()
            self._aside.append(replace(kept, in_form=False, since=since))
            self._tell()

    def add_photo(self, slot: str, photo: PhotoDraft) -> bool:
        """Put a photo to a draft that waits; False when it does not."""
        for place, kept in enumerate(self._aside):
            if kept.slot == slot:
                photos = tuple(dict.fromkeys((*kept.draft.photos, photo)))
                self._aside[place] = replace(kept, draft=replace(kept.draft, photos=photos))
                self.note()
                return True
        return False

    def take_up(self, slot: str = "") -> KeptDraft | None:
        """The draft of a slot, or the one that waits longest, if any."""
        for kept in self._aside:
            if slot in {"", kept.slot}:
                self._aside.remove(kept)
                self._tell()
                return kept
        return None

    def renew(self) -> str:
        """Give the form a slot of its own for what comes next; returns the one it had."""
        before, self.slot = self.slot, _new_slot()
        self.note()
        return before

    def hand_over(self) -> str:
        """The draft in the form goes to the store, which forgets its slot when it is durable."""
        self._written.pop(self.slot, None)
        return self.renew()

    def write(self) -> None:
        """Hand what has changed, in the form and aside, to the store lane."""
        self._timer.stop()
        if not self._has_read:
            return
        here = self._look(self.slot)
        now = {kept.slot: kept for kept in (here, *self._aside) if kept.draft != EMPTY}
        changed = tuple(kept for slot, kept in now.items() if self._written.get(slot) != kept)
        gone = tuple(self._written.keys() - now.keys())
        if not changed and not gone:
            return
        self._written = now
        work = partial(_write, self._desk.shop, changed, gone)
        self._desk.jobs.store(work, None, self._on_refused)

    def _tell(self) -> None:
        self.waiting_changed.emit(self.waiting)
        self.note()

    def _on_read(self, found: tuple[KeptDraft, ...]) -> None:
        self._has_read = True
        self._written = {kept.slot: kept for kept in found}
        if not self._is_recalled:
            self._bring(found)
        self.read.emit()
        self.note()

    def _bring(self, found: tuple[KeptDraft, ...]) -> None:
        self._is_recalled = True
        in_form = [kept for kept in found if kept.in_form][-1:]
        aside = [kept for kept in found if kept not in in_form]
        self._aside[:0] = [replace(kept, in_form=False) for kept in aside]
        for kept in in_form:
            self.restored.emit(kept)
        self._tell()

    def _on_refused(self, error: Exception) -> None:
        self._written = dict.fromkeys(self._written, _UNSURE)
        self.trouble.emit(error)


def _new_slot() -> str:
    return f"intake:{uuid4()}"


def _read(shop: Shop) -> tuple[KeptDraft, ...]:
    found = shop.services.drafts.kept()
    if not found:
        with suppress(OSError):
            (shop.settings.data / TRACE).unlink()
    return found


def _write(shop: Shop, changed: Iterable[KeptDraft], gone: Iterable[str]) -> None:
    with suppress(OSError):  # the drafts matter, this only spares the next start a wait
        (shop.settings.data / TRACE).touch()
    shop.services.drafts.keep(changed, gone)
