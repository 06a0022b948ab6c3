"""Works and parts are written down by keys alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from intake_app.scanning.scan import Scan
from intake_app.services.drafts import IntakeDraft
from intake_app.services.work_rows import LineDraft, PriceDraft
from intake_app.ui.work.page import WorkPage
from tests.ui.counter import IPHONE, PETER

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.services.lines import Lines
    from intake_app.services.work_rows import LineRow
    from tests.ui.counter import Counter

SCREEN = PriceDraft(
    kind="part",
    text="Экран iPhone 13",
    article="A13",
    barcode="4601234567893",
    price_minor=450_000,
    warranty_days=90,
)
FITTING = PriceDraft(kind="work", text="Замена экрана", price_minor=150_000)


def lines(counter: Counter) -> Lines:
    return counter.desk.shop.services.lines


def rest(counter: Counter) -> None:
    for _ in range(3):
        counter.settle()


def put(counter: Counter, order: UUID, *drafts: LineDraft) -> None:
    """Lines that are there already."""
    for draft in drafts:
        lines(counter).add(order, draft)
    counter.window.show_changes(frozenset({"line"}))
    rest(counter)


def rows(counter: Counter, order: UUID) -> tuple[LineRow, ...]:
    return lines(counter).sheet(order).lines


def at_work(counter: Counter) -> UUID:
    order = counter.give().order_id
    services = counter.desk.shop.services
    for draft in (FITTING, SCREEN):
        services.price_list.add(draft)
    counter.window.open_order(order)
    rest(counter)
    counter.press("Alt+2")
    rest(counter)
    return order


def page(counter: Counter) -> WorkPage:
    found = counter.parts.card.pages.page
    assert isinstance(found, WorkPage)
    return found


def test_a_line_of_the_price_list_is_two_words_and_enter(counter: Counter) -> None:
    order = at_work(counter)
    assert counter.focused() == "work.entry"
    counter.type("зам экр 1700")
    assert counter.offered()[0] == "Замена экрана"
    counter.press("Return")
    rest(counter)
    (line,) = rows(counter, order)
    assert (line.text, line.price_minor, line.kind) == ("Замена экрана", 170_000, "work")
    assert counter.focused() == "work.entry"
    assert page(counter).entry.text() == ""
    assert "1\u00a0700\u00a0₽" in page(counter).totals.text()


def test_the_sums_stand_under_the_lines(counter: Counter) -> None:
    order = at_work(counter)
    services = counter.desk.shop.services
    client = services.orders.card(order).client_id
    services.clients.edit(client, {"discount_bp": 500})
    put(
        counter,
        order,
        LineDraft(text="пайка", price_minor=100_000, cost_minor=10_000),
        LineDraft(kind="part", text="винт", price_minor=20_000),
    )
    said = page(counter).totals.text().replace("\u00a0", " ")
    for part in ("Работы 1 000 ₽", "5% −60 ₽", "К оплате 1 140 ₽", "100 ₽"):
        assert part in said


def test_what_the_client_has_not_agreed_to_is_told_under_the_line(counter: Counter) -> None:
    draft = IntakeDraft(client=PETER, device=IPHONE, fault="не заряжается", limit_minor=200_000)
    order = counter.give(draft).order_id
    counter.window.open_order(order)
    rest(counter)
    counter.press("Alt+2")
    rest(counter)
    counter.type("пайка 1500")
    counter.press("Return")
    rest(counter)
    assert not page(counter).entry.is_warned()
    counter.type("чистка 1000")
    counter.press("Return")
    rest(counter)
    assert page(counter).entry.is_warned()
    assert "500\u00a0₽" in page(counter).entry.sentence()
    counter.press("Down", "Delete")
    rest(counter)
    assert not page(counter).entry.is_warned()


def test_what_is_in_no_list_is_a_work_or_a_part(counter: Counter) -> None:
    order = at_work(counter)
    counter.type("x2 нечто 50р")
    counter.press("Return")
    rest(counter)
    counter.type("нечто 50р")
    counter.press("Down", "Return")
    rest(counter)
    assert [(line.kind, line.quantity, line.state) for line in rows(counter, order)] == [
        ("work", 2000, ""),
        ("part", 1000, "wanted"),
    ]


def test_a_cell_is_typed_over_where_it_stands(counter: Counter) -> None:
    order = at_work(counter)
    put(counter, order, LineDraft(text="пайка", price_minor=100))
    counter.press("Down", "Right", "Right", "Return")
    assert counter.focused() == "work.lines.cell"
    counter.type("2500")
    counter.press("Return")
    rest(counter)
    assert rows(counter, order)[0].price_minor == 250_000
    counter.press("Right")
    counter.type("45")
    counter.press("Return")
    rest(counter)
    assert rows(counter, order)[0].warranty_days == 45
    counter.press("Left", "Return")
    counter.type("много")
    counter.press("Return")
    rest(counter)
    assert page(counter).entry.is_marked()
    assert rows(counter, order)[0].price_minor == 250_000
    counter.press("Return", "Escape")
    assert counter.focused() == "work.lines"
    assert counter.parts.card.pages.page is not None


def test_lines_are_moved_taken_off_and_brought_back(counter: Counter) -> None:
    order = at_work(counter)
    put(counter, order, *(LineDraft(text=text) for text in "абв"))
    counter.press("Down", "Down", "Shift+F3")
    rest(counter)
    assert [line.text for line in rows(counter, order)] == ["б", "а", "в"]
    counter.press("Shift+F4")
    rest(counter)
    counter.press("Delete")
    rest(counter)
    assert [line.text for line in rows(counter, order)] == ["а", "в"]
    assert "Ctrl+Z" in counter.said()
    counter.press("Ctrl+Z")
    rest(counter)
    assert len(rows(counter, order)) == 3
    counter.press("Insert")
    assert counter.focused() == "work.entry"


def test_a_part_is_ordered_comes_and_is_built_in(counter: Counter) -> None:
    order = at_work(counter)
    put(counter, order, LineDraft(kind="part", text="винт"))
    counter.press("Down", "Ctrl+H")
    assert counter.focused() == "work.part"
    assert len(counter.offered()) == 3
    counter.type("+3")
    counter.press("Return")
    rest(counter)
    (line,) = rows(counter, order)
    assert (line.state, line.eta) == ("ordered", "2026-11-25")
    counter.press("Ctrl+H", "Down", "Return")
    rest(counter)
    assert rows(counter, order)[0].state == "used"
    counter.press("Ctrl+H", "Escape")
    assert counter.focused() == "work.lines"


def test_a_piece_is_built_in_by_its_scanned_number(counter: Counter) -> None:
    order = at_work(counter)
    services = counter.desk.shop.services
    item = services.price_list.add(PriceDraft(kind="part", text="Плата", by_serial=True))
    services.stock.receive(item, serials=["SN12345"])
    put(counter, order, LineDraft(item_id=item))
    counter.press("Down", "Ctrl+H", "Return")
    rest(counter)
    assert page(counter).part.is_marked()
    counter.press("Escape")
    counter.window.scan(Scan("SN12345"))
    rest(counter)
    assert (rows(counter, order)[0].state, rows(counter, order)[0].serial) == ("used", "SN12345")


def test_a_scanned_part_goes_on_the_order(counter: Counter) -> None:
    order = at_work(counter)
    counter.window.scan(Scan(SCREEN.barcode))
    rest(counter)
    assert [line.text for line in rows(counter, order)] == ["Экран iPhone 13"]
    counter.window.scan(Scan("4607654321098"))
    rest(counter)
    assert len(rows(counter, order)) == 1


def test_what_was_found_is_kept_and_shown(counter: Counter) -> None:
    order = at_work(counter)
    counter.press("Alt+1", "Ctrl+I", "Return")
    assert counter.focused() == "work.finding"
    counter.press("Return")
    counter.type("окислы на плате")
    counter.press("Return")
    rest(counter)
    found = lines(counter).sheet(order).diagnosis
    assert found is not None
    assert found.text == "окислы на плате"
    assert "окислы на плате" in page(counter).findings.told.text()
    assert page(counter).findings.entry.text() == ""


def test_another_workshop_by_three_enters_and_back_by_one(counter: Counter) -> None:
    order = at_work(counter)
    counter.press("Ctrl+S")
    assert counter.focused() == "work.outside.partner"
    counter.press("Return", "Return", "Return")
    assert page(counter).outside.partner.is_marked()
    counter.type("Лаборатория")
    counter.press("Return", "Return", "Return")
    assert page(counter).outside.eta.is_marked()
    counter.type("+3")
    counter.press("Return")
    counter.type("x")
    counter.press("Return")
    assert page(counter).outside.cost.is_marked()
    counter.press("Escape")
    counter.type("2500")
    counter.press("Return")
    rest(counter)
    (away,) = lines(counter).sheet(order).outside
    assert (away.partner, away.eta, away.cost_minor) == ("Лаборатория", "2026-11-25", 250_000)
    assert "Лаборатория" in page(counter).outside.state.text()
    counter.press("Ctrl+S", "Return")
    rest(counter)
    assert lines(counter).sheet(order).outside[0].returned_on == "2026-11-22"
    counter.press("Ctrl+S")
    counter.type("Лаб")
    counter.press("Down", "Return")
    assert page(counter).outside.partner.text() == "Лаборатория"


@pytest.mark.parametrize("role", ["reception"])
def test_who_may_not_is_told_under_the_line(counter: Counter, role: str) -> None:
    order = at_work(counter)
    shop = counter.desk.shop
    shop.switch(shop.services.staff.add("Анна", role).operator)
    counter.type("зам экр")
    counter.press("Return")
    rest(counter)
    assert page(counter).entry.is_marked()
    assert rows(counter, order) == ()
    counter.press("Ctrl+I", "Return")
    counter.type("окислы")
    counter.press("Return")
    rest(counter)
    assert page(counter).findings.entry.is_marked()
    assert page(counter).findings.entry.text() == "окислы"


def test_another_order_begins_anew(counter: Counter) -> None:
    first = at_work(counter)
    lines(counter).add(first, LineDraft(text="пайка"))
    counter.press("Ctrl+I", "Return")
    counter.type("недописано")
    other = counter.give().order_id
    counter.window.open_order(other)
    rest(counter)
    counter.press("Alt+2")
    rest(counter)
    assert page(counter).table.rows == ()
    assert page(counter).findings.entry.text() == ""
    counter.press("Down", "Ctrl+H", "Delete", "Shift+F3", "Ctrl+Z")
    rest(counter)
    assert rows(counter, other) == ()


def test_a_line_that_is_refused_stands_in_the_field_again(counter: Counter) -> None:
    counter.desk.shop.services.staff.add("Анна", "reception")
    counter.window.open_order(counter.give().order_id)
    counter.settle()
    counter.press("Alt+2")
    counter.settle()
    counter.type("замена разъёма 2400")
    counter.press("Return")
    counter.settle()
    entry = page(counter).entry
    assert entry.text() == "замена разъёма 2400"
    assert entry.is_marked()


def test_a_line_gets_another_technician_by_a_key(counter: Counter) -> None:
    staff = counter.desk.shop.services.staff
    order = at_work(counter)
    put(counter, order, LineDraft(text="пайка", price_minor=100_000))
    staff.add(counter.desk.shop.operator.name, "owner")
    for name in ("Илья", "Борис"):
        staff.add(name, "technician")
    assert [line.technician for line in rows(counter, order)] == [""]
    page(counter).table.setFocus()
    counter.press("Alt+E")
    counter.qtbot.waitUntil(lambda: counter.focused() == "work.technician", timeout=10_000)
    assert counter.offered() == ["Борис", "Илья", "Никто"]
    counter.type("bkm")  # in the other layout
    assert counter.offered() == ["Илья"]
    counter.press("Return")
    counter.qtbot.waitUntil(lambda: rows(counter, order)[0].technician == "Илья", timeout=10_000)
    rest(counter)
    assert not page(counter).technician.isVisible()
    assert page(counter).table.hasFocus()


def test_a_line_may_be_nobodys_again_and_esc_leaves_it(counter: Counter) -> None:
    staff = counter.desk.shop.services.staff
    order = at_work(counter)
    put(counter, order, LineDraft(text="пайка", price_minor=100_000))
    staff.add(counter.desk.shop.operator.name, "owner")
    ilya = staff.add("Илья", "technician")
    line = rows(counter, order)[0].id
    lines(counter).edit(line, {"technician_id": ilya.id})
    counter.window.show_changes(frozenset({"line"}))
    rest(counter)
    page(counter).table.setFocus()
    counter.press("Alt+E", "Escape")
    rest(counter)
    assert not page(counter).technician.isVisible()
    assert rows(counter, order)[0].technician == "Илья"
    counter.press("Alt+E", "Down", "Return")
    counter.qtbot.waitUntil(lambda: rows(counter, order)[0].technician == "", timeout=10_000)


def test_who_may_not_work_names_no_technician(counter: Counter) -> None:
    staff = counter.desk.shop.services.staff
    order = at_work(counter)
    put(counter, order, LineDraft(text="пайка", price_minor=100_000))
    staff.add("Илья", "technician")
    staff.add(counter.desk.shop.operator.name, "reception")
    page(counter).table.setFocus()
    counter.press("Alt+E", "Return")
    counter.qtbot.waitUntil(page(counter).technician.is_marked, timeout=10_000)
    assert rows(counter, order)[0].technician == ""
