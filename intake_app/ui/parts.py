"""Everything that stands in the window, built once and handed to whoever works with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStackedWidget, QWidget

from intake_app.ui import key_overlay
from intake_app.ui.actions import Actions
from intake_app.ui.address_line import AddressLine
from intake_app.ui.clients.screen import ClientsScreen
from intake_app.ui.context_pane import ContextPane
from intake_app.ui.forms.batch_screen import BatchScreen
from intake_app.ui.forms.intake_form import IntakeForm
from intake_app.ui.message_bar import MessageBar
from intake_app.ui.order_card import OrderScreen
from intake_app.ui.preferences.screen import PreferencesScreen
from intake_app.ui.rail import Rail
from intake_app.ui.sheet import KeySheet, Palette
from intake_app.ui.status_bar import StatusBar
from intake_app.ui.tables.orders_screen import OrdersScreen

if TYPE_CHECKING:
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look

_PANE_EM = (18.5, 24.0, 46.0)
"""The side pane: with less than the first it folds away, with the second it looks well, up to the
third it takes what the form has no use for."""


class Parts:
    """The screens and what frames them."""

    def __init__(self, look: Look, desk: Desk, window: QWidget) -> None:
        self.window = window
        self.look = look
        self.overlay = key_overlay.read(desk.settings.data / key_overlay.FILE_NAME)
        self.actions = Actions(desk.tr, window, self.overlay.rows)
        self.address = AddressLine(look, desk)
        self.rail = Rail(look)
        self.intake = IntakeForm(look, desk)
        self.batch = BatchScreen(look, desk)
        self.orders = OrdersScreen(look, desk)
        self.card = OrderScreen(look, desk)
        self.clients = ClientsScreen(look, desk)
        self.preferences = PreferencesScreen(look, desk)
        self.pane = ContextPane(look, desk)
        self.status = StatusBar(look, desk)
        self.stack = QStackedWidget()
        self.work = QWidget()
        self.foot = QWidget()  # under the screens: where the message bar may stand
        self.messages = MessageBar(look, self.actions, desk.tr, self.work)
        self.keys = KeySheet(look, self.actions, desk.tr, window)
        self.palette = Palette(look, self.actions, desk.tr, window)
        self.messages.lift_changed.connect(self.foot.setFixedHeight)
        self.foot.setFixedHeight(0)
        self.pane_wanted: bool | None = None
        screens = (self.intake, self.batch, self.orders, self.card, self.clients, self.preferences)
        for screen in screens:
            self.stack.addWidget(screen)

    def show_screen(self, screen: QWidget) -> None:
        """Bring a screen into sight; its key leads there from everywhere."""
        self.stack.setCurrentWidget(screen)
        marks: dict[QWidget, str] = {
            self.intake: "screen.intake",
            self.batch: "screen.intake",
            self.clients: "screen.clients",
            self.preferences: "screen.preferences",
        }
        self.rail.mark(marks.get(screen, "screen.orders"))
        self.fit()
        if screen is self.intake:
            self.pane.show_client(self.intake.client.known())
            self.intake.start()
        elif screen is self.orders:
            self.orders.begin()
        elif screen is self.preferences:
            self.preferences.begin()

    def in_sight(self, screen: QWidget) -> bool:
        """Whether a screen is the one being worked in."""
        return self.stack.currentWidget() is screen

    def fit(self) -> None:
        """Fold away what the window has no room for."""
        self.rail.fit(self.window.width())
        least, usual, most = (self.look.px(ems) for ems in _PANE_EM)
        room = self.window.width() - self.rail.sizeHint().width()
        tight = min(usual, room - self.intake.needed_width())
        wanted = tight >= least if self.pane_wanted is None else self.pane_wanted
        self.pane.setFixedWidth(max(least, tight, min(most, room - self.intake.widest())))
        alone = any(map(self.in_sight, (self.orders, self.clients, self.preferences)))
        self.pane.setVisible(wanted and not alone)
        free = self.work.width() if self.pane.isHidden() else self.work.width() - self.pane.width()
        # The button that ends an intake must never be covered.
        button = self.intake.accept.sizeHint() + QSize(self.look.px(1.5), self.look.px(1.25))
        corner = button if self.in_sight(self.intake) else QSize()
        self.messages.keep_clear(corner, free)
