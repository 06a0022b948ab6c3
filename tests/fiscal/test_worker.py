"""Whatever happens between two steps, one payment has one cheque."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from typing_extensions import override

from intake_app.errors import Problem, UnavailableError
from intake_app.fiscal import emulator, registrars, worker
from intake_app.fiscal.emulator import Emulator
from intake_app.services.fiscal_jobs import FiscalJobs
from intake_app.services.fiscal_rows import FiscalAct, Outcome, Printed, Refused, Unknown
from tests.rigs.program import ROOT
from tests.services.test_payments import DRAFT, money, pay

if TYPE_CHECKING:
    from intake_app.services.shop import Shop
    from intake_app.services.use_cases import Services
    from tests.rigs.watch import Watch

STEPS = ("before_begin", "after_begin", "in_register", "after_register", "after_end")


@dataclass
class Fickle:
    """A register that does its work and drops answers."""

    real: Emulator
    drops: list[bool]
    is_away: bool = False
    asked: list[UUID] = field(default_factory=list[UUID])

    @property
    def name(self) -> str:
        return self.real.name

    def register(self, key: UUID, data: str) -> Outcome:
        self.asked.append(key)
        done = self.real.register(key, data)
        return Unknown() if self.drops and self.drops.pop(0) else done

    def shift(self, key: UUID, act: FiscalAct, data: str) -> Outcome:
        self.asked.append(key)
        done = self.real.shift(key, act, data)
        return Unknown() if self.drops and self.drops.pop(0) else done

    def find(self, key: UUID) -> Printed | None:
        if self.is_away:
            raise UnavailableError(Problem.DEVICE_ABSENT)
        return self.real.find(key)


@pytest.fixture
def order(services: Services, shop: Shop) -> UUID:
    desk = replace(shop.settings.desk, fiscal="emulator")
    shop.adopt(replace(shop.settings, desk=desk))
    return services.intakes.receive(DRAFT).order_id


@pytest.fixture
def register(shop: Shop, watch: Watch) -> Emulator:
    found = registrars.registrar(shop.settings, watch)
    return found if isinstance(found, Emulator) else Emulator(shop.settings.data, watch)


def cheques(register: Emulator) -> int:
    file = register.folder / emulator.FILE_NAME
    return len(file.read_text().splitlines()) if file.exists() else 0


def test_a_desk_without_one_has_none(shop: Shop, watch: Watch) -> None:
    assert registrars.registrar(shop.settings, watch) is None


def test_each_payment_gets_its_cheque(
    services: Services, order: UUID, register: Emulator, shop: Shop, watch: Watch
) -> None:
    assert isinstance(registrars.registrar(shop.settings, watch), Emulator)
    pay(services, order, 100_000)
    pay(services, order, 50_000, "card")
    while worker.settle_next(services.fiscal_jobs, register):
        pass
    rows = money(services, order).payments
    assert [row.cheque.fd for row in rows if row.cheque] == ["1", "2"]
    assert all(row.cheque and row.cheque.registrar == "emulator" for row in rows)


def test_a_lost_answer_is_looked_up_and_not_repeated(
    services: Services, order: UUID, register: Emulator
) -> None:
    fickle = Fickle(register, drops=[True], is_away=True)
    pay(services, order, 100_000)
    assert not worker.settle_next(services.fiscal_jobs, fickle)
    assert not worker.settle_next(services.fiscal_jobs, fickle)
    assert money(services, order).payments[0].job_state == "unknown"
    fickle.is_away = False
    assert worker.settle_next(services.fiscal_jobs, fickle)
    assert money(services, order).payments[0].job_state == "ok"
    assert (len(fickle.asked), cheques(register)) == (1, 1)


def test_what_was_never_printed_waits_for_a_person(
    services: Services, order: UUID, register: Emulator
) -> None:
    pay(services, order, 100_000)
    task = services.fiscal_jobs.next_for("emulator")
    assert task is not None
    services.fiscal_jobs.begin(task.key)
    services.fiscal_jobs.recover()
    assert worker.settle_next(services.fiscal_jobs, register)
    assert money(services, order).payments[0].job_state == "refused"
    assert not worker.settle_next(services.fiscal_jobs, register)
    services.fiscal_jobs.again(task.payment)
    while worker.settle_next(services.fiscal_jobs, register):
        pass
    assert money(services, order).payments[0].job_state == "ok"
    assert cheques(register) == 1


def test_another_worker_took_it(services: Services, order: UUID, register: Emulator) -> None:
    pay(services, order, 100_000)

    class Late(FiscalJobs):
        @override
        def begin(self, key: UUID) -> bool:
            super().begin(key)
            return super().begin(key)

    late = Late(services.fiscal_jobs.store)
    assert worker.settle_next(late, register)
    assert cheques(register) == 0


def test_a_bug_leaves_it_unknown(services: Services, order: UUID, register: Emulator) -> None:
    class Broken(Fickle):
        @override
        def register(self, key: UUID, data: str) -> Outcome:
            raise ZeroDivisionError

    pay(services, order, 100_000)
    with pytest.raises(ZeroDivisionError):
        worker.settle_next(services.fiscal_jobs, Broken(register, []))
    assert money(services, order).payments[0].job_state == "unknown"


def test_a_refusal_is_kept(services: Services, order: UUID, register: Emulator) -> None:
    class Empty(Fickle):
        @override
        def register(self, key: UUID, data: str) -> Outcome:
            return Refused("no paper")

    pay(services, order, 100_000)
    assert worker.settle_next(services.fiscal_jobs, Empty(register, []))
    assert money(services, order).payments[0].job_state == "refused"


def test_the_emulator_knows_a_key_again(register: Emulator) -> None:
    register.folder.mkdir(parents=True, exist_ok=True)
    key = UUID(int=5)
    done = register.register(key, '{"1020": 5}')
    assert register.register(key, '{"1020": 5}') == done
    file = register.folder / emulator.FILE_NAME
    file.write_bytes(file.read_bytes() + b'{"key": "half')
    assert register.find(key) == done
    assert register.find(UUID(int=6)) is None


@pytest.mark.parametrize("step", STEPS)
def test_killed_between_two_steps_it_prints_once(
    services: Services, shop: Shop, order: UUID, register: Emulator, step: str
) -> None:
    pay(services, order, 100_000)
    data = shop.settings.data
    shop.close()
    killed = subprocess.run(
        [sys.executable, "-m", "tests.fiscal.victim", str(data), step],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
        timeout=60,
    )
    assert killed.returncode == -9
    shop.open()
    jobs = shop.services.fiscal_jobs
    jobs.recover()
    for _ in range(3):
        worker.settle_next(jobs, register)
    (row,) = shop.services.payments.of(order).payments
    if row.job_state == "refused":
        jobs.again(row.id)
        worker.settle_next(jobs, register)
    (row,) = shop.services.payments.of(order).payments
    assert row.cheque is not None
    assert cheques(register) == 1
