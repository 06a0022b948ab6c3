"""The clients of the shop: found by anything they are known by, and pairs that may be one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from intake_app.i18n import formats
from intake_app.ui.clients import client_words
from intake_app.ui.clients.lines import Lines
from intake_app.ui.tables.table_model import Column
from intake_app.ui.widgets.button import Button
from intake_app.ui.widgets.field import LineField
from intake_app.ui.widgets.segments import Segments

if TYPE_CHECKING:
    from intake_app.services.client_card import Pair
    from intake_app.services.rows import ClientRow
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look

LIMIT = 50
ALL, DOUBLES = "all", "doubles"


class FoundPage(QWidget):
    """`opened` carries a client's id, `compared` a pair, `asked` wants the pairs anew.

    `apart` says that the pair in sight is two clients.
    """

    opened = Signal(object)
    compared = Signal(object)
    asked = Signal()
    apart = Signal()

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self._look = look
        self._desk = desk
        self._latest: tuple[ClientRow, ...] = ()
        tr = desk.tr
        self.search = LineField(look, "clients.find", icon="search")
        self.lists = Segments(
            look, "clients.lists", ((ALL, tr("All clients")), (DOUBLES, tr("Possible doubles")))
        )
        self.table: Lines[ClientRow] = Lines(
            look,
            "clients.table",
            tr("Clients"),
            (
                Column(tr("Client"), _name, grows=True),
                Column(tr("Phone"), _phone),
                Column(tr("Orders"), _orders, right=True),
                Column(tr("Last device"), _device),
            ),
            edge=look.margin,
        )
        self.pairs: Lines[Pair] = Lines(
            look,
            "clients.pairs",
            tr("Possible doubles"),
            (
                Column(tr("Client"), _one, grows=True),
                Column(tr("May be the same client"), _other),
                Column(tr("By"), self._why),
            ),
            edge=look.margin,
        )
        self.compare = Button(look, tr("Compare"), key="⏎", icon="arrows-exchange")
        self.compare.setObjectName("clients.pairs.compare")
        self.two = Button(look, tr("Two clients"), key="F7", icon="users")
        self.two.setObjectName("clients.pairs.apart")
        self._stack = QStackedWidget()
        self._lay_out()
        self.compare.clicked.connect(self._on_compare)
        self.two.clicked.connect(self.apart)
        self.search.line.textChanged.connect(self.refresh)
        self.search.line.entered.connect(self._on_entered)
        self.search.line.stepped.connect(self.table.step)
        self.table.opened.connect(self._on_opened)
        self.pairs.opened.connect(self.compared)
        self.lists.chosen.connect(self._on_list)
        self.lists.entered.connect(self._on_list_entered)

    def begin(self) -> None:
        """Take the focus, ready for something new."""
        self.refresh()
        self.search.line.setFocus()
        self.search.line.selectAll()

    def refresh(self) -> None:
        """Find anew."""
        tr, typed = self._desk.tr, self.search.text()
        if typed:
            rows = self._desk.shop.finder.clients(typed, LIMIT)
            self.table.show_rows(rows, tr("Nothing found. Esc clears the line"))
        else:
            self.table.show_rows(self._latest, tr("No clients yet. F2 takes in the first one"))

    def show_latest(self, rows: tuple[ClientRow, ...]) -> None:
        """What stands there while nothing is typed."""
        self._latest = rows
        self.refresh()

    def show_pairs(self, pairs: tuple[Pair, ...]) -> None:
        """Cards that share what hardly two people share; the switch tells how many."""
        tr = self._desk.tr
        self.pairs.show_rows(
            pairs, tr("No two cards share a phone, an e-mail, a number or a device")
        )
        for button in (self.compare, self.two):
            button.setVisible(bool(pairs))
        button = next(one for one in self.lists.buttons if one.value == DOUBLES)
        more = "+" if len(pairs) >= LIMIT else ""
        count = f"\u00a0({len(pairs)}{more})" if pairs else ""
        button.setText(tr("Possible doubles") + count)
        button.updateGeometry()

    def chosen_pair(self) -> Pair | None:
        """The pair that is looked at, if the list of pairs is in sight."""
        return self.pairs.chosen() if self.lists.value() == DOUBLES else None

    def _on_entered(self) -> None:
        self._on_opened(self.table.chosen())

    def _on_opened(self, row: ClientRow | None) -> None:
        if row is not None:
            self.opened.emit(row.id)

    def _on_compare(self) -> None:
        pair = self.pairs.chosen()
        if pair is not None:
            self.compared.emit(pair)

    def _on_list(self, value: str) -> None:
        self._stack.setCurrentIndex(0 if value == ALL else 1)
        if self.search.line.hasFocus():
            self.lists.take_focus()  # what is hidden cannot keep it
        self.search.setVisible(value == ALL)
        if value == DOUBLES:
            self.asked.emit()

    def _on_list_entered(self) -> None:
        (self.table if self.lists.value() == ALL else self.pairs).setFocus()

    def _why(self, row: Pair) -> str:
        return self._desk.tr(client_words.WHYS.get(row.why, row.why))

    def _doubles(self) -> QWidget:
        look, page, foot = self._look, QWidget(), QHBoxLayout()
        foot.setContentsMargins(look.margin, 0, look.px(1.0), look.px(0.75))
        foot.setSpacing(look.px(0.4))
        for button in (self.compare, self.two):
            button.hide()
            foot.addWidget(button)
        foot.addStretch(1)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(0.5))
        column.addWidget(self.pairs, 1)
        column.addLayout(foot)
        return page

    def _lay_out(self) -> None:
        look, tr = self._look, self._desk.tr
        title = QLabel(tr("Clients"))
        title.setFont(look.letters(1.25, strong=True))
        self.search.line.setPlaceholderText(tr("phone, name, company, tax number or e-mail"))
        self.search.line.setAccessibleName(tr("Find a client"))
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._doubles())
        head = QHBoxLayout()
        head.setContentsMargins(look.margin, look.px(0.8), look.px(1.0), look.px(0.5))
        head.setSpacing(look.px(1.0))
        head.addWidget(title)
        head.addWidget(self.search, 2)
        self.lists.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        head.addStretch(0)
        head.addWidget(self.lists)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._stack, 1)


def _name(row: ClientRow) -> str:
    return row.name


def _phone(row: ClientRow) -> str:
    return formats.phone(row.phone)


def _orders(row: ClientRow) -> str:
    return str(row.orders) if row.orders else ""


def _device(row: ClientRow) -> str:
    return row.last_device


def _one(row: Pair) -> str:
    return f"{row.one.name}  {formats.phone(row.one.phone)}"


def _other(row: Pair) -> str:
    return f"{row.other.name}  {formats.phone(row.other.phone)}"
