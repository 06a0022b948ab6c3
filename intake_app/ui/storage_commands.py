"""What the keys of the storage screen do, and the ways that lead from it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from intake_app.ui.storage.tabs import TABS

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from intake_app.ui.news import News
    from intake_app.ui.parts import Parts

_VERBS = ("add", "change", "act", "remove", "done", "save")


class StorageCommands(QObject):
    """Attaches the rows of the table that concern what lies in the shop."""

    def __init__(self, parts: Parts, news: News, open_order: Callable[[UUID], None]) -> None:
        super().__init__(parts.window)
        self._parts = parts
        self._open_order = open_order
        screen = parts.storage
        for verb in _VERBS:
            parts.actions.attach(f"storage.{verb}", screen, partial(self._do, verb))
        for number, tab in enumerate(TABS, 1):
            parts.actions.attach(f"storage.tab{number}", screen, partial(self._go_to, tab.name))
        screen.opened.connect(self._on_opened)
        screen.told.connect(partial(news.say, tone="good"))
        screen.trouble.connect(news.say_trouble)

    def _do(self, verb: str) -> None:
        self._parts.storage.do(verb)

    def _go_to(self, tab: str) -> None:
        self._parts.storage.go_to(tab)

    def _on_opened(self, order: UUID) -> None:
        self._open_order(order)
