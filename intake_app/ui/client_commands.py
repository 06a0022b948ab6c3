"""What the keys of the screen of clients do, and the ways that lead to it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from intake_app.ui.forget_question import ForgetQuestion

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from intake_app.services.client_card import ClientCard
    from intake_app.ui.desk import Desk
    from intake_app.ui.news import News
    from intake_app.ui.parts import Parts

_PLACES = ("1", "2", "3", "4", "orders", "devices", "consents", "cards")


class ClientCommands(QObject):
    """Attaches the rows of the table that concern clients."""

    def __init__(self, parts: Parts, desk: Desk, news: News) -> None:
        super().__init__(parts.window)
        self._parts = parts
        self._desk = desk
        self._news = news
        self._question = ForgetQuestion(parts, desk, news)
        parts.actions.attach("client.forget_yes", parts.messages, self._question.agree)
        parts.actions.attach("client.forget_no", parts.messages, self._question.refuse)
        parts.actions.attach("screen.clients", parts.window, self.show)
        parts.actions.attach("intake.client", parts.intake, self.open_of_intake)
        consent = parts.intake.client.consent
        parts.actions.attach("intake.consent", parts.intake, consent.print_paper)
        parts.actions.attach("intake.agreed", parts.intake, consent.grant)
        consent.printed.connect(self._on_consent_printed)
        consent.trouble.connect(news.say_trouble)

    def attach_screens(self) -> None:
        """Attach what belongs to the screens that a start did not wait for."""
        self._attach(
            {
                "client.undo": self.undo,
                "client.merge": self.merge,
                "client.agree": self.agree,
                "client.apart": self.tell_apart,
                "client.intake": self.take_in,
                "client.archive": self.put_away,
                "client.forget": self.forget,
            }
        )
        for number, place in enumerate(_PLACES, 1):
            self._attach({f"client.place{number}": partial(self._go_to, place)})
        parts = self._parts
        made = parts.actions.made()
        for action in ("client.intake", "client.merge", "client.archive"):
            parts.clients.add_button(made[action])
        parts.actions.attach("card.client", parts.card, self.open_of_order)

    def show(self) -> None:
        """Bring the list of clients into sight."""
        self._parts.show_screen(self._parts.clients)
        self._parts.clients.begin()

    def open(self, client: UUID) -> None:
        """Show the card of a client."""
        self._parts.show_screen(self._parts.clients)
        self._parts.clients.open(client)

    def open_of_intake(self) -> None:
        """Show the card of the client who stands at the desk; the draft waits in its form."""
        known = self._parts.intake.client.known()
        if known is None:
            self._news.say(self._desk.tr("This client has no card yet"), "accent")
        else:
            self.open(known.id)

    def open_of_order(self) -> None:
        """Show the card of whoever brought the device of the order in sight."""
        client = self._parts.card.client
        if client is not None:
            self.open(client)

    def undo(self) -> None:
        """Take the last edit back."""
        self._parts.clients.board.saver.undo()

    def merge(self) -> None:
        """Compare with another card."""
        self._parts.clients.board.merge()

    def agree(self) -> None:
        """Merge what is compared."""
        self._parts.clients.board.agree()

    def tell_apart(self) -> None:
        """Say that two cards are two clients."""
        self._parts.clients.board.tell_apart()

    def put_away(self) -> None:
        """Put the card away."""
        self._parts.clients.board.put_away()

    def forget(self) -> None:
        """Ask whether the person in sight is to be forgotten everywhere."""
        self._question.ask()

    def take_in(self) -> None:
        """Begin an intake for the client in sight; a draft that was begun is put aside."""
        card: ClientCard | None = self._parts.clients.board.card
        if card is None:
            return
        intake = self._parts.intake
        if not intake.is_untouched():
            intake.park()
        self._parts.show_screen(intake)
        intake.client.recognise(card.facts.row)

    def _on_consent_printed(self) -> None:
        self._news.say(self._desk.tr("The consent is being printed for the client to sign"), "good")

    def _go_to(self, place: str) -> None:
        self._parts.clients.board.go_to(place)

    def _attach(self, handlers: dict[str, Callable[..., object]]) -> None:
        for action, handler in handlers.items():
            self._parts.actions.attach(action, self._parts.clients, handler)
