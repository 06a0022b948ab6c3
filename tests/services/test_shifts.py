"""Cash boxes: opened with a float, counted, closed; nothing goes in or out without a fact."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from intake_app.checks.till import Move
from intake_app.errors import Problem
from intake_app.services import frozen
from intake_app.services.money_rows import Back, Part, Taking, new_act
from intake_app.services.papers import ShiftData
from tests.rigs.feed import AT, Feed, put
from tests.services.test_payments import DRAFT, money, opened, order, pay, refused

if TYPE_CHECKING:
    from intake_app.services.money_rows import ShiftRow
    from intake_app.services.shop import Shop
    from intake_app.services.use_cases import Services
    from tests.rigs.watch import Watch

__all__ = ["order"]


def shift(services: Services) -> ShiftRow:
    found = services.shifts.board().shift
    assert found is not None
    return found


def test_cash_needs_an_open_shift_once_there_is_a_box(services: Services, order: UUID) -> None:
    pay(services, order, 100)
    box = services.shifts.add_box("Касса 1")
    with refused(Problem.NO_SHIFT):
        pay(services, order, 100)
    pay(services, order, 100, "card")
    services.shifts.open(new_act(), box, 0)
    pay(services, order, 100)
    assert money(services, order).account.paid == 300
    assert money(services, order).till.takes_cash


def test_what_must_lie_in_the_box(services: Services, order: UUID) -> None:
    act = opened(services, 50_000)
    pay(services, order, 100_000)
    pay(services, order, 30_000, "card")
    services.shifts.move(new_act(), act, Move.IN, 5_000, "размен")
    services.shifts.move(new_act(), act, Move.OUT, 2_000, "канцтовары")
    services.shifts.move(new_act(), act, Move.COLLECTED, 90_000, "инкассация")
    cash = next(row for row in money(services, order).payments if row.method == "cash")
    services.payments.give_back(Back(new_act(), cash.id, 1_000, "скидка"))
    seen = shift(services)
    assert seen.figures.expected == 50_000 + 100_000 + 5_000 - 2_000 - 90_000 - 1_000
    assert (seen.figures.taken, seen.figures.returned) == (
        {"cash": 100_000, "card": 30_000},
        {"cash": -1_000},
    )
    assert (seen.figures.total, seen.figures.cash, seen.figures.count) == (129_000, 99_000, 3)
    journal = services.shifts.board().journal
    assert sum(row.minor for row in journal if row.method == "cash") == 12_000
    assert {row.number for row in journal} == {"", money(services, order).number}


def test_nothing_is_done_twice_under_one_name(services: Services) -> None:
    act = opened(services, 100)
    services.shifts.open(act, shift(services).box, 100)
    move = new_act()
    for _ in range(2):
        services.shifts.move(move, act, Move.IN, 50, "размен")
    back = new_act()
    for _ in range(2):
        services.shifts.take_back(back, move, "ошибка")
    assert shift(services).figures.expected == 100
    close = new_act()
    first = services.shifts.close(close, act, 100)
    assert services.shifts.close(close, act, 100) == first
    with refused(Problem.SHIFT_CLOSED):
        services.shifts.close(new_act(), act, 100)


def test_a_box_cannot_give_what_it_has_not(services: Services, order: UUID) -> None:
    act = opened(services, 100)
    with refused(Problem.BOX_SHORT):
        services.shifts.move(new_act(), act, Move.OUT, 101, "x")
    move = new_act()
    services.shifts.move(move, act, Move.IN, 50, "x")
    services.shifts.move(new_act(), act, Move.OUT, 120, "x")
    with refused(Problem.BOX_SHORT):
        services.shifts.take_back(new_act(), move, "x")
    pay(services, order, 500)
    services.shifts.move(new_act(), act, Move.COLLECTED, 530, "x")
    (row,) = money(services, order).payments
    with refused(Problem.BOX_SHORT):
        services.payments.give_back(Back(new_act(), row.id, 500, "x"))


def test_a_move_is_taken_back_once(services: Services) -> None:
    act, move, back = opened(services), new_act(), new_act()
    services.shifts.move(move, act, Move.IN, 50, "x")
    services.shifts.take_back(back, move, "x")
    with refused(Problem.TOO_MUCH_BACK):
        services.shifts.take_back(new_act(), move, "x")
    for unknown in (back, UUID(int=1)):
        with refused(Problem.UNKNOWN_RECORD):
            services.shifts.take_back(new_act(), unknown, "x")
    out = new_act()
    services.shifts.move(out, act, Move.IN, 50, "x")
    services.shifts.close(new_act(), act, 50)
    with refused(Problem.SHIFT_CLOSED):
        services.shifts.take_back(new_act(), out, "x")


def test_a_difference_needs_its_reason(services: Services) -> None:
    act = opened(services, 100)
    with refused(Problem.MISSING):
        services.shifts.close(new_act(), act, 90)
    closed = services.shifts.close(new_act(), act, 90, "сдача по ошибке")
    assert (closed.expected, closed.counted, closed.reason) == (100, 90, "сдача по ошибке")
    assert closed.late == 0
    (box,) = services.shifts.board().boxes
    assert (box.shift, box.last_minor) == (None, 90)


def test_a_closed_shift_takes_no_cash(services: Services, order: UUID) -> None:
    act = opened(services)
    services.shifts.close(new_act(), act, 0)
    with refused(Problem.NO_SHIFT):
        pay(services, order, 5)
    with refused(Problem.SHIFT_CLOSED):
        services.shifts.move(new_act(), act, Move.IN, 5, "x")
    with refused(Problem.UNKNOWN_RECORD):
        services.shifts.move(new_act(), UUID(int=1), Move.IN, 5, "x")


def test_a_box_has_one_shift_at_a_time(services: Services) -> None:
    opened(services)
    box = shift(services).box
    with refused(Problem.SHIFT_OPEN):
        services.shifts.open(new_act(), box, 0)
    with refused(Problem.SHIFT_OPEN):
        services.shifts.archive_box(box)
    with refused(Problem.UNKNOWN_RECORD):
        services.shifts.open(new_act(), UUID(int=1), 0)
    services.shifts.close(new_act(), shift(services).id, 0)
    with refused(Problem.AMOUNT_INVALID):
        services.shifts.open(new_act(), box, -1)
    services.shifts.archive_box(box)
    assert services.shifts.board().boxes == ()


def test_boxes_have_names_of_their_own(services: Services) -> None:
    box = services.shifts.add_box("Касса  1 ")
    services.shifts.rename_box(box, "Касса 1")
    services.shifts.rename_box(box, "Зал")
    for name, problem in (
        ("", Problem.MISSING),
        ("x" * 61, Problem.TOO_LONG),
        ("Зал", Problem.NAME_TAKEN),
    ):
        with refused(problem):
            services.shifts.add_box(name)


def test_a_desk_with_several_boxes_says_which(services: Services, shop: Shop, order: UUID) -> None:
    first, second = services.shifts.add_box("А"), services.shifts.add_box("Б")
    services.shifts.open(new_act(), first, 0)
    with refused(Problem.NO_SHIFT):
        pay(services, order, 5)
    settings = shop.settings
    shop.adopt(replace(settings, desk=replace(settings.desk, cash_box="А")))
    pay(services, order, 5)
    assert [row.is_here for row in services.shifts.board().boxes] == [True, False]
    assert services.shifts.board().boxes[1].id == second


def test_a_prepayment_without_a_shift_is_taken_and_told(services: Services) -> None:
    services.shifts.add_box("Касса 1")
    draft = replace(DRAFT, prepayment_minor=100_000)
    taken = services.intakes.receive(draft)
    (row,) = services.shifts.board().outside
    assert (row.order, row.minor) == (taken.order_id, 100_000)


def test_opening_counts_in_what_came_before(services: Services, watch: Watch) -> None:
    box = services.shifts.add_box("Касса 1")
    services.intakes.receive(replace(DRAFT, prepayment_minor=100_000))
    watch.forward(minutes=1)
    services.shifts.open(new_act(), box, 100_000)
    assert services.shifts.board().outside == ()
    services.intakes.receive(replace(DRAFT, prepayment_minor=50_000))
    assert shift(services).figures.expected == 150_000


def test_voiding_takes_the_cash_out_of_the_shift(services: Services) -> None:
    opened(services)
    taken = services.intakes.receive(replace(DRAFT, prepayment_minor=100_000))
    services.intakes.void(taken.order_id, "ошибка")
    assert shift(services).figures.expected == 0


def report(services: Services) -> ShiftData:
    with services.shifts.store.reading() as session:
        asked = "SELECT data FROM print_job WHERE document = 'shift_report' ORDER BY no DESC"
        text = session.driver.execute(asked).fetchone()[0]
    found = frozen.load(ShiftData, text)
    assert isinstance(found, ShiftData)
    return found


def test_x_and_z_are_papers(services: Services, order: UUID) -> None:
    act = opened(services, 1_000)
    pay(services, order, 500)
    services.shifts.print_report(act)
    said = report(services)
    assert said.count is not None
    assert (said.closing, said.count.expected, said.count.counted) == (False, 1_500, None)
    services.shifts.close(new_act(), act, 1_400, "мелочь")
    said = report(services)
    assert said.count is not None
    assert (said.closing, said.count.counted, said.count.reason) == (True, 1_400, "мелочь")
    assert [one.amount.minor for one in said.takings] == [500]
    services.shifts.print_report(act)
    assert report(services) == said  # the Z once more


def test_where_nothing_prints_closing_queues_nothing(services: Services, shop: Shop) -> None:
    settings = shop.settings
    shop.adopt(replace(settings, desk=replace(settings.desk, receipt_printer="none:")))
    services.shifts.close(new_act(), opened(services), 0)
    with services.shifts.store.reading() as session:
        asked = "SELECT count(*) FROM print_job WHERE document = 'shift_report'"
        assert session.driver.execute(asked).fetchone()[0] == 0


@pytest.mark.parametrize("role", ["technician", "storekeeper"])
def test_who_may_not_has_no_shift(services: Services, role: str) -> None:
    act = opened(services, 100)
    box, move = shift(services).box, new_act()
    services.shifts.move(move, act, Move.IN, 5, "x")
    services.staff.add("Анна", role)
    for deed in (
        lambda: services.shifts.open(new_act(), box, 0),
        lambda: services.shifts.close(new_act(), act, 105),
        lambda: services.shifts.move(new_act(), act, Move.IN, 5, "x"),
        lambda: services.shifts.move(new_act(), act, Move.OUT, 5, "x"),
        lambda: services.shifts.take_back(new_act(), move, "x"),
        lambda: services.shifts.add_box("Б"),
        lambda: services.shifts.rename_box(box, "Б"),
        lambda: services.shifts.archive_box(box),
    ):
        with refused(Problem.NOT_ALLOWED):
            deed()


def test_a_cashier_puts_in_and_takes_nothing_out(services: Services) -> None:
    act = opened(services, 100)
    services.staff.add("Анна", "cashier")
    services.shifts.move(new_act(), act, Move.IN, 5, "размен")
    with refused(Problem.NOT_ALLOWED):
        services.shifts.move(new_act(), act, Move.OUT, 5, "x")


def test_mixed_money_is_one_act_of_the_shift(services: Services, order: UUID) -> None:
    opened(services)
    parts = (Part("cash", 100), Part("card", 300))
    services.payments.take(Taking(new_act(), order, parts))
    assert shift(services).figures.taken == {"cash": 100, "card": 300}


def test_a_shift_that_two_desks_opened_is_told_and_kept(services: Services) -> None:
    feed = Feed(services.replica)
    opened(services)
    feed.echo()
    box = shift(services).box
    said = {"float_minor": 0, "currency": "RUB", "by": "Илья"}
    feed.bring(put("shift", box_id=str(box), at=AT, **said))
    (one,) = services.disputes.standings().noticed
    assert (one.kind, one.whose.title) == ("shift", "Касса 1")
    assert len(services.shifts.board().shifts) == 2
    services.shifts.close(new_act(), services.shifts.board().shifts[0].id, 0)


def test_a_shift_that_is_over_is_no_second_one(services: Services) -> None:
    feed = Feed(services.replica)
    opened(services)
    feed.echo()
    box = shift(services).box
    services.shifts.close(new_act(), shift(services).id, 0)
    feed.echo()
    said = {"float_minor": 0, "currency": "RUB", "by": "Илья"}
    later = put("shift", box_id=str(box), at=AT, **said)
    feed.bring(later)
    assert services.disputes.standings().noticed == ()


def test_a_shift_closed_before_the_hub_heard_of_it_is_no_second_one(services: Services) -> None:
    feed = Feed(services.replica)
    act = opened(services)
    box = shift(services).box
    services.shifts.close(new_act(), act, 0)
    said = {"float_minor": 0, "currency": "RUB", "by": "Илья"}
    feed.bring(put("shift", box_id=str(box), at=AT, **said))
    feed.echo()
    assert services.disputes.standings().noticed == ()


def test_cash_of_another_desk_that_comes_late_is_shown(services: Services, order: UUID) -> None:
    feed = Feed(services.replica)
    act = opened(services)
    feed.echo()
    services.shifts.close(new_act(), act, 0)
    feed.echo()
    paid = {"kind": "payment", "method": "cash", "minor": 700, "currency": "RUB", "by": "Илья"}
    feed.bring(put("payment", order_id=str(order), at=AT, shift_id=str(act), **paid))
    (row,) = services.shifts.board().shifts
    assert row.late == 700


def test_what_was_taken_out_by_mistake_comes_back(services: Services) -> None:
    act, out = opened(services, 100), new_act()
    services.shifts.move(out, act, Move.OUT, 60, "ошибка")
    services.shifts.take_back(new_act(), out, "не брали")
    assert shift(services).figures.expected == 100


def test_the_finder_knows_how_the_box_stands(services: Services, shop: Shop) -> None:
    assert shop.finder.till("").takes_cash
    services.shifts.add_box("Касса 1")
    assert not shop.finder.till("").takes_cash
    services.shifts.open(new_act(), shop.finder.till("").box or UUID(int=0), 0)
    assert shop.finder.till("").takes_cash
