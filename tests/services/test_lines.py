"""Works and parts of an order, line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from intake_app.checks.line_sums import Totals
from intake_app.errors import Problem, RejectedError
from intake_app.services.drafts import RepairKind
from intake_app.services.work_rows import LineDraft
from tests.services.workshop import FITTING, PHONE, SCREEN, order, stands

if TYPE_CHECKING:
    from intake_app.services.shop import Shop
    from intake_app.services.use_cases import Services

NOBODY = UUID(int=1)


def texts(services: Services, of: UUID) -> list[str]:
    return [line.text for line in services.lines.sheet(of).lines]


def test_a_line_takes_from_the_price_list_what_was_not_typed(services: Services) -> None:
    one, item = order(services), services.price_list.add(FITTING)
    services.lines.add(one, LineDraft(item_id=item))
    services.lines.add(one, LineDraft(item_id=item, price_minor=99_00, quantity=1500, text="Иначе"))
    plain, typed = services.lines.sheet(one).lines
    assert (plain.text, plain.price_minor, plain.warranty_days) == ("Замена экрана", 150_000, 30)
    assert (typed.text, typed.price_minor, typed.sum_minor) == ("Иначе", 99_00, 148_50)


def test_free_words_are_a_work_without_a_price(services: Services) -> None:
    one = order(services)
    services.lines.add(one, LineDraft(text="  пайка   разъёма "))
    (line,) = services.lines.sheet(one).lines
    assert (line.kind, line.text, line.price_minor, line.state) == ("work", "пайка разъёма", 0, "")


def test_the_shop_s_own_warranty_is_that_of_works(services: Services) -> None:
    one = order(services)
    lines = services.lines.__class__(services.lines.store, warranty_days=45)
    lines.add(one, LineDraft(text="пайка"))
    lines.add(one, LineDraft(kind="part", text="винт"))
    lines.add(one, LineDraft(text="чистка", warranty_days=0))
    assert [line.warranty_days for line in lines.sheet(one).lines] == [45, 0, 0]


def test_totals_take_the_client_s_discount_off_each_line(services: Services) -> None:
    one = order(services)
    client = services.orders.card(one).client_id
    services.clients.edit(client, {"discount_bp": 1000})
    item = services.price_list.add(SCREEN)
    services.lines.add(one, LineDraft(text="пайка", price_minor=100_05))
    services.lines.add(one, LineDraft(kind="part", item_id=item, quantity=2000))
    found = services.lines.sheet(one)
    assert found.totals == Totals(100_05, 900_000, 10_01 + 90_000, 500_000)
    assert found.totals.due == 100_05 + 900_000 - 10_01 - 90_000


@pytest.mark.parametrize("kind", [RepairKind.WARRANTY, RepairKind.OWN_WARRANTY])
def test_what_is_repaired_for_nothing_is_priced_only_by_hand(
    services: Services, kind: RepairKind
) -> None:
    one, item = order(services, kind=kind), services.price_list.add(FITTING)
    services.lines.add(one, LineDraft(item_id=item))
    services.lines.add(one, LineDraft(item_id=item, price_minor=5))
    assert [line.price_minor for line in services.lines.sheet(one).lines] == [0, 5]


@pytest.mark.parametrize(
    ("draft", "field", "problem"),
    [
        (LineDraft(), "text", Problem.MISSING),
        (LineDraft(text="х" * 301), "text", Problem.TOO_LONG),
        (LineDraft(text="х", quantity=0), "quantity", Problem.AMOUNT_INVALID),
        (LineDraft(text="х", price_minor=-1), "price_minor", Problem.AMOUNT_INVALID),
        (LineDraft(kind="gift", text="х"), "kind", Problem.MALFORMED),
    ],
)
def test_a_bad_line_is_refused(
    services: Services, draft: LineDraft, field: str, problem: Problem
) -> None:
    one = order(services)
    with pytest.raises(RejectedError) as caught:
        services.lines.add(one, draft)
    assert caught.value.fields == {field: problem}
    assert texts(services, one) == []


def test_unknown_records_are_refused(services: Services) -> None:
    one = order(services)
    for asked in (
        lambda: services.lines.sheet(NOBODY),
        lambda: services.lines.add(NOBODY, LineDraft(text="х")),
        lambda: services.lines.add(one, LineDraft(item_id=NOBODY)),
        lambda: services.lines.edit(NOBODY, {"text": "х"}),
    ):
        with pytest.raises(RejectedError) as caught:
            asked()
        assert caught.value.problem is Problem.UNKNOWN_RECORD


def test_a_line_is_changed_where_it_stands(services: Services) -> None:
    one = order(services)
    line = services.lines.add(one, LineDraft(text="пайка", price_minor=5))
    services.lines.edit(line, {"text": " чистка ", "price_minor": 7, "quantity": 2000})
    (found,) = services.lines.sheet(one).lines
    assert (found.text, found.price_minor, found.quantity) == ("чистка", 7, 2000)
    with pytest.raises(TypeError, match="order_id"):
        services.lines.edit(line, {"order_id": one})
    with pytest.raises(RejectedError):
        services.lines.edit(line, {"text": " "})


def test_lines_are_moved_taken_off_and_brought_back(services: Services) -> None:
    one = order(services)
    a, b, c = (services.lines.add(one, LineDraft(text=text)) for text in "абв")
    services.lines.shift(c, -1)
    assert texts(services, one) == ["а", "в", "б"]
    services.lines.shift(a, -1)
    services.lines.shift(b, 1)
    assert texts(services, one) == ["а", "в", "б"]
    services.lines.remove(a)
    assert texts(services, one) == ["в", "б"]
    services.lines.bring_back(a)
    services.lines.bring_back(a)
    assert sorted(texts(services, one)) == ["а", "б", "в"]


def test_a_closed_order_keeps_its_lines(services: Services) -> None:
    one = order(services)
    line = services.lines.add(one, LineDraft(text="пайка"))
    services.moves.move(one, "cancelled", comment="передумал")
    for asked in (
        lambda: services.lines.add(one, LineDraft(text="х")),
        lambda: services.lines.remove(line),
        lambda: services.lines.find(one, "diagnosis", "х"),
    ):
        with pytest.raises(RejectedError) as caught:
            asked()
        assert caught.value.problem is Problem.ORDER_CLOSED


def test_who_may_not_work_is_refused(shop: Shop) -> None:
    services = shop.services
    one = order(services)
    line = services.lines.add(one, LineDraft(kind="part", text="винт", cost_minor=7))
    stands(shop, "Анна", "reception")
    for asked in (
        lambda: services.lines.add(one, LineDraft(text="х")),
        lambda: services.lines.edit(line, {"text": "х"}),
        lambda: services.lines.remove(line),
        lambda: services.lines.bring_back(line),
        lambda: services.lines.shift(line, 1),
        lambda: services.lines.part(line, "used"),
        lambda: services.lines.find(one, "diagnosis", "х"),
    ):
        with pytest.raises(RejectedError) as caught:
            asked()
        assert caught.value.problem is Problem.NOT_ALLOWED
    assert services.lines.sheet(one).totals.cost is None
    assert services.lines.sheet(one).lines[0].cost_minor is None


def test_a_technician_works_in_his_own_name_and_sees_no_costs(shop: Shop) -> None:
    services = shop.services
    one = order(services)
    stands(shop, "Илья", "technician")
    line = services.lines.add(one, LineDraft(text="пайка", cost_minor=3))
    (found,) = services.lines.sheet(one).lines
    assert (found.technician, found.cost_minor) == ("Илья", None)
    with pytest.raises(RejectedError):
        services.lines.edit(line, {"cost_minor": 1})
    stands(shop, "Мария", "manager")
    services.lines.edit(line, {"cost_minor": 1})
    assert services.lines.sheet(one).totals.cost == 1


def test_who_is_not_of_the_staff_leaves_no_technician(services: Services) -> None:
    one = order(services)
    services.lines.add(one, LineDraft(text="пайка"))
    assert services.lines.sheet(one).lines[0].technician == ""


def test_the_last_diagnosis_holds(services: Services) -> None:
    one = order(services)
    assert services.lines.sheet(one).diagnosis is None
    services.lines.find(one, "finding", "следы влаги")
    services.lines.find(one, "diagnosis", "разъём")
    services.lines.find(one, "diagnosis", " плата ")
    services.lines.find(one, "recommendation", "заменить")
    found = services.lines.sheet(one)
    assert found.diagnosis is not None
    assert (found.diagnosis.text, len(found.findings)) == ("плата", 4)
    assert services.orders.card(one).diagnosis == "плата"


@pytest.mark.parametrize(
    ("kind", "text"), [("diagnosis", " "), ("joke", "х"), ("finding", "х" * 4001)]
)
def test_nothing_and_too_much_are_no_findings(services: Services, kind: str, text: str) -> None:
    with pytest.raises(RejectedError) as caught:
        services.lines.find(order(services), kind, text)
    assert caught.value.fields["finding"] in {Problem.MISSING, Problem.TOO_LONG}


def test_a_part_that_is_not_kept_is_only_told_of(services: Services) -> None:
    one = order(services)
    line = services.lines.add(one, LineDraft(kind="part", text="винт"))
    assert services.lines.sheet(one).lines[0].state == "wanted"
    services.lines.part(line, "ordered", eta="2026-12-01")
    assert services.lines.sheet(one).lines[0].eta == "2026-12-01"
    services.lines.part(line, "reserved")
    services.lines.part(line, "used", serial="SN 1")
    (found,) = services.lines.sheet(one).lines
    assert (found.state, found.eta, found.serial) == ("used", "", "SN 1")
    services.lines.part(line, "reserved")
    assert services.lines.sheet(one).lines[0].serial == ""
    with pytest.raises(RejectedError) as caught:
        services.lines.part(line, "ordered")
    assert caught.value.problem is Problem.PART_STATE


def test_a_work_is_no_part(services: Services) -> None:
    line = services.lines.add(order(services), LineDraft(text="пайка"))
    with pytest.raises(RejectedError) as caught:
        services.lines.part(line, "used")
    assert caught.value.problem is Problem.PART_STATE


def test_a_piece_with_a_number_is_built_in_by_it(services: Services) -> None:
    one, item = order(services), services.price_list.add(PHONE)
    services.stock.receive(item, cost_minor=70_000, serials=["A1"])
    services.stock.receive(item, cost_minor=80_000, serials=["A2"])
    line = services.lines.add(one, LineDraft(item_id=item))
    for serial, problem in (("", Problem.SERIAL_MISSING), ("A3", Problem.SERIAL_ABSENT)):
        with pytest.raises(RejectedError) as caught:
            services.lines.part(line, "used", serial=serial)
        assert caught.value.problem is problem
    services.lines.part(line, "used", serial="A1")
    (found,) = services.lines.sheet(one).lines
    assert (found.serial, found.cost_minor) == ("A1", 70_000)
    (row,) = services.stock.rows()
    assert (row.serials, row.there) == (("A2",), 1000)
    services.lines.part(line, "reserved")
    assert services.stock.rows()[0].serials == ("A1", "A2")
