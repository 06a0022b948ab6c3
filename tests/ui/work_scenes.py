"""The page of work and the tabs of the storage, full of what they may show."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from intake_app.services.outside_draft import OutsideDraft
from intake_app.services.work_rows import LineDraft, PriceDraft
from tests.ui.scenes import FULL

if TYPE_CHECKING:
    from tests.ui.counter import Counter

_SCREEN = PriceDraft(
    kind="part",
    text="Экран iPhone 13",
    article="A13",
    barcode="4601234567893",
    price_minor=450_000,
    warranty_days=90,
    low=2000,
)
_BOARD = PriceDraft(kind="part", text="Плата", by_serial=True, price_minor=900_000)


def work(counter: Counter) -> None:
    """Parts in every state, a diagnosis, the device at another workshop."""
    services = counter.desk.shop.services
    order = counter.give(replace(FULL, limit_minor=300_000)).order_id
    item = services.price_list.add(_SCREEN)
    services.stock.receive(item, 1000, cost_minor=300_000)
    services.lines.add(order, LineDraft(text="Замена экрана", price_minor=150_000))
    services.lines.add(order, LineDraft(item_id=item))
    line = services.lines.add(order, LineDraft(kind="part", text="Винт", quantity=2000))
    services.lines.part(line, "ordered", eta="2026-12-01")
    services.lines.find(order, "diagnosis", "разбит экран, окислы на разъёме")
    services.outside.send(order, OutsideDraft(partner="Лаборатория", eta="2026-12-01"))
    counter.window.open_order(order)
    counter.settle()
    counter.press("Alt+2")
    counter.settle()


def stock(counter: Counter) -> None:
    """A receipt is being typed."""
    _filled(counter)
    counter.press("Ctrl+6", "Alt+1")
    counter.settle()
    counter.press("Down", "Insert")


def stock_take(counter: Counter) -> None:
    """Parts are being counted."""
    _filled(counter)
    counter.press("Ctrl+6", "Alt+1")
    counter.settle()
    counter.press("F7")


def prices(counter: Counter) -> None:
    """A line of the price list is being changed."""
    _filled(counter)
    counter.press("Ctrl+6", "Alt+2")
    counter.settle()
    counter.press("Down", "F8")


def wanted(counter: Counter) -> None:
    """An order waits for two parts, the stock for a third."""
    _filled(counter)
    order = counter.give(FULL).order_id
    for draft in (LineDraft(kind="part", text="Винт"), LineDraft(kind="part", text="Шлейф")):
        counter.desk.shop.services.lines.add(order, draft)
    counter.press("Ctrl+6", "Alt+3")
    counter.settle()
    counter.press("Down", "F7")


def _filled(counter: Counter) -> None:
    services = counter.desk.shop.services
    item, board = (services.price_list.add(draft) for draft in (_SCREEN, _BOARD))
    services.stock.receive(item, 1000, cost_minor=300_000)
    services.stock.receive(board, serials=["SN1001", "SN1002"])
