"""The road of an intake: a client who came before, a new company, a label under the scanner."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from intake_app.tour import snapshot
from intake_app.tour.back_scenes import BackScenes
from intake_app.tour.bench_scenes import BenchScenes
from intake_app.tour.player import Until
from intake_app.tour.side_scenes import SideScenes
from intake_app.ui.photo_field import PhotoField

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from intake_app.app.desktop import Desktop
    from intake_app.services.rows import ClientRow, EventRow, OrderRow
    from intake_app.tour.eyes import Eyes
    from intake_app.tour.handheld import Handheld
    from intake_app.tour.keys import Typist

_PAPERS = 2  # receipt and label
_CHIPS = {
    "ru": ("коро", "доку", "цар"),
    "en": ("box", "pape", "scr"),
}  # as many letters as it takes


@dataclass(slots=True)
class Scenes:
    """One visitor with hands and eyes; each scene is played by itself, in this order."""

    desktop: Desktop
    hands: Typist
    eyes: Eyes
    scanner: Handheld
    taken: list[OrderRow] = field(default_factory=list["OrderRow"])

    def play(self) -> Iterator[Until]:
        """Everything, from the empty form to the hub."""
        yield Until(self._is_furnished, "the demo shop", 60)
        yield from self.exchanged()
        yield from self.eyes.until_focus("client.name")
        beside = SideScenes(self.desktop, self.hands, self.eyes)
        yield from self.returning_client()
        yield from beside.parked()
        yield from self.new_company()
        yield from beside.batch()
        if self.scanner.address:
            yield from self.scanned_label()
        yield from self.orders()
        bench = BenchScenes(self.desktop, self.hands, self.eyes, self.scanner)
        yield from bench.workshop()
        if self.scanner.address:
            yield from bench.order(self.taken[0])
        yield from bench.figures()
        behind = BackScenes(self.desktop, self.hands, self.eyes)
        yield from behind.clients()
        yield from behind.preferences()
        yield from self.help()
        yield from self.exchanged()

    def returning_client(self) -> Iterator[Until]:
        """Four digits of a phone, Enter, Enter, the fault, Ctrl+Enter."""
        eyes, hands = self.eyes, self.hands
        client = self._regular()
        yield from eyes.take("empty-form", "The empty form: the talk begins")
        hands.type(client.phone[-4:])
        yield from eyes.take("client-found", "Four digits of a phone find the client")
        hands.press("Return")
        yield from eyes.until_focus("device.kind")
        yield from eyes.take("devices-offered", "The devices of this client are offered first")
        hands.press("Return")
        yield from eyes.until_focus("fault")
        hands.type("Не заряжается, греется у разъёма")
        yield from self._condition()
        yield from self._money(estimate="4500", prepayment="1000")
        yield from eyes.take("returning-client", "A returning client, ready to be accepted")
        yield from self._accept("accepted", "Accepted: the form is empty, the papers are out")

    def new_company(self) -> Iterator[Until]:
        """A company that was never here: name, phone, tax number, device, fault."""
        eyes, hands = self.eyes, self.hands
        yield from eyes.until_focus("client.name")
        hands.type("ООО «Ромашка и партнёры»")
        yield from eyes.take("nobody-found", "Nobody is found: a new client is offered")
        hands.press("Return")
        yield from eyes.until_focus("client.phone")
        hands.type("4951234567")
        hands.press("Return")
        for place, text in (("client.inn", "7707083893"), ("client.contact_name", "Егорова Ю.")):
            yield from eyes.until_focus(place)
            hands.type(text)
            hands.press("Return")
        yield from eyes.until_focus("device.kind")
        hands.type("принтер")
        hands.press("Tab")
        hands.type("Kyocera")
        hands.press("Tab")
        hands.type("ECOSYS M2040dn")
        hands.press("Alt+3")
        hands.type("Зажёвывает бумагу из второго лотка")
        yield from self._money(estimate="7200", prepayment="")
        yield from eyes.take("new-company", "A new company, ready to be accepted")
        yield from self._accept("company-accepted", "Accepted: paper as it was sent")

    def scanned_label(self) -> Iterator[Until]:
        """The first label under the scanner, then the repair goes on by one key."""
        eyes, hands = self.eyes, self.hands
        first = self.taken[0]
        self.scanner.scan(self._ticket(first.id))
        yield Until(lambda: eyes.label("card.number") == first.number, "the card of the label")
        yield from eyes.until_focus("card.comment")
        hands.type("Клиент просит позвонить до ремонта")
        hands.press("Return")
        yield Until(lambda: eyes.line("card.comment") == "", "the comment is taken")
        hands.press("F7")
        yield from eyes.until_focus("card.stage")
        yield from eyes.take("stages-offered", "The stages this order may go to")
        hands.press("Return")
        yield Until(lambda: True, "the event loop turns")
        if eyes.focus() == "card.stage":
            yield from eyes.take("technician-asked", "Nobody is named yet: who repairs it?")
            hands.press("Down", "Return")
        yield Until(lambda: self._order(first.number).stage != first.stage, "the order moved on")
        yield from eyes.take("order-card", "A scanned label opens its order from any screen")

    def orders(self) -> Iterator[Until]:
        """The list of orders, and finding in it."""
        eyes, hands = self.eyes, self.hands
        hands.press("Ctrl+2")
        yield from eyes.until_focus("orders.find")
        yield from eyes.take("orders", "The list of orders")
        hands.type("ромашка")
        yield from eyes.take("orders-found", "Found by a word of the name")

    def help(self) -> Iterator[Until]:
        """The keys of a screen, and everything that can be done."""
        eyes, hands = self.eyes, self.hands
        hands.press("Ctrl+1")
        yield from eyes.until_focus("client.name")
        hands.press("F1")
        yield from eyes.take("keys", "F1: the keys of this screen")
        hands.press("Escape", "Ctrl+K")
        yield from eyes.take("all-actions", "Ctrl+K: everything that can be done, by its name")
        hands.press("Escape")
        yield from eyes.until_focus("client.name")
        hands.type("Кузнецова Анна")
        hands.press("Return")
        yield from eyes.until_focus("client.phone")
        hands.press("Ctrl+Return")
        yield from eyes.take("what-is-missing", "Accepted too early: what is missing is named")

    def exchanged(self) -> Iterator[Until]:
        """Wait until the hub has everything and the bar says so."""
        yield Until(lambda: self.desktop.hub_url, "the hub of this PC", 30)
        replica = self.desktop.shop.services.replica
        yield Until(lambda: replica.standing().pending == 0, "the hub has everything", 60)
        none = " · 0 "  # … wait, in either language
        yield Until(lambda: none in self.eyes.button("status.hub"), "the bar to say so", 60)

    def _condition(self) -> Iterator[Until]:
        """Marks by a few letters each, a photo dropped on them, a word of one's own."""
        eyes, hands = self.eyes, self.hands
        hands.press("Alt+4")
        yield from eyes.until_focus("accessories.chips")
        box, papers, scratches = _CHIPS[self.desktop.settings.desk.lang]
        hands.type(box)
        hands.press("Return")
        hands.type(papers)
        hands.press("Return")
        hands.press("Space")
        form = self.desktop.window.findChild(QWidget, "intake")
        photos = form.findChild(PhotoField) if form is not None else None
        if photos is not None:
            photos.add_files([str(snapshot.paint(self.eyes.folder))])
            yield Until(photos.photos, "the photo")
        yield from eyes.take("condition", "Alt+4: what came along, how it looks, a photo")
        hands.press("Return")
        yield from eyes.until_focus("appearance.chips")
        hands.type(scratches)
        hands.press("Return")

    def _money(self, *, estimate: str, prepayment: str) -> Iterator[Until]:
        hands = self.hands
        hands.press("Alt+5")
        yield from self.eyes.until_focus("repair_kind.paid", "repair_kind")
        for name, text in (("estimate", estimate), ("prepayment", prepayment)):
            while self.eyes.focus() != name:
                hands.press("Tab")
            hands.type(text)

    def _accept(self, name: str, shows: str) -> Iterator[Until]:
        eyes = self.eyes
        before = eyes.label("message.title")
        self.hands.press("Ctrl+Return")
        yield from eyes.until_focus("client.name")
        yield Until(lambda: eyes.label("message.title") not in ("", before), "the new number")
        order = self._order(eyes.label("message.title"))
        self.taken.append(order)
        yield Until(lambda: self._is_printed(order.id), "its papers are printed", 30)
        yield from eyes.take(name, shows)

    def _is_furnished(self) -> bool:
        return bool(self.desktop.shop.finder.orders("", 1))

    def _regular(self) -> ClientRow:
        """A client of the demo shop whom four digits of his phone tell from all others."""
        finder = self.desktop.shop.finder
        phones = {row.phone for row in finder.orders("", 50) if row.phone}
        found = (finder.clients(phone[-4:]) for phone in sorted(phones))
        return next(rows[0] for rows in found if len(rows) == 1 and rows[0].orders > 1)

    def _order(self, number: str) -> OrderRow:
        return next(row for row in self.desktop.shop.finder.orders(number) if row.number == number)

    def _ticket(self, order: UUID) -> str:
        return self.desktop.shop.services.orders.card(order).ticket

    def _story(self, order: UUID) -> tuple[EventRow, ...]:
        return self.desktop.shop.services.orders.card(order).story

    def _is_printed(self, order: UUID) -> bool:
        return sum(event.kind == "print" for event in self._story(order)) == _PAPERS
