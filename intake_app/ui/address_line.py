"""The one line for people and scanners: finds an order or a client from any screen."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget
from typing_extensions import override

from intake_app.checks import serial
from intake_app.i18n import formats
from intake_app.scanning.meaning import Kind, understand
from intake_app.scanning.scan import Scan
from intake_app.services.drafts import ClientKind
from intake_app.services.rows import ClientHit, ClientRow, OrderRow
from intake_app.ui import stage_words
from intake_app.ui.widgets.suggest_field import SuggestField
from intake_app.ui.widgets.suggestions import Suggestion

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.scanning.meaning import Meaning
    from intake_app.services.rows import DeviceRow
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look

_ORDERS, _CLIENTS, _OPENED = 6, 4, 8
_CARDS = (Kind.CLIENT, Kind.STAFF, Kind.PLACE)
_OURS = (Kind.ORDER, *_CARDS)


class AddressLine(QWidget):
    """`order_asked` carries the id of an order, `client_asked` a ClientRow.

    `coded` carries the digits of a paper of ours that were typed: they act as if scanned.
    """

    order_asked = Signal(object)
    client_asked = Signal(object)
    coded = Signal(str)
    missed = Signal(str)

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self._look = look
        self._desk = desk
        self.field = SuggestField(look, "address", self._rows, icon="search")
        self._opened: dict[UUID, Suggestion] = {}
        self._aside = QLabel()
        self._demo = QLabel()
        self._lay_out()
        self.field.open_on_focus(opens=True)
        self.field.picked.connect(self._on_picked)
        self.field.entered.connect(self._on_entered)

    def begin(self) -> None:
        """Take the focus, ready for something new."""
        self.field.line.setFocus()
        self.field.line.selectAll()

    def show_aside(self, count: int) -> None:
        """Tell how many drafts are put aside."""
        tr = self._desk.tr
        told = tr.plural("%d draft put aside", "%d drafts put aside", count)
        self._aside.setText(f"{told % count} · F2" if count else "")
        self._aside.setVisible(bool(count))

    def _rows(self, typed: str) -> tuple[Suggestion, ...]:
        """Orders, clients, devices; what was opened from here lately while nothing is typed."""
        text = typed.strip()
        if not text:
            lately = self._desk.tr("Opened lately")
            return tuple(replace(row, group=lately) for row in self._opened.values())
        finder = self._desk.shop.finder
        meant = understand(Scan(text))
        if meant.kind in _CARDS:
            return self._card(meant)
        ways = (text, meant.serial or meant.code, serial.unprefixed(meant.code, serial.APPLE))
        found = (finder.orders(way, _ORDERS) for way in dict.fromkeys(ways))
        orders = map(self._order, next(filter(None, found), ()))
        hits = finder.hits(text, _CLIENTS)
        clients = (self._client(hit) for hit in hits if hit.device is None)
        devices = (self._device(hit.device, hit) for hit in hits if hit.device is not None)
        return (*orders, *clients, *devices)

    def _card(self, meant: Meaning) -> tuple[Suggestion, ...]:
        """Whom the digits of a card of ours name, and nobody with such a phone."""
        client = self._desk.shop.finder.client_by_ticket(meant.code)
        return () if client is None else (self._client(ClientHit(client)),)

    def _order(self, row: OrderRow) -> Suggestion:
        return Suggestion(
            row.number,
            note=" · ".join(filter(None, (row.client, row.device))),
            meta=stage_words.label(self._desk, row.stage),
            icon="clipboard-text",
            value=row,
            group=self._desk.tr("Orders"),
        )

    def _device(self, device: DeviceRow, hit: ClientHit) -> Suggestion:
        """Leads to whose it is."""
        number = next(filter(None, (hit.why, device.serial, device.imei)), "")
        return Suggestion(
            device.title,
            note=" · ".join(filter(None, (number, hit.client.name))),
            meta=self._desk.tr("similar") if hit.guess else "",
            icon="device-mobile",
            value=hit.client,
            unsure=hit.guess,
            group=self._desk.tr("Devices"),
        )

    def _client(self, hit: ClientHit) -> Suggestion:
        row = hit.client
        why = formats.phone(hit.why) if hit.why.startswith("+") else hit.why
        return Suggestion(
            row.name,
            note=" · ".join(filter(None, (formats.phone(row.phone), row.last_device, why))),
            meta=self._desk.tr("similar") if hit.guess else "",
            icon="building" if row.kind is ClientKind.COMPANY else "user",
            value=row,
            unsure=hit.guess,
            group=self._desk.tr("Clients"),
        )

    def _on_picked(self, value: object) -> None:
        if not isinstance(value, OrderRow | ClientRow):
            raise TypeError(value)
        self._remember(value)
        self.field.show_text("")
        if isinstance(value, OrderRow):
            self.order_asked.emit(value.id)
        else:
            self.client_asked.emit(value)

    def _remember(self, value: OrderRow | ClientRow) -> None:
        """The one opened last stands first."""
        row = self._order(value) if isinstance(value, OrderRow) else self._client(ClientHit(value))
        others = [one for one in self._opened.items() if one[0] != value.id]
        self._opened = dict([(value.id, row), *others][:_OPENED])

    def _on_entered(self) -> None:
        text = self.field.text()
        if text and understand(Scan(text)).kind in _OURS:
            self.field.show_text("")
            self.coded.emit(text)
        elif text:
            self.missed.emit(text)

    def _lay_out(self) -> None:
        look, tr = self._look, self._desk.tr
        row = QHBoxLayout(self)
        row.setContentsMargins(look.px(0.75), look.px(0.4), look.px(0.75), look.px(0.4))
        row.setSpacing(look.px(1))
        row.addWidget(self.field, 1)
        row.addWidget(self._aside)
        row.addWidget(self._demo)
        self.field.line.setPlaceholderText(tr("phone, name, order number, IMEI or a scan"))
        self.field.line.setAccessibleName(tr("Find an order or a client"))
        self.field.frame.show_echo("F3")
        for label, tone in ((self._aside, "accent"), (self._demo, "caution")):
            palette = label.palette()
            palette.setColor(label.foregroundRole(), look.colour(tone))
            label.setPalette(palette)
            label.setFont(look.letters(strong=True))
        self._demo.setText(tr("Demonstration data"))
        self._demo.setVisible(self._desk.settings.demo)
        self._aside.hide()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look = self._look
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.colour("window"))
        painter.setPen(look.colour("line"))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        if self._desk.settings.demo:
            painter.fillRect(0, 0, self.width(), 3, look.colour("caution"))
