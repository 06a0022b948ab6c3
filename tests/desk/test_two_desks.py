"""Two desks at one hub: each sees what the other does, with the cable out both go on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import zxingcpp
from PIL import Image

from tests.desk import talk
from tests.rigs import office
from tests.rigs.waiting import until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.rigs.office import Office, Place


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with office.opened(tmp_path_factory.mktemp("office")) as opened:
        yield opened


def _take_in(place: Place, number: int) -> str:
    """Take one device in at a desk; returns the order's number."""
    before = len(place.ledger.orders())
    place.window.press("Ctrl+1")
    talk.short(number).type(place.window, place.window)
    place.window.press("Ctrl+Return")
    until(lambda: len(place.ledger.orders()) > before, "the order is stored")
    return str(
        next(o for o in place.ledger.orders() if o["fault"].endswith(f" {number}"))["number"]
    )


def _list(place: Place) -> str:
    """What the list of orders shows, without touching it."""
    return place.window.says.get("orders.table", "")


def _open(place: Place, number: str) -> None:
    """Find an order by its number and open its card."""
    place.window.press("Ctrl+2")
    place.window.until_focused("orders.find")
    place.window.press("Ctrl+A")
    place.window.type(number)
    until(lambda: _list(place).startswith(number), "it is found")
    place.window.press("Return")
    until(lambda: place.window.says.get("card.number") == number, "its card is open")


def _comment(place: Place, number: str, text: str) -> None:
    _open(place, number)
    place.window.until_focused("card.comment")
    place.window.type(text)
    place.window.press("Return")
    query = "SELECT 1 FROM comment WHERE text = ?"
    until(lambda: place.ledger.rows(query, text), "the comment is stored")


def _label(folder: Path, number: str) -> str:
    """What stands in the barcode on the label of an order; empty before it is printed."""
    for sent in folder.glob("*.bin"):
        if number in sent.with_suffix(".json").read_text("utf-8"):
            picture = Image.open(sent.with_suffix(".png"))
            return zxingcpp.read_barcodes(picture.convert("L"))[0].text
    return ""


def _both_agree(shop: Office) -> bool:
    near, far = shop.near.ledger, shop.far.ledger
    return near.pending() == far.pending() == 0 and near.synced() == far.synced()


def _hub(place: Place) -> str:
    return place.window.says["status.hub"]


def test_order_shows_at_the_other_desk_and_its_label_opens_it_there(shop: Office) -> None:
    until(lambda: shop.far.window.focus, "the other desk's window")
    shop.far.window.press("Ctrl+2")
    shop.far.window.until_focused("orders.find")
    shop.far.window.press("Ctrl+A", "Backspace")
    number = _take_in(shop.near, 1)
    until(lambda: number in _list(shop.far), "the order shows at the other desk", 5)
    until(lambda: _label(shop.near.labels, number), "the label is printed")
    shop.far.scanner.scan(_label(shop.near.labels, number))
    until(lambda: shop.far.window.says.get("card.number") == number, "the label opens it")
    until(lambda: _both_agree(shop), "both agree")


def test_cable_out_stops_nobody_and_the_bar_says_so(shop: Office) -> None:
    first = _take_in(shop.near, 11)
    until(lambda: _both_agree(shop), "both agree")
    until(lambda: "0 ждёт" in _hub(shop.far), "the bar says that all is well", 20)
    shop.line.pull_out()
    alone = [_take_in(shop.far, number) for number in (12, 13)]
    other = _take_in(shop.near, 14)
    _comment(shop.far, first, "звонил, приедет завтра")
    _comment(shop.near, first, "ждём деталь")
    until(lambda: "Без связи" in _hub(shop.far), "the bar says that the hub is away", 30)
    waiting = shop.far.ledger.pending()
    assert f"· {waiting} жд" in _hub(shop.far)
    until(lambda: "0 ждёт" in _hub(shop.near), "the other desk goes on with the hub")
    assert other not in str(shop.far.ledger.orders())
    assert not set(alone) & {order["number"] for order in shop.near.ledger.orders()}
    shop.line.plug_in()
    until(lambda: _both_agree(shop), "both agree again, by themselves", 75)
    numbers = [order["number"] for order in shop.near.ledger.orders()]
    assert {first, other, *alone} <= set(numbers)
    assert len(set(numbers)) == len(numbers), "a number was given twice"
    until(lambda: "0 ждёт" in _hub(shop.far), "the bar says that all is well again", 20)
