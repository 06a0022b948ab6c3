from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from intake_app.errors import Problem, RejectedError, UnavailableError
from intake_app.models.connection import open_file
from intake_app.money import Money
from intake_app.services.drafts import (
    ClientDraft,
    ClientKind,
    DeviceDraft,
    IntakeDraft,
    PaymentMethod,
)
from intake_app.services.papers import LabelData, ReceiptData
from intake_app.services.shop import FILE_NAME, Shop
from tests.rigs.drafts import INTAKE
from tests.rigs.watch import NOON

if TYPE_CHECKING:
    from collections.abc import Sequence

    from intake_app.config import Settings
    from intake_app.services.use_cases import Services
    from tests.rigs.watch import Watch

TABLES = (
    "client",
    "phone",
    "device",
    '"order"',
    "stage",
    "payment",
    "outbox",
    "print_job",
    "draft",
)


def rows(settings: Settings, sql: str) -> Sequence[tuple[object, ...]]:
    connection = open_file(settings.data / FILE_NAME, readonly=True)
    found = connection.execute(sql).fetchall()
    connection.close()
    return found


def counts(settings: Settings) -> dict[str, int]:
    union = " UNION ALL ".join(f"SELECT '{name}', count(*) FROM {name}" for name in TABLES)  # noqa: S608 - names of ours
    return {str(name).strip('"'): int(str(count)) for name, count in rows(settings, union)}


def test_one_intake_writes_everything_at_once(services: Services, settings: Settings) -> None:
    services.intakes.receive(replace(INTAKE, prepayment_minor=1000_00))

    assert counts(settings) == {
        "client": 1,
        "phone": 1,
        "device": 1,
        "order": 1,
        "stage": 1,
        "payment": 1,
        "outbox": 6,
        "print_job": 2,
        "draft": 0,
    }
    assert len(rows(settings, "SELECT DISTINCT txn FROM outbox")) == 1


def test_the_order_says_what_was_typed(services: Services) -> None:
    draft = replace(
        INTAKE,
        accessories=" чехол ",
        urgent=True,
        estimate_minor=5000_00,
        limit_minor=6000_00,
        agreed_value_minor=30000_00,
        prepayment_minor=1000_00,
        prepayment_method=PaymentMethod.CARD,
        note="ключ у соседа",
    )
    accepted = services.intakes.receive(draft)
    card = services.orders.card(accepted.order_id)

    assert (card.row.number, card.ticket) == (accepted.number, accepted.ticket)
    assert (card.row.client, card.row.phone) == ("Ёлкин Пётр Ильич", "+79161234567")
    assert (card.row.device, card.row.fault) == ("Apple iPhone 13", "не заряжается")
    assert (card.device.serial, card.device.imei) == ("F17ABC", "490154203237518")
    assert (card.accessories, card.note, card.urgent) == ("чехол", "ключ у соседа", True)
    assert (card.estimate, card.limit) == (Money(5000_00), Money(6000_00))
    assert (card.agreed_value, card.row.balance) == (Money(30000_00), Money(1000_00))
    assert (card.row.accepted_at, card.accepted_by) == (NOON, "Анна")
    assert [(event.kind, event.code) for event in card.story] == [
        ("accepted", "accepted"),
        ("payment", "card"),
    ]


def test_blanks_of_a_hurried_hand_are_not_kept(services: Services) -> None:
    client = ClientDraft(name="  Ёлкин   Пётр ", phone="8 916 123 45 67")
    device = DeviceDraft(kind=" смарт  часы ", brand=" Apple ")
    draft = IntakeDraft(client=client, device=device, fault=" не заряжается\n")
    card = services.orders.card(services.intakes.receive(draft).order_id)

    assert (card.row.client, card.row.fault) == ("Ёлкин Пётр", "не заряжается")
    assert (card.device.kind, card.device.brand) == ("смарт часы", "Apple")


def test_a_promise_is_kept_or_made_for_the_end_of_a_working_day(services: Services) -> None:
    usual = services.intakes.receive(INTAKE)
    tomorrow = NOON + timedelta(days=1)
    given = services.intakes.receive(replace(INTAKE, promised_at=tomorrow))

    # 15 days after 22 November, 18:00 in Moscow.
    assert services.orders.card(usual.order_id).row.promised_at == datetime(
        2026, 12, 7, 15, tzinfo=UTC
    )
    assert services.orders.card(given.order_id).row.promised_at == tomorrow


def test_numbers_follow_one_another(services: Services) -> None:
    numbers = [services.intakes.receive(INTAKE).number for _ in range(3)]

    assert [number[:-2] for number in numbers] == ["A-00001", "A-00002", "A-00003"]


def test_receipt_and_label_are_frozen_in_the_time_of_the_shop(services: Services) -> None:
    accepted = services.intakes.receive(replace(INTAKE, prepayment_minor=1000_00))
    receipt, label = (services.printouts.job(job).data for job in accepted.jobs)

    assert isinstance(receipt, ReceiptData)
    assert (receipt.shop.name, receipt.shop.inn) == ("Мастерская", "7701234560")
    assert (receipt.number, receipt.ticket) == (accepted.number, accepted.ticket)
    assert (receipt.client, receipt.client_phone) == ("Ёлкин Пётр Ильич", "+79161234567")
    assert (receipt.device_kind, receipt.device) == ("смартфон", "Apple iPhone 13")
    assert (receipt.prepayment, receipt.prepayment_method) == (Money(1000_00), "cash")
    assert receipt.accepted_at.hour == 15
    assert isinstance(label, LabelData)
    assert (label.client, label.device) == ("Ёлкин П. И.", "смартфон Apple iPhone 13")


def test_without_a_prepayment_the_receipt_names_no_way_of_paying(services: Services) -> None:
    accepted = services.intakes.receive(replace(INTAKE, prepayment_minor=0))
    receipt = services.printouts.job(accepted.jobs[0]).data

    assert isinstance(receipt, ReceiptData)
    assert (receipt.prepayment, receipt.prepayment_method) == (None, "")
    assert services.orders.card(accepted.order_id).row.balance == Money(0)


def test_a_known_client_and_device_are_taken_and_named(
    services: Services, settings: Settings
) -> None:
    card = services.orders.card(services.intakes.receive(INTAKE).order_id)
    again = IntakeDraft(
        client=ClientDraft(id=card.client_id),
        device=DeviceDraft(id=card.device.id),
        fault="снова не заряжается",
    )
    accepted = services.intakes.receive(again)

    assert counts(settings) | {"outbox": 0, "print_job": 0} == {
        "client": 1,
        "phone": 1,
        "device": 1,
        "order": 2,
        "stage": 2,
        "payment": 0,
        "outbox": 0,
        "print_job": 0,
        "draft": 0,
    }
    receipt = services.printouts.job(accepted.jobs[0]).data
    assert isinstance(receipt, ReceiptData)
    assert (receipt.client, receipt.client_phone) == ("Ёлкин Пётр Ильич", "+79161234567")
    assert (receipt.device, receipt.serial) == ("Apple iPhone 13", "F17ABC")


@pytest.mark.parametrize(
    "draft",
    [
        replace(INTAKE, client=ClientDraft(id=UUID(int=7))),
        replace(INTAKE, device=DeviceDraft(id=UUID(int=7))),
    ],
)
def test_a_client_or_device_nobody_knows_is_refused(
    services: Services, settings: Settings, draft: IntakeDraft
) -> None:
    with pytest.raises(RejectedError) as refused:
        services.intakes.receive(draft)

    assert refused.value.problem is Problem.UNKNOWN_RECORD
    assert set(counts(settings).values()) == {0}


def test_a_company_keeps_its_requisites(services: Services, settings: Settings) -> None:
    firm = ClientDraft(
        kind=ClientKind.COMPANY, name="ООО «Пример»", inn="7701234560", kpp="770101001"
    )
    accepted = services.intakes.receive(replace(INTAKE, client=firm))
    receipt = services.printouts.job(accepted.jobs[0]).data

    assert rows(settings, "SELECT kind, inn, kpp FROM client") == [
        ("company", "7701234560", "770101001")
    ]
    assert rows(settings, "SELECT * FROM phone") == []
    assert isinstance(receipt, ReceiptData)
    assert receipt.client_inn == "7701234560"


def test_a_draft_with_problems_is_refused_whole(services: Services, settings: Settings) -> None:
    with pytest.raises(RejectedError) as refused:
        services.intakes.receive(IntakeDraft(client=ClientDraft(phone="12")))

    assert refused.value.fields == {
        "client.name": Problem.MISSING,
        "client.phone": Problem.PHONE_SHORT,
        "device.kind": Problem.MISSING,
        "fault": Problem.MISSING,
    }
    assert set(counts(settings).values()) == {0}


def test_a_full_disk_writes_nothing_and_uses_up_no_number(
    services: Services, settings: Settings
) -> None:
    services.intakes.receive(INTAKE)
    before = counts(settings)
    with services.intakes.store.writing() as session:
        pages = session.driver.execute("PRAGMA page_count").fetchone()[0]
        session.driver.execute(f"PRAGMA max_page_count={pages}")

    with pytest.raises(UnavailableError) as refused:
        services.intakes.receive(replace(INTAKE, note="x" * 4000, appearance="x" * 4000))

    assert refused.value.problem is Problem.DISK_FULL
    assert counts(settings) == before
    with services.intakes.store.writing() as session:
        session.driver.execute("PRAGMA max_page_count=1000000")
    assert services.intakes.receive(INTAKE).number.startswith("A-00002")


def test_nothing_is_queued_for_printers_that_are_not_there(
    settings: Settings, watch: Watch
) -> None:
    desk = replace(settings.desk, receipt_printer="none:")
    shop = Shop(replace(settings, desk=desk), watch)
    shop.open()

    accepted = shop.services.intakes.receive(INTAKE)
    documents = [shop.services.printouts.job(job).document for job in accepted.jobs]

    shop.close()
    assert documents == ["label"]


def test_an_intake_can_do_without_paper(services: Services) -> None:
    assert services.intakes.receive(INTAKE, printing=False).jobs == ()


def test_an_intake_is_one_commit_and_few_statements(services: Services) -> None:
    services.intakes.receive(INTAKE)
    told: list[str] = []
    with services.intakes.store.writing() as session:
        driver = session.driver
    driver.set_trace_callback(told.append)
    services.intakes.receive(replace(INTAKE, prepayment_minor=100))
    driver.set_trace_callback(None)

    assert told.count("COMMIT") == 1
    assert told.count("BEGIN IMMEDIATE") == 1
    # Row, row's triggers and op are one each; anything read or written one by one would show.
    # The last like order and its moves, and the pace of the work, are for the day nobody named.
    ours = {text for text in told if not text.startswith("--")}
    # Whether the shop has a cash box is asked for the prepayment.
    assert len(ours) <= 24
