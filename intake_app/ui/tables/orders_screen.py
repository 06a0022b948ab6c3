"""The screen of orders: a line to find them by, all of them, and those that wait for clients."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from intake_app.i18n.translator import N_
from intake_app.ui.tables.orders_table import OrdersTable
from intake_app.ui.widgets.field import LineField
from intake_app.ui.widgets.segments import Segments

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from intake_app.services.shop import Changes
    from intake_app.ui.desk import Desk
    from intake_app.ui.tables.waits import Waits
    from intake_app.ui.theme import Look

LIMIT = 200
ALL = "all"
LISTS = (
    (ALL, N_("All")),
    ("client", N_("Waiting for the client")),
    ("unclaimed", N_("Not fetched")),
)
"""In the order of Alt+1, Alt+2 …; the names are those of `services.unclaimed`."""


class OrdersScreen(QWidget):
    """`opened` carries the id of an order, `wait_opened` what is to be done about one."""

    opened = Signal(object)
    wait_opened = Signal(object)
    trouble = Signal(object)

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("orders")
        self._look = look
        self._desk = desk
        self.search = LineField(look, "orders.find", icon="search")
        self.table = OrdersTable(look, desk)
        self._waits: Waits | None = None
        self.make_waits: Callable[[Look, Desk], Waits] | None = None
        self._stack = QStackedWidget()
        self.lists = Segments(
            look,
            "orders.lists",
            [(name, f"{desk.tr(title)}  Alt+{n}") for n, (name, title) in enumerate(LISTS, 1)],
        )
        self._count = QLabel()
        self._lay_out()
        self.lists.chosen.connect(self.go_to)
        self.search.line.textChanged.connect(self._on_typed)
        self.search.line.entered.connect(self._on_entered)
        self.search.line.stepped.connect(self._on_stepped)
        self.table.opened.connect(self.opened)

    def begin(self) -> None:
        """Take the focus, with everything up to date."""
        self.refresh()
        self.search.line.setFocus()
        self.search.line.selectAll()

    @property
    def waits(self) -> Waits:
        """Those who are waited for; built when they are first asked for, by whoever knows how."""
        if self._waits is None:
            if self.make_waits is None:
                raise RuntimeError("nobody knows how to build the list")
            self._waits = waits = self.make_waits(self._look, self._desk)
            self._stack.addWidget(waits)
            QWidget.setTabOrder(self.table, waits)
            waits.opened.connect(self.wait_opened)
            waits.counted.connect(self._on_counted)
            waits.trouble.connect(self.trouble)
        return self._waits

    def go_to(self, name: str) -> None:
        """Show one of the lists."""
        self.lists.show_value(name)
        self._stack.setCurrentWidget(self.table if name == ALL else self.waits)
        self.refresh()
        self.search.line.setFocus()

    def chosen_order(self) -> UUID | None:
        """The order that is highlighted, whatever list is shown."""
        if self._is_all():
            row = self.table.chosen()
            return row.id if row is not None else None
        return self.waits.chosen_order()

    def look_for(self, text: str) -> None:
        """Show what is found by this."""
        self.lists.show_value(ALL)
        self._stack.setCurrentWidget(self.table)
        self.search.line.setText(text)
        self.begin()

    def notice(self, changes: Changes) -> None:
        """Read again when something shown here has changed."""
        services = self._desk.shop.services
        shows = services.orders.SHOWS if self._is_all() else services.unclaimed.SHOWS
        if self.isVisible() and changes & shows:
            self.refresh()

    def refresh(self) -> None:
        """Read again."""
        tr, typed = self._desk.tr, self.search.text()
        if not self._is_all():
            self.waits.load(self.lists.value(), typed)
            return
        rows = self._desk.shop.finder.orders(typed, LIMIT)
        if typed:
            empty = tr("Nothing found. Esc clears the line")
        else:
            empty = tr("No orders yet. F2 takes in the first one")
        places = self._desk.shop.finder.places([row.id for row in rows])
        self.table.show_rows(rows, empty, places)
        told = tr.plural("%d order", "%d orders", len(rows)) % len(rows)
        self._count.setText(tr("latest %d") % LIMIT if len(rows) == LIMIT else told)

    def _is_all(self) -> bool:
        return self.lists.value() == ALL

    def _on_typed(self, typed: str) -> None:
        if self._is_all():
            self.refresh()
        else:
            self.waits.narrow(typed.strip())

    def _on_counted(self, count: int, due: int) -> None:
        tr = self._desk.tr
        told = tr.plural("%d order", "%d orders", count) % count
        self._count.setText(f"{told}, {tr('to do today: %d') % due}" if due else told)

    def _on_entered(self) -> None:
        if not self._is_all():
            self.waits.open_chosen()
            return
        row = self.table.chosen()
        if row is not None:
            self.opened.emit(row.id)

    def _on_stepped(self, step: int) -> None:
        """Arrows move in the list while the line keeps the focus."""
        if not self._is_all():
            self.waits.step(step)
            return
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
        lists = QHBoxLayout()
        lists.setContentsMargins(look.margin, 0, look.px(1.0), look.px(0.4))
        lists.addWidget(self.lists)
        lists.addStretch(1)
        self.lists.setAccessibleName(tr("Lists of orders"))
        self._stack.addWidget(self.table)
        column.addLayout(head)
        column.addLayout(lists)
        column.addWidget(self._stack, 1)
        QWidget.setTabOrder(self.search.line, self.table)
