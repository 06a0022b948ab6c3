"""Fiscal cheques: owed with the money, scanned or printed once, and never twice."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, cast
from uuid import UUID

import pytest

from intake_app.errors import Problem
from intake_app.services.fiscal_rows import FiscalState, Printed, Refused, Unknown
from intake_app.services.money_rows import Back, new_act
from tests.rigs.feed import AT, Feed, put
from tests.services.test_payments import COMPANY, DRAFT, company, money, order, pay, refused

if TYPE_CHECKING:
    from intake_app.config import Registrar
    from intake_app.services.shop import Shop
    from intake_app.services.use_cases import Services

__all__ = ["company", "order"]
QR = "t=20261121T1200&s=1000.00&fn=8710000101125654&i=99456&fp=1250448795&n=1"
DONE = Printed("9999000000000000", "7", "123", "20261122T1200", 100_000)


def fiscal(shop: Shop, kind: Registrar) -> None:
    desk = replace(shop.settings.desk, fiscal=kind)
    shop.adopt(replace(shop.settings, desk=desk))


@pytest.fixture
def manual(shop: Shop) -> None:
    fiscal(shop, "manual")


@pytest.fixture
def emulator(shop: Shop) -> None:
    fiscal(shop, "emulator")


def tags(services: Services) -> dict[str, object]:
    task = services.fiscal_jobs.next_for("emulator")
    assert task is not None
    return json.loads(task.data)


def test_no_register_owes_no_cheque(services: Services, order: UUID) -> None:
    pay(services, order, 100_000)
    (row,) = money(services, order).payments
    assert not row.wants_cheque


@pytest.mark.usefixtures("manual")
def test_a_cheque_is_owed_until_it_is_scanned(services: Services, order: UUID) -> None:
    pay(services, order, 100_000)
    (row,) = services.shifts.board().cheques
    assert (row.wants_cheque, row.registrar) == (True, "manual")
    services.cheques.attach(row.id, QR)
    services.cheques.attach(row.id, QR)
    (row,) = money(services, order).payments
    assert row.cheque is not None
    assert (row.cheque.fd, row.cheque.registrar, row.wants_cheque) == ("99456", "manual", False)
    assert services.shifts.board().cheques == ()


@pytest.mark.usefixtures("manual")
@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("abc", Problem.CHEQUE_UNREADABLE),
        (QR.replace("1000.00", "999.99"), Problem.CHEQUE_OTHER),
        (QR.replace("n=1", "n=2"), Problem.CHEQUE_OTHER),
    ],
)
def test_no_other_cheque_is_taken(
    services: Services, order: UUID, text: str, problem: Problem
) -> None:
    pay(services, order, 100_000)
    (row,) = money(services, order).payments
    with refused(problem):
        services.cheques.attach(row.id, text)
    with refused(Problem.UNKNOWN_RECORD):
        services.cheques.attach(UUID(int=1), QR)


@pytest.mark.usefixtures("manual")
def test_one_cheque_is_of_one_payment(services: Services, order: UUID) -> None:
    pay(services, order, 100_000)
    pay(services, order, 100_000)
    first, second = money(services, order).payments
    services.cheques.attach(first.id, "8710000101125654 99456 1250448795")
    with refused(Problem.CHEQUE_KNOWN):
        services.cheques.attach(second.id, QR)


@pytest.mark.usefixtures("emulator")
def test_what_a_prepayment_says(services: Services, order: UUID) -> None:
    pay(services, order, 100_000)
    said = tags(services)
    assert (said["1054"], said["1020"], said["1031"]) == (1, 100_000, 100_000)
    (item,) = cast("list[dict[str, object]]", said["1059"])
    assert (item["1214"], item["1043"]) == (2, 100_000)
    assert said["1021"] == "Анна"


@pytest.mark.usefixtures("emulator")
def test_money_back_has_a_cheque_of_its_own(services: Services, order: UUID) -> None:
    pay(services, order, 100_000, "card")
    task = services.fiscal_jobs.next_for("emulator")
    assert task is not None
    services.fiscal_jobs.begin(task.key)
    services.fiscal_jobs.end(task.key, DONE)
    (row,) = money(services, order).payments
    services.payments.give_back(Back(new_act(), row.id, 40_000, "скидка"))
    said = tags(services)
    assert (said["1054"], said["1081"]) == (2, 40_000)


@pytest.mark.usefixtures("emulator")
def test_a_payment_of_another_desk_takes_the_cheque_of_its_money(
    services: Services, order: UUID
) -> None:
    """What its cheque was to say stands in the queue of that desk alone."""
    paid = {"kind": "payment", "method": "cash", "minor": 100_000, "currency": "RUB", "by": "Илья"}
    feed = Feed(services.replica)
    feed.echo()
    feed.bring(put("payment", order_id=str(order), at=AT, registrar="emulator", **paid))
    (row,) = money(services, order).payments
    with refused(Problem.CHEQUE_OTHER):
        services.cheques.attach(row.id, QR.replace("1000.00", "1.00"))
    services.cheques.attach(row.id, QR)
    (row,) = money(services, order).payments
    assert not row.wants_cheque


@pytest.mark.usefixtures("emulator")
def test_a_company_that_transfers_gets_none(services: Services, company: UUID) -> None:
    pay(services, company, 100_000, "transfer")
    assert services.fiscal_jobs.next_for("emulator") is None
    pay(services, company, 100_000, "cash")
    assert services.fiscal_jobs.next_for("emulator") is not None


@pytest.mark.usefixtures("emulator")
@pytest.mark.parametrize("draft", [DRAFT, COMPANY])
def test_the_prepayment_of_an_intake_owes_one(services: Services, draft: object) -> None:
    assert draft in (DRAFT, COMPANY)
    taken = services.intakes.receive(replace(DRAFT, prepayment_minor=100_000))
    (row,) = money(services, taken.order_id).payments
    assert (row.registrar, row.job_state) == ("emulator", "new")


@pytest.mark.usefixtures("emulator")
def test_an_operation_is_begun_once(services: Services, order: UUID) -> None:
    pay(services, order, 100_000)
    jobs = services.fiscal_jobs
    task = jobs.next_for("emulator")
    assert task is not None
    assert task.state is FiscalState.NEW
    assert jobs.begin(task.key)
    assert not jobs.begin(task.key)
    assert jobs.next_for("emulator") is None
    jobs.end(task.key, Unknown())
    lost = jobs.next_for("emulator")
    assert lost is not None
    assert lost.state is FiscalState.UNKNOWN
    assert not jobs.begin(task.key)
    jobs.end(task.key, DONE)
    assert jobs.next_for("emulator") is None
    jobs.end(task.key, Refused("late"))
    (row,) = money(services, order).payments
    assert row.cheque is not None
    assert (row.cheque.fd, row.job_state) == ("7", "ok")


@pytest.mark.usefixtures("emulator")
def test_what_was_under_way_is_unknown_after_a_start(services: Services, order: UUID) -> None:
    pay(services, order, 100_000)
    jobs = services.fiscal_jobs
    task = jobs.next_for("emulator")
    assert task is not None
    assert jobs.recover() == 0
    jobs.begin(task.key)
    assert jobs.recover() == 1
    assert money(services, order).payments[0].job_state == "unknown"


@pytest.mark.usefixtures("emulator")
def test_what_was_refused_is_tried_again_by_a_person(services: Services, order: UUID) -> None:
    pay(services, order, 100_000)
    jobs = services.fiscal_jobs
    task = jobs.next_for("emulator")
    assert task is not None
    with refused(Problem.UNKNOWN_RECORD):
        jobs.again(task.payment)
    jobs.begin(task.key)
    jobs.end(task.key, Refused("no paper"))
    assert jobs.next_for("emulator") is None
    jobs.again(task.payment)
    again = jobs.next_for("emulator")
    assert again is not None
    assert again.key == task.key
    services.staff.add("Анна", "technician")
    with refused(Problem.NOT_ALLOWED):
        jobs.again(task.payment)


@pytest.mark.usefixtures("emulator")
def test_a_cheque_of_another_register_settles_it_too(services: Services, order: UUID) -> None:
    pay(services, order, 100_000)
    (row,) = money(services, order).payments
    services.cheques.attach(row.id, QR)
    assert services.fiscal_jobs.next_for("emulator") is None


@pytest.mark.usefixtures("manual")
def test_the_card_of_an_order_says_what_is_missing(services: Services, order: UUID) -> None:
    pay(services, order, 100_000)
    pay(services, order, 50_000)
    assert services.orders.card(order).cheques == (0, 2)
    services.cheques.attach(money(services, order).payments[0].id, QR)
    assert services.orders.card(order).cheques == (1, 1)
