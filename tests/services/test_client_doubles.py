"""Cards that may be one client: by what they are offered, and until when."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from intake_app.models.orders import Device
from intake_app.services.drafts import ClientDraft, ClientKind, DeviceDraft
from tests.rigs.drafts import INTAKE, PHONE

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.services.use_cases import Services

IMEI = "490154203237518"
NUMBERLESS = replace(PHONE, imei="", serial="")


def give(services: Services, client: ClientDraft, device: DeviceDraft = NUMBERLESS) -> UUID:
    order = services.intakes.receive(replace(INTAKE, client=client, device=device)).order_id
    return services.orders.card(order).client_id


def person(name: str, phone: str, **more: str) -> ClientDraft:
    return ClientDraft(name=name, phone=phone, **more)  # type: ignore[arg-type]


def numbered(services: Services, client: UUID, **numbers: str) -> None:
    """As another desk would have sent it: by hand the device would have been recognised."""
    device = services.clients.card(client).devices[0].id
    with services.clients.store.writing() as session:
        known = session.get_one(Device, device)
        for field, number in numbers.items():
            setattr(known, field, number)


def two(services: Services) -> tuple[UUID, UUID]:
    return (
        give(services, person("Петров Пётр", "+79161234567")),
        give(services, person("Сидорова Анна", "+79035554433")),
    )


@pytest.mark.parametrize("mark", ["imei", "serial"])
def test_one_device_with_two_clients_is_a_reason(services: Services, mark: str) -> None:
    one, other = two(services)
    for client in (one, other):
        numbered(services, client, **{mark: IMEI})
    (pair,) = services.clients.doubles()
    assert {pair.one.id, pair.other.id} == {one, other}
    assert pair.why == "device"
    (near,) = services.clients.card(one).near
    assert (near.client.id, near.why) == (other, "device")


def test_a_serial_of_another_brand_is_another_device(services: Services) -> None:
    one, other = two(services)
    numbered(services, one, serial="AB123456", brand="Bosch")
    numbered(services, other, serial="AB123456", brand="Apple")
    assert services.clients.doubles() == ()


def test_tax_number_and_email_are_reasons(services: Services) -> None:
    firm = ClientDraft(kind=ClientKind.COMPANY, name="ООО «Ромашка»", inn="7701234560")
    give(services, firm)
    give(services, replace(firm, name="Ромашка"))
    for name, phone in (("Петров", "+79161234567"), ("Сидоров", "+79035554433")):
        give(services, person(name, phone, email=f"{'I' if name[0] == 'П' else 'i'}v@mail.ru"))
    assert sorted(pair.why for pair in services.clients.doubles()) == ["email", "inn"]


def test_the_surest_reason_is_told_once(services: Services) -> None:
    for name in ("Петров Пётр", "Петров П."):
        give(services, person(name, "+79161234567", email="petrov@mail.ru"))
    (pair,) = services.clients.doubles()
    assert pair.why == "phone"


def test_every_two_of_three_are_a_pair(services: Services) -> None:
    family = [give(services, person(name, "+79161234567")) for name in ("Иван", "Анна", "Олег")]
    assert len(services.clients.doubles()) == 3
    assert len(services.clients.doubles(limit=2)) == 2
    services.clients.tell_apart(family[0], family[1])
    services.clients.tell_apart(family[0], family[2])
    (left,) = services.clients.doubles()
    assert {left.one.id, left.other.id} == set(family[1:])


def test_a_word_is_enough_and_can_be_taken_back(services: Services) -> None:
    one = give(services, person("Петров Пётр", "+79161234567"))
    other = give(services, person("Петрова Анна", "+79161234567"))
    change = services.clients.tell_apart(other, one)
    assert services.clients.doubles() == ()
    for client in (one, other):
        assert services.clients.card(client).near == ()
        assert services.clients.card(client).merges == ()
    services.clients.undo(change)
    assert len(services.clients.doubles()) == 1
    assert [near.client.id for near in services.clients.card(one).near] == [other]


def test_a_word_holds_for_all_cards_of_a_client(services: Services) -> None:
    one = give(services, person("Петров Пётр", "+79161234567"))
    wife = give(services, person("Петрова Анна", "+79161234567"))
    services.clients.tell_apart(one, wife)
    third = give(services, person("П. Петров", "+79035554433"))
    services.clients.merge(third, one)
    assert services.clients.doubles() == ()
    assert services.clients.card(wife).near == ()


def test_those_told_apart_do_not_hide_the_others(services: Services) -> None:
    family = [give(services, person(f"Имя{n}", "+79161234567")) for n in range(4)]
    for n, one in enumerate(family[:3]):
        for other in family[n + 1 : 3]:
            services.clients.tell_apart(one, other)
    pairs = services.clients.doubles(limit=2)
    assert len(pairs) == 2
    assert all(family[3] in {pair.one.id, pair.other.id} for pair in pairs)
