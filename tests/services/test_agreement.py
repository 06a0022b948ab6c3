"""Estimates and answers to them on a real store."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import pytest

from intake_app.checks.coverage_of_work import Coverage
from intake_app.errors import Problem, RejectedError
from intake_app.models.agreeing import Estimate
from intake_app.models.orders import Order
from intake_app.models.people import Client, Staff
from intake_app.money import Money
from intake_app.services import agreement_reading
from intake_app.services.agreement_rows import Alternative as Offer
from intake_app.services.agreement_rows import (
    AnswerDraft,
    NoticeDraft,
    PromiseDraft,
    Standing,
    Verdict,
)
from intake_app.services.drafts import IntakeDraft, RepairKind
from intake_app.services.operators import Operator
from intake_app.services.papers import ReceiptData
from tests.services.agreements import PHONE, SAID, add_line, seen, yes

if TYPE_CHECKING:
    from intake_app.models.store import Store
    from intake_app.services.shop import Shop
    from intake_app.services.use_cases import Services
    from tests.rigs.watch import Watch


@pytest.fixture
def order(services: Services) -> UUID:
    return services.intakes.receive(PHONE).order_id


@pytest.fixture
def store(services: Services) -> Store:
    return services.orders.store


def test_within_the_limit_nobody_is_waited_for(services: Services, order: UUID) -> None:
    made = services.estimates.make(order, [Offer(2_500_00, "диагностика")])
    assert made.coverage == Coverage(3_000_00, 2_500_00)
    assert made.stage == ""
    assert seen(services, order).stage == "accepted"


def test_above_the_limit_the_order_waits_for_its_client(services: Services, order: UUID) -> None:
    made = services.estimates.make(order, [Offer(6_000_00)])
    assert made.stage == "awaiting_approval"
    assert made.coverage.missing == 3_000_00
    found = seen(services, order)
    assert found.stage == "awaiting_approval"
    assert [row.name for row in found.open_estimates] == ["1"]


def test_where_the_stage_knows_no_waiting_the_order_stays(services: Services, order: UUID) -> None:
    services.moves.move(order, "in_repair")
    services.moves.move(order, "ready")
    assert services.estimates.make(order, [Offer(6_000_00)]).stage == ""


def test_an_estimate_freezes_the_lines_it_was_made_of(
    services: Services, store: Store, order: UUID
) -> None:
    add_line(store, order, 4_500_00)
    add_line(store, order, 1_500_00, kind="part")
    services.estimates.make_from_lines(
        order, [Offer(0, "экран", "2026-12-01"), Offer(4_000_00)], "firm"
    )
    add_line(store, order, 900_00)
    found = seen(services, order)
    row, other = found.estimates
    assert (row.sum, row.variant, other.variant) == (Money(6_000_00), "A", "B")
    assert [(line.kind, line.minor) for line in row.lines] == [
        ("work", 4_500_00),
        ("part", 1_500_00),
    ]
    assert (row.kind, row.title, row.ready_by, row.by) == ("firm", "экран", "2026-12-01", "Анна")
    assert found.lines_minor == 6_900_00
    assert found.coverage.missing == 3_900_00


def test_work_beyond_what_was_agreed_is_counted(
    services: Services, store: Store, order: UUID
) -> None:
    add_line(store, order, 2_500_00)
    assert services.estimates.beyond(order) == 0
    add_line(store, order, 1_000_00)
    assert services.estimates.beyond(order) == 500_00
    with pytest.raises(RejectedError) as caught:
        services.moves.move(order, "in_repair")
    assert caught.value.fields == {"agreed": Problem.GATE_AGREED}
    services.approvals.record(order, yes(None, 3_500_00))
    services.moves.move(order, "in_repair")


def test_whoever_does_not_pay_agrees_to_no_sum(services: Services, store: Store) -> None:
    draft = replace(PHONE, repair_kind=RepairKind.WARRANTY, limit_minor=None)
    order = services.intakes.receive(draft).order_id
    add_line(store, order, 1_000_00)
    assert services.estimates.beyond(order) == 0
    services.moves.move(order, "in_repair")


def test_the_discount_of_the_client_is_taken_off_each_line(
    services: Services, store: Store, order: UUID
) -> None:
    add_line(store, order, 1_000_00)
    with store.writing() as session:
        ident = session.get_one(Order, order).client_id
        session.get_one(Client, ident).discount_bp = 1_000
    services.estimates.make_from_lines(order)
    assert seen(services, order).estimates[0].sum == Money(900_00)


def test_without_lines_there_is_nothing_to_freeze(services: Services, order: UUID) -> None:
    with pytest.raises(RejectedError) as caught:
        services.estimates.make_from_lines(order)
    assert caught.value.fields == {"sum": Problem.NO_LINES}


def test_agreeing_to_one_declines_the_others_and_the_work_goes_on(
    services: Services, order: UUID
) -> None:
    offers = [Offer(6_000_00, "оригинал"), Offer(4_000_00, "копия")]
    services.estimates.make(order, offers)
    first, second = seen(services, order).estimates
    settled = services.approvals.record(order, yes(second.id))
    assert settled.stage == "in_repair"
    assert settled.coverage.agreed == 4_000_00
    found = seen(services, order)
    assert [row.standing for row in found.estimates] == [Standing.DECLINED, Standing.AGREED]
    (answer,) = found.answers
    assert (answer.about, answer.sum, answer.channel) == ("1B", Money(4_000_00), "phone")
    assert (answer.text, answer.by, answer.agreed) == (SAID, "Анна", True)
    assert first.name == "1A"


def test_a_later_estimate_takes_the_place_of_the_one_before(
    services: Services, order: UUID
) -> None:
    services.estimates.make(order, [Offer(6_000_00)])
    services.estimates.make(order, [Offer(7_000_00)])
    old, new = seen(services, order).estimates
    assert (old.standing, new.standing) == (Standing.SUPERSEDED, Standing.OPEN)
    with pytest.raises(RejectedError) as caught:
        services.approvals.record(order, yes(old.id))
    assert caught.value.problem is Problem.SUPERSEDED
    services.approvals.record(order, yes(new.id))
    assert seen(services, order).coverage.agreed == 7_000_00


def test_what_was_declined_before_stays_declined(services: Services, order: UUID) -> None:
    services.estimates.make(order, [Offer(6_000_00)])
    old = seen(services, order).estimates[0]
    said = AnswerDraft(Verdict.NOT_SO, "дорого", estimate_id=old.id)
    assert services.approvals.record(order, said).stage == ""
    services.estimates.make(order, [Offer(5_000_00)])
    standing = [row.standing for row in seen(services, order).estimates]
    assert standing == [Standing.DECLINED, Standing.OPEN]
    assert seen(services, order).stage == "awaiting_approval"


def test_a_no_to_more_leaves_the_work_that_was_agreed(services: Services, order: UUID) -> None:
    services.estimates.make(order, [Offer(5_000_00)])
    services.approvals.record(order, yes(seen(services, order).estimates[0].id))
    assert services.estimates.make(order, [Offer(9_000_00)]).stage == "awaiting_approval"
    dear = seen(services, order).open_estimates[0]
    said = AnswerDraft(Verdict.NOT_SO, "только экран", estimate_id=dear.id)
    assert services.approvals.record(order, said).stage == "in_repair"
    found = seen(services, order)
    assert found.coverage.agreed == 5_000_00
    assert [row.standing for row in found.estimates] == [Standing.AGREED, Standing.DECLINED]


def test_a_no_leads_to_the_refusal(services: Services, order: UUID) -> None:
    services.estimates.make(order, [Offer(6_000_00)])
    row = seen(services, order).estimates[0]
    said = AnswerDraft(Verdict.GIVES_UP, "дорого, заберу", "counter", estimate_id=row.id)
    assert services.approvals.record(order, said).stage == "ready_no_repair"
    with services.orders.store.reading() as session:
        header = session.get_one(Order, order)
        assert (header.outcome, header.outcome_note) == ("refused_price", "дорого, заберу")
    assert seen(services, order).estimates[0].standing is Standing.DECLINED


def test_to_give_up_what_is_ready_already_changes_no_stage(services: Services, order: UUID) -> None:
    services.moves.move(order, "ready_no_repair", outcome="no_fault_found")
    said = AnswerDraft(Verdict.GIVES_UP, "не надо")
    assert services.approvals.record(order, said).stage == ""
    with services.orders.store.reading() as session:
        assert session.get_one(Order, order).outcome == "no_fault_found"


def test_a_sum_may_be_agreed_to_without_any_estimate(services: Services, order: UUID) -> None:
    with pytest.raises(RejectedError) as caught:
        services.approvals.record(order, yes(None))
    assert caught.value.fields == {"minor": Problem.MISSING}
    services.approvals.record(order, yes(None, 8_000_00))
    assert seen(services, order).coverage.agreed == 8_000_00


def test_a_yes_up_to_less_than_was_asked_does_not_cover(services: Services, order: UUID) -> None:
    services.estimates.make(order, [Offer(6_000_00)])
    row = seen(services, order).estimates[0]
    settled = services.approvals.record(order, yes(row.id, 5_000_00))
    assert (settled.stage, settled.coverage.missing) == ("", 1_000_00)


def test_the_day_that_was_offered_becomes_the_promise(services: Services, order: UUID) -> None:
    before = seen(services, order).promised_at
    services.estimates.make(order, [Offer(6_000_00, ready_by="2026-12-18")])
    row = seen(services, order).estimates[0]
    services.approvals.record(order, yes(row.id))
    found = seen(services, order)
    assert found.promised_at is not None
    assert found.promised_at.date() == date(2026, 12, 18)
    assert found.first_promise == before
    (moved,) = found.promises
    assert (moved.before, moved.until) == (before, found.promised_at)
    assert (moved.cause, moved.channel, moved.text) == ("client", "phone", SAID)


@pytest.mark.parametrize(
    ("said", "fields"),
    [
        (AnswerDraft(Verdict.YES, " ", minor=1), {"text": Problem.MISSING}),
        (AnswerDraft(Verdict.YES, "ы" * 4001, minor=1), {"text": Problem.TOO_LONG}),
        (AnswerDraft(Verdict.YES, SAID, "letter", minor=1), {"channel": Problem.MALFORMED}),
        (AnswerDraft(Verdict.YES, SAID, minor=-1), {"minor": Problem.AMOUNT_INVALID}),
        (AnswerDraft(Verdict.YES, SAID, minor=1, said_by="ы" * 201), {"said_by": Problem.TOO_LONG}),
        (
            AnswerDraft(Verdict.YES, SAID, minor=1, said_at=datetime(2099, 1, 1, tzinfo=UTC)),
            {"said_at": Problem.DATE_FUTURE},
        ),
    ],
)
def test_an_answer_that_proves_nothing_is_refused(
    services: Services, order: UUID, said: AnswerDraft, fields: dict[str, Problem]
) -> None:
    with pytest.raises(RejectedError) as caught:
        services.approvals.record(order, said)
    assert caught.value.fields == fields
    assert seen(services, order).answers == ()


def test_an_answer_to_what_is_not_there_is_refused(services: Services, order: UUID) -> None:
    for said in (yes(uuid4()), AnswerDraft(Verdict.YES, SAID, notice_id=uuid4())):
        with pytest.raises(RejectedError) as caught:
            services.approvals.record(order, said)
        assert caught.value.problem is Problem.UNKNOWN_RECORD


def test_nothing_can_be_agreed_about_an_order_that_is_not_there(services: Services) -> None:
    nobody = uuid4()
    for job in (
        lambda: services.estimates.agreement(nobody),
        lambda: services.estimates.make(nobody, [Offer(1)]),
        lambda: services.approvals.record(nobody, yes(None, 1)),
        lambda: services.notices.tell(nobody, NoticeDraft("risk", "коррозия")),
        lambda: services.unclaimed.print_warning(nobody),
    ):
        with pytest.raises(RejectedError) as caught:
            job()
        assert caught.value.problem is Problem.UNKNOWN_RECORD


@pytest.mark.parametrize(
    ("offer", "fields"),
    [
        (Offer(-1), {"sum": Problem.AMOUNT_INVALID}),
        (Offer(1, "ы" * 201), {"title": Problem.TOO_LONG}),
        (Offer(1, ready_by="завтра"), {"ready_by": Problem.DATE_UNREADABLE}),
    ],
)
def test_an_offer_nobody_could_understand_is_refused(
    services: Services, order: UUID, offer: Offer, fields: dict[str, Problem]
) -> None:
    with pytest.raises(RejectedError) as caught:
        services.estimates.make(order, [offer])
    assert caught.value.fields == fields


def test_there_is_at_least_one_offer_and_no_host_of_them(services: Services, order: UUID) -> None:
    for offers in ([], [Offer(1)] * 10):
        with pytest.raises(RejectedError):
            services.estimates.make(order, offers)
    with pytest.raises(RejectedError) as caught:
        services.estimates.make(order, [Offer(1)], "vague")
    assert caught.value.fields == {"kind": Problem.MALFORMED}


def test_a_firm_price_may_not_rise(services: Services, order: UUID) -> None:
    services.estimates.make(order, [Offer(6_000_00)], "firm")
    services.estimates.make(order, [Offer(6_500_00)], "firm")  # nobody agreed to the first
    row = seen(services, order).open_estimates[0]
    services.approvals.record(order, yes(row.id))
    with pytest.raises(RejectedError) as caught:
        services.estimates.make(order, [Offer(6_600_00)])
    assert caught.value.fields == {"sum": Problem.FIRM_PRICE}
    services.estimates.make(order, [Offer(6_000_00)], "firm")


def test_a_firm_price_of_the_intake_binds_too(services: Services) -> None:
    draft = IntakeDraft(
        client=PHONE.client,
        device=PHONE.device,
        fault="не заряжается",
        estimate_minor=4_000_00,
        estimate_kind="firm",
    )
    order = services.intakes.receive(draft).order_id
    assert seen(services, order).coverage.agreed == 4_000_00
    with pytest.raises(RejectedError):
        services.estimates.make(order, [Offer(4_100_00)])


def test_whoever_has_no_part_in_the_shop_agrees_to_nothing(
    services: Services, shop: Shop, watch: Watch, order: UUID
) -> None:
    services.staff.add("Олег", "owner")
    shop.switch(Operator(None, "Прохожий"))
    until = watch() + timedelta(20)
    for job in (
        lambda: services.estimates.make(order, [Offer(1)]),
        lambda: services.approvals.record(order, yes(None, 1)),
        lambda: services.notices.tell(order, NoticeDraft("risk", "коррозия")),
        lambda: services.promises.move(order, PromiseDraft(until, "нет детали")),
        lambda: services.unclaimed.print_warning(order),
    ):
        with pytest.raises(RejectedError) as caught:
            job()
        assert caught.value.problem is Problem.NOT_ALLOWED


def test_the_papers_say_what_was_offered_and_agreed(
    services: Services, store: Store, order: UUID
) -> None:
    add_line(store, order, 4_500_00)
    services.estimates.make_from_lines(order, printing=True)
    offered = services.orders.paper(order, "estimate")
    assert isinstance(offered, ReceiptData)
    assert (offered.agreed.version, offered.agreed.total) == (1, None)
    assert offered.agreed.offers[0].lines[0].name == "замена дисплея"
    row = seen(services, order).estimates[0]
    services.approvals.record(order, yes(row.id))
    ordered = services.orders.paper(order, "work_order")
    assert isinstance(ordered, ReceiptData)
    assert (ordered.agreed.total, ordered.agreed.channel) == (Money(4_500_00), "phone")


def test_a_sum_agreed_to_by_itself_is_on_paper_too(services: Services, order: UUID) -> None:
    services.approvals.record(order, yes(None, 8_000_00))
    paper = services.orders.paper(order, "work_order")
    assert isinstance(paper, ReceiptData)
    assert paper.agreed.total == Money(8_000_00)


def test_lines_written_by_another_program_are_left_out(
    services: Services, store: Store, order: UUID
) -> None:
    with store.writing() as session:
        session.create(
            Estimate,
            order_id=order,
            version=1,
            lines="[]",
            minor=100,
            currency="RUB",
            estimate_kind="firm",
            at=session.now,
            by="Анна",
        )
    with store.reading() as session:
        assert agreement_reading.estimates(session.driver, order)[0].lines == ()


def test_without_a_printer_nothing_is_printed(services: Services, order: UUID) -> None:
    paperwork = services.estimates.paperwork
    absent = paperwork.settings.desk.__class__(operator="Анна")
    paperwork.adopt(paperwork.settings.__class__(data=paperwork.settings.data, desk=absent))
    services.estimates.make(order, [Offer(1)], printing=True)
    with services.orders.store.reading() as session:
        sql = "SELECT count(*) FROM print_job WHERE document = 'estimate'"
        assert session.driver.execute(sql).fetchone() == (0,)


def test_a_role_of_the_shop_is_enough(services: Services, order: UUID, store: Store) -> None:
    with store.writing() as session:
        session.add(Staff(created_at=session.now, name="Анна", role="technician"))
    assert services.notices.tell(order, NoticeDraft("risk", "коррозия")).stage == "on_hold"
