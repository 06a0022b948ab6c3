from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from intake_app.money import Money
from intake_app.services import accessories, billing
from intake_app.services.drafts import ClientDraft, DeviceDraft, IntakeDraft
from intake_app.services.papers import FOR_THE_SHOP, PAPERS, LabelData, ReceiptData, TermsData
from tests.printing.samples import LABEL, RECEIPT

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.services.use_cases import Services

DRAFT = IntakeDraft(
    client=ClientDraft(name="Пётр Петров", phone="+79161234567"),
    device=DeviceDraft(kind="смартфон", brand="Apple", model="iPhone 13"),
    fault="не заряжается",
    accessories="чехол, кабель",
    estimate_minor=350000,
)


def act(services: Services, order: UUID, name: str = "completed") -> ReceiptData:
    paper = services.orders.paper(order, name)
    assert isinstance(paper, ReceiptData)
    return paper


def test_an_act_bills_the_agreed_price(services: Services) -> None:
    order = services.intakes.receive(DRAFT).order_id
    (line,) = act(services, order).lines
    assert (line.total, line.vat, line.kind) == (Money(350000), "", "work")


def test_the_rate_is_that_of_the_paper_s_day() -> None:
    old = replace(RECEIPT, accepted_at=RECEIPT.accepted_at.replace(year=2025))
    assert [line.vat for line in billing.lines(old, "standard")] == ["20"]
    assert [line.vat for line in billing.lines(RECEIPT, "standard")] == ["22"]
    assert [line.vat for line in billing.lines(replace(old, at=RECEIPT.accepted_at), "standard")]


def test_a_travel_fee_is_a_line_and_an_unknown_price_none() -> None:
    out = replace(RECEIPT, terms=TermsData(travel=Money(50000)))
    assert [line.kind for line in billing.lines(out, "none")] == ["work", "travel"]
    assert billing.lines(replace(RECEIPT, estimate=None), "none") == ()


def test_what_a_client_s_card_says_is_on_his_acts(services: Services) -> None:
    order = services.intakes.receive(DRAFT).order_id
    services.clients.edit(services.desk_papers.client_of(order), {"address": "Сад, 1"})
    assert act(services, order).buyer.address == "Сад, 1"


def test_the_day_the_repair_was_done_is_known(services: Services) -> None:
    order = services.intakes.receive(DRAFT).order_id
    assert act(services, order).finished_at is None
    for stage in ("diagnostics", "in_repair", "ready"):
        services.moves.move(order, stage)
    assert act(services, order).finished_at is not None


@pytest.mark.parametrize(
    ("listed", "marks", "found"),
    [
        ("чехол, кабель; блок", "", ("чехол", "кабель", "блок")),
        ("", '{"кабель":"yes","чехол":"no","сим-карта":"yes"}', ("кабель",)),
        ("защитное стекло, плёнка, SIM", "", ()),
        ("кабель, кабель", '{"без комплекта":"yes"}', ("кабель",)),
        ("", "", ()),
    ],
)
def test_what_lies_apart_has_a_label(listed: str, marks: str, found: tuple[str, ...]) -> None:
    receipt = replace(RECEIPT, accessories=listed, accessory_marks=marks)
    assert accessories.apart(receipt) == found
    label = accessories.labels(receipt, LABEL)
    made = (label, *label.more)
    assert [one.item for one in made] == list(found or ("",))
    assert [(one.nth, one.total) for one in made] == [
        (nth, len(made)) for nth in range(1, len(made) + 1)
    ]


def test_all_devices_of_a_visit_are_labelled_together(services: Services) -> None:
    first = services.intakes.receive(DRAFT)
    paper = services.orders.paper(first.order_id, "batch_label")
    assert isinstance(paper, LabelData)
    assert (paper.nth, paper.total, paper.more) == (1, 1, ())


def test_a_client_s_papers_speak_his_language(services: Services) -> None:
    order = services.intakes.receive(DRAFT).order_id
    services.clients.edit(services.desk_papers.client_of(order), {"language": "en"})
    for name in ("completed", "invoice"):
        assert services.orders.proof(order, name).language == "en"
        job = services.printouts.job(services.orders.reprint(order, name))
        assert job.language == "en"
    assert services.orders.proof(order, "work_order").language == "ru"
    assert services.orders.proof(order, "accessory_label").language == "ru"
    again = services.intakes.receive(replace(DRAFT, client=known(services, order)))
    assert services.orders.proof(again.order_id, "receipt").language == "en"


def known(services: Services, order: UUID) -> ClientDraft:
    return ClientDraft(id=services.desk_papers.client_of(order), name="Пётр Петров")


def test_a_repeat_speaks_as_before_unless_it_is_asked_otherwise(services: Services) -> None:
    order = services.intakes.receive(DRAFT).order_id
    first = services.printouts.job(services.orders.reprint(order, "completed", "en"))
    same = services.printouts.job(services.orders.reprint(order, "completed"))
    other = services.printouts.job(services.orders.reprint(order, "completed", "ru"))
    assert [job.language for job in (first, same, other)] == ["en", "en", "ru"]
    assert other.reprint_of == same.id


def test_labels_and_papers_of_the_bench_are_the_shop_s() -> None:
    assert {"label", "work_order", "shift_report", "staff_label"} <= FOR_THE_SHOP <= set(PAPERS)
