"""Everything that stands in the window, built once and handed to whoever works with it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Protocol, cast

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStackedWidget, QWidget

from intake_app.ui import key_overlay
from intake_app.ui.actions import Actions
from intake_app.ui.address_line import AddressLine
from intake_app.ui.context_pane import ContextPane
from intake_app.ui.forms.intake_form import IntakeForm
from intake_app.ui.message_bar import MessageBar
from intake_app.ui.rail import Rail
from intake_app.ui.sheet import KeySheet, Palette
from intake_app.ui.status_bar import StatusBar

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeVar

    from intake_app.ui.cash.screen import CashScreen
    from intake_app.ui.clients.screen import ClientsScreen
    from intake_app.ui.desk import Desk
    from intake_app.ui.exchange.screen import ExchangeScreen
    from intake_app.ui.figures.screen import FiguresScreen
    from intake_app.ui.forms.batch_screen import BatchScreen
    from intake_app.ui.order_card import OrderScreen
    from intake_app.ui.preferences.screen import PreferencesScreen
    from intake_app.ui.storage.screen import StorageScreen
    from intake_app.ui.tables.orders_screen import OrdersScreen
    from intake_app.ui.theme import Look
    from intake_app.ui.workshop.screen import WorkshopScreen

    Screen = TypeVar("Screen", bound=QWidget)

_PANE_EM = (18.5, 24.0, 46.0)
"""The side pane: with less than the first it folds away, with the second it looks well, up to the
third it takes what the form has no use for."""

_ALONE = {"orders", "clients", "workshop", "cash", "exchange", "storage", "figures", "preferences"}
_BEGUN = _ALONE - {"clients"}
_LISTS = {"orders", "workshop", "cash", "figures"}
"""Whoever opened an order from them goes back to them."""
_MARKS = {
    "intake": "screen.intake",
    "batch": "screen.intake",
    "clients": "screen.clients",
    "workshop": "screen.workshop",
    "cash": "screen.cash",
    "storage": "screen.storage",
    "figures": "screen.figures",
    "exchange": "screen.exchange",
    "preferences": "screen.preferences",
}


class _Begun(Protocol):
    """A screen that shows what is there now whenever it comes into sight."""

    def begin(self) -> None: ...


class Parts:
    """The screens and what frames them; but for the intake, each is built when first asked for."""

    def __init__(self, look: Look, desk: Desk, window: QWidget) -> None:
        self.window = window
        self.look = look
        self._desk = desk
        self.overlay = key_overlay.read(desk.settings.data / key_overlay.FILE_NAME)
        self.actions = Actions(desk.tr, window, self.overlay.rows)
        self.address = AddressLine(look, desk)
        self.rail = Rail(look)
        self.intake = IntakeForm(look, desk)
        self.pane = ContextPane(look, desk)
        self.status = StatusBar(look, desk)
        self.stack = QStackedWidget()
        self.work = QWidget()
        self.foot = QWidget()  # under the screens: where the message bar may stand
        self.messages = MessageBar(look, self.actions, desk.tr, self.work)
        self.keys = KeySheet(look, self.actions, desk.tr, window)
        self.palette = Palette(look, self.actions, desk.tr, window)
        self.messages.lift_changed.connect(self.foot.setFixedHeight)
        hints = self.intake.findChild(QWidget, "intake.hints")
        if hints is not None:
            self.messages.covers_changed.connect(hints.setHidden)
        self.foot.setFixedHeight(0)
        self.pane_wanted: bool | None = None
        self.behind_card: QWidget | None = None  # where Esc leads from the card
        self.stack.addWidget(self.intake)

    @cached_property
    def batch(self) -> BatchScreen:
        """Where many devices are taken in at once."""
        from intake_app.ui.forms.batch_screen import BatchScreen  # noqa: PLC0415 - a start is short

        return self._stacked(BatchScreen)

    @cached_property
    def orders(self) -> OrdersScreen:
        """The list of orders."""
        from intake_app.ui.tables.orders_screen import OrdersScreen  # noqa: PLC0415 - the same

        return self._stacked(OrdersScreen)

    @cached_property
    def card(self) -> OrderScreen:
        """One order."""
        from intake_app.ui.order_card import OrderScreen  # noqa: PLC0415 - the same

        return self._stacked(OrderScreen)

    @cached_property
    def clients(self) -> ClientsScreen:
        """The list of clients, and one client."""
        from intake_app.ui.clients.screen import ClientsScreen  # noqa: PLC0415 - the same

        return self._stacked(ClientsScreen)

    @cached_property
    def cash(self) -> CashScreen:
        """The cash box of this desk."""
        from intake_app.ui.cash.screen import CashScreen  # noqa: PLC0415 - the same

        return self._stacked(CashScreen)

    @cached_property
    def storage(self) -> StorageScreen:
        """What lies in the shop."""
        from intake_app.ui.storage.screen import StorageScreen  # noqa: PLC0415 - the same

        return self._stacked(StorageScreen)

    @cached_property
    def figures(self) -> FiguresScreen:
        """What the owner reads of his shop."""
        from intake_app.ui.figures.screen import FiguresScreen  # noqa: PLC0415 - the same

        return self._stacked(FiguresScreen)

    @cached_property
    def workshop(self) -> WorkshopScreen:
        """What is on the bench, and what is next."""
        from intake_app.ui.workshop.screen import WorkshopScreen  # noqa: PLC0415 - the same

        return self._stacked(WorkshopScreen)

    @cached_property
    def exchange(self) -> ExchangeScreen:
        """How the exchange with the hub stands, and what only a person can settle of it."""
        from intake_app.ui.exchange.screen import ExchangeScreen  # noqa: PLC0415 - the same

        return self._stacked(ExchangeScreen)

    @cached_property
    def preferences(self) -> PreferencesScreen:
        """The owner's choices."""
        from intake_app.ui.preferences.screen import (  # noqa: PLC0415 - the same
            PreferencesScreen,
        )

        return self._stacked(PreferencesScreen)

    @property
    def shown(self) -> str:
        """The name of the screen that is being worked in."""
        screen = self.stack.currentWidget()
        return screen.objectName() if screen is not None else ""

    def show_screen(self, screen: QWidget) -> None:
        """Bring a screen into sight; its key leads there from everywhere."""
        if screen.objectName() == "card" and not self.in_sight(screen):
            is_list = self.shown in _LISTS
            self.behind_card = self.stack.currentWidget() if is_list else None
        self.stack.setCurrentWidget(screen)
        self.rail.mark(_MARKS.get(screen.objectName(), "screen.orders"))
        self.fit()
        name = screen.objectName()
        if screen is self.intake:
            self.pane.show_client(self.intake.client.known())
            self.intake.start()
        elif name in _BEGUN:
            cast("_Begun", screen).begin()

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
        alone = self.shown in _ALONE
        self.pane.setVisible(wanted and not alone)
        free = self.work.width() if self.pane.isHidden() else self.work.width() - self.pane.width()
        # The button that ends an intake must never be covered.
        button = self.intake.accept.sizeHint() + QSize(self.look.px(1.5), self.look.px(1.25))
        corner = button if self.in_sight(self.intake) else QSize()
        self.messages.keep_clear(corner, free)

    def _stacked(self, kind: Callable[[Look, Desk], Screen]) -> Screen:
        screen = kind(self.look, self._desk)
        self.stack.addWidget(screen)
        return screen
