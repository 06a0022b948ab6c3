"""What is there is the sum of what happened, and nobody takes what is not."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from intake_app.errors import Problem, RejectedError
from intake_app.services.work_rows import LineDraft
from tests.rigs.feed import AT, Feed, put
from tests.services.workshop import FITTING, PHONE, SCREEN, order, stands

if TYPE_CHECKING:
    from intake_app.services.shop import Shop
    from intake_app.services.use_cases import Services
    from intake_app.services.work_rows import StockRow


def part(services: Services, pieces: int = 0) -> UUID:
    item = services.price_list.add(SCREEN)
    if pieces:
        services.stock.receive(item, pieces * 1000, cost_minor=300_000)
    return item


def row(services: Services, item: UUID) -> StockRow:
    return next(one for one in services.stock.rows() if one.id == item)


def sums(services: Services, item: UUID) -> tuple[int, int]:
    found = row(services, item)
    return found.there, found.free


def refused(problem: Problem, asked: object) -> None:
    assert callable(asked)
    with pytest.raises(RejectedError) as caught:
        asked()
    assert caught.value.problem is problem


def test_what_came_is_there_and_what_is_asked_for_is_set_aside(services: Services) -> None:
    item, one = part(services, 3), order(services)
    line = services.lines.add(one, LineDraft(item_id=item, quantity=2000))
    assert sums(services, item) == (3000, 1000)
    assert services.lines.sheet(one).lines[0].state == "reserved"
    services.lines.part(line, "used")
    assert sums(services, item) == (1000, 1000)
    services.lines.part(line, "reserved")
    assert sums(services, item) == (3000, 1000)
    services.lines.part(line, "wanted")
    assert sums(services, item) == (3000, 3000)


def test_a_line_taken_off_lets_go_of_its_part(services: Services) -> None:
    item, one = part(services, 1), order(services)
    line = services.lines.add(one, LineDraft(item_id=item))
    services.lines.part(line, "used")
    services.lines.remove(line)
    assert sums(services, item) == (1000, 1000)
    services.lines.bring_back(line)
    assert sums(services, item) == (1000, 0)


def test_more_than_there_is_nobody_gets(services: Services) -> None:
    item, one = part(services, 2), order(services)
    line = services.lines.add(one, LineDraft(item_id=item))
    refused(Problem.STOCK_SHORT, lambda: services.lines.edit(line, {"quantity": 3000}))
    services.lines.edit(line, {"quantity": 2000})
    assert sums(services, item) == (2000, 0)
    other = services.lines.add(one, LineDraft(item_id=item))
    assert services.lines.sheet(one).lines[1].state == "wanted"
    refused(Problem.STOCK_SHORT, lambda: services.lines.part(other, "reserved"))
    refused(Problem.STOCK_SHORT, lambda: services.lines.part(other, "used"))
    services.lines.edit(other, {"quantity": 5000})
    assert sums(services, item) == (2000, 0)


def test_the_number_of_what_was_built_in_may_change(services: Services) -> None:
    item, one = part(services, 3), order(services)
    line = services.lines.add(one, LineDraft(item_id=item))
    services.lines.part(line, "used")
    services.lines.edit(line, {"quantity": 2000})
    assert sums(services, item) == (1000, 1000)
    services.lines.edit(line, {"quantity": 500})
    assert sums(services, item) == (2500, 2500)
    refused(Problem.STOCK_SHORT, lambda: services.lines.edit(line, {"quantity": 9000}))
    services.lines.part(line, "used")
    assert sums(services, item) == (2500, 2500)


def test_who_asked_first_gets_it_first(services: Services) -> None:
    item, (a, b, c) = part(services, 0), [order(services, name) for name in ("Аня", "Боб", "Вика")]
    for one, pieces in ((a, 1), (b, 3), (c, 1)):
        services.lines.add(one, LineDraft(item_id=item, quantity=pieces * 1000))
    came = services.stock.receive(item, 2000)
    assert [(one.order, one.quantity) for one in came] == [(a, 1000)]
    assert sums(services, item) == (2000, 1000)
    came = services.stock.receive(item, 3000)
    assert [one.order for one in came] == [b, c]
    assert [one.number for one in came] == [services.orders.card(one).row.number for one in (b, c)]
    assert services.stock.wanted() == ()


def test_the_technician_is_told_that_his_part_came(shop: Shop) -> None:
    services = shop.services
    item = part(services)
    one = order(services)
    shop.switch(services.staff.add("Илья").operator)
    services.lines.add(one, LineDraft(item_id=item))
    services.stock.receive(item, 1000)
    (task,) = services.tasks.of_order(one)
    assert (task.kind, task.text, task.whose) == ("part", "Экран iPhone 13", "Илья")


def test_what_is_waited_for_is_listed_with_for_whom_and_since_when(services: Services) -> None:
    item, one = part(services), order(services)
    first = services.lines.add(one, LineDraft(item_id=item))
    services.lines.add(one, LineDraft(kind="part", text="винт"))
    services.lines.part(first, "ordered", eta="2026-12-01")
    rows = services.stock.wanted()
    assert [(found.text, found.state, found.eta) for found in rows] == [
        ("Экран iPhone 13", "ordered", "2026-12-01"),
        ("винт", "wanted", ""),
    ]
    assert rows[0].number == services.orders.card(one).row.number
    assert (rows[0].device, rows[0].order, rows[0].since is not None) == (
        "Apple iPhone 13",
        one,
        True,
    )
    services.moves.move(one, "cancelled", comment="передумал")
    assert services.stock.wanted() == ()


def test_what_runs_out_is_to_be_ordered_too(services: Services) -> None:
    item = part(services, 1)
    services.price_list.set_low(item, 3000)
    (found,) = services.stock.wanted()
    assert (found.text, found.quantity, found.order) == ("Экран iPhone 13", 2000, None)
    assert row(services, item).is_low


def test_an_order_that_ends_keeps_nothing_set_aside(services: Services) -> None:
    item, one, other = part(services, 2), order(services), order(services, "Боб")
    for of in (one, other):
        services.lines.add(of, LineDraft(item_id=item))
    services.lines.find(one, "diagnosis", "экран")
    services.lines.add(one, LineDraft(text="замена"))
    for stage in ("diagnostics", "in_repair", "testing", "ready"):
        services.moves.move(one, stage)
    assert services.lines.sheet(one).lines[0].state == "used"
    services.moves.move(other, "cancelled", comment="нет")
    assert sums(services, item) == (1000, 1000)


def test_a_cost_is_that_of_the_last_receipt(services: Services) -> None:
    item, one = part(services, 1), order(services)
    assert row(services, item).cost_minor == 300_000
    services.stock.receive(item, 1000, cost_minor=320_000)
    services.stock.receive(item, 1000)
    services.lines.add(one, LineDraft(item_id=item))
    assert services.lines.sheet(one).totals.cost == 320_000
    bare = services.price_list.add(PHONE)
    services.stock.receive(bare, serials=["A1"])
    assert row(services, bare).cost_minor is None
    line = services.lines.add(one, LineDraft(item_id=bare, cost_minor=5))
    services.lines.part(line, "used", serial="A1")
    assert services.lines.sheet(one).totals.cost == 320_005


def test_a_receipt_that_cannot_be_is_refused(services: Services) -> None:
    item, numbered, work = (
        part(services),
        services.price_list.add(PHONE),
        services.price_list.add(FITTING),
    )
    stock = services.stock
    refused(Problem.AMOUNT_INVALID, lambda: stock.receive(item, 0))
    refused(Problem.UNKNOWN_RECORD, lambda: stock.receive(work))
    refused(Problem.UNKNOWN_RECORD, lambda: stock.receive(UUID(int=1)))
    refused(Problem.SERIAL_MISSING, lambda: stock.receive(numbered, serials=[" "]))
    stock.receive(numbered, serials=["A1", "A1", "A2"])
    refused(Problem.SERIAL_THERE, lambda: stock.receive(numbered, serials=["A2"]))
    assert row(services, numbered).serials == ("A1", "A2")


def test_what_is_broken_is_written_off_with_a_reason(services: Services) -> None:
    item, numbered = part(services, 2), services.price_list.add(PHONE)
    stock = services.stock
    stock.receive(numbered, serials=["A1"])
    refused(Problem.MISSING, lambda: stock.write_off(item, 1000, " "))
    refused(Problem.STOCK_SHORT, lambda: stock.write_off(item, 3000, "разбит"))
    refused(Problem.STOCK_SHORT, lambda: stock.write_off(item, 0, "разбит"))
    refused(Problem.SERIAL_ABSENT, lambda: stock.write_off(numbered, 1000, "разбит", "A2"))
    stock.write_off(item, 1000, "разбит")
    stock.write_off(numbered, 1000, "разбит", "A1")
    assert (sums(services, item), row(services, numbered).there) == ((1000, 1000), 0)


def test_a_stock_take_makes_the_books_right(services: Services) -> None:
    item, numbered, fresh = part(services, 3), services.price_list.add(PHONE), part(services)
    services.stock.receive(numbered, serials=["A1", "A2"])
    found = services.stock.count({item: 2000, fresh: 0}, {numbered: ["A2", "A3", "A3"]})
    assert [(one.item_id, one.before, one.counted) for one in found] == [(item, 3000, 2000)]
    assert row(services, numbered).serials == ("A2", "A3")
    assert services.stock.count({item: 2000}, {numbered: ["A2", "A3"]}) == ()
    refused(Problem.AMOUNT_INVALID, lambda: services.stock.count({numbered: 1000}))
    refused(Problem.AMOUNT_INVALID, lambda: services.stock.count({item: -1}))
    refused(Problem.AMOUNT_INVALID, lambda: services.stock.count({}, {item: ["A1"]}))


def test_what_a_count_brings_to_light_goes_to_who_waits(services: Services) -> None:
    item, one = part(services), order(services)
    services.lines.add(one, LineDraft(item_id=item))
    services.stock.count({item: 1000})
    assert services.lines.sheet(one).lines[0].state == "reserved"


def test_a_scanned_code_is_a_part_or_nothing(services: Services) -> None:
    item = part(services)
    for code in (SCREEN.barcode, SCREEN.article):
        found = services.stock.coded(code)
        assert found is not None
        assert found.id == item
    assert services.stock.coded("nothing") is None


def test_who_may_not_is_refused(shop: Shop) -> None:
    services = shop.services
    item = part(services, 1)
    stands(shop, "Илья", "technician")
    for asked in (
        lambda: services.stock.receive(item),
        lambda: services.stock.write_off(item, 1000, "разбит"),
        lambda: services.stock.count({item: 1000}),
    ):
        refused(Problem.NOT_ALLOWED, asked)
    assert row(services, item).cost_minor is None
    stands(shop, "Олег", "storekeeper")
    services.stock.receive(item)
    assert row(services, item).there == 2000


def test_two_desks_that_used_one_piece_are_told(services: Services) -> None:
    item, one = part(services, 1), order(services)
    feed = Feed(services.replica)
    feed.echo()
    line = services.lines.add(one, LineDraft(item_id=item))
    services.lines.part(line, "used")
    taken = {"item_id": str(item), "kind": "used", "quantity": -1000, "at": AT, "by": "Илья"}
    more = {"serial": "", "cost_minor": None, "order_id": None, "line_id": None, "note": ""}
    feed.bring(put("stock_move", **taken, **more))
    (noticed,) = services.disputes.standings().noticed
    assert (noticed.kind, noticed.code, noticed.whose.title) == (
        "stock",
        "-1000",
        "Экран iPhone 13",
    )
    assert sums(services, item) == (-1000, -1000)
    services.stock.count({item: 0})
    assert services.disputes.standings().noticed == ()


def test_no_device_waits_for_the_books(services: Services) -> None:
    item, numbered, one = part(services, 2), services.price_list.add(PHONE), order(services)
    services.stock.receive(numbered, serials=["A1"])
    services.lines.add(one, LineDraft(item_id=item, quantity=2000))
    services.lines.add(one, LineDraft(item_id=numbered))
    services.lines.add(one, LineDraft(text="замена"))
    services.stock.count({item: 1000})
    assert services.disputes.standings().noticed[0].kind == "stock"
    for stage in ("diagnostics", "in_repair", "testing", "ready"):
        services.moves.move(one, stage)
    assert [line.state for line in services.lines.sheet(one).lines] == ["reserved", "reserved", ""]
    services.lines.edit(services.lines.sheet(one).lines[0].id, {"quantity": 500})
    assert sums(services, item) == (1000, 500)
    assert services.disputes.standings().noticed == ()
