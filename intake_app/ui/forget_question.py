"""Asks whether a person is to be forgotten, because nothing brings him back afterwards."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from intake_app.errors import IntakeError
from intake_app.ui.message_bar import Message

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.services.shop import Shop
    from intake_app.ui.desk import Desk
    from intake_app.ui.news import News
    from intake_app.ui.parts import Parts

_TOPIC = "forget"
_SECONDS = 60


class ForgetQuestion(QObject):
    """Two keys that stand only while the question does, about one card; it goes by itself."""

    def __init__(self, parts: Parts, desk: Desk, news: News) -> None:
        super().__init__(parts.window)
        self._parts = parts
        self._desk = desk
        self._news = news
        self._client: UUID | None = None
        self._name = ""

    def ask(self) -> None:
        """Ask about the card in sight."""
        card = self._parts.clients.board.card
        if card is None:
            return
        self._client, self._name = card.facts.row.id, card.facts.row.name
        text = self._desk.tr(
            "forget this person at all desks? Names, numbers, photos, signatures and notes go for"
            " good; amounts and dates stay"
        )
        actions = ("client.forget_yes", "client.forget_no")
        asked = Message(
            text, "bad", title=self._name, topic=_TOPIC, seconds=_SECONDS, actions=actions
        )
        self._parts.messages.say(asked)

    def refuse(self) -> None:
        """Leave everything as it is."""
        self._client = None
        self._parts.messages.withdraw(_TOPIC)

    def agree(self) -> None:
        """Forget whom the question was about."""
        client = self._client
        self.refuse()
        if client is not None:
            work = partial(_forgotten, self._desk.shop, client)
            self._desk.jobs.store(work, self._on_forgotten, self._on_failed)

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, IntakeError):
            self._news.say_trouble(error)

    def _on_forgotten(self, _client: UUID) -> None:
        told = self._desk.tr("The person is forgotten here; the other desks follow by themselves")
        self._news.say(told, "good")
        if self._parts.in_sight(self._parts.clients):
            self._parts.clients.begin()


def _forgotten(shop: Shop, client: UUID) -> UUID:
    shop.services.forgetting.forget(client)
    return client
