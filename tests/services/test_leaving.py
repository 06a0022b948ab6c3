"""What is told of a hand-over: differences to the intake, papers, and the work brought back."""

from __future__ import annotations

import gettext
import json
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake_app.errors import Problem, RejectedError
from intake_app.i18n.translator import Translator
from intake_app.services import rechecks
from intake_app.services.condition import Mark
from intake_app.services.drafts import RepairKind
from intake_app.services.handover_rows import HandoverDraft
from intake_app.services.papers import ReceiptData
from intake_app.services.rechecks import Change
from intake_app.services.work_rows import LineDraft
from tests.services.test_handovers import DUE, FREE, ready

if TYPE_CHECKING:
    from intake_app.services.shop import Shop
    from intake_app.services.use_cases import Services

ENGLISH = Translator("en", gettext.NullTranslations())
MARKS = st.dictionaries(st.sampled_from("абвгд"), st.sampled_from([m.value for m in Mark]))


def test_only_what_is_otherwise_is_told() -> None:
    before = json.dumps({"экран": "works", "камеры": "fails", "звук": "unchecked"})
    after = json.dumps({"экран": "works", "камеры": "works", "звук": "fails", "связь": "works"})
    found = rechecks.changes(before, after)
    assert found == (
        Change("камеры", Mark.FAILS, Mark.WORKS),
        Change("звук", None, Mark.FAILS),
    )
    assert [change.is_worse for change in found] == [False, True]
    told = rechecks.told(found, ENGLISH)
    assert told == "камеры: does not work → works; звук: does not work"


@given(MARKS, MARKS)
def test_the_same_answers_differ_in_nothing(before: dict[str, str], after: dict[str, str]) -> None:
    one, other = json.dumps(before), json.dumps(after)
    assert rechecks.changes(one, one) == ()
    assert {change.chip for change in rechecks.changes(one, other)} <= set(after)


def test_papers_tell_how_it_left(services: Services) -> None:
    order = ready(services, DUE)
    draft = HandoverDraft(
        to_whom="proxy",
        name="Сидоров",
        proxy="№ 7",
        allowed_by="Анна",
        marks='{"камеры":"works"}',
    )
    services.handovers.hand_over(order, draft)
    paper = services.orders.paper(order, "handover")
    assert isinstance(paper, ReceiptData)
    assert paper.handed is not None
    assert (paper.handed.name, paper.handed.proxy) == ("Сидоров", "№ 7")
    assert paper.handed.debt is not None
    assert paper.handed.debt.minor == 300_000
    assert paper.at == paper.handed.at
    assert paper.outcome == "repaired"


def test_before_it_left_papers_tell_nothing_of_it(services: Services) -> None:
    paper = services.orders.paper(ready(services), "warranty_slip")
    assert isinstance(paper, ReceiptData)
    assert paper.handed is None


def test_without_a_check_and_a_debt_papers_say_less(services: Services) -> None:
    order = ready(services)
    services.handovers.hand_over(order, HandoverDraft())
    paper = services.orders.paper(order, "handover")
    assert isinstance(paper, ReceiptData)
    assert paper.handed is not None
    assert (paper.handed.marks, paper.handed.debt) == ("", None)


def test_our_work_brought_back_is_free_and_first(services: Services) -> None:
    order = ready(services)
    refused(services, order, Problem.NOT_ISSUED)
    services.handovers.hand_over(order, HandoverDraft())
    draft = services.handovers.rework(order)
    assert (draft.rework_of, draft.repair_kind, draft.urgent) == (
        order,
        RepairKind.OWN_WARRANTY,
        True,
    )
    assert draft.client.name == "Петров Пётр"
    assert draft.device.serial == "F17ABC"
    again = replace(draft, fault="снова", due_by_client="2026-12-01")
    card = services.orders.card(services.intakes.receive(again).order_id)
    assert card.terms.due_by_client == "2026-12-01"
    assert card.terms.rework_number == services.orders.card(order).row.number
    refused(services, uuid4(), Problem.UNKNOWN_RECORD)


def test_the_technician_sees_his_own_work_again(services: Services) -> None:
    person = services.staff.add("Олег")
    order = ready(services, replace(FREE, technician_id=person.id))
    services.handovers.hand_over(order, HandoverDraft())
    assert services.handovers.rework(order).technician_id == person.id


def test_each_part_has_its_own_warranty_when_the_device_is_back(
    services: Services, shop: Shop
) -> None:
    order = services.intakes.receive(FREE).order_id
    services.lines.add(
        order, LineDraft(kind="work", text="Замена", price_minor=0, warranty_days=30)
    )
    services.lines.add(
        order, LineDraft(kind="part", text="Экран", price_minor=0, warranty_days=180)
    )
    for stage in ("in_repair", "ready"):
        services.moves.move(order, stage)
    services.handovers.hand_over(order, HandoverDraft())
    history = shop.finder.device_by_code("F17ABC", "Apple")
    assert history is not None
    repair = history.repairs[0]
    assert repair.issued_at is not None
    zone = services.handovers.paperwork.zone
    today = repair.issued_at.astimezone(zone).date()
    assert [term.text for term in repair.covered(90, zone, today)] == ["Экран", "Замена"]
    covered = history.warranty(90, zone, today)
    assert covered is not None
    assert (covered[1] - today).days == 180


def test_what_has_not_left_is_covered_by_nothing(services: Services, shop: Shop) -> None:
    ready(services)
    history = shop.finder.device_by_code("F17ABC", "Apple")
    assert history is not None
    zone = services.handovers.paperwork.zone
    assert history.repairs[0].covered(90, zone, history.repairs[0].accepted_at.date()) == ()


def refused(services: Services, order: UUID, problem: Problem) -> None:
    """It cannot be brought back."""
    with pytest.raises(RejectedError) as caught:
        services.handovers.rework(order)
    assert caught.value.problem is problem
