from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from intake_app.checks import ticket
from intake_app.checks.ticket import TicketKind
from intake_app.errors import RejectedError
from intake_app.scanning.meaning import Kind, understand
from intake_app.scanning.scan import Scan
from intake_app.services import other_papers
from intake_app.services.drafts import ClientDraft, DeviceDraft, IntakeDraft, PaymentMethod

if TYPE_CHECKING:
    from intake_app.services.use_cases import Services

DRAFT = IntakeDraft(
    client=ClientDraft(name="Пётр Петров", phone="+79161234567"),
    device=DeviceDraft(kind="смартфон", brand="Apple", model="iPhone 13"),
    fault="не заряжается",
    prepayment_minor=100000,
    prepayment_method=PaymentMethod.CASH,
)


def test_a_day_tells_what_was_taken_and_by_whom(services: Services) -> None:
    services.intakes.receive(DRAFT)
    services.intakes.receive(replace(DRAFT, prepayment_minor=5000))
    papers = services.desk_papers
    report = papers.shift()
    assert [one.amount.minor for one in report.takings] == [100000, 5000]
    assert report.takings[0].order
    assert len(papers.shift(of=report.takings[0].by).takings) == 2
    assert papers.shift(of="nobody").takings == ()
    assert papers.shift(report.day.date() - timedelta(1)).takings == ()
    assert papers.shift(date(2020, 1, 1), closing=True).closing


def test_what_is_given_back_is_counted(services: Services) -> None:
    order = services.intakes.receive(DRAFT).order_id
    services.intakes.void(order, "передумал")
    takings = services.desk_papers.shift().takings
    assert sum(one.amount.minor for one in takings) == 0
    assert len(takings) == 2


@pytest.mark.parametrize(
    ("asked", "titles", "note"),
    [
        ("12", ["12"], ""),
        ("1-3", ["1", "2", "3"], ""),
        ("Стеллаж А 7–8", ["7", "8"], "Стеллаж А"),
    ],
)
def test_places_are_labelled_by_numbers(
    services: Services, asked: str, titles: list[str], note: str
) -> None:
    first = services.desk_papers.places(asked)
    tags = (first, *first.more)
    assert [tag.title for tag in tags] == titles
    assert {tag.note for tag in tags} == {note}
    for tag in tags:
        assert understand(Scan(tag.digits)).kind is Kind.PLACE


@pytest.mark.parametrize("asked", ["", "shelf", "9-1", "1-999"])
def test_other_words_are_no_places(services: Services, asked: str) -> None:
    with pytest.raises(RejectedError):
        services.desk_papers.places(asked)


def test_a_badge_is_read_back_as_a_person(services: Services) -> None:
    person = services.staff.add("Анна")
    tag = services.desk_papers.badge(person.id)
    assert understand(Scan(tag.digits)).kind is Kind.STAFF
    assert services.staff.by_badge(tag.digits).name == "Анна"
    with pytest.raises(RejectedError):
        services.desk_papers.badge(uuid4())


def test_a_client_s_label_shows_no_whole_phone(services: Services) -> None:
    order = services.intakes.receive(DRAFT).order_id
    client = services.desk_papers.client_of(order)
    tag = services.desk_papers.client(client)
    assert ticket.kind_of(tag.digits) is TicketKind.CLIENT
    low, high = ticket.client_range(tag.digits)
    assert low <= client <= high
    assert "1234" not in tag.note
    assert tag.note.endswith("67")
    for ask in (services.desk_papers.client, services.desk_papers.client_of):
        with pytest.raises(RejectedError):
            ask(uuid4())


def test_a_client_without_a_phone_has_a_label(services: Services) -> None:
    draft = replace(DRAFT, client=ClientDraft(name="Анна"))
    order = services.intakes.receive(draft).order_id
    assert services.desk_papers.client(services.desk_papers.client_of(order)).note == ""


def test_each_time_it_is_a_new_paper(services: Services) -> None:
    first = other_papers.queue(services, "shift_x", None)
    second = other_papers.queue(services, "shift_z", None)
    jobs = [services.printouts.job(each) for each in (first, second)]
    assert [job.reprint_of for job in jobs] == [None, None]
    assert jobs[0].key != jobs[1].key


def test_a_draft_s_label_takes_no_number(services: Services) -> None:
    job = services.printouts.job(services.desk_papers.queue_draft(DRAFT))
    assert job.document == "draft_label"
    assert services.intakes.receive(DRAFT).number.split("-")[1] == "00001"


@pytest.mark.parametrize("what", other_papers.OF_CLIENTS)
def test_papers_of_a_client_are_found_by_his_order(services: Services, what: str) -> None:
    order = services.intakes.receive(DRAFT).order_id
    assert other_papers.proof(services, what, order, "en").language == "en"


def test_the_report_of_one_s_own_counts_nobody_else(services: Services) -> None:
    assert other_papers.proof(services, "shift_mine", None).document == "shift_report"


@pytest.mark.parametrize("what", ["nothing", "consent"])
def test_an_unknown_paper_is_refused(services: Services, what: str) -> None:
    with pytest.raises(RejectedError):
        other_papers.proof(services, what, None)


def test_badges_and_places_are_asked_for_by_one_word(services: Services) -> None:
    person = services.staff.add("Анна")
    assert other_papers.proof(services, f"badge:{person.id}", None).document == "staff_label"
    assert other_papers.proof(services, "places:1-2", None).document == "place_label"
