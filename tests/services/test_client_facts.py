"""All that is known of one client, and who may be the same."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

from intake_app.checks.stages import Stage
from intake_app.models.people import Client, Contact
from intake_app.money import Money
from intake_app.services.drafts import ClientDraft, ClientKind, DeviceDraft
from tests.rigs.drafts import INTAKE
from tests.rigs.watch import NOON

if TYPE_CHECKING:
    from intake_app.services.shop import Shop
    from intake_app.services.use_cases import Services

FIRM = ClientDraft(
    kind=ClientKind.COMPANY,
    name="ООО «Пример»",
    phone="+74951112233",
    inn="7701234560",
    email="Office@Example.ru",
)


def client_of(services: Services, order: UUID) -> UUID:
    return services.orders.card(order).client_id


def receive(services: Services, client: ClientDraft, **more: object) -> UUID:
    taken = services.intakes.receive(replace(INTAKE, client=client, **more))
    return client_of(services, taken.order_id)


def put_at(services: Services, stage: Stage) -> None:
    with services.intakes.store.writing() as session, session.unrecorded(["order"]) as driver:
        driver.execute('UPDATE "order" SET stage = ?', (stage.value,))


def merge(services: Services, merged: UUID, into: UUID) -> None:
    """What the merge facts amount to; the service that writes them has its own tests."""
    with services.intakes.store.writing() as session, session.unrecorded(["client"]) as driver:
        driver.execute("UPDATE client SET merged_into = ? WHERE id = ?", (into.bytes, merged.bytes))


def test_the_facts_of_a_client_are_read_at_once(shop: Shop, services: Services) -> None:
    client = receive(services, FIRM)
    with services.intakes.store.writing() as session:
        card = session.get_one(Client, client)
        card.conflict_level, card.birthday, card.bik = 2, "--05-17", "044525225"
        session.create(Contact, client_id=client, created_at=NOON, name="Зоя", role="бухгалтер")

    facts = shop.finder.client_facts(client)

    assert facts is not None
    assert (facts.row.id, facts.row.kind) == (client, ClientKind.COMPANY)
    assert [phone.e164 for phone in facts.phones] == ["+74951112233"]
    assert [(contact.name, contact.role) for contact in facts.contacts] == [("Зоя", "бухгалтер")]
    assert (facts.email, facts.inn, facts.bik) == ("Office@Example.ru", "7701234560", "044525225")
    assert (facts.conflict_level, facts.birthday) == (2, "--05-17")
    assert facts.debt is None
    assert facts.to_pay is None


def test_there_are_no_facts_of_a_stranger(shop: Shop) -> None:
    assert shop.finder.client_facts(UUID(int=7)) is None


def test_what_was_issued_unpaid_is_a_debt(shop: Shop, services: Services) -> None:
    terms = {"estimate_minor": 5000_00, "prepayment_minor": 1000_00}
    client = receive(services, INTAKE.client, **terms)
    for stage, debt, to_pay in (
        (Stage.IN_REPAIR, None, None),
        (Stage.READY, None, Money(4000_00)),
        (Stage.ISSUED, Money(4000_00), None),
    ):
        put_at(services, stage)
        facts = shop.finder.client_facts(client)
        assert facts is not None
        assert (facts.debt, facts.to_pay) == (debt, to_pay)


def test_what_was_known_by_a_merged_card_belongs_to_the_other(
    shop: Shop, services: Services
) -> None:
    stays = receive(services, ClientDraft(name="Королёва Зоя", phone="+79160000001"))
    goes = receive(
        services,
        ClientDraft(name="Королева З.", phone="+79160000002"),
        device=DeviceDraft(kind="чайник"),
    )
    merge(services, goes, stays)

    for ident in (stays, goes):
        facts = shop.finder.client_facts(ident)
        assert facts is not None
        assert facts.row.id == stays
        assert [phone.e164 for phone in facts.phones] == ["+79160000001", "+79160000002"]


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        ({"e164": "+74951112233"}, ["phone"]),
        ({"inn": "7701234560"}, ["inn"]),
        ({"email": "office@example.RU"}, ["email"]),
        ({"email": "example.ru"}, []),
        ({"email": '"'}, []),
        ({"name": "Ильич ёлкин"}, ["name"]),
        ({"name": "Ёлкин"}, []),
        ({"name": "Ёлкин Пётр Ильич Старший"}, []),
        ({"name": "Елкни Пётр"}, ["name"]),
        ({"name": "Ёлкин Потр"}, ["name"]),
        ({"name": "АО Пример"}, ["name"]),
        ({"name": "ООО «Примир»"}, ["name"]),
        ({"name": "ООО"}, []),
        ({"name": "Елкин Петр", "inn": "7701234560"}, ["inn", "name"]),
        ({"e164": "+74951112233", "inn": "7701234560", "email": FIRM.email}, ["phone"]),
        ({}, []),
    ],
)
def test_near_clients_are_told_with_the_surest_reason(
    shop: Shop, services: Services, asked: dict[str, Any], why: list[str]
) -> None:
    receive(services, INTAKE.client)
    receive(services, FIRM)

    assert [near.why for near in shop.finder.near_clients(**asked)] == why


def test_two_cards_of_one_client_are_one_near_client(shop: Shop, services: Services) -> None:
    stays = receive(services, FIRM)
    goes = receive(services, replace(FIRM, phone="+74951112244", inn=""))
    merge(services, goes, stays)

    near = shop.finder.near_clients(e164="+74951112244", inn="7701234560")
    assert [(one.client.id, one.why) for one in near] == [(stays, "phone")]
