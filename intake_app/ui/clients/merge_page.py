"""Two cards side by side: what differs, what will be together, and which card speaks for both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from intake_app.i18n import formats
from intake_app.ui.clients.differences import Comparison, Difference
from intake_app.ui.clients.lines import TallLines
from intake_app.ui.tables.table_model import Column
from intake_app.ui.widgets.button import Button, Role
from intake_app.ui.widgets.field import LineField
from intake_app.ui.widgets.suggest_field import SuggestField
from intake_app.ui.widgets.suggestions import Suggestion

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.services.client_card import ClientCard
    from intake_app.services.rows import ClientRow
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look

_FOUND = 8


class MergePage(QWidget):
    """`chosen` carries the client to compare with, `agreed` the surviving card and the other.

    `apart` carries two cards that are two clients.
    """

    chosen = Signal(object)
    agreed = Signal(object, object, str)
    apart = Signal(object, object)

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self._look = look
        self._desk = desk
        self._cards: list[ClientCard] = []
        self._comparison = Comparison(desk)
        tr = desk.tr
        self.other = SuggestField(look, "clients.other", self._rows, icon="search")
        self.reason = LineField(look, "clients.reason")
        self._said = QLabel()
        self.table: TallLines[Difference] = TallLines(
            look,
            "clients.differences",
            tr("What differs"),
            (
                Column("", _title, grows=True),
                Column(tr("This card stays"), _one),
                Column(tr("This one joins it"), _other),
                Column(tr("Afterwards"), _after),
            ),
        )
        self.merge = Button(look, tr("One client"), key="Ctrl+⏎", icon="check", role=Role.PRIMARY)
        self.swap = Button(look, tr("The other way round"), key="F6", icon="arrows-exchange")
        self.two = Button(look, tr("Two clients"), key="F7", icon="users")
        self.two.setObjectName("clients.merge.apart")
        self.merge.setObjectName("clients.merge.agree")
        self.swap.setObjectName("clients.merge.swap")
        self._lay_out()
        self.other.picked.connect(self._on_picked)
        self.merge.clicked.connect(self.agree)
        self.swap.clicked.connect(self.turn)
        self.two.clicked.connect(self.tell_apart)
        self.reason.line.entered.connect(self.merge.setFocus)

    def begin(self, one: ClientCard, other: ClientCard | None) -> None:
        """Compare two cards, or ask with whom."""
        self._cards = [one] if other is None else [one, other]
        self.reason.show_text("")
        self.other.show_text(other.facts.row.name if other is not None else "")
        self._show()
        if other is None:
            self.other.line.setFocus()
        else:
            self.reason.line.setFocus()

    def turn(self) -> None:
        """Let the other card speak for both."""
        self._cards.reverse()
        self._show()

    def agree(self) -> None:
        """Say that they are one client."""
        if len(self._cards) == 2:  # noqa: PLR2004 - a pair
            ids = [card.facts.row.id for card in self._cards]
            self.agreed.emit(*ids, self.reason.text())
        else:
            self.other.line.setFocus()

    def tell_apart(self) -> None:
        """Say that they are two clients, whatever they share."""
        if len(self._cards) == 2:  # noqa: PLR2004 - a pair
            self.apart.emit(*(card.facts.row.id for card in self._cards))

    def shown(self) -> UUID | None:
        """The card that stays."""
        return self._cards[0].facts.row.id if self._cards else None

    def _show(self) -> None:
        tr, complete = self._desk.tr, len(self._cards) == 2  # noqa: PLR2004 - a pair
        for widget in (self.merge, self.swap, self.two, self.reason):
            widget.setVisible(complete)
        if not complete:
            self.table.show_rows((), tr("Find the other card of this client above"))
            self._said.setText(tr("Nothing is rewritten: a merge can be taken back at any time"))
            return
        one, other = self._cards
        self.table.show_rows(self._comparison.rows(one, other), "")
        told = tr("%(one)s stays, with the orders, devices, phones and consents of %(other)s")
        self._said.setText(
            told % {"one": one.facts.row.name, "other": other.facts.row.name}
            + "\n"
            + tr("Nothing is rewritten: a merge can be taken back at any time")
        )

    def _rows(self, typed: str) -> tuple[Suggestion, ...]:
        mine = self.shown()
        found = self._desk.shop.finder.clients(typed, _FOUND) if typed.strip() else ()
        return tuple(self._suggestion(row) for row in found if row.id != mine)

    @staticmethod
    def _suggestion(row: ClientRow) -> Suggestion:
        note = " · ".join(filter(None, (formats.phone(row.phone), row.last_device)))
        return Suggestion(row.name, note=note, icon="user", value=row.id)

    def _on_picked(self, client: object) -> None:
        self.chosen.emit(client)

    def _lay_out(self) -> None:
        look, tr = self._look, self._desk.tr
        title = QLabel(tr("Two cards, one client?"))
        title.setFont(look.letters(1.25, strong=True))
        self._said.setWordWrap(True)
        self._said.setObjectName("clients.merge.said")
        self.other.lay_list_over(self)
        self.other.line.setAccessibleName(tr("The other card"))
        self.other.line.setPlaceholderText(tr("phone, name, company, tax number or e-mail"))
        self.reason.line.setAccessibleName(tr("Why they are one client"))
        self.reason.line.setPlaceholderText(tr("why, if you like"))
        foot = QHBoxLayout()
        foot.setSpacing(look.px(0.5))
        foot.addWidget(self.reason, 1, Qt.AlignmentFlag.AlignTop)
        foot.addWidget(self.two)
        foot.addWidget(self.swap)
        foot.addWidget(self.merge)
        column = QVBoxLayout(self)
        column.setContentsMargins(look.margin, look.px(0.8), look.px(1.0), look.px(0.75))
        column.setSpacing(look.px(0.6))
        for widget in (title, self.other, self._said):
            column.addWidget(widget)
        column.addWidget(self.table, 1)
        column.addLayout(foot)


def _title(row: Difference) -> str:
    return row.title


def _one(row: Difference) -> str:
    return row.one or "–"


def _other(row: Difference) -> str:
    return row.other or "–"


def _after(row: Difference) -> str:
    return row.after or "–"
