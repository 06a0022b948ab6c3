"""One client with several devices: the visit goes on until somebody says that it is over."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from PySide6.QtCore import QObject, QTimer, Signal

from intake_app.services.drafts import ClientDraft, IntakeDraft

if TYPE_CHECKING:
    from collections.abc import Callable

    from intake_app.services.shop import Shop
    from intake_app.ui.desk import Desk

PATIENCE_S = 600
"""After this time without a key the client has gone, and his receipt must not wait any longer."""


class VisitKeeper(QObject):
    """`id` belongs to the draft in the form while it is of the same client."""

    ended = Signal()
    trouble = Signal(object)

    def __init__(
        self, desk: Desk, after: Callable[[Callable[[], None]], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._after = after  # the intakes sent before, whatever they still wait for
        self._client = ClientDraft()
        self._is_owed = False
        self.id: UUID | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PATIENCE_S * 1000)
        self._timer.timeout.connect(self.end)

    def show_draft(self, draft: IntakeDraft) -> None:
        """Another draft stands in the form."""
        if draft.visit_id != self.id:
            self.end()
            self.id, self._client = draft.visit_id, draft.client

    def of(self, client: ClientDraft) -> UUID | None:
        """The visit a draft of this client belongs to."""
        return self.id if self.id is not None and _is_same(client, self._client) else None

    def go_on(self, client: ClientDraft) -> UUID:
        """One device was accepted, and another one of the same client comes."""
        if self.of(client) is None:
            self.end()
            self.id = uuid4()
        self._client = client
        self._is_owed = True
        self._timer.start()
        return self.id or uuid4()

    def know(self, client: UUID) -> None:
        """The client is in the store now."""
        self._client = replace(self._client, id=client)

    def stir(self) -> None:
        """Somebody is at it."""
        if self._timer.isActive():
            self._timer.start()

    def close(self) -> None:
        """The last device was accepted, and the papers went with it."""
        self._timer.stop()
        self.id, self._is_owed = None, False

    def end(self) -> None:
        """No more devices: let the receipt be printed."""
        if self.id is not None and self._is_owed:
            self._after(partial(self._queue_papers, self.id))
        self.close()

    def _queue_papers(self, visit: UUID) -> None:
        work = partial(_end, self._desk.shop, visit)
        self._desk.jobs.store(work, None, self.trouble.emit, self.ended.emit)


def is_idle(draft: IntakeDraft) -> bool:
    """Whether nothing was said of the next device of a visit yet."""
    alone = replace(draft, client=ClientDraft(), visit_id=None)
    return draft.visit_id is not None and alone == IntakeDraft()


def _is_same(one: ClientDraft, other: ClientDraft) -> bool:
    if one.id is not None and other.id is not None:
        return one.id == other.id
    return (one.name, one.phone) == (other.name, other.phone)


def _end(shop: Shop, visit: UUID) -> None:
    shop.services.intakes.end_visit(visit)
