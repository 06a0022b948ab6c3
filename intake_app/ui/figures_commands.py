"""What the keys of the screen of figures do, and the ways that lead from it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from intake_app.services.figures_rows import Period

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from intake_app.ui.news import News
    from intake_app.ui.parts import Parts

_BUTTONS = ("figures.earlier", "figures.again", "figures.print", "figures.export")


class FiguresCommands(QObject):
    """Attaches the rows of the table that concern the figures."""

    def __init__(self, parts: Parts, news: News, open_order: Callable[[UUID], None]) -> None:
        super().__init__(parts.window)
        self._parts = parts
        self._open_order = open_order
        screen = parts.figures
        actions = parts.actions
        actions.attach("figures.print", screen, self._print)
        actions.attach("figures.export", screen, self._export)
        actions.attach("figures.earlier", screen, self._earlier)
        actions.attach("figures.again", screen, self._again)
        for number, period in enumerate(Period, 1):
            actions.attach(f"figures.period{number}", screen, partial(self._go_to, period))
        made = actions.made()
        screen.show_actions(tuple(made[name] for name in _BUTTONS))
        screen.opened.connect(self._on_opened)
        screen.told.connect(partial(news.say, tone="good"))
        screen.trouble.connect(news.say_trouble)

    def _print(self) -> None:
        self._parts.figures.board.print_page()

    def _export(self) -> None:
        self._parts.figures.board.export()

    def _earlier(self) -> None:
        self._parts.figures.board.go_before()

    def _again(self) -> None:
        self._parts.figures.board.count()

    def _go_to(self, period: Period) -> None:
        self._parts.figures.board.go_to(period)

    def _on_opened(self, order: UUID) -> None:
        self._open_order(order)
