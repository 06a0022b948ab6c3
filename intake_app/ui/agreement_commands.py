"""What the keys of an agreement do: from any page of an order they lead to the right lines."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from intake_app.ui.agreement.page import AgreementPage

if TYPE_CHECKING:
    from intake_app.ui.parts import Parts

PAGE = "agreement"


class AgreementCommands(QObject):
    """Attaches the rows of the table that concern what is agreed with a client."""

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts.window)
        self._parts = parts
        for way in ("estimate", "answer", "tell", "promise"):
            parts.actions.attach(f"card.{way}", parts.card, partial(self._begin, way))

    def _begin(self, way: str) -> None:
        pages = self._parts.card.pages
        if not isinstance(pages.page, AgreementPage):
            pages.go_to(PAGE)
        if isinstance(pages.page, AgreementPage):
            pages.page.begin(way)
