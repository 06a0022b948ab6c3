"""What the keys of money and of the cash box do, and the ways between them."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from intake_app.services.tills import LONGEST_H
from intake_app.ui.cash.shift_sheet import ShiftSheet
from intake_app.ui.money.page import MoneyPage

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from intake_app.ui.cash.board import CashDesk
    from intake_app.ui.desk import Desk
    from intake_app.ui.news import News
    from intake_app.ui.parts import Parts

PAGE = "money"
_LOOK_MS = 10 * 60 * 1000
_METHODS = ("cash", "card", "transfer", "qr")
_OF_BOX = ("cash.in", "cash.out", "cash.collect", "cash.report", "cash.close")
_TABS = ("shift", "cheques", "debts", "shifts", "boxes")


class MoneyCommands(QObject):
    """Attaches the rows of the table that concern money."""

    def __init__(
        self, parts: Parts, desk: Desk, news: News, open_order: Callable[[UUID], None]
    ) -> None:
        super().__init__(parts.window)
        self._parts = parts
        self._desk = desk
        self._news = news
        self._open_order = open_order
        self._sheet: ShiftSheet | None = None
        attach, card, cash = parts.actions.attach, parts.card, parts.cash
        for method in _METHODS:
            attach(f"money.{method}", card, partial(self._choose, method))
        for action, verb in (
            ("money.back", "give_back"),
            ("money.account", "on_account"),
            ("money.offset", "bring_over"),
            ("money.cheque", "type_cheque"),
            ("money.slip", "slip"),
        ):
            attach(action, card, partial(self._do, verb))
        attach("shift.open", parts.window, self.open_shift)
        for action, verb in (
            ("cash.close", "close_shift"),
            ("cash.report", "report"),
            ("cash.in", "put_in"),
            ("cash.out", "take_out"),
            ("cash.collect", "collect"),
            ("cash.undo", "undo"),
            ("cash.again", "send_again"),
            ("cash.rename", "rename"),
        ):
            attach(action, cash, partial(self._on_board, verb))
        for number, tab in enumerate(_TABS, 1):
            attach(f"cash.tab{number}", cash, partial(self._go_to, tab))
        made = parts.actions.made()
        cash.show_actions(tuple(made[name] for name in _OF_BOX))
        cash.opened.connect(self._on_opened)
        cash.shift_asked.connect(self.open_shift)
        cash.told.connect(partial(news.say, tone="good"))
        cash.trouble.connect(news.say_trouble)
        self._reminded: UUID | None = None
        self._clock = QTimer(self)
        self._clock.setInterval(_LOOK_MS)
        self._clock.timeout.connect(self.remind)
        self._clock.start()

    def open_shift(self) -> None:
        """Open the shift of the box from wherever one is; what was typed there stays."""
        if self._sheet is None:
            parts = self._parts
            self._sheet = ShiftSheet(parts.look, self._desk, parts.window)
            self._sheet.told.connect(partial(self._news.say, tone="good"))
            self._sheet.trouble.connect(self._news.say_trouble)
        self._sheet.open()

    def remind(self) -> None:
        """Say once of each shift that it goes on for longer than a day."""
        till = self._desk.shop.finder.till(self._desk.settings.desk.cash_box)
        if till.since is None or till.shift == self._reminded:
            return
        if self._desk.now() - till.since > timedelta(hours=LONGEST_H):
            self._reminded = till.shift
            told = self._desk.tr(
                "%s: the shift is open for longer than a day. Ctrl+5, F8 closes it"
            )
            self._news.say(told % till.name, "caution")

    def _board(self) -> CashDesk:
        return self._parts.cash.board

    def _on_board(self, verb: str) -> None:
        getattr(self._board(), verb)()

    def _go_to(self, tab: str) -> None:
        self._board().go_to(tab)

    def _page(self) -> MoneyPage | None:
        """The page of money of the order in sight, brought there by its keys."""
        pages = self._parts.card.pages
        if not isinstance(pages.page, MoneyPage):
            pages.go_to(PAGE)
        return pages.page if isinstance(pages.page, MoneyPage) else None

    def _choose(self, method: str) -> None:
        page = self._page()
        if page is not None:
            page.choose(method)

    def _do(self, verb: str) -> None:
        page = self._page()
        if page is not None:
            page.do(verb)

    def _on_opened(self, order: UUID) -> None:
        self._open_order(order)
        self._parts.card.pages.go_to(PAGE)
