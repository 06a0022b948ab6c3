"""What the keys of the workshop do, and the ways from it to an order."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from intake_app.services.bench_rows import BenchList
from intake_app.ui.alarm_badge import AlarmBadge

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from intake_app.errors import IntakeError
    from intake_app.ui.desk import Desk
    from intake_app.ui.news import News
    from intake_app.ui.parts import Parts
    from intake_app.ui.workshop.board import WorkshopBoard


class WorkshopCommands(QObject):
    """Attaches the rows of the table that concern the workshop."""

    def __init__(
        self, parts: Parts, desk: Desk, news: News, open_order: Callable[[UUID], None]
    ) -> None:
        super().__init__(parts.window)
        self._parts = parts
        self._news = news
        self._open_order = open_order
        screen = parts.workshop
        for action, verb in (
            ("workshop.take", "take_next"),
            ("workshop.stage", "move_on"),
            ("workshop.skip", "pass_over"),
            ("workshop.undo", "undo"),
        ):
            parts.actions.attach(action, screen, partial(self._do, verb))
        for number, tab in enumerate(BenchList, 1):
            parts.actions.attach(f"workshop.place{number}", screen, partial(self._go_to, tab))
        self.badge = AlarmBadge(parts.rail, desk, self)
        screen.stale.connect(self.badge.notice)
        screen.opened.connect(open_order)
        screen.shut.connect(self._on_shut)
        screen.told.connect(news.say)
        screen.trouble.connect(news.say_trouble)

    @property
    def _board(self) -> WorkshopBoard:
        return self._parts.workshop.board

    def _do(self, verb: str) -> None:
        getattr(self._board, verb)()

    def _go_to(self, tab: BenchList) -> None:
        self._board.go_to(tab.value)

    def _on_shut(self, order: UUID, error: IntakeError) -> None:
        """What the next stage asks for is asked on the card, as by its own key."""
        self._open_order(order)
        self._parts.card.choose_stage()
        self._news.say_trouble(error)
