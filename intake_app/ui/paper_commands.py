"""What keys do for papers that belong to no order: of the shop, of a client, of a draft."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.services.drafts import IntakeDraft
    from intake_app.services.shop import Shop
    from intake_app.ui.desk import Desk
    from intake_app.ui.news import News
    from intake_app.ui.parts import Parts
    from intake_app.ui.shop_paper_sheet import ShopPaperSheet


class PaperCommands(QObject):
    """Attaches its rows of the table to the screens they belong to."""

    trouble = Signal(object)

    def __init__(self, parts: Parts, desk: Desk, news: News) -> None:
        super().__init__(parts.window)
        self._parts = parts
        self._desk = desk
        self._news = news
        self._sheet: ShopPaperSheet | None = None
        parts.actions.attach("shop.papers", parts.window, self.choose)
        parts.actions.attach("intake.label", parts.intake, self.label_draft)
        parts.actions.attach("client.label", parts.clients, self.label_client)
        self.trouble.connect(news.say_trouble)

    def choose(self) -> None:
        """Offer the papers of the shop."""
        from intake_app.ui.shop_paper_sheet import ShopPaperSheet  # noqa: PLC0415 - seldom wanted

        if self._sheet is None:
            self._sheet = ShopPaperSheet(self._parts.look, self._desk, self._parts.window)
            self._sheet.chosen.connect(self._on_chosen)
        self._sheet.open_here()

    def label_draft(self) -> None:
        """Label a device before its order is saved; a mark stands where the number will be."""
        intake = self._parts.intake
        if intake.is_untouched():
            self._news.say(self._desk.tr("Nothing is typed yet to put on a label"), "accent")
            return
        work = partial(_label, self._desk.shop, intake.draft())
        self._desk.jobs.store(work, self._on_queued, self.trouble.emit)

    def label_client(self) -> None:
        """A label with the barcode of the client in sight."""
        card = self._parts.clients.board.card
        if card is not None:
            work = partial(_label_client, self._desk.shop, card.facts.row.id)
            self._desk.jobs.store(work, self._on_queued, self.trouble.emit)

    def _on_chosen(self, paper: str, language: str) -> None:
        work = partial(_queue, self._desk.shop, paper, language)
        self._desk.jobs.store(work, self._on_queued, self.trouble.emit)

    def _on_queued(self, _job: object) -> None:
        self._news.say(self._desk.tr("The paper is in the queue"), "good")


def _queue(shop: Shop, paper: str, language: str) -> UUID:
    """Runs in the store lane, as all below."""
    from intake_app.services import other_papers  # noqa: PLC0415 - not needed at the start

    return other_papers.queue(shop.services, paper, None, language)


def _label(shop: Shop, draft: IntakeDraft) -> UUID:
    return shop.services.desk_papers.queue_draft(draft)


def _label_client(shop: Shop, client: UUID) -> UUID:
    papers = shop.services.desk_papers
    return papers.queue("client_label", papers.client(client), client)
