"""Beside the work: who is this, what was here before, what was printed last. Never focused."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from intake_app.checks.stages import Stage
from intake_app.i18n import formats
from intake_app.ui.paper_view import PaperView
from intake_app.ui.widgets.facts import FactList, FactRow

if TYPE_CHECKING:
    from PySide6.QtGui import QFont

    from intake_app.services.rows import ClientRow, DeviceRow, OrderRow
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look

_SHOWN = 4
_READ = 12  # some of them may be voided


class ContextPane(QWidget):
    """Without a client it shows what was taken in last."""

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self._look = look
        self._desk = desk
        self._zone = ZoneInfo(desk.settings.shop.timezone)
        self._client: ClientRow | None = None
        self._name = self._label(look.letters(1.25, strong=True), "text")
        self._phone = self._label(look.letters(), "text")
        self._story = self._label(look.small, "muted")
        self._before = self._label(look.letters(strong=True), "text")
        self._list = FactList(look)
        self._paper_title = self._label(look.letters(strong=True), "text")
        self.paper = PaperView(look)
        self._line = QWidget()
        self._lay_out()
        self.show_client(None)

    def show_client(self, client: ClientRow | None) -> None:
        """Follow the client of the intake."""
        self._client = client
        self.refresh()

    def refresh(self) -> None:
        """Read again what is shown."""
        tr, client = self._desk.tr, self._client
        for label in (self._name, self._phone, self._story):
            label.setVisible(client is not None)
        if client is None:
            self._before.setText(tr("Taken in last"))
            orders = self._desk.shop.finder.orders("", _READ)
            taken = [row for row in orders if row.stage != Stage.CANCELLED][:_SHOWN]
            self._list.show_rows(tuple(map(self._order, taken)), tr("Nothing yet today"))
            return
        self._name.setText(client.name)
        self._phone.setText(formats.phone(client.phone) or tr("no phone"))
        told = tr.plural("%d order", "%d orders", client.orders) % client.orders
        self._story.setText(told if client.orders else tr("first visit"))
        self._before.setText(tr("Was here before"))
        devices = self._desk.shop.finder.devices_of(client.id, "", _SHOWN)
        self._list.show_rows(tuple(map(self._device, devices)), tr("No devices yet"))

    def show_paper(self, title: str, png: bytes) -> None:
        """Show what the printer was given."""
        self.paper.show_paper(title, png)
        self._show_papers()

    def _show_papers(self) -> None:
        shown = not self.paper.is_empty()
        self._line.setVisible(shown)
        self._paper_title.setVisible(shown)
        self.paper.setVisible(shown)

    def _order(self, row: OrderRow) -> FactRow:
        at = row.accepted_at.astimezone(self._zone)
        today = at.date() == self._desk.now().astimezone(self._zone).date()
        when = f"{at:%H:%M}" if today else f"{at:%d.%m}"
        return FactRow(row.number, " · ".join(filter(None, (row.client, row.device))), when)

    def _device(self, row: DeviceRow) -> FactRow:
        when = f"{row.last_seen.astimezone(self._zone):%d.%m.%Y}" if row.last_seen else ""
        return FactRow(row.title, row.last_fault, when)

    def _label(self, font: QFont, tone: str) -> QLabel:
        label = QLabel()
        label.setFont(font)
        palette = label.palette()
        palette.setColor(label.foregroundRole(), self._look.colour(tone))
        label.setPalette(palette)
        label.setWordWrap(True)
        return label

    def _lay_out(self) -> None:
        look = self._look
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        column = QVBoxLayout(self)
        column.setContentsMargins(look.px(1.25), look.px(1.1), look.px(1.0), look.px(0.75))
        column.setSpacing(look.px(0.3))
        for widget in (self._name, self._phone, self._story):
            column.addWidget(widget)
        column.addSpacing(look.px(0.5))
        column.addWidget(self._before)
        column.addWidget(self._list)
        self._line.setFixedHeight(1)
        self._line.setAutoFillBackground(True)
        palette = self._line.palette()
        palette.setColor(self._line.backgroundRole(), look.colour("line"))
        self._line.setPalette(palette)
        column.addSpacing(look.px(0.4))
        column.addWidget(self._line)
        column.addWidget(self._paper_title)
        column.addWidget(self.paper, 1)
        column.addStretch(0)
        column.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._paper_title.setText(self._desk.tr("Printed last"))
        self._show_papers()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.colour("surface"))
        painter.setPen(self._look.colour("line"))
        painter.drawLine(0, 0, 0, self.height())
