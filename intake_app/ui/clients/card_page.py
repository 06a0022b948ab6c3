"""One client: what he is at the left, what he brought and agreed to at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from intake_app.i18n import formats
from intake_app.ui.actions import spec, written
from intake_app.ui.clients import client_words, disputed
from intake_app.ui.clients.consents_panel import ConsentsPanel
from intake_app.ui.clients.fields import ClientFields
from intake_app.ui.clients.panels import CardsPanel, DeviceLines, OrderLines
from intake_app.ui.crm_line import CrmLine
from intake_app.ui.widgets.button import Button
from intake_app.ui.widgets.segments import Segments

if TYPE_CHECKING:
    from PySide6.QtGui import QAction, QResizeEvent

    from intake_app.money import Money
    from intake_app.services.client_card import ClientCard
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look

FIELDS, ORDERS, DEVICES, CONSENTS, CARDS = ("fields", "orders", "devices", "consents", "cards")
_PANEL_EM = 32


class ClientPage(QWidget):
    """Shows a card; whoever owns the page saves what is edited."""

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self._look = look
        self._desk = desk
        self._name = QLabel()
        self._facts = QLabel()
        self._mark = QLabel()
        self.crm = CrmLine(look, desk, "client")
        self._buttons = QHBoxLayout()
        self.fields = ClientFields(look, desk)
        self.orders = OrderLines(look, desk)
        self.devices = DeviceLines(look, desk)
        self.consents = ConsentsPanel(look, desk)
        self.cards = CardsPanel(look, desk)
        tr = desk.tr
        self.tabs = Segments(
            look,
            "clients.tabs",
            (
                (FIELDS, tr("Details")),
                (ORDERS, tr("Orders")),
                (DEVICES, tr("Devices")),
                (CONSENTS, tr("Consents")),
                (CARDS, tr("Cards")),
            ),
        )
        self._stack = QStackedWidget()
        self._narrow = False
        self._panels: dict[str, QWidget] = {
            ORDERS: self.orders,
            DEVICES: self.devices,
            CONSENTS: self.consents,
            CARDS: self.cards,
        }
        self._lay_out()
        self.tabs.chosen.connect(self.show_panel)
        self.tabs.entered.connect(self.enter_panel)

    def show_card(self, card: ClientCard) -> None:
        """Replace everything but what is being typed."""
        tr, facts = self._desk.tr, card.facts
        self._name.setText(facts.row.name)
        self._facts.setText(" · ".join(filter(None, self._summary(card))))
        # Not a word that a client at the counter could read over the desk.
        self._mark.setText("◆" * facts.conflict_level + (" ?" if card.calm_down else ""))
        self._mark.setVisible(bool(facts.conflict_level))
        self.fields.show_card(card)
        self.crm.show_record(facts.row.id)
        lines = (*self.fields.lines.items(), ("conflict_note", self.fields.fact))
        disputed.show(self._desk, facts.row.id, lines)
        if self.orders.rows[: len(card.orders.rows)] != card.orders.rows:
            more = card.orders.before is not None
            self.orders.show_rows(card.orders.rows, tr("No orders yet"), more=more)
        self.devices.show_rows(card.devices, tr("No devices yet"))
        self.consents.show_card(card)
        self.cards.show_card(card)

    def forget(self) -> None:
        """Another client comes."""
        self.fields.forget()
        self.orders.show_rows((), self._desk.tr("No orders yet"))
        self.show_panel(FIELDS if self._narrow else ORDERS)

    def show_fields(self) -> None:
        """Bring the fields into sight where they are not beside the panels."""
        if self._narrow:
            self.show_panel(FIELDS)

    def show_panel(self, panel: str) -> None:
        """Show what was asked for at the right."""
        self.tabs.show_value(panel)
        if panel in self._panels:
            self._stack.setCurrentWidget(self._panels[panel])
        self.fields.setVisible(not self._narrow or panel == FIELDS)
        self._stack.setVisible(panel != FIELDS)

    def go_to(self, panel: str) -> None:
        """Show a panel and work in it."""
        self.show_panel(panel)
        self.enter_panel()

    def enter_panel(self) -> None:
        """Put the focus into the panel on show."""
        panel = self._panels.get(self.tabs.value(), self.fields)
        match panel:
            case ClientFields():
                panel.go_to(1)
            case ConsentsPanel():
                next(iter(panel.blocks.values())).print.setFocus(Qt.FocusReason.TabFocusReason)
            case CardsPanel():
                (panel.near if panel.near.rows else panel.merged).setFocus()
            case _:
                panel.setFocus()

    def add_button(self, action: QAction) -> None:
        """Put an action of this screen in its head."""
        row = spec(action.objectName())
        text = self._desk.tr(row.short) or action.text()
        button = Button(self._look, text, key=written(row.keys), icon=row.icon)
        button.setToolTip(action.toolTip())
        button.setObjectName(f"clients.button.{action.objectName()}")
        button.clicked.connect(action.trigger)
        self._buttons.addWidget(button)

    def _summary(self, card: ClientCard) -> tuple[str, ...]:
        tr, facts = self._desk.tr, card.facts
        count = tr.plural("%d order", "%d orders", card.order_count) % card.order_count
        grade = card.chosen_class or card.computed_class
        return (
            tr(client_words.CLASSES.get(grade, grade)).lower(),
            formats.phone(facts.phones[0].e164) if facts.phones else tr("no phone"),
            count if card.order_count else tr("first visit"),
            tr("paid %s") % self._money(card.paid) if card.paid.minor else "",
            tr("owes %s") % self._money(facts.debt) if facts.debt else "",
            tr("put away") if card.archived else "",
        )

    def _money(self, money: Money | None) -> str:
        if money is None:
            return ""
        return formats.amount(money.minor, money.currency, self._desk.tr.language)

    def _lay_out(self) -> None:
        look = self._look
        self._name.setFont(look.letters(1.5, strong=True))
        self._name.setObjectName("clients.shown")
        self._name.setWordWrap(True)
        self._facts.setObjectName("clients.summary")
        self._facts.setWordWrap(True)
        self._mark.setFont(look.letters(1.1, strong=True))
        self._mark.setObjectName("clients.mark")
        for label, tone in ((self._facts, "muted"), (self._mark, "caution")):
            palette = label.palette()
            palette.setColor(label.foregroundRole(), look.colour(tone))
            label.setPalette(palette)
        column = QVBoxLayout(self)
        column.setContentsMargins(look.margin, look.px(0.8), look.px(1.0), look.px(0.75))
        column.setSpacing(look.px(0.5))
        column.addLayout(self._head())
        column.addWidget(self._facts)
        column.addWidget(self.crm)
        column.addLayout(self._foot())
        column.addLayout(self._body(), 1)

    def _head(self) -> QHBoxLayout:
        first = QHBoxLayout()
        first.setSpacing(self._look.px(0.8))
        first.addWidget(self._name, 1)
        first.addWidget(self._mark)
        return first

    def _foot(self) -> QHBoxLayout:
        self._buttons.setSpacing(self._look.px(0.4))
        foot = QHBoxLayout()
        foot.addLayout(self._buttons)
        foot.addStretch(1)
        return foot

    def _body(self) -> QGridLayout:
        for panel in self._panels.values():
            self._stack.addWidget(panel)
        body = QGridLayout()
        body.setContentsMargins(0, 0, 0, 0)
        body.setHorizontalSpacing(self._look.px(1.0))
        body.setVerticalSpacing(self._look.px(0.3))
        self._body_grid = body
        self._arrange()
        return body

    def _arrange(self) -> None:
        """Fields beside the panels, or one of them at a time where the window is narrow."""
        body = self._body_grid
        for widget in (self.fields, self.tabs, self._stack):
            body.removeWidget(widget)
        if self._narrow:
            body.addWidget(self.tabs, 0, 0, 1, 2)
            body.addWidget(self.fields, 1, 0, 1, 2)
            body.addWidget(self._stack, 1, 0, 1, 2)
        else:
            body.addWidget(self.fields, 0, 0, 2, 1)
            body.addWidget(self.tabs, 0, 1)
            body.addWidget(self._stack, 1, 1)
        body.setColumnStretch(0, 11)
        body.setColumnStretch(1, 10)
        body.setRowStretch(1, 1)
        self.tabs.buttons[0].setVisible(self._narrow)

    def _fit(self) -> None:
        room = self.width() - self._look.margin - self._look.px(2)
        narrow = room < self.fields.needed_width() + self._look.px(_PANEL_EM)
        if narrow == self._narrow:
            return
        self._narrow = narrow
        self._arrange()
        shown = self.tabs.value()
        focused = self.fields.isAncestorOf(self.focusWidget() or self)
        if narrow and focused:
            shown = FIELDS
        elif not narrow and shown == FIELDS:
            shown = ORDERS
        self.show_panel(shown)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
