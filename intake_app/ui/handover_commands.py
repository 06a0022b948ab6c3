"""What the keys of a hand-over do, and how a scan leads from one client to the next."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from intake_app.services.handover_rows import KnownBy
from intake_app.ui.handover.page import HandoverPage
from intake_app.ui.message_bar import Message

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.services.drafts import IntakeDraft
    from intake_app.services.shop import Shop
    from intake_app.ui.desk import Desk
    from intake_app.ui.news import News
    from intake_app.ui.parts import Parts
    from intake_app.ui.scan_actions import ScanActions

PAGE = "handover"
_TOPIC = "handover"


class HandoverCommands(QObject):
    """While somebody hands over, whatever order is found next opens on that page, too."""

    trouble = Signal(object)

    def __init__(self, parts: Parts, desk: Desk, news: News, scans: ScanActions) -> None:
        super().__init__(parts.window)
        self._parts = parts
        self._desk = desk
        self._handing = False
        for action, screen, handler in (
            ("handover.find", parts.window, self.find),
            ("card.loaner", parts.card, self.lend),
            ("card.rework", parts.card, self.rework),
        ):
            parts.actions.attach(action, screen, handler)
        parts.card.pages.shown.connect(self._on_page)
        parts.stack.currentChanged.connect(self._on_screen)
        scans.order_asked.connect(partial(self._on_order, KnownBy.RECEIPT))
        parts.address.order_asked.connect(partial(self._on_order, KnownBy.PHONE))
        self.trouble.connect(news.say_trouble)

    def find(self) -> None:
        """From an order to its hand-over; from there, and from anywhere, to whoever is next."""
        parts, tr = self._parts, self._desk.tr
        card = parts.card
        if parts.in_sight(card) and card.order is not None and not self._page():
            card.pages.go_to(PAGE)
            return
        self._handing = True
        parts.address.begin()
        told = tr("Hand-over: scan the receipt or the label, or type phone digits or the name")
        parts.messages.say(Message(told, "accent", topic=_TOPIC, seconds=20))

    def lend(self) -> None:
        """Go to the page and open the lines of the loaner."""
        card = self._parts.card
        card.pages.go_to(PAGE)
        page = self._page()
        if page is not None:
            page.lend()

    def rework(self) -> None:
        """The client brings back what was handed over: a new order, free, before others."""
        order = self._parts.card.order
        if order is not None:
            work = partial(_rework, self._desk.shop, order)
            self._desk.jobs.store(work, self._on_rework, self.trouble.emit)

    def _on_rework(self, draft: IntakeDraft) -> None:
        parts = self._parts
        parts.stack.setCurrentWidget(parts.intake)
        if not parts.intake.is_untouched():
            parts.intake.park()
        parts.intake.show_draft(draft)
        parts.show_screen(parts.intake)

    def _on_order(self, by: KnownBy, _order: object) -> None:
        if self._handing:
            self._parts.messages.withdraw(_TOPIC)
            self._parts.card.pages.go_to(PAGE)
            page = self._page()
            if page is not None:
                page.recognise(by)

    def _page(self) -> HandoverPage | None:
        found = self._parts.card.pages.page
        return found if isinstance(found, HandoverPage) else None

    def _on_page(self, name: str) -> None:
        self._handing = name == PAGE

    def _on_screen(self, _place: int) -> None:
        if not self._parts.in_sight(self._parts.card):
            self._handing = False


def _rework(shop: Shop, order: UUID) -> IntakeDraft:
    return shop.services.handovers.rework(order)
