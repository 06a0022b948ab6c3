"""Parts are received, counted, ordered and written off by scans and keys alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from intake_app.scanning.scan import Scan
from intake_app.services import price_file
from intake_app.services.work_rows import LineDraft, PriceDraft
from intake_app.ui.storage.list_page import ListPage

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

    from intake_app.services.use_cases import Services
    from intake_app.services.work_rows import StockRow
    from intake_app.ui.storage.prices_page import PricesPage
    from tests.ui.counter import Counter

SCREEN = PriceDraft(
    kind="part", text="Экран iPhone 13", article="A13", barcode="4601234567893", price_minor=450_000
)
BOARD = PriceDraft(kind="part", text="Плата", by_serial=True)


def services(counter: Counter) -> Services:
    return counter.desk.shop.services


def rest(counter: Counter) -> None:
    for _ in range(3):
        counter.settle()


def at_storage(counter: Counter, *drafts: PriceDraft, tab: str = "Alt+1") -> list[UUID]:
    items = [services(counter).price_list.add(draft) for draft in drafts]
    counter.press("Ctrl+6", tab)
    rest(counter)
    return items


def page(counter: Counter) -> ListPage[object]:
    found = counter.parts.storage.page
    assert isinstance(found, ListPage)
    return cast("ListPage[object]", found)


def row(counter: Counter, item: UUID) -> StockRow:
    return next(one for one in services(counter).stock.rows() if one.id == item)


def test_the_screen_leads_to_its_tabs_and_back(counter: Counter) -> None:
    at_storage(counter)
    assert counter.focused() == "storage.stock.find"
    assert page(counter).table.empty
    for key, name in (("Alt+2", "prices"), ("Alt+3", "wanted"), ("Alt+1", "stock")):
        counter.press(key)
        assert counter.focused() == f"storage.{name}.find"
    counter.press("Escape")
    assert counter.parts.in_sight(counter.parts.intake)


def test_a_part_is_received_by_scans_and_enter(counter: Counter) -> None:
    (item,) = at_storage(counter, SCREEN)
    for _ in range(3):
        counter.window.scan(Scan(SCREEN.barcode))
    assert page(counter).entry.text() == "3"
    counter.type(" 1200")
    counter.press("Return")
    rest(counter)
    assert (row(counter, item).there, row(counter, item).cost_minor) == (3000, 120_000)
    counter.press("Down", "Insert")
    counter.type("много")
    counter.press("Return")
    assert page(counter).entry.is_marked()
    counter.press("Escape")
    assert counter.focused() == "storage.stock"
    counter.window.scan(Scan("4607654321098"))
    assert page(counter).purpose() == ""


def test_pieces_with_numbers_are_received_by_their_numbers(counter: Counter) -> None:
    (item,) = at_storage(counter, BOARD)
    counter.press("Return")
    for serial in ("SN1001", "SN1002"):
        counter.window.scan(Scan(serial))
    counter.press("Return")
    rest(counter)
    assert row(counter, item).serials == ("SN1001", "SN1002")
    counter.press("Down", "Insert")
    counter.type("SN1001")
    counter.press("Return")
    rest(counter)
    assert "уже" in page(counter).entry.sentence() or page(counter).entry.is_marked()


def test_who_waits_is_named_when_his_part_comes(counter: Counter) -> None:
    (item,) = at_storage(counter, SCREEN)
    order = counter.give()
    services(counter).lines.add(order.order_id, LineDraft(item_id=item))
    counter.window.scan(Scan(SCREEN.barcode))
    counter.press("Return")
    rest(counter)
    assert order.number in counter.said()


def test_a_stock_take_by_scans(counter: Counter) -> None:
    item, board = at_storage(counter, SCREEN, BOARD)
    stock = services(counter).stock
    stock.receive(item, 3000)
    stock.receive(board, serials=["SN1001", "SN1002"])
    counter.window.show_changes(frozenset({"stock_move"}))
    rest(counter)
    counter.press("F7")
    counter.window.scan(Scan(SCREEN.barcode))
    counter.window.scan(Scan(SCREEN.barcode))
    counter.window.scan(Scan("SN1002"))
    counter.window.scan(Scan("SN1002"))
    assert row(counter, item).there == 3000
    counter.press("Ctrl+Return")
    rest(counter)
    assert (row(counter, item).there, row(counter, board).serials) == (2000, ("SN1002",))
    assert "3 → 2" in counter.said()


def test_a_count_is_typed_and_left_for_a_while(counter: Counter) -> None:
    (item,) = at_storage(counter, SCREEN)
    counter.press("F7", "Return")
    counter.type("х")
    counter.press("Return")
    assert page(counter).entry.is_marked()
    counter.type("5")
    counter.press("Return", "F7", "F7", "Ctrl+Return")
    rest(counter)
    assert row(counter, item).there == 5000
    counter.press("Ctrl+Return")
    rest(counter)
    assert row(counter, item).there == 5000


def test_what_is_broken_and_what_runs_out(counter: Counter) -> None:
    (item,) = at_storage(counter, SCREEN)
    services(counter).stock.receive(item, 2000)
    counter.press("Down", "Delete")
    counter.type("разбит")
    counter.press("Return")
    assert page(counter).entry.is_marked()
    counter.type("1 разбит")
    counter.press("Return")
    rest(counter)
    assert row(counter, item).there == 1000
    counter.press("F8")
    counter.type("много")
    counter.press("Return")
    assert page(counter).entry.is_marked()
    counter.type("3")
    counter.press("Return")
    rest(counter)
    assert row(counter, item).item.low == 3000


def test_a_line_of_the_price_list_is_put_in_changed_and_put_away(counter: Counter) -> None:
    at_storage(counter, tab="Alt+2")
    counter.type("Чистка")
    counter.press("Insert")
    assert counter.focused() == "storage.price.text"
    counter.press("Return", "Return")
    assert counter.focused() == "storage.price.price"
    counter.type("1500")
    counter.press("Ctrl+Return")
    rest(counter)
    (found,) = services(counter).price_list.rows()
    assert (found.item.text, found.item.price_minor) == ("Чистка", 150_000)
    counter.window.show_changes(frozenset({"price_item"}))
    rest(counter)
    counter.press("F8")
    counter.type(" ")
    counter.press("Ctrl+Return")
    rest(counter)
    assert counter.focused() == "storage.price.text"
    counter.press("Escape", "Down", "Return", "Escape", "Delete")
    rest(counter)
    assert services(counter).price_list.rows() == ()


def test_a_scanned_code_finds_its_line_or_begins_one(counter: Counter) -> None:
    at_storage(counter, SCREEN, tab="Alt+2")
    counter.window.scan(Scan(SCREEN.barcode))
    assert len(page(counter).table.rows) == 1
    counter.window.scan(Scan("4607654321098"))
    assert counter.focused() == "storage.price.text"
    counter.type("Винт")
    counter.window.scan(Scan("4607654321999"))
    counter.press("Ctrl+Return")
    rest(counter)
    assert {found.item.text for found in services(counter).price_list.rows()} == {
        "Винт",
        "Экран iPhone 13",
    }


def test_what_is_waited_for_is_ordered_and_comes(counter: Counter) -> None:
    (item,) = at_storage(counter, SCREEN)
    order = counter.give()
    lines = services(counter).lines
    for draft in (LineDraft(item_id=item), LineDraft(kind="part", text="винт")):
        lines.add(order.order_id, draft)
    counter.press("Alt+3")
    rest(counter)
    counter.press("Down", "F7")
    counter.type("когда-нибудь")
    counter.press("Return")
    assert page(counter).entry.is_marked()
    counter.type("+3")
    counter.press("Return")
    rest(counter)
    states = [(line.state, line.eta) for line in lines.sheet(order.order_id).lines]
    assert ("ordered", "2026-11-25") in states
    counter.window.show_changes(frozenset({"line"}))
    rest(counter)
    counter.window.scan(Scan(SCREEN.article))
    counter.type("x")
    counter.press("Return")
    assert page(counter).entry.is_marked()
    counter.type("1 3000")
    counter.press("Return")
    rest(counter)
    assert order.number in counter.said()
    counter.window.show_changes(frozenset({"line"}))
    rest(counter)
    counter.press("F8")
    rest(counter)
    assert [line.state for line in lines.sheet(order.order_id).lines] == ["reserved", "reserved"]


def test_enter_leads_from_a_part_to_its_order(counter: Counter) -> None:
    order = counter.give()
    services(counter).lines.add(order.order_id, LineDraft(kind="part", text="винт"))
    at_storage(counter, tab="Alt+3")
    counter.press("Return")
    rest(counter)
    assert counter.parts.card.order == order.order_id


def test_finding_in_the_list_by_any_word_and_the_other_layout(counter: Counter) -> None:
    at_storage(counter, SCREEN, BOARD)
    for typed in ("13 экр", "'rhfy", "A13"):
        counter.type(typed)
        assert len(page(counter).table.rows) == 1
        counter.press("Escape")
    counter.type("чайник")
    assert page(counter).table.rows == ()
    assert page(counter).table.empty


def test_a_count_is_dropped_and_nothing_was_booked(counter: Counter) -> None:
    (item,) = at_storage(counter, SCREEN)
    services(counter).stock.receive(item, 3000)
    counter.window.show_changes(frozenset({"stock_move"}))
    rest(counter)
    counter.press("F7")
    counter.window.scan(Scan(SCREEN.barcode))
    assert page(counter).buttons["remove"].text() == "Прекратить подсчёт"
    page(counter).table.setFocus()
    counter.press("Delete")
    rest(counter)
    assert "прекращён" in counter.said()
    assert page(counter).buttons["remove"].text() == "Списать"
    assert row(counter, item).there == 3000
    counter.press("F7", "Ctrl+Return")  # nothing of it is left
    rest(counter)
    assert row(counter, item).there == 3000


def test_the_price_list_is_written_by_a_key_and_read_again(
    counter: Counter, tmp_path: Path
) -> None:
    at_storage(counter, SCREEN, BOARD)
    counter.press("Alt+2")
    rest(counter)
    counter.press("Ctrl+S")
    prices = cast("PricesPage", counter.parts.storage.page)
    dialog = prices.dialog
    assert dialog is not None
    assert dialog.isVisible()
    dialog.close()
    file = tmp_path / "прайс.csv"
    dialog.fileSelected.emit(str(file))
    counter.qtbot.waitUntil(lambda: "прайс.csv" in counter.said(), timeout=10_000)
    found = price_file.read(file)
    assert ({draft.text for draft in found.drafts}, found.bad) == ({SCREEN.text, BOARD.text}, ())
    dialog.fileSelected.emit(str(tmp_path / "нет" / "прайс.csv"))
    counter.qtbot.waitUntil(lambda: "Записан" not in counter.said(), timeout=10_000)
