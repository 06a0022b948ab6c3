"""Voiding, visits, batches and counts: what an intake is after it was taken in."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import pytest

from intake_app.checks.stages import Stage
from intake_app.errors import Problem, RejectedError
from intake_app.services.drafts import BATCH_CHUNK, BatchDraft, BatchItem, Count
from intake_app.services.papers import ReceiptData
from intake_app.services.shop import Shop
from tests.rigs.drafts import INTAKE, PETER

if TYPE_CHECKING:
    from intake_app.config import Settings
    from intake_app.services.rows import Accepted
    from intake_app.services.use_cases import Services
    from tests.rigs.watch import Watch


def _receipts(services: Services) -> list[list[str]]:
    """Numbers on each receipt that is queued; they count as sent afterwards."""
    found: list[list[str]] = []
    while (job := services.printouts.next_for("receipt")) is not None:
        assert isinstance(job.data, ReceiptData)
        found.append([job.data.number, *(each.number for each in job.data.more)])
        services.printouts.begin(job.id)
    return found


def _labels(services: Services) -> int:
    with services.printouts.store.reading() as session:
        sql = "SELECT count(*) FROM print_job WHERE document = 'label'"
        return session.driver.execute(sql).fetchone()[0]


def _visit(services: Services, faults: str, visit: UUID) -> list[Accepted]:
    """All but the last have more to come."""
    return [
        services.intakes.receive(
            replace(INTAKE, fault=fault, visit_id=visit), more=place < len(faults) - 1
        )
        for place, fault in enumerate(faults)
    ]


def test_a_void_order_is_cancelled_by_facts(services: Services) -> None:
    taken = services.intakes.receive(replace(INTAKE, prepayment_minor=1500))
    voided = services.intakes.void(taken.order_id, " ошиблись клиентом ")
    card = services.orders.card(taken.order_id)
    assert (voided.client_id, voided.device_id) == (card.client_id, card.device.id)
    assert not voided.was_printed
    assert card.row.stage == Stage.CANCELLED
    assert card.row.balance.minor == 0
    assert [event.amount.minor for event in card.story if event.amount] == [1500, -1500]
    assert [event.text for event in card.story if event.code == Stage.CANCELLED] == [
        "ошиблись клиентом"
    ]
    assert (_receipts(services), _labels(services)) == ([], 0)
    assert services.intakes.receive(INTAKE).number != taken.number


def test_papers_that_are_out_are_told_of(services: Services) -> None:
    taken = services.intakes.receive(INTAKE)
    _receipts(services)
    assert services.intakes.void(taken.order_id, "x").was_printed


@pytest.mark.parametrize(
    ("reason", "problem"), [(" ", Problem.MISSING), ("x" * 4001, Problem.TOO_LONG)]
)
def test_a_reason_is_needed(services: Services, reason: str, problem: Problem) -> None:
    taken = services.intakes.receive(INTAKE)
    with pytest.raises(RejectedError) as refused:
        services.intakes.void(taken.order_id, reason)
    assert refused.value.problem is problem
    assert services.orders.card(taken.order_id).row.stage == Stage.ACCEPTED


def test_an_order_somebody_works_on_cannot_be_voided(services: Services) -> None:
    taken = services.intakes.receive(INTAKE)
    services.moves.move(taken.order_id, Stage.DIAGNOSTICS)
    with pytest.raises(RejectedError) as refused:
        services.intakes.void(taken.order_id, "x")
    assert refused.value.problem is Problem.STAGE_NOT_ALLOWED


def test_an_unknown_order_cannot_be_voided(services: Services) -> None:
    with pytest.raises(RejectedError) as refused:
        services.intakes.void(uuid4(), "x")
    assert refused.value.problem is Problem.UNKNOWN_RECORD


def test_a_visit_has_one_receipt_and_a_label_each(services: Services) -> None:
    taken = _visit(services, "abc", uuid4())
    assert _receipts(services) == [[one.number for one in taken]]
    assert _labels(services) == 3


def test_a_new_client_of_a_visit_is_made_once(services: Services) -> None:
    taken = _visit(services, "ab", uuid4())
    assert len({one.client_id for one in taken}) == 1


def test_a_visit_ends_without_another_device(services: Services) -> None:
    visit = uuid4()
    taken = services.intakes.receive(replace(INTAKE, visit_id=visit), more=True)
    assert _receipts(services) == []
    assert len(services.intakes.end_visit(visit)) == 1
    assert services.intakes.end_visit(visit) == ()
    assert _receipts(services) == [[taken.number]]


def test_visits_cut_short_are_settled_at_the_next_start(settings: Settings, watch: Watch) -> None:
    visits = (uuid4(), uuid4())
    for round_ in range(2):
        shop = Shop(settings, watch)
        shop.open()
        if not round_:
            for visit in visits:
                shop.services.intakes.receive(replace(INTAKE, visit_id=visit), more=True)
        else:
            assert shop.services.intakes.end_visits() == 2
            assert shop.services.intakes.end_visits() == 0
            assert len(_receipts(shop.services)) == 2
        shop.close()


@pytest.mark.parametrize("place", range(3))
def test_a_voided_device_is_taken_off_the_queued_receipt(services: Services, place: int) -> None:
    taken = _visit(services, "abc", uuid4())
    services.intakes.void(taken[place].order_id, "x")
    rest = [one.number for one in taken if one is not taken[place]]
    assert _receipts(services) == [rest]
    assert _labels(services) == 2


def test_a_voided_device_is_not_owed_any_more(services: Services) -> None:
    visit = uuid4()
    first, second = (
        services.intakes.receive(replace(INTAKE, visit_id=visit, fault=fault), more=True)
        for fault in "ab"
    )
    services.intakes.void(first.order_id, "x")
    services.intakes.end_visit(visit)
    assert _receipts(services) == [[second.number]]
    services.intakes.void(second.order_id, "x")
    assert services.intakes.end_visit(visit) == ()


def test_another_receipt_of_the_same_visit_stays_as_it_is(services: Services) -> None:
    visit = uuid4()
    (first,) = _visit(services, "a", visit)
    (second,) = _visit(services, "b", visit)
    services.intakes.void(second.order_id, "x")
    assert _receipts(services) == [[first.number]]


def test_the_receipt_of_a_visit_is_repeated_whole_for_any_of_its_devices(
    services: Services,
) -> None:
    taken = _visit(services, "abc", uuid4())
    numbers = [one.number for one in taken]
    assert _receipts(services) == [numbers]
    paper = services.orders.paper(taken[1].order_id, "receipt")
    assert isinstance(paper, ReceiptData)
    assert paper.number == numbers[0]
    repeated = services.printouts.job(services.orders.reprint(taken[2].order_id, "receipt"))
    assert repeated.reprint_of is not None
    assert _receipts(services) == [numbers]


def test_a_device_that_left_the_paper_of_its_visit_has_one_of_its_own(services: Services) -> None:
    taken = _visit(services, "abc", uuid4())
    services.intakes.void(taken[1].order_id, "x")
    services.orders.reprint(taken[1].order_id, "receipt")
    whole, own = _receipts(services)
    assert whole == [taken[0].number, taken[2].number]
    assert own == [taken[1].number]


def test_a_visit_saved_without_paper_owes_none(services: Services) -> None:
    services.intakes.receive(replace(INTAKE, visit_id=uuid4()), printing=False, more=True)
    assert services.intakes.end_visits() == 0


def test_a_visit_without_printers_owes_nothing(settings: Settings, watch: Watch) -> None:
    none = replace(settings.desk, receipt_printer="none:", label_printer="none:")
    shop = Shop(replace(settings, desk=none), watch)
    shop.open()
    assert [one.jobs for one in _visit(shop.services, "ab", uuid4())] == [(), ()]
    shop.close()


def _batch(count: int) -> BatchDraft:
    items = tuple(BatchItem(serial=f"SN{place:04}") for place in range(count))
    common = replace(INTAKE, prepayment_minor=700, visit_id=uuid4())
    return BatchDraft(common=common, items=items)


def test_a_batch_is_taken_in_few_by_few(services: Services) -> None:
    left, taken = _batch(BATCH_CHUNK + 3), list[str]()
    services.drafts.keep_batch(left)
    while left.items:
        few = left.items[:BATCH_CHUNK]
        got, left = services.intakes.receive_batch(left, few, last=len(few) == len(left.items))
        taken += [one.number for one in got]
        assert (services.drafts.kept_batch() or BatchDraft()).items == left.items
    assert len(set(taken)) == BATCH_CHUNK + 3
    assert _receipts(services) == [taken]
    assert _labels(services) == len(taken)
    with services.intakes.store.reading() as session:
        paid = session.driver.execute("SELECT count(*), sum(minor) FROM payment").fetchone()
        clients = session.driver.execute("SELECT count(*) FROM client").fetchone()
    assert (paid, clients) == ((1, 700), (1,))


def test_a_bad_batch_takes_nothing_in(services: Services) -> None:
    batch = _batch(2)
    bad = replace(batch, common=replace(batch.common, client=replace(PETER, name="")))
    with pytest.raises(RejectedError) as refused:
        services.intakes.receive_batch(bad, bad.items, last=True)
    assert "client.name" in refused.value.fields
    assert services.orders.SHOWS
    assert _labels(services) == 0


def test_the_pace_is_the_middle_of_the_last_days(services: Services, watch: Watch) -> None:
    assert services.counts.pace(7).intakes == 0
    for seconds, keys, mouse in ((60, 90, 0), (10, 12, 2), (20, 40, 0)):
        services.counts.add(Count(milliseconds=seconds * 1000, keys=keys, mouse=mouse))
    pace = services.counts.pace(7)
    assert (pace.intakes, pace.seconds, pace.keys, pace.with_mouse) == (3, 20.0, 40, 1)
    watch.forward(days=8)
    assert services.counts.pace(7).intakes == 0
    assert services.counts.pace(30).intakes == 3
