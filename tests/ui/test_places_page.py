"""The places of the shop by keys and scans: drawn, renamed, looked into, taken stock of."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from intake_app.checks import ticket
from intake_app.scanning.scan import Scan

if TYPE_CHECKING:
    from intake_app.services.rows import Accepted
    from intake_app.ui.storage.places_page import PlacesPage
    from tests.ui.counter import Counter

TAB = "Alt+4"
CHANGES = frozenset({"place", "placement", "order"})


def opened(counter: Counter) -> PlacesPage:
    counter.press("Ctrl+6", TAB)
    counter.settle()
    return cast("PlacesPage", counter.parts.storage.page)


def rest(counter: Counter) -> None:
    for _ in range(2):
        counter.settle()
    counter.window.show_changes(CHANGES)
    for _ in range(3):
        counter.settle()


def made(counter: Counter, *named: str) -> PlacesPage:
    page = opened(counter)
    for name in named:
        counter.press("Insert")
        counter.type(name)
        counter.press("Return")
        rest(counter)
    return page


def paths(page: PlacesPage) -> list[str]:
    return [row.path for row in page.table.rows]


def stored(counter: Counter, place: str) -> Accepted:
    accepted = counter.give()
    services = counter.desk.shop.services
    found = next(row for row in services.places.all() if row.path == place)
    services.placements.put(accepted.order_id, found.id)
    rest(counter)
    return accepted


def scan(counter: Counter, code: str) -> None:
    counter.window.scan(Scan(code))
    rest(counter)


def test_places_are_made_one_in_the_other_and_many_at_once(counter: Counter) -> None:
    page = made(counter, "Стеллаж А", "Полка 1-3")
    assert paths(page) == [
        "Стеллаж А",
        "Стеллаж А / Полка 1",
        "Стеллаж А / Полка 2",
        "Стеллаж А / Полка 3",
    ]


def test_a_name_taken_is_said_under_the_line(counter: Counter) -> None:
    page = made(counter, "А 1-2")
    page.table.selectRow(0)
    counter.press("F8")
    page.entry.show_text("А 2")
    counter.press("Return")
    rest(counter)
    assert page.entry.isVisible()
    assert page.entry.sentence()
    counter.press("Escape")
    assert not page.entry.isVisible()


def test_a_place_is_moved_by_its_path(counter: Counter) -> None:
    page = made(counter, "Сейф")
    counter.desk.shop.services.places.add("Склад")
    rest(counter)
    page.table.selectRow(paths(page).index("Сейф"))
    counter.press("F8")
    page.entry.show_text("склад / Сейф 1")
    counter.press("Return")
    rest(counter)
    assert paths(page) == ["Склад", "Склад / Сейф 1"]
    page.table.selectRow(1)
    counter.press("F8")
    page.entry.show_text("Чердак / Сейф 1")
    counter.press("Return")
    assert "Чердак" in page.entry.sentence()


def test_what_lies_in_a_place_is_shown_and_opened(counter: Counter) -> None:
    page = made(counter, "Сейф")
    accepted = stored(counter, "Сейф")
    opened(counter)
    rest(counter)
    (line,) = page.inside.rows
    assert line.row.number == accepted.number
    page.inside.setFocus()
    page.inside.selectRow(0)
    counter.press("Return")
    rest(counter)
    assert counter.parts.card.order == accepted.order_id


def test_a_place_with_something_in_it_is_not_put_away(counter: Counter) -> None:
    page = made(counter, "Сейф")
    stored(counter, "Сейф")
    opened(counter)
    page.table.setFocus()
    counter.press("Delete")
    rest(counter)
    assert paths(page) == ["Сейф"]
    services = counter.desk.shop.services
    order = page.inside.rows[0].row.order
    services.placements.put(order, None)
    rest(counter)
    counter.press("Delete")
    rest(counter)
    assert paths(page) == []


def test_stock_is_taken_by_scanning(counter: Counter) -> None:
    page = made(counter, "Сейф")
    here, lost = stored(counter, "Сейф"), stored(counter, "Сейф")
    stray = counter.give()
    services = counter.desk.shop.services
    digits = {each: services.orders.card(each.order_id).ticket for each in (here, stray)}
    opened(counter)
    counter.press("F7")
    rest(counter)
    for each in (here, stray, here):
        scan(counter, digits[each])
    states = {line.row.number: line.state for line in page.inside.rows}
    assert states == {here.number: "found", lost.number: "missing", stray.number: "stray"}
    assert page.inside.rows[0].state == "missing"
    counter.press("Ctrl+Return")
    rest(counter)
    (past,) = services.stocktakes.past()
    assert (past.place, past.found) == ("Сейф", 1)
    assert (past.missing, past.stray) == ((lost.number,), (stray.number,))
    assert not page.buttons["done"].isVisible()


def test_a_scanned_label_chooses_its_place_or_makes_it(counter: Counter) -> None:
    page = made(counter, "А", "Б")
    scan(counter, ticket.place_digits(900))
    assert "900" in [row.name for row in page.table.rows]
    first = next(row for row in page.rows if row.path == "А")
    scan(counter, first.barcode)
    chosen = page.table.chosen()
    assert chosen is not None
    assert chosen.id == first.id


def test_a_stock_take_left_is_begun_anew(counter: Counter) -> None:
    page = made(counter, "Сейф")
    counter.press("F7")
    assert page.buttons["done"].isVisible()
    counter.press("F7")
    rest(counter)
    assert not page.buttons["done"].isVisible()
    counter.press("Ctrl+Return")
    rest(counter)
    assert counter.desk.shop.services.stocktakes.past() == ()


def test_a_stock_take_put_off_goes_on_and_a_dropped_one_does_not(counter: Counter) -> None:
    page = made(counter, "Сейф")
    order = stored(counter, "Сейф")
    digits = counter.desk.shop.services.orders.card(order.order_id).ticket
    opened(counter)
    counter.press("F7")
    rest(counter)
    scan(counter, digits)
    assert [line.state for line in page.inside.rows] == ["found"]
    assert page.buttons["act"].text() == "Отложить"
    counter.press("F7", "F7")
    rest(counter)
    assert [line.state for line in page.inside.rows] == ["found"]
    page.table.setFocus()
    counter.press("Delete")
    rest(counter)
    assert "прекращена" in counter.said()
    assert paths(page) == ["Сейф"]
    assert not page.buttons["done"].isVisible()
    counter.press("F7")
    rest(counter)
    assert [line.state for line in page.inside.rows] == ["missing"]
    assert counter.desk.shop.services.stocktakes.past() == ()
