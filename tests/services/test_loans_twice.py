"""A loaner that two desks lent, and the deposit that lies in the cash box meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from intake_app.errors import Problem, RejectedError
from intake_app.models.base import new_id
from intake_app.services.loaner_rows import LendDraft, LoanerDraft, ReturnDraft
from intake_app.services.money_rows import new_act
from tests.rigs.drafts import INTAKE
from tests.rigs.feed import AT, Feed, put

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.services.use_cases import Services

PHONE = LoanerDraft(kind="смартфон", brand="Samsung", model="A10", serial="R58M20ABCDE")
WITH_DEPOSIT = LendDraft(deposit_minor=100_000)


@pytest.fixture
def phone(services: Services) -> UUID:
    return services.loaners.add(PHONE)


@pytest.fixture
def order(services: Services) -> UUID:
    return services.intakes.receive(INTAKE).order_id


def lend(services: Services, order: UUID, phone: UUID, draft: LendDraft | None = None) -> UUID:
    services.loaners.lend(order, phone, draft or LendDraft())
    return next(one.id for one in services.loaners.out() if one.order_id == order)


def elsewhere(order: UUID, phone: UUID) -> dict[str, Any]:
    """A loan as another desk tells of it."""
    said = {"appearance": "", "accessories": "", "deposit_minor": 0, "currency": "RUB"}
    return {"loaner_id": str(phone), "order_id": str(order), "due_on": "", "by": "Илья", **said}


def opened(services: Services, float_minor: int = 0) -> UUID:
    act = new_act()
    services.shifts.open(act, services.shifts.add_box("Касса 1"), float_minor)
    return act


def expected(services: Services) -> int:
    shift = services.shifts.board().shift
    assert shift is not None
    return shift.figures.expected


def refused(call: Any) -> RejectedError:  # noqa: ANN401 - any use case
    with pytest.raises(RejectedError) as caught:
        call()
    return caught.value


def test_whom_the_hub_heard_of_first_has_it(services: Services, order: UUID, phone: UUID) -> None:
    feed = Feed(services.replica)
    mine = lend(services, order, phone)
    other = services.intakes.receive(INTAKE).order_id
    feed.echo()  # the hub has ours, and then the other one comes
    feed.bring(put("loan", at=AT, **elsewhere(other, phone)))
    (one,) = services.disputes.standings().noticed
    number = services.orders.card(order).row.number
    assert (one.kind, one.code, one.about, one.whose.order) == ("loan", number, other, other)
    assert one.rec != mine
    (row,) = services.loaners.all()
    assert row.loan is not None
    assert row.loan.order_id == order
    assert [loan.is_second for loan in services.loaners.out()].count(True) == 1
    services.loaners.take_back(one.rec, ReturnDraft())
    assert services.disputes.standings().noticed == ()
    (row,) = services.loaners.all()
    assert row.loan is not None
    assert row.loan.order_id == order


def test_ours_that_was_still_on_its_way_is_the_later_one(
    services: Services, order: UUID, phone: UUID
) -> None:
    feed = Feed(services.replica)
    other = services.intakes.receive(INTAKE).order_id
    feed.echo()
    mine = lend(services, order, phone)
    feed.bring(put("loan", at=AT, **elsewhere(other, phone)))
    (one,) = services.disputes.standings().noticed
    assert (one.rec, one.about) == (mine, order)
    (row,) = services.loaners.all()
    assert row.loan is not None
    assert row.loan.order_id == other
    feed.echo()
    assert [each.rec for each in services.disputes.standings().noticed] == [mine]


def test_it_is_over_when_another_desk_takes_one_back(
    services: Services, order: UUID, phone: UUID
) -> None:
    feed = Feed(services.replica)
    mine = lend(services, order, phone)
    other = services.intakes.receive(INTAKE).order_id
    feed.echo()
    feed.bring(put("loan", at=AT, **elsewhere(other, phone)))
    assert len(services.disputes.standings().noticed) == 1
    back = {"loan_id": str(mine), "appearance": "", "wiped": False, "note": "", "by": "Илья"}
    feed.bring(put("loan_return", at=AT, **back))
    assert services.disputes.standings().noticed == ()


def test_one_after_another_is_no_dispute(services: Services, order: UUID, phone: UUID) -> None:
    feed = Feed(services.replica)
    mine = lend(services, order, phone)
    services.loaners.take_back(mine, ReturnDraft())
    other = services.intakes.receive(INTAKE).order_id
    feed.echo()
    feed.bring(put("loan", at=AT, **elsewhere(other, phone)))
    assert services.disputes.standings().noticed == ()


def test_a_deposit_goes_into_the_box_and_out_again(
    services: Services, order: UUID, phone: UUID
) -> None:
    opened(services, 50_000)
    loan = lend(services, order, phone, WITH_DEPOSIT)
    assert expected(services) == 150_000
    line = services.shifts.board().journal[0]
    assert (line.kind, line.minor, "Samsung A10" in line.note) == ("deposit", 100_000, True)
    services.loaners.take_back(loan, ReturnDraft())
    assert expected(services) == 50_000
    assert [one.minor for one in services.shifts.board().journal] == [-100_000, 100_000]


def test_without_an_open_shift_no_deposit_moves(
    services: Services, order: UUID, phone: UUID
) -> None:
    shift = opened(services)
    loan = lend(services, order, phone, WITH_DEPOSIT)
    services.shifts.close(new_act(), shift, 100_000)
    error = refused(lambda: services.loaners.take_back(loan, ReturnDraft()))
    assert (error.problem, error.fields) == (Problem.NO_SHIFT, {})
    assert len(services.loaners.out()) == 1
    other = services.loaners.add(LoanerDraft(kind="смартфон", serial="X1"))
    more = services.intakes.receive(INTAKE).order_id
    error = refused(lambda: services.loaners.lend(more, other, WITH_DEPOSIT))
    assert (error.problem, error.fields) == (Problem.NO_SHIFT, {"deposit": Problem.NO_SHIFT})
    services.loaners.lend(more, other, LendDraft())  # without a deposit nobody needs a shift


def test_a_deposit_goes_back_in_a_later_shift_if_it_lies_there(
    services: Services, order: UUID, phone: UUID
) -> None:
    shift = opened(services)
    loan = lend(services, order, phone, WITH_DEPOSIT)
    services.shifts.close(new_act(), shift, 100_000)
    (box,) = services.shifts.board().boxes
    services.shifts.open(new_act(), box.id, 40_000)
    assert refused(lambda: services.loaners.take_back(loan, ReturnDraft())).problem is (
        Problem.BOX_SHORT
    )
    services.shifts.close(new_act(), services.shifts.board().shift.id, 40_000)  # type: ignore[union-attr] - open
    services.shifts.open(new_act(), box.id, 100_000)
    services.loaners.take_back(loan, ReturnDraft())
    assert expected(services) == 0


def test_a_deposit_taken_back_as_a_mistake_is_not_given_twice(
    services: Services, order: UUID, phone: UUID
) -> None:
    opened(services, 500_000)
    loan = lend(services, order, phone, WITH_DEPOSIT)
    move = services.shifts.board().journal[0].id
    services.shifts.take_back(new_act(), move, "взяли карту")
    services.loaners.take_back(loan, ReturnDraft())
    assert expected(services) == 500_000


def test_a_shop_without_a_box_notes_it_on_the_loan_alone(
    services: Services, order: UUID, phone: UUID
) -> None:
    loan = lend(services, order, phone, WITH_DEPOSIT)
    assert services.loaners.out()[0].deposit.minor == 100_000
    services.loaners.take_back(loan, ReturnDraft())
    assert services.loaners.out() == ()


def test_a_box_that_was_put_away_meanwhile_keeps_the_deposit_from_going(
    services: Services, order: UUID, phone: UUID
) -> None:
    shift = opened(services)
    loan = lend(services, order, phone, WITH_DEPOSIT)
    services.shifts.close(new_act(), shift, 100_000)
    (box,) = services.shifts.board().boxes
    services.shifts.archive_box(box.id)
    assert refused(lambda: services.loaners.take_back(loan, ReturnDraft())).problem is (
        Problem.NO_SHIFT
    )


def test_a_loan_nobody_knows_settles_nothing(services: Services) -> None:
    feed = Feed(services.replica)
    back = {"loan_id": str(new_id()), "appearance": "", "wiped": False, "note": "", "by": "Илья"}
    feed.bring(put("loan_return", at=AT, **back))
    (one,) = services.disputes.standings().noticed
    assert one.kind == "unknown_record"
