"""Loaners go out once, come back with their condition, and are remembered in time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from intake_app.config import DeskSettings
from intake_app.errors import Problem, RejectedError
from intake_app.services.drafts import ClientDraft, DeviceDraft, IntakeDraft, RepairKind
from intake_app.services.loaner_rows import (
    LendDraft,
    LoanerDraft,
    ReturnDraft,
    demand_until,
    is_overdue,
)
from intake_app.services.papers import ReceiptData
from intake_app.services.shop import Shop

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from intake_app.config import Settings
    from intake_app.services.use_cases import Services
    from tests.rigs.watch import Watch

PHONE = LoanerDraft(kind="смартфон", brand="Samsung", model="A10", serial="l1 ", value_minor=500)
BROKEN = IntakeDraft(
    client=ClientDraft(name="Петров Пётр", phone="+79161234567"),
    device=DeviceDraft(kind="смартфон", brand="Apple", model="iPhone 13"),
    fault="не заряжается",
)


def problem(call: Callable[[], object]) -> RejectedError:
    """Why it is refused."""
    with pytest.raises(RejectedError) as caught:
        call()
    return caught.value


@pytest.fixture
def phone(services: Services) -> UUID:
    return services.loaners.add(PHONE)


@pytest.fixture
def order(services: Services) -> UUID:
    return services.intakes.receive(BROKEN).order_id


def test_the_register_is_kept_by_number(services: Services, phone: UUID) -> None:
    (row,) = services.loaners.all()
    assert (row.title, row.serial, row.value_minor, row.loan) == ("Samsung A10", "L1", 500, None)
    services.loaners.change(phone, LoanerDraft(kind="планшет", imei="490154203237518"))
    (row,) = services.loaners.all()
    assert (row.title, row.serial, row.imei) == ("планшет", "", "490154203237518")


@pytest.mark.parametrize(
    ("draft", "field", "why"),
    [
        (LoanerDraft(serial="L1"), "kind", Problem.MISSING),
        (LoanerDraft(kind="смартфон"), "serial", Problem.MISSING),
        (LoanerDraft(kind="x" * 501, serial="1"), "kind", Problem.TOO_LONG),
        (LoanerDraft(kind="x", serial="1", value_minor=-1), "value", Problem.AMOUNT_INVALID),
    ],
)
def test_what_tells_two_apart_must_be_said(
    services: Services, draft: LoanerDraft, field: str, why: Problem
) -> None:
    assert problem(lambda: services.loaners.add(draft)).fields[field] is why


def test_one_goes_out_with_its_note_and_comes_back(
    services: Services, phone: UUID, order: UUID
) -> None:
    job = services.loaners.lend(order, phone, LendDraft(deposit_minor=100, due_on="2026-12-01"))
    assert job is not None
    (loan,) = services.loaners.out()
    assert (loan.client, loan.title, loan.deposit.minor) == ("Петров Пётр", "Samsung A10", 100)
    (row,) = services.loaners.all()
    assert row.loan == loan
    services.loaners.take_back(loan.id, ReturnDraft(appearance="скол", wiped=True, note="ок"))
    assert services.loaners.out() == ()
    assert services.loaners.all()[0].appearance == "скол"
    back = problem(lambda: services.loaners.take_back(loan.id, ReturnDraft()))
    assert back.problem is Problem.LOANER_BACK


def test_what_it_looks_like_is_kept_where_nothing_is_said(
    services: Services, phone: UUID, order: UUID
) -> None:
    services.loaners.lend(order, phone, LendDraft())
    services.loaners.take_back(services.loaners.out()[0].id, ReturnDraft())
    assert services.loaners.all()[0].appearance == ""


def test_it_is_out_once(services: Services, phone: UUID, order: UUID) -> None:
    services.loaners.lend(order, phone, LendDraft())
    other = services.intakes.receive(BROKEN).order_id
    twice = problem(lambda: services.loaners.lend(other, phone, LendDraft()))
    assert twice.problem is Problem.LOANER_LENT
    second = services.loaners.add(LoanerDraft(kind="смартфон", serial="L2"))
    two = problem(lambda: services.loaners.lend(order, second, LendDraft()))
    assert two.problem is Problem.LOANER_LENT
    away = problem(lambda: services.loaners.archive(phone))
    assert away.problem is Problem.LOANER_LENT


def test_one_put_away_may_come_back(services: Services, phone: UUID) -> None:
    services.loaners.archive(phone)
    assert services.loaners.all() == ()
    assert [row.archived for row in services.loaners.all(archived=True)] == [True]
    services.loaners.archive(phone, away=False)
    assert len(services.loaners.all()) == 1


@pytest.mark.parametrize(
    ("draft", "field"),
    [(LendDraft(deposit_minor=-1), "deposit"), (LendDraft(due_on="завтра"), "due_on")],
)
def test_terms_that_cannot_be_are_refused(
    services: Services, phone: UUID, order: UUID, draft: LendDraft, field: str
) -> None:
    assert field in problem(lambda: services.loaners.lend(order, phone, draft)).fields


def test_a_closed_order_gets_none(services: Services, phone: UUID, order: UUID) -> None:
    services.moves.move(order, "cancelled", comment="передумал")
    lent = problem(lambda: services.loaners.lend(order, phone, LendDraft()))
    assert lent.problem is Problem.STAGE_NOT_ALLOWED
    demanded = problem(lambda: services.loaners.demand(order))
    assert demanded.problem is Problem.STAGE_NOT_ALLOWED


def test_what_is_not_known_is_refused(services: Services, phone: UUID, order: UUID) -> None:
    nobody = uuid4()
    for call in (
        lambda: services.loaners.lend(nobody, phone, LendDraft()),
        lambda: services.loaners.lend(order, nobody, LendDraft()),
        lambda: services.loaners.take_back(nobody, ReturnDraft()),
        lambda: services.loaners.change(nobody, PHONE),
        lambda: services.loaners.demand(nobody),
    ):
        assert problem(call).problem is Problem.UNKNOWN_RECORD


def test_a_technician_lends_nothing(services: Services, phone: UUID, order: UUID) -> None:
    services.loaners.lend(order, phone, LendDraft())
    loan = services.loaners.out()[0].id
    services.staff.add("Анна", "technician")
    for call in (
        lambda: services.loaners.add(PHONE),
        lambda: services.loaners.change(phone, PHONE),
        lambda: services.loaners.archive(phone),
        lambda: services.loaners.lend(order, phone, LendDraft()),
        lambda: services.loaners.take_back(loan, ReturnDraft()),
        lambda: services.loaners.demand(order),
    ):
        assert problem(call).problem is Problem.NOT_ALLOWED


def test_a_demand_is_a_task_of_three_days_until_one_is_lent(
    services: Services, phone: UUID, order: UUID
) -> None:
    assert services.loaners.demand(order, date(2026, 11, 22)) == date(2026, 11, 25)
    services.loaners.demand(order, date(2026, 11, 22))
    assert tasks(services) == [("loaner", "2026-11-25T20:59:00", None)]
    services.loaners.lend(order, phone, LendDraft())
    assert [done is not None for _, _, done in tasks(services)] == [True]


def test_a_demand_without_a_day_is_of_today(services: Services, order: UUID) -> None:
    zone = services.loaners.paperwork.zone
    today = services.loaners.store.recorder.now().astimezone(zone).date()
    assert services.loaners.demand(order) == demand_until(today)


def test_a_loaner_demanded_at_the_intake_is_a_task_at_once(services: Services) -> None:
    wanted = IntakeDraft(
        client=BROKEN.client,
        device=BROKEN.device,
        fault=BROKEN.fault,
        repair_kind=RepairKind.WARRANTY,
        loaner_wanted=True,
    )
    services.intakes.receive(wanted)
    assert [kind for kind, _, _ in tasks(services)] == ["loaner"]


def test_the_note_says_what_was_lent(services: Services, phone: UUID, order: UUID) -> None:
    services.loaners.lend(order, phone, LendDraft(deposit_minor=100, due_on="2026-12-01"))
    services.loaners.take_back(services.loaners.out()[0].id, ReturnDraft(wiped=True))
    note = services.orders.paper(order, "loaner")
    assert isinstance(note, ReceiptData)
    assert note.lent is not None
    assert (note.lent.device, note.lent.serial, note.lent.due_on) == (
        "Samsung A10",
        "L1",
        "2026-12-01",
    )


def test_it_is_overdue_from_the_day_after(services: Services, phone: UUID, order: UUID) -> None:
    services.loaners.lend(order, phone, LendDraft(due_on="2026-12-01"))
    (loan,) = services.loaners.out()
    assert not is_overdue(loan, date(2026, 12, 1))
    assert is_overdue(loan, date(2026, 12, 2))


def tasks(services: Services) -> list[tuple[str, str, str | None]]:
    """What is to be done, as the store has it."""
    with services.loaners.store.reading() as session:
        rows = session.driver.execute("SELECT kind, due_at, done_at FROM task").fetchall()
    return [(kind, due[:19], done) for kind, due, done in rows]


def test_without_a_printer_there_is_no_note(settings: Settings, watch: Watch) -> None:
    silent = replace(settings, data=settings.data / "silent", desk=DeskSettings(operator="Анна"))
    shop = Shop(silent, watch)
    shop.open()
    services = shop.services
    phone, order = services.loaners.add(PHONE), services.intakes.receive(BROKEN).order_id
    assert services.loaners.lend(order, phone, LendDraft()) is None
    shop.close()
