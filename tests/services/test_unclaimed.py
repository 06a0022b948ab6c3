"""Who does not answer, who does not fetch his thing, and when it may be sold."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from intake_app.errors import Problem, RejectedError
from intake_app.services.agreement_rows import (
    Alternative,
    AnswerDraft,
    NoticeDraft,
    PromiseDraft,
    Verdict,
)
from intake_app.services.drafts import ClientDraft, ClientKind, DeviceDraft, IntakeDraft
from intake_app.services.papers import ReceiptData

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.services.agreement_rows import WaitRow
    from intake_app.services.use_cases import Services
    from tests.rigs.watch import Watch

PETER = ClientDraft(name="Петров Пётр", phone="+79161234567")
FIRM = ClientDraft(kind=ClientKind.COMPANY, name="ООО «Ромашка»", phone="+79161234560")
DEVICE = DeviceDraft(kind="смартфон", brand="Apple", model="iPhone 13")


def take_in(services: Services, client: ClientDraft = PETER) -> UUID:
    draft = IntakeDraft(client=client, device=DEVICE, fault="не заряжается")
    return services.intakes.receive(draft).order_id


def make_ready(services: Services, client: ClientDraft = PETER) -> UUID:
    order = take_in(services, client)
    services.moves.move(order, "in_repair")
    services.moves.move(order, "ready")
    return order


def told_ready(services: Services, client: ClientDraft = PETER) -> UUID:
    order = make_ready(services, client)
    services.notices.tell(order, NoticeDraft("ready", "готово"))
    return order


def warn(services: Services, order: UUID, proof: str = "RA123456789RU") -> None:
    services.notices.tell(order, NoticeDraft("unclaimed", "письмо с описью", "letter", proof))


def only(services: Services, which: str) -> WaitRow:
    (row,) = services.unclaimed.waiting(which)
    return row


def refused(services: Services, order: UUID, to: str) -> bool:
    try:
        services.moves.move(order, to, comment="по закону")
    except RejectedError as error:
        return error.problem is Problem.STAGE_GATE
    return False


def test_who_owes_an_answer_is_in_the_list(services: Services, watch: Watch) -> None:
    order = take_in(services)
    services.estimates.make(order, [Alternative(6_000_00)])
    row = only(services, "client")
    assert (row.order_id, row.step, row.is_due) == (order, "answer", False)
    assert row.amount is not None
    assert row.amount.minor == 6_000_00
    assert (row.client, row.phone, row.device) == ("Петров Пётр", "+79161234567", "Apple iPhone 13")
    watch.forward(days=1)
    assert only(services, "client").is_due


def test_who_was_warned_of_a_risk_is_in_the_list(services: Services) -> None:
    order = take_in(services)
    made = services.notices.tell(order, NoticeDraft("risk", "коррозия"))
    assert only(services, "client").step == "risk"
    services.approvals.record(order, AnswerDraft(Verdict.NOT_SO, "подумаю", notice_id=made.record))
    assert only(services, "client").step == "hold"


def test_who_is_to_pay_first_is_in_the_list(services: Services) -> None:
    order = take_in(services)
    services.moves.move(order, "diagnostics")
    services.moves.move(order, "awaiting_prepayment")
    assert only(services, "client").step == "prepayment"


def test_who_does_not_know_that_it_is_ready_is_told_first(services: Services) -> None:
    order = make_ready(services)
    row = only(services, "unclaimed")
    assert (row.step, row.is_due) == ("tell", True)
    services.notices.tell(order, NoticeDraft("ready", "готово"))
    assert only(services, "unclaimed").step == "warn"


def test_a_person_is_warned_once_and_two_months_later_it_may_be_sold(
    services: Services, watch: Watch
) -> None:
    order = told_ready(services)
    assert refused(services, order, "unclaimed")
    watch.forward(days=30)
    row = only(services, "unclaimed")
    assert (row.step, row.step_number, row.is_due) == ("warn", 1, True)
    warn(services, order)
    row = only(services, "unclaimed")
    assert (row.step, row.is_due) == ("sell", False)
    assert not refused(services, order, "unclaimed")
    assert refused(services, order, "disposed")
    watch.forward(days=64)
    assert only(services, "unclaimed").is_due
    assert not refused(services, order, "disposed")
    assert services.unclaimed.waiting("unclaimed") == ()


def test_a_company_is_warned_twice_after_a_month(services: Services, watch: Watch) -> None:
    order = told_ready(services, FIRM)
    warn(services, order, "слишком рано")
    assert refused(services, order, "unclaimed")
    watch.forward(days=50)
    assert only(services, "unclaimed").step_number == 1
    warn(services, order)
    assert only(services, "unclaimed").step_number == 2
    assert not refused(services, order, "unclaimed")
    watch.forward(days=15)
    warn(services, order)
    assert refused(services, order, "disposed")
    watch.forward(days=20)
    assert not refused(services, order, "disposed")


def test_a_repair_begun_again_begins_the_ladder_again(services: Services, watch: Watch) -> None:
    order = told_ready(services)
    watch.forward(days=30)
    warn(services, order)
    services.moves.move(order, "in_repair", comment="не держит заряд")
    assert services.estimates.agreement(order).ladder is None
    watch.forward(days=1)
    services.moves.move(order, "ready")
    ladder = services.estimates.agreement(order).ladder
    assert ladder is not None
    assert ladder.next.kind == "warn"


def test_a_promise_that_lies_ahead_is_waited_for(services: Services, watch: Watch) -> None:
    order = told_ready(services)
    services.promises.move(order, PromiseDraft(watch() + timedelta(40), "в отпуске", "client"))
    ladder = services.estimates.agreement(order).ladder
    assert ladder is not None
    assert ladder.next.first == (watch() + timedelta(40)).date()


def test_the_notice_says_which_warning_it_is_and_until_when(
    services: Services, watch: Watch
) -> None:
    person = told_ready(services)
    watch.forward(days=30)
    services.unclaimed.print_warning(person)
    said = services.orders.paper(person, "unclaimed")
    assert isinstance(said, ReceiptData)
    assert (said.unfetched.warning, said.unfetched.of) == (1, 1)
    firm = told_ready(services, FIRM)
    early = services.orders.paper(firm, "unclaimed")
    assert isinstance(early, ReceiptData)
    assert early.unfetched.warning == 1
    for _ in range(2):
        watch.forward(days=50)
        warn(services, firm)
    late = services.orders.paper(firm, "unclaimed")
    assert isinstance(late, ReceiptData)
    ladder = services.estimates.agreement(firm).ladder
    assert ladder is not None
    assert late.unfetched.warning == 2
    assert late.unfetched.fetch_by == ladder.next.first.isoformat()


def test_no_notice_is_printed_for_what_is_still_repaired(services: Services) -> None:
    order = take_in(services)
    with pytest.raises(RejectedError) as caught:
        services.unclaimed.print_warning(order)
    assert caught.value.problem is Problem.NOT_UNCLAIMED
    paper = services.orders.paper(order, "unclaimed")
    assert isinstance(paper, ReceiptData)
    assert paper.unfetched.fetch_by == ""


def test_a_move_that_has_not_come_yet_is_no_trouble(services: Services) -> None:
    order = told_ready(services)
    with services.orders.store.writing() as session, session.unrecorded({"stage"}) as driver:
        driver.execute("DELETE FROM stage WHERE order_id = ?", (order.bytes,))
    assert only(services, "unclaimed").step == "tell"


def test_the_longest_waiting_are_among_those_shown(services: Services, watch: Watch) -> None:
    first = make_ready(services)
    watch.forward(days=1)
    make_ready(services)
    assert [row.order_id for row in services.unclaimed.waiting("unclaimed", 1)] == [first]
