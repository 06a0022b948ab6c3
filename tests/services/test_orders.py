from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from intake_app.checks.stages import MOVES, Stage
from intake_app.errors import Problem, RejectedError
from intake_app.money import Money
from intake_app.services.orders import Orders
from intake_app.services.papers import LabelData, ReceiptData
from intake_app.services.spool import JobState
from tests.rigs.drafts import INTAKE
from tests.rigs.watch import NOON

if TYPE_CHECKING:
    from collections.abc import Callable

    from intake_app.services.shop import Shop
    from intake_app.services.use_cases import Services
    from tests.rigs.watch import Watch

NOBODY = UUID(int=7)


@pytest.fixture
def order(services: Services) -> UUID:
    return services.intakes.receive(replace(INTAKE, prepayment_minor=500_00)).order_id


def test_a_story_is_told_from_the_beginning(services: Services, order: UUID, watch: Watch) -> None:
    watch.forward(hours=1)
    services.moves.move(order, "diagnostics", comment="на стол Илье")
    watch.forward(hours=1)
    services.tasks.remark(order, " разъём забит ")
    watch.forward(hours=1)
    job = services.printouts.next_for("receipt")
    assert job is not None
    services.printouts.begin(job.id)
    services.printouts.end(job.id, JobState.SENT)

    card = services.orders.card(order)
    assert [(event.kind, event.code, event.text, event.by) for event in card.story] == [
        ("accepted", "accepted", "", "Анна"),
        ("payment", "cash", "", "Анна"),
        ("stage", "diagnostics", "на стол Илье", "Анна"),
        ("comment", "", "разъём забит", "Анна"),
        ("print", "receipt", "", ""),
    ]
    assert card.story[0].at == NOON
    assert card.story[1].amount == Money(500_00)
    assert card.row.stage == "diagnostics"


def test_a_move_is_offered_only_where_it_is_allowed(services: Services, order: UUID) -> None:
    assert services.orders.card(order).next_stages == tuple(MOVES[Stage.ACCEPTED])

    services.moves.move(order, "cancelled", comment="передумал")

    assert services.orders.card(order).next_stages == ()


def test_a_move_that_is_not_allowed_changes_nothing(services: Services, order: UUID) -> None:
    before = services.orders.card(order)
    pending = services.replica.standing().pending

    with pytest.raises(RejectedError) as refused:
        services.moves.move(order, "issued")

    assert refused.value.problem is Problem.STAGE_NOT_ALLOWED
    assert services.orders.card(order) == before
    assert services.replica.standing().pending == pending


def test_changes_are_announced_by_name(shop: Shop, services: Services, order: UUID) -> None:
    heard: list[frozenset[str]] = []
    shop.listen(heard.append)

    services.tasks.remark(order, "звонить после 18")
    services.moves.move(order, "diagnostics")

    assert heard == [
        frozenset({"comment", "outbox"}),
        frozenset({"stage", "order", "outbox"}),
    ]
    assert all(changes & services.orders.SHOWS for changes in heard)


@pytest.mark.parametrize(("text", "problem"), [("  ", "missing"), ("x" * 4001, "too_long")])
def test_an_empty_or_endless_comment_is_refused(
    services: Services, order: UUID, text: str, problem: str
) -> None:
    with pytest.raises(RejectedError) as refused:
        services.tasks.remark(order, text)

    assert refused.value.fields == {"comment": problem}


@pytest.mark.parametrize(
    "ask",
    [
        partial(Orders.card, order=NOBODY),
        partial(Orders.reprint, order=NOBODY, document="label"),
        partial(Orders.paper, order=NOBODY, document="receipt"),
    ],
)
def test_an_order_nobody_knows_is_refused(
    services: Services, ask: Callable[[Orders], object]
) -> None:
    with pytest.raises(RejectedError) as refused:
        ask(services.orders)

    assert refused.value.problem is Problem.UNKNOWN_RECORD


def test_a_repeat_says_the_same_and_is_marked(services: Services, order: UUID) -> None:
    first = services.printouts.next_for("receipt")
    assert first is not None
    services.moves.move(order, "diagnostics")

    again = services.printouts.job(services.orders.reprint(order, "receipt"))
    once_more = services.printouts.job(services.orders.reprint(order, "receipt"))

    assert again.data == first.data
    assert (again.reprint_of, once_more.reprint_of) == (first.id, again.id)
    assert [first.key[-4:], again.key[-4:], once_more.key[-4:]] == [":1:1", ":1:2", ":1:3"]


@pytest.mark.parametrize("document", ["receipt", "label"])
def test_a_paper_never_printed_here_is_made_from_the_order(
    services: Services, document: str
) -> None:
    draft = replace(INTAKE, prepayment_minor=500_00)
    printed = services.intakes.receive(draft)
    unprinted = services.intakes.receive(draft, printing=False).order_id
    expected = services.orders.paper(printed.order_id, document)

    made = services.printouts.job(services.orders.reprint(unprinted, document))

    assert made.reprint_of is None
    assert made.data == services.orders.paper(unprinted, document)
    assert isinstance(expected, ReceiptData | LabelData)
    known = {"number": expected.number, "ticket": expected.ticket}
    assert replace(made.data, **known) == expected


def test_a_paper_without_money_names_none(services: Services) -> None:
    order = services.intakes.receive(INTAKE, printing=False).order_id
    receipt = services.orders.paper(order, "receipt")

    assert isinstance(receipt, ReceiptData)
    assert (receipt.prepayment, receipt.prepayment_method) == (None, "")
    assert isinstance(services.orders.paper(order, "label"), LabelData)


def test_a_document_that_does_not_exist_is_refused(services: Services, order: UUID) -> None:
    with pytest.raises(RejectedError) as refused:
        services.orders.reprint(order, "poem")

    assert refused.value.problem is Problem.UNKNOWN_RECORD
