"""What the keys of the screen of the exchange do, and the ways that lead to it and from it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from intake_app.services.dispute_rows import Whose
    from intake_app.ui.exchange.board import ExchangeBoard
    from intake_app.ui.news import News
    from intake_app.ui.parts import Parts
    from intake_app.ui.status_bar import StatusCell

_TABS = ("conflicts", "aside", "noticed", "waiting", "health", "crm")


class ExchangeCommands(QObject):
    """Attaches the rows of the table that concern the exchange."""

    def __init__(
        self,
        parts: Parts,
        news: News,
        open_order: Callable[[UUID], None],
        open_client: Callable[[UUID], None],
    ) -> None:
        super().__init__(parts.window)
        self._parts = parts
        self._open_order = open_order
        self._open_client = open_client
        screen = parts.exchange
        for action, verb in (
            ("exchange.keep", "keep"),
            ("exchange.other", "use_other"),
            ("exchange.edit", "edit"),
            ("exchange.discard", "discard"),
            ("exchange.undo", "undo"),
        ):
            parts.actions.attach(action, screen, partial(self._do, verb))
        for number, tab in enumerate(_TABS, 1):
            parts.actions.attach(f"exchange.place{number}", screen, partial(self._go_to, tab))
        parts.status.asked.connect(self._on_cell)
        screen.opened.connect(self._on_opened)
        screen.told.connect(partial(news.say, tone="good"))
        screen.trouble.connect(news.say_trouble)

    @property
    def _board(self) -> ExchangeBoard:
        return self._parts.exchange.board

    def _do(self, verb: str) -> None:
        verbs: dict[str, Callable[[], None]] = {
            "keep": self._board.keep,
            "use_other": self._board.use_other,
            "edit": self._board.edit,
            "discard": self._board.discard,
            "undo": self._board.undo,
        }
        verbs[verb]()

    def _go_to(self, tab: str) -> None:
        self._board.go_to(tab)

    def _on_cell(self, cell: StatusCell) -> None:
        """The cell of the hub leads to the whole story, that of the CRMs to theirs."""
        if cell in {self._parts.status.hub, self._parts.status.crm}:
            self._parts.show_screen(self._parts.exchange)
        if cell is self._parts.status.crm:
            self._board.arrive_at("crm")

    def _on_opened(self, found: Whose) -> None:
        if found.order is not None:
            self._open_order(found.order)
        elif found.client is not None:
            self._open_client(found.client)
