"""Every way out of the shop leads over the page of the hand-over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_app.ui.handover.page import HandoverPage
from tests.rigs.drafts import INTAKE
from tests.rigs.road import send

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from tests.ui.counter import Counter

WAIT = 10_000


def until(counter: Counter, holds: Callable[[], object]) -> None:
    counter.qtbot.waitUntil(lambda: bool(holds()), timeout=WAIT)


def on_its_page(counter: Counter, order: UUID) -> bool:
    card = counter.parts.card
    return card.order == order and isinstance(card.pages.page, HandoverPage)


def ready(counter: Counter, *way: str) -> UUID:
    order = counter.give(INTAKE).order_id
    send(counter.desk.shop.services, order, *(way or ("in_repair", "ready")))
    return order


def stage(counter: Counter, order: UUID) -> str:
    return counter.desk.shop.services.orders.card(order).row.stage


def test_f7_on_the_card(counter: Counter) -> None:
    order = ready(counter)
    counter.window.open_order(order)
    counter.settle()
    counter.press("F7")
    until(counter, lambda: "Выдан" in counter.offered())
    counter.press("Return")
    until(counter, lambda: on_its_page(counter, order))
    assert stage(counter, order) == "ready"


def test_f7_without_repair(counter: Counter) -> None:
    order = ready(counter, "ready_no_repair")
    counter.window.open_order(order)
    counter.settle()
    counter.press("F7")
    until(counter, lambda: "Выдан без ремонта" in counter.offered())
    counter.press("Return")
    until(counter, lambda: on_its_page(counter, order))
