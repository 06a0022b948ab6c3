"""Clients at the counter: their cards opened by keys, and what the store holds of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_app.services.drafts import ClientDraft, IntakeDraft
from tests.ui.counter import IPHONE

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.services.client_card import ClientCard
    from intake_app.ui.clients.board import ClientsBoard
    from tests.ui.counter import Counter


def client_of(counter: Counter, draft: IntakeDraft | None = None) -> UUID:
    order = counter.give(draft).order_id
    return counter.desk.shop.services.orders.card(order).client_id


def another(name: str = "Петров П.", phone: str = "+79035554433") -> IntakeDraft:
    return IntakeDraft(
        client=ClientDraft(name=name, phone=phone), device=IPHONE, fault="разбит экран"
    )


def board(counter: Counter) -> ClientsBoard:
    return counter.parts.clients.board


def stored(counter: Counter, client: UUID) -> ClientCard:
    counter.settle()
    counter.settle()
    return counter.desk.shop.services.clients.card(client)


def opened(counter: Counter) -> UUID:
    """A card on show, found by keys."""
    found = client_of(counter)
    counter.press("Ctrl+3")
    counter.settle()
    counter.type("петр")
    counter.press("Return")
    counter.settle()
    return found
