"""The screen of clients at work: the list, one card, two cards side by side."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from intake_app.ui.clients import desk_work
from intake_app.ui.clients.card_page import CARDS, ClientPage
from intake_app.ui.clients.found_page import LIMIT, FoundPage
from intake_app.ui.clients.merge_page import MergePage
from intake_app.ui.clients.saver import CardSaver

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.services.client_card import ClientCard, OrderPage, Pair
    from intake_app.services.rows import OrderRow
    from intake_app.services.shop import Changes
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look


class ClientsBoard(QStackedWidget):
    """Cards are read in the store lane; the list of doubles in a lane of its own."""

    order_asked = Signal(object)
    shown = Signal(object)
    told = Signal(str)
    trouble = Signal(object)

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._card: ClientCard | None = None
        self.found = FoundPage(look, desk)
        self.page = ClientPage(look, desk)
        self.merging = MergePage(look, desk)
        self.saver = CardSaver(desk, self.page)
        for widget in (self.found, self.page, self.merging):
            self.addWidget(widget)
        self._connect()

    def begin(self) -> None:
        """Take the focus, with the list up to date."""
        self.setCurrentWidget(self.found)
        self.found.begin()
        work = partial(desk_work.recent, self._desk.shop, LIMIT)
        self._desk.jobs.store(work, self.found.show_latest, self.trouble.emit)
        self._look_for_doubles()

    def open(self, client: UUID) -> None:
        """Show a card; it is read in the store lane."""
        if client != self.saver.client:
            self._card = None
            self.page.forget()
        self.saver.begin(client)
        self.setCurrentWidget(self.page)
        self.page.show_fields()
        self.page.fields.lines["name"].line.setFocus()
        self._read()

    @property
    def card(self) -> ClientCard | None:
        """The card being worked on; none while the list is in sight."""
        return None if self.currentWidget() is self.found else self._card

    def leave(self) -> bool:
        """Go one page back; False from the list."""
        if self.currentWidget() is self.found:
            return False
        if self.currentWidget() is self.merging and self._card is not None:
            self.setCurrentWidget(self.page)
            self.page.go_to(CARDS)
        else:
            self.begin()
        return True

    def merge(self) -> None:
        """Compare with another card; there, turn the pair round."""
        if self.currentWidget() is self.merging:
            self.merging.turn()
        elif self.card is not None:
            self.setCurrentWidget(self.merging)
            self.merging.begin(self.card, None)

    def agree(self) -> None:
        """Merge what is compared."""
        if self.currentWidget() is self.merging:
            self.merging.agree()

    def tell_apart(self) -> None:
        """Whoever is compared, or chosen among those who may be the same, is another client."""
        page, found = self.currentWidget(), self.found
        near = self.page.cards.near.chosen()
        if page is self.merging:
            self.merging.tell_apart()
        elif page is found and (pair := found.chosen_pair()) is not None:
            self.saver.tell_apart(pair.one.id, pair.other.id)
        elif page is self.page and self._card is not None and near is not None:
            self.page.show_panel(CARDS)
            self.saver.tell_apart(self._card.facts.row.id, near.client.id)

    def put_away(self) -> None:
        """Put the card away, or take it up again."""
        if self.card is not None:
            self.saver.edit("archived", not self.card.archived)

    def go_to(self, place: str) -> None:
        """Go to a section of the fields, "1" to "4", or to a panel by its name."""
        if self.currentWidget() is not self.page:
            return
        if place.isdecimal():
            self.page.show_fields()
            self.page.fields.go_to(int(place))
        else:
            self.page.go_to(place)

    def notice(self, changes: Changes) -> None:
        """Read again what may have changed."""
        if changes & self._desk.shop.services.clients.SHOWS:
            self._read_again()

    def _read_again(self) -> None:
        self._read()
        if self.currentWidget() is self.found:
            self._look_for_doubles()

    def _read(self) -> None:
        if self.saver.client is not None:
            work = partial(desk_work.card, self._desk.shop, self.saver.client)
            self._desk.jobs.store(work, self._on_card, self.trouble.emit)

    def _on_card(self, card: ClientCard) -> None:
        known = {card.facts.row.id, *(row.merged_id for row in card.merges)}
        if self.saver.client not in known:
            return  # another one was opened meanwhile
        self.saver.client = card.facts.row.id
        self._card = card
        self.page.show_card(card)
        self.shown.emit(card)

    def _compare(self, one: UUID, other: UUID) -> None:
        work = partial(desk_work.compared, self._desk.shop, one, other)
        self._desk.jobs.store(work, self._on_compared, self.trouble.emit)

    def _on_compared(self, cards: tuple[ClientCard, ClientCard]) -> None:
        self.saver.begin(cards[0].facts.row.id)
        self._on_card(cards[0])
        self.setCurrentWidget(self.merging)
        self.merging.begin(*cards)

    def _on_near(self, client: UUID) -> None:
        if self._card is not None:
            self._compare(self._card.facts.row.id, client)

    def _on_pair(self, pair: Pair) -> None:
        self._compare(pair.one.id, pair.other.id)

    def _on_agreed(self, one: UUID, other: UUID, reason: str) -> None:
        self.saver.merge(one, other, reason)
        self.saver.client = one
        self.setCurrentWidget(self.page)
        self.page.show_panel(CARDS)
        self.page.cards.merged.setFocus()

    def _on_apart(self, one: UUID, other: UUID) -> None:
        self.saver.tell_apart(one, other)
        self.leave()

    def _look_for_doubles(self) -> None:
        work = partial(desk_work.doubles, self._desk.shop)
        self._desk.jobs.device("doubles", work, self.found.show_pairs, self.trouble.emit)

    def _on_more(self) -> None:
        """The list has come to its end: the page behind."""
        rows, client = self.page.orders.rows, self.saver.client
        if rows and client is not None:
            work = partial(desk_work.orders, self._desk.shop, client, rows[-1].id)
            self._desk.jobs.store(work, partial(self._on_page, client), self.trouble.emit)

    def _on_page(self, client: UUID, page: OrderPage) -> None:
        if client == self.saver.client:
            self.page.orders.add_rows(page.rows, more=page.before is not None)

    def _on_order(self, row: OrderRow) -> None:
        self.order_asked.emit(row.id)

    def _on_left(self) -> None:
        self.leave()

    def _connect(self) -> None:
        self.found.opened.connect(self.open)
        self.found.compared.connect(self._on_pair)
        self.found.asked.connect(self._look_for_doubles)
        self.found.apart.connect(self.tell_apart)
        self.page.orders.opened.connect(self._on_order)
        self.page.orders.wanted.connect(self._on_more)
        self.page.fields.left.connect(self._on_left)
        self.page.cards.compared.connect(self._on_near)
        self.page.cards.apart.connect(self.tell_apart)
        self.merging.chosen.connect(self._on_near)
        self.merging.agreed.connect(self._on_agreed)
        self.merging.apart.connect(self._on_apart)
        self.saver.saved.connect(self._read_again)
        self.saver.told.connect(self.told)
        self.saver.trouble.connect(self.trouble)
