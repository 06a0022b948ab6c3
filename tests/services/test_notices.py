"""Warnings and promises on a real store."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from intake_app.errors import Problem, RejectedError
from intake_app.models.orders import Order
from intake_app.services import promises
from intake_app.services.agreement_rows import (
    Alternative,
    AnswerDraft,
    Cause,
    NoticeDraft,
    PromiseDraft,
    Verdict,
)
from intake_app.services.drafts import IntakeDraft, RepairKind
from tests.services.agreements import PHONE, SAID, seen, yes

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.models.store import Store
    from intake_app.services.use_cases import Services
    from tests.rigs.watch import Watch


@pytest.fixture
def order(services: Services) -> UUID:
    return services.intakes.receive(PHONE).order_id


@pytest.fixture
def store(services: Services) -> Store:
    return services.orders.store


def test_a_risk_stops_the_work_until_the_client_answers(services: Services, order: UUID) -> None:
    services.moves.move(order, "in_repair")
    told = NoticeDraft("risk", "при чистке плата может погибнуть", "phone", "запись 12")
    made = services.notices.tell(order, told)
    assert made.stage == "on_hold"
    found = seen(services, order)
    assert found.open_risk is not None
    assert (found.open_risk.id, found.open_risk.proof) == (made.record, "запись 12")
    go_on = AnswerDraft(Verdict.YES, "понимаю, делайте", notice_id=made.record)
    assert services.approvals.record(order, go_on).stage == "in_repair"
    assert seen(services, order).open_risk is None
    with pytest.raises(RejectedError) as caught:
        services.approvals.record(order, go_on)
    assert caught.value.problem is Problem.SUPERSEDED


def test_whoever_does_not_dare_gets_his_device_back(services: Services, order: UUID) -> None:
    made = services.notices.tell(order, NoticeDraft("risk", "данные пропадут"))
    stop = AnswerDraft(Verdict.GIVES_UP, "тогда не надо", notice_id=made.record)
    assert services.approvals.record(order, stop).stage == "ready_no_repair"
    with services.orders.store.reading() as session:
        assert session.get_one(Order, order).outcome == "refused_by_client"


def test_a_risk_answered_elsewhere_meanwhile_moves_nothing(services: Services, order: UUID) -> None:
    made = services.notices.tell(order, NoticeDraft("risk", "данные пропадут"))
    services.moves.move(order, "in_repair")
    said = AnswerDraft(Verdict.YES, SAID, notice_id=made.record)
    assert services.approvals.record(order, said).stage == ""


def test_a_delay_is_told_and_holds_nothing(services: Services, order: UUID) -> None:
    assert services.notices.tell(order, NoticeDraft("delay", "ждём деталь")).stage == ""
    (row,) = seen(services, order).notices
    assert (row.kind, row.is_open) == ("delay", False)


@pytest.mark.parametrize(
    ("told", "fields"),
    [
        (NoticeDraft("promise", "завтра"), {"kind": Problem.MALFORMED}),
        (NoticeDraft("risk", ""), {"text": Problem.MISSING}),
        (NoticeDraft("risk", "т", "page"), {"channel": Problem.MALFORMED}),
        (NoticeDraft("risk", "т", proof="ы" * 201), {"proof": Problem.TOO_LONG}),
        (NoticeDraft("unclaimed", "т", "letter"), {"proof": Problem.MISSING}),
    ],
)
def test_a_notice_that_proves_nothing_is_refused(
    services: Services, order: UUID, told: NoticeDraft, fields: dict[str, Problem]
) -> None:
    with pytest.raises(RejectedError) as caught:
        services.notices.tell(order, told)
    assert caught.value.fields == fields


def test_a_promise_is_moved_with_its_reason_and_the_first_one_is_kept(
    services: Services, watch: Watch, order: UUID
) -> None:
    first = seen(services, order).promised_at
    for days, cause in ((20, Cause.PARTS), (25, Cause.CLIENT)):
        until = watch() + timedelta(days)
        services.promises.move(order, PromiseDraft(until, "нет детали", cause, "phone"))
    found = seen(services, order)
    assert found.promised_at == watch() + timedelta(25)
    assert found.first_promise == first
    assert [row.cause for row in found.promises] == ["parts", "client"]
    sql = f'SELECT {promises.FIRST} FROM "order" o WHERE o.id = ?'  # noqa: S608 - words of ours
    with services.orders.store.reading() as session:
        row = session.driver.execute(sql, (order.bytes,)).fetchone()
    assert datetime.fromisoformat(row[0]) == first


@pytest.mark.parametrize(
    ("days", "reason", "cause", "channel", "fields"),
    [
        (-1, "нет детали", "shop", "", {"until": Problem.DATE_PAST}),
        (20, " ", "shop", "", {"reason": Problem.MISSING}),
        (20, "нет детали", "weather", "", {"cause": Problem.MALFORMED}),
        (20, "нет детали", "shop", "page", {"channel": Problem.MALFORMED}),
    ],
)
def test_a_promise_nobody_could_keep_is_refused(  # noqa: PLR0913 - cases of a table
    services: Services,
    watch: Watch,
    order: UUID,
    *,
    days: int,
    reason: str,
    cause: str,
    channel: str,
    fields: dict[str, Problem],
) -> None:
    said = PromiseDraft(watch() + timedelta(days), reason, cause, channel)
    with pytest.raises(RejectedError) as caught:
        services.promises.move(order, said)
    assert caught.value.fields == fields


def test_what_is_promised_already_is_no_change(services: Services, order: UUID) -> None:
    until = seen(services, order).promised_at
    assert until is not None
    with pytest.raises(RejectedError) as caught:
        services.promises.move(order, PromiseDraft(until, "так же"))
    assert caught.value.fields == {"until": Problem.PROMISE_SAME}


def test_a_warranty_repair_is_not_promised_beyond_the_law(services: Services, watch: Watch) -> None:
    draft = IntakeDraft(
        client=PHONE.client,
        device=PHONE.device,
        fault="не заряжается",
        repair_kind=RepairKind.WARRANTY,
    )
    order = services.intakes.receive(draft).order_id
    with pytest.raises(RejectedError) as caught:
        services.promises.move(order, PromiseDraft(watch() + timedelta(46), "нет детали"))
    assert caught.value.fields == {"until": Problem.WARRANTY_TERM}


def test_a_day_that_has_passed_meanwhile_is_no_promise(
    services: Services, watch: Watch, order: UUID
) -> None:
    before = seen(services, order).promised_at
    services.estimates.make(order, [Alternative(6_000_00, ready_by="2026-11-25")])
    row = seen(services, order).estimates[0]
    watch.forward(days=10)
    assert services.approvals.record(order, yes(row.id)).stage == "in_repair"
    found = seen(services, order)
    assert (found.promised_at, found.promises) == (before, ())
