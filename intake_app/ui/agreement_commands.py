"""What the keys of an agreement do: from any page of an order they lead to the right lines."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from intake_app.ui.agreement.page import AgreementPage
from intake_app.ui.agreement.waits_list import WAYS, WaitsList
from intake_app.ui.tables.orders_screen import LISTS

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from intake_app.services.agreement_rows import WaitRow
    from intake_app.ui.news import News
    from intake_app.ui.parts import Parts

PAGE = "agreement"


class AgreementCommands(QObject):
    """Attaches the rows of the table that concern what is agreed with a client."""

    def __init__(self, parts: Parts, news: News, open_order: Callable[[UUID], None]) -> None:
        super().__init__(parts.window)
        self._parts = parts
        self._open_order = open_order
        parts.orders.make_waits = WaitsList
        for number, (name, _) in enumerate(LISTS, 1):
            show = partial(parts.orders.go_to, name)
            parts.actions.attach(f"orders.list{number}", parts.orders, show)
        parts.orders.wait_opened.connect(self._on_wait)
        parts.orders.trouble.connect(news.say_trouble)
        for way in ("estimate", "answer", "tell", "promise"):
            parts.actions.attach(f"card.{way}", parts.card, partial(self._begin, way))

    def _on_wait(self, row: WaitRow) -> None:
        """From the list straight to the lines in which the step is recorded."""
        self._open_order(row.order_id)
        pages = self._parts.card.pages
        pages.go_to(PAGE)
        if isinstance(pages.page, AgreementPage):
            pages.page.await_order(WAYS.get(row.step, ""))

    def _begin(self, way: str) -> None:
        pages = self._parts.card.pages
        if not isinstance(pages.page, AgreementPage):
            pages.go_to(PAGE)
        if isinstance(pages.page, AgreementPage):
            pages.page.begin(way)
