"""The shift of the register: opened and closed with the box, over a day nothing prints."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from intake_app.errors import Problem
from intake_app.fiscal import worker
from intake_app.fiscal.emulator import Emulator
from intake_app.services.fiscal_jobs import FiscalJobs
from intake_app.services.fiscal_rows import EXPIRED, FiscalAct, Refused
from intake_app.services.money_rows import new_act
from tests.fiscal.test_worker import Fickle
from tests.services.test_cheques import fiscal
from tests.services.test_payments import DRAFT, money, pay, refused

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.services.shop import Shop
    from intake_app.services.use_cases import Services
    from tests.rigs.watch import Watch


@pytest.fixture
def register(shop: Shop, watch: Watch) -> Emulator:
    fiscal(shop, "emulator")
    return Emulator(shop.settings.data, watch)


@pytest.fixture
def order(services: Services) -> UUID:
    return services.intakes.receive(DRAFT).order_id


def opened(services: Services) -> UUID:
    shift = new_act()
    services.shifts.open(shift, services.shifts.add_box("Касса 1"), 0)
    return shift


def settle(services: Services, register: Emulator | Fickle) -> None:
    while worker.settle_next(services.fiscal_jobs, register):
        pass


def acts(register: Emulator) -> list[str]:
    return [one.act.value for one in register._read()]


def papers(services: Services) -> list[dict[str, object]]:
    with services.payments.store.reading() as session:
        asked = "SELECT data FROM print_job WHERE document = 'emulator_cheque' ORDER BY id"
        return [json.loads(row[0]) for row in session.driver.execute(asked).fetchall()]


def test_it_goes_with_the_shift_of_the_box(
    services: Services, order: UUID, register: Emulator
) -> None:
    shift = opened(services)
    pay(services, order, 100_000)
    services.shifts.print_report(shift)
    settle(services, register)
    services.shifts.close(new_act(), shift, 100_000)
    services.shifts.print_report(shift)  # its Z again: the register is left alone
    settle(services, register)
    assert acts(register) == ["open", "cheque", "report", "close"]


def test_what_it_did_comes_out_of_our_printer_and_says_that_it_is_none(
    services: Services, order: UUID, register: Emulator
) -> None:
    opened(services)
    pay(services, order, 100_000)
    settle(services, register)
    shift, cheque = papers(services)
    assert (shift["act"], shift["items"]) == ("open", [])
    assert (cheque["act"], cheque["by"], cheque["sign"]) == ("cheque", "Анна", 1)
    assert "9999" not in json.dumps(cheque)  # no number of a drive


def test_without_a_printer_nothing_is_queued(
    services: Services, shop: Shop, order: UUID, register: Emulator
) -> None:
    desk = replace(shop.settings.desk, receipt_printer="none:")
    shop.adopt(replace(shop.settings, desk=desk))
    pay(services, order, 100_000)
    settle(services, register)
    assert papers(services) == []
    assert money(services, order).payments[0].cheque is not None


def test_after_a_day_it_wants_to_be_closed_first(
    services: Services, order: UUID, register: Emulator, watch: Watch
) -> None:
    pay(services, order, 100_000)
    settle(services, register)
    watch.forward(hours=25)
    pay(services, order, 50_000)
    settle(services, register)
    row = money(services, order).payments[-1]
    assert row.job_state == "expired"
    assert services.shifts.register_alone(new_act(), closing=True)
    settle(services, register)
    services.fiscal_jobs.again(row.id)
    settle(services, register)
    assert money(services, order).payments[-1].job_state == "ok"
    assert acts(register) == ["cheque", "close", "cheque"]


def test_a_report_keeps_it_open(register: Emulator, watch: Watch) -> None:
    register.folder.mkdir(parents=True, exist_ok=True)
    register.shift(new_act(), FiscalAct.OPEN, "{}")
    watch.forward(hours=23)
    register.shift(new_act(), FiscalAct.REPORT, "{}")
    register.shift(new_act(), FiscalAct.OPEN, "{}")
    watch.forward(hours=2)
    assert register.register(new_act(), '{"1020": 5}') == Refused(EXPIRED)


def test_a_lost_answer_of_a_close_is_looked_up(services: Services, register: Emulator) -> None:
    fickle = Fickle(register, drops=[True])
    services.shifts.register_alone(new_act(), closing=True)
    assert not worker.settle_next(services.fiscal_jobs, fickle)
    assert worker.settle_next(services.fiscal_jobs, fickle)
    assert (len(fickle.asked), acts(register)) == (1, ["close"])


@pytest.mark.parametrize("kind", ["none", "manual"])
def test_where_none_is_driven_nothing_is_asked(services: Services, shop: Shop, kind: str) -> None:
    fiscal(shop, "manual" if kind == "manual" else "none")
    assert not services.shifts.register_alone(new_act(), closing=False)
    opened(services)
    with services.payments.store.reading() as session:
        assert session.driver.execute("SELECT count(*) FROM fiscal_job").fetchone() == (0,)


def test_who_may_not_keep_shifts_may_not_close_it(services: Services, register: Emulator) -> None:
    services.staff.add("Анна", "technician")
    with refused(Problem.NOT_ALLOWED):
        services.shifts.register_alone(new_act(), closing=True)
    assert acts(register) == []


def test_a_register_with_paper_of_its_own_needs_none_of_ours(
    services: Services, order: UUID, register: Emulator
) -> None:
    pay(services, order, 100_000)
    alone = FiscalJobs(services.fiscal_jobs.store)
    while worker.settle_next(alone, register):
        pass
    assert papers(services) == []
    assert money(services, order).payments[0].cheque is not None
