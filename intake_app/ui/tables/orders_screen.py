"""The screen of orders: a line to find them by, and the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from intake_app.ui.tables.orders_table import OrdersTable
from intake_app.ui.widgets.field import LineField

if TYPE_CHECKING:
    from intake_app.services.shop import Changes
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look

LIMIT = 200


class OrdersScreen(QWidget):
    """`opened` carries the id of an order."""

    opened = Signal(object)

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("orders")
        self._look = look
        self._desk = desk
        self.search = LineField(look, "orders.find", icon="search")
        self.table = OrdersTable(look, desk)
        self._count = QLabel()
        self._lay_out()
        self.search.line.textChanged.connect(self.refresh)
        self.search.line.entered.connect(self._on_entered)
        self.search.line.stepped.connect(self._on_stepped)
        self.table.opened.connect(self.opened)

    def begin(self) -> None:
        """Take the focus, with everything up to date."""
        self.refresh()
        self.search.line.setFocus()
        self.search.line.selectAll()

    def look_for(self, text: str) -> None:
        """Show what is found by this."""
        self.search.line.setText(text)
        self.begin()

    def notice(self, changes: Changes) -> None:
        """Read again when something shown here has changed."""
        if self.isVisible() and changes & self._desk.shop.services.orders.SHOWS:
            self.refresh()

    def refresh(self) -> None:
        """Read again."""
        tr, typed = self._desk.tr, self.search.text()
        rows = self._desk.shop.finder.orders(typed, LIMIT)
        if typed:
            empty = tr("Nothing found. Esc clears the line")
        else:
            empty = tr("No orders yet. F2 takes in the first one")
        places = self._desk.shop.finder.places([row.id for row in rows])
        self.table.show_rows(rows, empty, places)
        told = tr.plural("%d order", "%d orders", len(rows)) % len(rows)
        self._count.setText(tr("latest %d") % LIMIT if len(rows) == LIMIT else told)

    def _on_entered(self) -> None:
        row = self.table.chosen()
        if row is not None:
            self.opened.emit(row.id)

    def _on_stepped(self, step: int) -> None:
        """Arrows move in the list while the line keeps the focus."""
        place = self.table.currentIndex().row() + step
        if 0 <= place < self.table.model().rowCount():
            self.table.selectRow(place)

    def _lay_out(self) -> None:
        look, tr = self._look, self._desk.tr
        title = QLabel(tr("Orders"))
        title.setFont(look.letters(1.25, strong=True))
        self._count.setFont(look.small)
        palette = self._count.palette()
        palette.setColor(self._count.foregroundRole(), look.colour("muted"))
        self._count.setPalette(palette)
        self.search.line.setPlaceholderText(tr("number, phone, name, serial no. or IMEI"))
        self.search.line.setAccessibleName(tr("Find in orders"))
        head = QHBoxLayout()
        head.setContentsMargins(look.margin, look.px(0.8), look.px(1.0), look.px(0.5))
        head.setSpacing(look.px(1.0))
        head.addWidget(title)
        head.addWidget(self._count)
        head.addStretch(1)
        head.addWidget(self.search, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.table, 1)
