"""Money of orders: facts that are added up, taken back by other facts, and done once."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from intake_app.errors import Problem, RejectedError
from intake_app.models.orders import Order
from intake_app.money import Money
from intake_app.services.drafts import ClientDraft, ClientKind, DeviceDraft, IntakeDraft
from intake_app.services.money_rows import Back, Part, Taking, new_act
from intake_app.services.papers import ReceiptData
from intake_app.services.work_rows import LineDraft

if TYPE_CHECKING:
    from intake_app.services.money_rows import OrderMoney
    from intake_app.services.use_cases import Services

DRAFT = IntakeDraft(
    client=ClientDraft(name="Петров Пётр", phone="+79161234567"),
    device=DeviceDraft(kind="смартфон", brand="Apple", model="iPhone 13"),
    fault="не заряжается",
    estimate_minor=500_000,
)
COMPANY = replace(
    DRAFT, client=ClientDraft(kind=ClientKind.COMPANY, name="ООО «Ромашка»", inn="7701234560")
)


@pytest.fixture
def order(services: Services) -> UUID:
    return services.intakes.receive(DRAFT).order_id


@pytest.fixture
def company(services: Services) -> UUID:
    return services.intakes.receive(COMPANY).order_id


def pay(services: Services, order: UUID, minor: int, method: str = "cash") -> Taking:
    taking = Taking(new_act(), order, (Part(method, minor),))
    services.payments.take(taking)
    return taking


def money(services: Services, order: UUID) -> OrderMoney:
    return services.payments.of(order)


def opened(services: Services, float_minor: int = 0) -> UUID:
    """A box with an open shift."""
    box, act = services.shifts.add_box("Касса 1"), new_act()
    services.shifts.open(act, box, float_minor)
    return act


def refused(problem: Problem) -> pytest.RaisesExc[RejectedError]:
    def fits(error: RejectedError) -> bool:
        return error.problem is problem

    return pytest.RaisesExc(RejectedError, check=fits)


def test_money_is_added_up(services: Services, order: UUID) -> None:
    pay(services, order, 200_000)
    pay(services, order, 100_000, "card")
    seen = money(services, order)
    assert (seen.account.due, seen.account.paid, seen.account.rest) == (500_000, 300_000, 200_000)
    assert [row.kind for row in seen.payments] == ["prepayment", "prepayment"]


def test_several_ways_are_several_facts_of_one_act(services: Services, order: UUID) -> None:
    parts = (Part("cash", 100_000), Part("card", 300_000), Part("qr", 100_000))
    services.payments.take(Taking(new_act(), order, parts))
    seen = money(services, order)
    assert [(row.method, row.minor) for row in seen.payments] == [
        ("cash", 100_000),
        ("card", 300_000),
        ("qr", 100_000),
    ]
    assert seen.account.rest == 0


def test_one_key_press_is_one_payment(services: Services, order: UUID) -> None:
    taking = pay(services, order, 200_000)
    services.payments.take(taking)
    assert money(services, order).account.paid == 200_000


@pytest.mark.parametrize(
    ("parts", "problem"),
    [
        ((), Problem.AMOUNT_INVALID),
        ((Part("cash", 0),), Problem.AMOUNT_INVALID),
        ((Part("cash", -5),), Problem.AMOUNT_INVALID),
        ((Part("shells", 5),), Problem.AMOUNT_INVALID),
        ((Part("card", 10**12),), Problem.AMOUNT_TOO_BIG),
        ((Part("card", 500_001),), Problem.OVERPAID),
        ((Part("card", 300_000), Part("cash", 300_000)), Problem.OVERPAID),
    ],
)
def test_no_other_sums(
    services: Services, order: UUID, parts: tuple[Part, ...], problem: Problem
) -> None:
    with refused(problem):
        services.payments.take(Taking(new_act(), order, parts))
    assert money(services, order).payments == ()


def test_an_unknown_order_takes_no_money(services: Services) -> None:
    with refused(Problem.UNKNOWN_RECORD):
        pay(services, UUID(int=1), 5)
    with refused(Problem.UNKNOWN_RECORD):
        money(services, UUID(int=1))


def test_what_is_paid_when_it_is_ready_settles_it(services: Services, order: UUID) -> None:
    with services.payments.store.writing() as session:
        session.get_one(Order, order).stage = "ready"
    pay(services, order, 100_000)
    assert money(services, order).payments[-1].kind == "payment"


def test_money_goes_back_the_way_it_came(services: Services, order: UUID) -> None:
    pay(services, order, 200_000, "card")
    (row,) = money(services, order).payments
    back = Back(new_act(), row.id, 50_000, "скидка за ожидание")
    services.payments.give_back(back)
    services.payments.give_back(back)
    seen = money(services, order)
    assert (seen.account.paid, seen.payments[0].left) == (150_000, 150_000)
    assert (seen.payments[1].method, seen.payments[1].minor) == ("card", -50_000)
    assert seen.payments[1].kind == "refund"
    assert seen.payments[1].is_reversing
    with refused(Problem.TOO_MUCH_BACK):
        services.payments.give_back(Back(new_act(), row.id, 150_001, "ещё"))
    services.payments.give_back(Back(new_act(), row.id, 150_000, "ошибка", is_mistake=True))
    assert money(services, order).account.paid == 0
    assert money(services, order).payments[-1].kind == "correction"


@pytest.mark.parametrize(
    ("minor", "reason", "problem"),
    [
        (0, "x", Problem.AMOUNT_INVALID),
        (5, "  ", Problem.MISSING),
        (5, "x" * 501, Problem.TOO_LONG),
    ],
)
def test_giving_back_needs_a_sum_and_a_reason(
    services: Services, order: UUID, minor: int, reason: str, problem: Problem
) -> None:
    pay(services, order, 200_000)
    (row,) = money(services, order).payments
    with refused(problem):
        services.payments.give_back(Back(new_act(), row.id, minor, reason))
    with refused(Problem.UNKNOWN_RECORD):
        services.payments.give_back(Back(new_act(), UUID(int=1), 5, "x"))


def test_companies_pay_later_and_the_debt_stays(services: Services, company: UUID) -> None:
    act = new_act()
    services.payments.put_on_account(act, company, 400_000, "договор 12")
    services.payments.put_on_account(act, company, 400_000, "договор 12")
    seen = money(services, company)
    assert (seen.account.rest, seen.account.owed, seen.account.open_rest) == (
        500_000,
        400_000,
        100_000,
    )
    assert [row.account.rest for row in services.shifts.board().debts] == [500_000]
    with refused(Problem.OVERPAID):
        services.payments.put_on_account(new_act(), company, 100_001)
    (row,) = seen.payments
    act = new_act()
    services.payments.forget_account(act, row.id, "передумали")
    services.payments.forget_account(act, row.id, "передумали")
    assert money(services, company).account.owed == 0
    with refused(Problem.TOO_MUCH_BACK):
        services.payments.forget_account(new_act(), row.id, "ещё раз")
    with refused(Problem.UNKNOWN_RECORD):
        services.payments.forget_account(new_act(), UUID(int=1), "нет такого")


def test_people_pay_at_once(services: Services, order: UUID) -> None:
    with refused(Problem.ONLY_COMPANIES):
        services.payments.put_on_account(new_act(), order, 5)


def test_too_much_paid_for_one_device_counts_for_another(services: Services, order: UUID) -> None:
    pay(services, order, 500_000)
    with services.payments.store.writing() as session:
        session.get_one(Order, order).stage = "ready_no_repair"
    client = services.orders.card(order).client_id
    whose = replace(DRAFT.client, id=client)
    known = replace(DRAFT, client=whose, estimate_minor=900_000)
    other = services.intakes.receive(known).order_id
    (spare,) = money(services, other).elsewhere
    assert (spare.order, spare.minor) == (order, 500_000)
    act = new_act()
    services.payments.offset(act, order, other, 300_000)
    services.payments.offset(act, order, other, 300_000)
    assert money(services, order).account.paid == 200_000
    assert money(services, other).account.paid == 300_000
    with refused(Problem.TOO_MUCH_BACK):
        services.payments.offset(new_act(), order, other, 200_001)
    with refused(Problem.OVERPAID):
        services.payments.offset(new_act(), order, other, 600_001)


def test_nobody_pays_for_a_stranger(services: Services, order: UUID, company: UUID) -> None:
    pay(services, order, 5)
    with refused(Problem.UNKNOWN_RECORD):
        services.payments.offset(new_act(), order, company, 5)


def test_a_slip_comes_with_the_money(services: Services, order: UUID) -> None:
    services.payments.take(Taking(new_act(), order, (Part("cash", 5),), slip=True))
    services.payments.print_slip(order)
    with services.payments.store.reading() as session:
        asked = "SELECT count(*) FROM print_job WHERE document = 'cash_slip'"
        assert session.driver.execute(asked).fetchone()[0] == 2


def test_a_technician_takes_no_money(services: Services, order: UUID) -> None:
    pay(services, order, 5)
    (row,) = money(services, order).payments
    services.staff.add("Анна", "technician")
    for act in (
        lambda: pay(services, order, 5),
        lambda: services.payments.give_back(Back(new_act(), row.id, 5, "x")),
        lambda: services.payments.put_on_account(new_act(), order, 5),
        lambda: services.payments.forget_account(new_act(), row.id, "x"),
        lambda: services.payments.offset(new_act(), order, order, 5),
        lambda: services.cheques.attach(row.id, "x"),
    ):
        with refused(Problem.NOT_ALLOWED):
            act()


def test_a_receptionist_gives_nothing_back(services: Services, order: UUID) -> None:
    services.staff.add("Анна", "reception")
    pay(services, order, 5)
    (row,) = money(services, order).payments
    with refused(Problem.NOT_ALLOWED):
        services.payments.give_back(Back(new_act(), row.id, 5, "x"))


def stage(services: Services, order: UUID, to: str, kind: str = "paid") -> None:
    with services.payments.store.writing() as session:
        session.driver.execute("UPDATE sync SET guard = 1")
        asked = 'UPDATE "order" SET stage = ?, repair_kind = ? WHERE id = ?'
        session.driver.execute(asked, (to, kind, order.bytes))
        session.driver.execute("UPDATE sync SET guard = 0")


@pytest.mark.parametrize(
    ("to", "kind", "due"),
    [
        ("in_repair", "paid", 500_000),
        ("cancelled", "paid", 0),
        ("disposed", "paid", 0),
        ("ready_no_repair", "paid", 0),
        ("issued_no_repair", "paid", 0),
        ("ready", "warranty", 0),
        ("ready", "own_warranty", 500_000),
    ],
)
def test_what_is_due(services: Services, order: UUID, to: str, kind: str, due: int) -> None:
    stage(services, order, to, kind)
    assert money(services, order).account.due == due


def test_lines_are_what_is_due_once_there_are_some(services: Services, order: UUID) -> None:
    services.lines.add(order, LineDraft(kind="work", text="замена", price_minor=120_000))
    assert money(services, order).account.due == 120_000


def test_rework_without_a_price_is_free(services: Services) -> None:
    draft = replace(DRAFT, estimate_minor=None)
    order = services.intakes.receive(draft).order_id
    assert money(services, order).account.due is None
    stage(services, order, "accepted", "own_warranty")
    assert money(services, order).account.due == 0


def test_papers_tell_of_all_that_was_paid(services: Services, order: UUID) -> None:
    pay(services, order, 100_000)
    pay(services, order, 50_000, "card")
    paper = services.orders.paper(order, "invoice")
    assert isinstance(paper, ReceiptData)
    assert paper.paid == Money(150_000)


def test_the_slip_tells_what_was_given_and_what_went_back(services: Services, order: UUID) -> None:
    parts = (Part("card", 200_000), Part("cash", 300_000))
    services.payments.take(Taking(new_act(), order, parts, slip=True, given_minor=500_000))
    services.payments.print_slip(order)
    asked = "SELECT data FROM print_job WHERE document = 'cash_slip' ORDER BY id"
    with services.payments.store.reading() as session:
        first, later = (json.loads(row[0]) for row in session.driver.execute(asked).fetchall())
    came = first["tendered"]
    assert [(one["way"], one["amount"]["minor"]) for one in came["means"]] == [
        ("card", 200_000),
        ("cash", 300_000),
    ]
    assert (came["given"]["minor"], came["change"]["minor"]) == (500_000, 200_000)
    assert later["tendered"] is None
