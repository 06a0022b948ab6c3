"""Devices leave: to whom, what for, with which papers, and what keeps them here."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from intake_app.errors import Problem, RejectedError
from intake_app.services.drafts import ClientDraft, DeviceDraft, IntakeDraft, RepairKind
from intake_app.services.handover_rows import HandoverDraft
from intake_app.services.loaner_rows import LendDraft, LoanerDraft, ReturnDraft
from tests.rigs.road import send

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.services.shop import Shop
    from intake_app.services.use_cases import Services

PETER = ClientDraft(name="Петров Пётр", phone="+79161234567")
IPHONE = DeviceDraft(kind="смартфон", brand="Apple", model="iPhone 13", serial="F17ABC")
FREE = IntakeDraft(
    client=PETER,
    device=IPHONE,
    fault="не заряжается",
    accessories="чехол, кабель",
    accessory_marks=json.dumps({"коробка": "yes", "чек": "no", "без комплекта": "yes"}),
    appearance_marks=json.dumps({"экран": "works", "камеры": "fails"}),
)
DUE = replace(FREE, estimate_minor=400_000, prepayment_minor=100_000)
WAY = ("in_repair", "ready")


def ready(services: Services, draft: IntakeDraft = FREE, *way: str) -> UUID:
    """An order that came to its end."""
    order = services.intakes.receive(draft).order_id
    send(services, order, *(way or WAY))
    return order


def refused(services: Services, order: UUID, draft: HandoverDraft | None = None) -> RejectedError:
    """Why it may not leave."""
    with pytest.raises(RejectedError) as caught:
        services.handovers.hand_over(order, draft or HandoverDraft())
    return caught.value


def test_the_page_knows_all_that_must_be_said(services: Services) -> None:
    order = ready(services, DUE)
    state = services.handovers.state(order)
    assert (state.to, state.client, state.device) == ("issued", "Петров Пётр", "Apple iPhone 13")
    assert state.total is not None
    assert (state.total.minor, state.paid.minor, state.due.minor) == (400_000, 100_000, 300_000)
    assert state.accessories == ("коробка", "чехол", "кабель")
    assert state.handed is None
    assert state.beside == ()


def test_a_device_leaves_with_its_papers_in_one_transaction(services: Services, shop: Shop) -> None:
    order = ready(services)
    given = HandoverDraft(
        accessories=("чехол",), remarks="царапина на рамке", marks='{"экран":"works"}'
    )
    done = services.handovers.hand_over(order, given)
    assert done.stage == "issued"
    assert len(done.jobs) == 3
    card = services.orders.card(order)
    assert card.row.stage == "issued"
    state = services.handovers.state(order)
    assert state.handed is not None
    assert state.handed.name == "Петров Пётр"
    assert state.handed.accessories == "чехол"
    assert state.handed.debt.minor == 0
    assert [check.kind for check in state.checks] == ["handover"]


def test_without_repair_it_leaves_with_the_refusal(services: Services) -> None:
    order = ready(services, DUE, "ready_no_repair")
    assert services.handovers.state(order).due.minor == 0
    assert services.handovers.hand_over(order, HandoverDraft()).stage == "issued_no_repair"


def test_what_is_not_ready_stays(services: Services) -> None:
    order = services.intakes.receive(FREE).order_id
    assert refused(services, order).problem is Problem.NOT_READY
    assert services.orders.card(order).row.stage == "accepted"


def test_it_leaves_once(services: Services) -> None:
    order = ready(services)
    services.handovers.hand_over(order, HandoverDraft())
    assert refused(services, order).problem is Problem.NOT_READY


def test_a_debtor_needs_a_name(services: Services) -> None:
    order = ready(services, DUE)
    error = refused(services, order)
    assert (error.problem, dict(error.fields)) == (Problem.DEBT, {"allowed_by": Problem.DEBT})
    services.handovers.hand_over(order, HandoverDraft(allowed_by="Анна"))
    handed = services.handovers.state(order).handed
    assert handed is not None
    assert (handed.debt.minor, handed.allowed_by) == (300_000, "Анна")


def test_only_a_head_lets_a_debtor_go(services: Services) -> None:
    order = ready(services, DUE)
    services.staff.add("Анна", "reception")
    services.staff.add("Ольга", "manager")
    assert not services.handovers.state(order).may_allow
    assert refused(services, order, HandoverDraft(allowed_by="Анна")).problem is Problem.NOT_ALLOWED
    assert services.handovers.hand_over(order, HandoverDraft(allowed_by="Ольга")).jobs


def test_a_technician_hands_nothing_over(services: Services) -> None:
    order = ready(services)
    services.staff.add("Анна", "technician")
    assert refused(services, order).problem is Problem.NOT_ALLOWED


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (HandoverDraft(to_whom="proxy", name="Иванов"), "proxy"),
        (HandoverDraft(to_whom="bearer"), "name"),
        (HandoverDraft(to_whom="cat"), "to_whom"),
        (HandoverDraft(remarks="я" * 2001), "remarks"),
    ],
)
def test_what_is_not_said_is_asked_for(
    services: Services, draft: HandoverDraft, field: str
) -> None:
    assert field in refused(services, ready(services), draft).fields


def test_a_loaner_must_be_back_first(services: Services) -> None:
    order = services.intakes.receive(FREE).order_id
    phone = services.loaners.add(LoanerDraft(kind="смартфон", model="A10", serial="L1"))
    services.loaners.lend(order, phone, LendDraft())
    for stage in WAY:
        services.moves.move(order, stage)
    error = refused(services, order)
    number = services.orders.card(order).row.number
    assert (error.problem, error.detail, error.fields) == (Problem.LOANER_OUT, number, {})
    with pytest.raises(RejectedError) as foreseen:  # before money is taken, that is
        services.handovers.foresee(order, HandoverDraft(), lambda _: 0)
    assert foreseen.value.problem is Problem.LOANER_OUT
    loan = services.handovers.state(order).loan
    assert loan is not None
    assert loan.title == "A10"


def test_a_loaner_must_be_back_even_where_the_stage_asks_for_nothing(services: Services) -> None:
    """The owner may take the gates of a stage off; the page of the hand-over asks all the same."""
    services.preferences.choose("stages", {"issued": {"gates": []}})
    order = ready(services)
    phone = services.loaners.add(LoanerDraft(kind="смартфон", model="A10", serial="L1"))
    services.loaners.lend(order, phone, LendDraft())
    assert refused(services, order).problem is Problem.LOANER_OUT
    assert services.orders.card(order).row.stage == "ready"
    (loan,) = services.loaners.out()
    services.loaners.take_back(loan.id, ReturnDraft())
    assert services.handovers.hand_over(order, HandoverDraft()).stage == "issued"


def test_several_of_a_visit_go_together_or_one_by_one(services: Services) -> None:
    visit = uuid4()
    drafts = [replace(FREE, visit_id=visit, device=replace(IPHONE, serial=f"S{n}")) for n in "123"]
    first, second, third = (services.intakes.receive(draft, more=True).order_id for draft in drafts)
    for order in (first, second):
        for stage in WAY:
            services.moves.move(order, stage)
    beside = services.handovers.state(first).beside
    assert [(one.id, one.ready) for one in beside] == [(second, True), (third, False)]
    assert refused(services, first, HandoverDraft(also=(third,))).problem is Problem.NOT_READY
    assert services.orders.card(first).row.stage == "ready"
    draft = HandoverDraft(also=(second,), also_given=(("чехол",),), printing=False)
    done = services.handovers.hand_over(first, draft)
    assert done.others == (services.orders.card(second).row.number,)
    assert done.jobs == ()
    assert services.orders.card(second).row.stage == "issued"
    assert services.orders.card(third).row.stage == "accepted"
    handed = services.handovers.state(second).handed
    assert handed is not None
    assert handed.accessories == "чехол"


def test_what_nobody_fetched_leaves_as_it_was_ready(services: Services) -> None:
    order = ready(services, FREE, "ready_no_repair", "unclaimed")
    assert services.handovers.state(order).to == "issued_no_repair"


def test_a_repair_under_warranty_is_free(services: Services) -> None:
    draft = replace(DUE, repair_kind=RepairKind.OWN_WARRANTY, estimate_minor=None)
    assert services.handovers.state(ready(services, draft)).due.minor == 0


def test_the_questions_of_the_intake_are_asked_again(services: Services) -> None:
    order = services.intakes.receive(FREE).order_id
    services.handovers.check(order, '{"экран":"fails"}', " полоса ")
    (check,) = services.handovers.state(order).checks
    assert (check.kind, check.note, check.by) == ("testing", "полоса", "Анна")
    with pytest.raises(RejectedError):
        services.handovers.check(order, "")
    with pytest.raises(RejectedError):
        services.handovers.check(uuid4(), '{"экран":"fails"}')


def test_an_unknown_order_is_said_to_be_one(services: Services) -> None:
    with pytest.raises(RejectedError):
        services.handovers.state(uuid4())


def test_what_would_be_refused_is_foreseen_before_money_is_taken(services: Services) -> None:
    order = ready(services, DUE)
    with pytest.raises(RejectedError) as caught:
        services.handovers.foresee(order, HandoverDraft(), lambda _: 200_000)
    assert caught.value.problem is Problem.DEBT
    services.handovers.foresee(order, HandoverDraft(), lambda _: 300_000)
    services.handovers.foresee(order, HandoverDraft(allowed_by="Ольга"), lambda _: 0)
    assert services.handovers.state(order).handed is None
