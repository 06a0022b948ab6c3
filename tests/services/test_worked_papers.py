"""Papers say what was done and found, and their sums agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_app.money import Money
from intake_app.services.drafts import ClientDraft, DeviceDraft, IntakeDraft, RepairKind
from intake_app.services.papers import ReceiptData
from intake_app.services.work_rows import LineDraft
from tests.services.workshop import FITTING, SCREEN, order

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.services.use_cases import Services


def act(services: Services, of: UUID, name: str = "completed") -> ReceiptData:
    paper = services.orders.paper(of, name)
    assert isinstance(paper, ReceiptData)
    return paper


def worked(services: Services, of: UUID) -> None:
    for draft in (FITTING, SCREEN):
        services.lines.add(of, LineDraft(item_id=services.price_list.add(draft)))


def test_the_act_has_the_lines_of_the_order(services: Services) -> None:
    one = order(services)
    worked(services, one)
    work, part = act(services, one).lines
    assert (work.name, work.kind, work.total) == ("Замена экрана", "work", Money(150_000))
    assert (part.code, part.total, part.unit) == ("A13", Money(450_000), "piece")
    assert (work.warranty_until, part.warranty_until) == ("2026-12-22", "2027-02-20")
    assert work.discount is None


def test_sums_on_paper_are_those_on_the_screen(services: Services) -> None:
    one = order(services)
    worked(services, one)
    services.clients.edit(services.orders.card(one).client_id, {"discount_bp": 333})
    paper, sheet = act(services, one), services.lines.sheet(one)
    assert sum(line.total.minor for line in paper.lines) == sheet.totals.due
    assert sum(line.discount.minor for line in paper.lines if line.discount) == 19_980


def test_a_travel_fee_stands_behind_the_works(services: Services) -> None:
    draft = IntakeDraft(
        client=ClientDraft(name="Пётр", phone="+79161234567"),
        device=DeviceDraft(kind="телевизор"),
        fault="нет звука",
        repair_kind=RepairKind.PAID,
        travel_minor=50_000,
    )
    one = services.intakes.receive(draft).order_id
    worked(services, one)
    assert [line.kind for line in act(services, one).lines] == ["work", "part", "travel"]


def test_what_somebody_else_pays_for_costs_the_client_nothing(services: Services) -> None:
    one = order(services, kind=RepairKind.WARRANTY)
    services.lines.add(one, LineDraft(text="замена", price_minor=90_000))
    (line,) = act(services, one).lines
    assert (line.price, line.total) == (Money(0), Money(0))


def test_the_act_of_diagnosis_says_what_was_found(services: Services) -> None:
    one = order(services)
    assert act(services, one, "diagnosis").found.diagnosis == ""
    for kind, text in (
        ("finding", "влага"),
        ("diagnosis", "разъём"),
        ("diagnosis", "плата"),
        ("finding", "окислы"),
        ("recommendation", "почистить"),
    ):
        services.lines.find(one, kind, text)
    found = act(services, one, "diagnosis").found
    assert (found.diagnosis, found.findings) == ("плата", "влага; окислы")
    assert found.recommendation == "почистить"
