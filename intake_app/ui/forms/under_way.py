"""Intakes on their way to the store, and the last one that can still be taken back."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from intake_app.errors import IntakeError

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from intake_app.services.drafts import Count, IntakeDraft, KeptDraft, PhotoDraft
    from intake_app.services.rows import Accepted, Voided
    from intake_app.services.shop import Shop
    from intake_app.ui.desk import Desk

UNDO_S = 10
"""So long an intake can be taken back by one key; later its card asks for a reason."""


@dataclass(slots=True)
class Sent:
    """One intake: what was in the form, how it is to be saved, and what became of it."""

    kept: KeptDraft
    printing: bool
    more: bool
    count: Count | None = None
    accepted: Accepted | None = None
    is_unwanted: bool = False  # taken back before the store had it
    lost_photo: IntakeError | None = None  # why one that was still being read is not with it

    def add_photo(self, photo: PhotoDraft | None, error: IntakeError | None) -> None:
        """A photo that was still being read has come, or could not be read."""
        if photo is not None:
            draft = self.kept.draft
            photos = tuple(dict.fromkeys((*draft.photos, photo)))
            self.kept = replace(self.kept, draft=replace(draft, photos=photos))
        self.lost_photo = self.lost_photo or error


class Refused(NamedTuple):
    """An intake the store did not take; the error is none for a bug."""

    kept: KeptDraft
    error: IntakeError | None


class Refusal(NamedTuple):
    """An intake that could not be saved; its draft is kept."""

    draft: IntakeDraft
    error: IntakeError | None  # none: a bug, which the crash handler tells about
    in_form: bool  # the draft is back in the form, and not put aside


class TakenBack(NamedTuple):
    """An intake that was voided at once: its draft, with the client and device it now has."""

    kept: KeptDraft
    number: str
    was_printed: bool


class UnderWay(QObject):
    """Hands drafts to the store lane, in order; answers come back by signals.

    One whose photos are still being read waits, and so does whatever was sent after it.
    """

    received = Signal(object)
    refused = Signal(object)
    taken_back = Signal(object)
    trouble = Signal(object)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._queue: deque[Sent] = deque()
        self._held: deque[tuple[Sent | None, Callable[[], None]]] = deque()
        self._waits: Callable[[str], bool] = _never
        self._last: Sent | None = None
        self._voiding: Sent | None = None
        self._error: IntakeError | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(UNDO_S * 1000)
        self._timer.timeout.connect(self._forget)

    def send(self, sent: Sent) -> None:
        """Save one; its answer comes after those sent before."""
        self._queue.append(sent)
        self._last = sent
        self._timer.stop()
        self._held.append((sent, partial(self._submit, sent)))
        self.go_on()

    def after(self, act: Callable[[], None]) -> None:
        """Do something when all that was sent before is on its way to the store."""
        self._held.append((None, act))
        self.go_on()

    def wait_while(self, waits: Callable[[str], bool]) -> None:
        """Hold back the draft of a slot as long as this says so; see `go_on`."""
        self._waits = waits

    def waiting(self, slot: str) -> Sent | None:
        """The intake of a slot that is held back."""
        held = (sent for sent, _ in self._held if sent is not None)
        return next((sent for sent in held if sent.kept.slot == slot), None)

    def go_on(self) -> None:
        """Let go, in order, what has nothing to wait for any more."""
        while self._held:
            sent, act = self._held[0]
            if sent is not None and self._waits(sent.kept.slot):
                return
            self._held.popleft()
            act()

    def _submit(self, sent: Sent) -> None:
        work = partial(_take_in, self._desk.shop, sent.kept, printing=sent.printing, more=sent.more)
        self._desk.jobs.store(work, self._on_received, self._on_refused, self._on_ended)

    def can_take_back(self) -> bool:
        """Whether the last one was saved a moment ago."""
        return self._last is not None

    def take_back(self) -> bool:
        """Void the last one; False when there is none so young."""
        sent, self._last = self._last, None
        self._timer.stop()
        if sent is None:
            return False
        if sent.accepted is None:
            sent.is_unwanted = True
        else:
            self._void(sent)
        return True

    def _void(self, sent: Sent) -> None:
        if sent.accepted is None:
            return
        self._voiding = sent
        reason = self._desk.tr("Taken back at the desk at once")
        work = partial(_void, self._desk.shop, sent.accepted.order_id, reason)
        self._desk.jobs.store(work, self._on_voided, self.trouble.emit)

    def _on_voided(self, voided: Voided) -> None:
        sent = self._voiding
        if sent is None or sent.accepted is None:
            return
        draft = sent.kept.draft
        draft = replace(
            draft,
            client=replace(draft.client, id=voided.client_id),
            device=replace(draft.device, id=voided.device_id),
        )
        kept = replace(sent.kept, draft=draft)
        self.taken_back.emit(TakenBack(kept, sent.accepted.number, voided.was_printed))

    def _on_received(self, accepted: Accepted) -> None:
        sent = self._queue[0]
        sent.accepted = accepted
        if sent.is_unwanted:
            self._void(sent)
            return
        if sent is self._last:
            self._timer.start()
        if sent.count is not None:
            self._desk.jobs.store(partial(_note, self._desk.shop, sent.count))
        self.received.emit(accepted)
        if sent.lost_photo is not None:
            self.trouble.emit(sent.lost_photo)

    def _on_refused(self, error: Exception) -> None:
        self._error = error if isinstance(error, IntakeError) else None

    def _on_ended(self) -> None:
        """Settle the oldest; a bug counts as a refusal, so nothing is lost."""
        sent, error = self._queue.popleft(), self._error
        self._error = None
        if sent.accepted is None:
            if self._last is sent:
                self._last = None
            self.refused.emit(Refused(sent.kept, error))

    def _forget(self) -> None:
        self._last = None


def _never(_slot: str) -> bool:
    return False


def _take_in(shop: Shop, kept: KeptDraft, *, printing: bool, more: bool) -> Accepted:
    """Runs in the store lane; what was taken in must not come back as a draft."""
    receive = shop.services.intakes.receive
    return receive(kept.draft, printing=printing, slot=kept.slot, more=more)


def _void(shop: Shop, order: UUID, reason: str) -> Voided:
    return shop.services.intakes.void(order, reason)


def _note(shop: Shop, count: Count) -> None:
    shop.services.counts.add(count)
