from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from intake_app.errors import Problem, UnavailableError
from intake_app.models.connection import open_file
from intake_app.models.people import Client, Phone
from intake_app.services import shipped
from intake_app.services.drafts import ClientDraft, DeviceDraft
from intake_app.services.finder import Finder
from intake_app.services.shop import FILE_NAME, Shop
from tests.rigs.drafts import INTAKE, PHONE
from tests.rigs.watch import NOON

if TYPE_CHECKING:
    from pathlib import Path

    from intake_app.config import Settings
    from intake_app.services.rows import Accepted
    from intake_app.services.use_cases import Services
    from tests.rigs.watch import Watch

PEOPLE = {
    "Петров Семён Ильич": "+79161234567",
    "Петрова Анна Сергеевна": "+79035554567",
    "Королёва-Ким Зоя": "+79160000001",
    "ООО «Ромашка»": "+74951112233",
    "Smith John": "+442071838750",
    "Джон Иностранцев": "",
}


@pytest.fixture
def orders(services: Services) -> dict[str, Accepted]:
    """One order of each; the last one is the newest."""
    return {
        name: services.intakes.receive(
            replace(
                INTAKE,
                client=ClientDraft(name=name, phone=phone),
                device=replace(PHONE, serial=f"SN00{place}", imei=""),
            )
        )
        for place, (name, phone) in enumerate(PEOPLE.items())
    }


def clients(shop: Shop, typed: str) -> list[str]:
    return [row.name for row in shop.finder.clients(typed)]


@pytest.mark.usefixtures("orders")
@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("4567", ["Петрова Анна Сергеевна", "Петров Семён Ильич"]),
        ("34567", ["Петров Семён Ильич"]),
        ("34-567", ["Петров Семён Ильич"]),
        ("89161234567", ["Петров Семён Ильич"]),
        ("+7 (916) 123-45-67", ["Петров Семён Ильич"]),
        ("79161234567", ["Петров Семён Ильич"]),
        ("9161234567", ["Петров Семён Ильич"]),
        ("8916", ["Королёва-Ким Зоя", "Петров Семён Ильич"]),
        ("+7916", ["Королёва-Ким Зоя", "Петров Семён Ильич"]),
        ("9161", ["Петров Семён Ильич"]),
        ("+44207", ["Smith John"]),
        ("4951", ["ООО «Ромашка»"]),
        ("7", []),
        ("петров", ["Петров Семён Ильич", "Петрова Анна Сергеевна"]),
        ("Семён Петров", ["Петров Семён Ильич"]),
        ("и с п", ["Петров Семён Ильич"]),
        ("семен", ["Петров Семён Ильич"]),
        ("КОРОЛЕВА", ["Королёва-Ким Зоя"]),
        ("ким", ["Королёва-Ким Зоя"]),
        ("королёва-к", ["Королёва-Ким Зоя"]),
        ("ромаш", ["ООО «Ромашка»"]),
        ("gtnhjd ctv", ["Петров Семён Ильич"]),
        ("ыьшер", ["Smith John"]),
        ("никто", []),
        ("«»", []),
        ("", []),
        ('" OR *', []),
    ],
)
def test_clients_are_found_by_what_is_typed(shop: Shop, typed: str, names: list[str]) -> None:
    assert clients(shop, typed) == names


def test_an_exact_phone_comes_first(shop: Shop, services: Services) -> None:
    at = NOON
    with services.intakes.store.writing() as session:
        for name, e164 in (("Точный", "+79161234567"), ("Позже", "+499161234567")):
            client = session.create(Client, created_at=at, kind="person", name=name)
            session.create(Phone, client_id=client, created_at=at, e164=e164)

    assert clients(shop, "89161234567") == ["Точный", "Позже"]
    assert clients(shop, "+499161234567") == ["Позже"]
    assert clients(shop, "4567") == ["Позже", "Точный"]


def test_a_client_is_shown_with_what_was_here(shop: Shop, services: Services) -> None:
    first = services.intakes.receive(INTAKE)
    client = services.orders.card(first.order_id).client_id
    device = DeviceDraft(kind="чайник")
    again = replace(INTAKE, client=ClientDraft(id=client), device=device)
    services.intakes.receive(again)

    (row,) = shop.finder.clients("4567")
    assert (row.id, row.name, row.phone) == (client, "Ёлкин Пётр Ильич", "+79161234567")
    assert (row.orders, row.last_device) == (2, "чайник")


@pytest.mark.usefixtures("orders")
@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("612", ["Петров Семён Ильич"]),
        ("6123", ["Петров Семён Ильич"]),
        ("(35) 554", ["Петрова Анна Сергеевна"]),
        ("00000", ["Королёва-Ким Зоя"]),
        ("83875", ["Smith John"]),
        ("2345678", []),
        ("61", []),
        ("567", ["Петрова Анна Сергеевна", "Петров Семён Ильич"]),
        ("456", ["Петрова Анна Сергеевна", "Петров Семён Ильич"]),
    ],
)
def test_clients_are_found_by_any_three_digits(shop: Shop, typed: str, names: list[str]) -> None:
    assert clients(shop, typed) == names


def test_no_more_clients_than_asked_for(shop: Shop, services: Services) -> None:
    for number in range(12):
        client = ClientDraft(name=f"Иванов {number}", phone=f"+7916000{number:02d}77")
        services.intakes.receive(replace(INTAKE, client=client))

    assert [row.name for row in shop.finder.clients("иван", limit=3)] == [
        "Иванов 11",
        "Иванов 10",
        "Иванов 9",
    ]
    assert len(shop.finder.clients("77", limit=3)) == 3


def test_archived_clients_and_phones_are_not_offered(
    shop: Shop, services: Services, orders: dict[str, Accepted]
) -> None:
    with (
        services.intakes.store.writing() as session,
        session.unrecorded(["client", "phone"]) as driver,
    ):
        driver.execute("UPDATE client SET archived = 1 WHERE name LIKE 'Smith%'")
        driver.execute("UPDATE phone SET archived = 1 WHERE e164 = '+79161234567'")

    assert clients(shop, "smith") == []
    assert clients(shop, "34567") == []
    assert shop.finder.clients("семён")[0].phone == ""


def test_devices_of_a_client_come_latest_first(shop: Shop, services: Services) -> None:
    card = services.orders.card(services.intakes.receive(INTAKE).order_id)
    known = ClientDraft(id=card.client_id)
    laptop = DeviceDraft(kind="ноутбук", brand="ASUS", model="X512")
    services.intakes.receive(replace(INTAKE, client=known, device=laptop, fault="шумит"))
    services.intakes.receive(
        replace(INTAKE, client=known, device=DeviceDraft(id=card.device.id), fault="снова")
    )

    found = shop.finder.devices_of(card.client_id)
    assert [(row.title, row.last_fault) for row in found] == [
        ("Apple iPhone 13", "снова"),
        ("ASUS X512", "шумит"),
    ]
    assert [row.title for row in shop.finder.devices_of(card.client_id, "asus")] == ["ASUS X512"]
    assert [row.title for row in shop.finder.devices_of(card.client_id, "фыгы")] == ["ASUS X512"]
    assert shop.finder.devices_of(card.client_id, "lenovo") == ()
    assert len(shop.finder.devices_of(card.client_id, limit=1)) == 1


def test_kinds_and_models_of_this_shop_come_before_the_shipped_ones(
    shop: Shop, services: Services
) -> None:
    assert shop.finder.kinds("") == shipped.kinds()[:8]
    assert shop.finder.models("")[0] == shipped.models()[0]

    for device in (
        DeviceDraft(kind="самовар", brand="Тула", model="3Л"),
        DeviceDraft(kind="самовар", brand="Тула", model="5Л"),
        DeviceDraft(kind="самовар", brand="Тула", model="5Л"),
        DeviceDraft(kind="утюг"),
    ):
        services.intakes.receive(replace(INTAKE, device=device))

    assert shop.finder.kinds("")[:3] == ("самовар", "утюг", "смартфон")
    assert shop.finder.kinds("сам")[0] == "самовар"
    assert shop.finder.kinds("cfvjd") == ("самовар",)
    assert shop.finder.models("тула")[:2] == (
        ("самовар", "Тула", "5Л"),
        ("самовар", "Тула", "3Л"),
    )
    assert shop.finder.models("13 iph")[0] == ("смартфон", "Apple", "iPhone 13")
    assert all(brand or model for _, brand, model in shop.finder.models("", limit=500))


def test_orders_are_the_latest_when_nothing_is_typed(
    shop: Shop, orders: dict[str, Accepted]
) -> None:
    found = shop.finder.orders(" ")

    assert [row.id for row in found] == [one.order_id for one in reversed(orders.values())]
    assert len(shop.finder.orders("", limit=2)) == 2


@pytest.mark.usefixtures("orders")
@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("2", ["Петрова Анна Сергеевна"]),
        ("a-00002", ["Петрова Анна Сергеевна"]),
        ("А-2", ["Петрова Анна Сергеевна"]),
        ("ф-00002", ["Петрова Анна Сергеевна"]),
        ("sn001", ["Петрова Анна Сергеевна"]),
        ("ыт001", ["Петрова Анна Сергеевна"]),
        ("SN00", list(reversed(PEOPLE))),
        ("4567", ["Петрова Анна Сергеевна", "Петров Семён Ильич"]),
        ("ромаш", ["ООО «Ромашка»"]),
        ("никто", []),
        ("-", []),
    ],
)
def test_orders_are_found_by_what_is_typed(shop: Shop, typed: str, names: list[str]) -> None:
    assert [row.client for row in shop.finder.orders(typed)] == names


def test_orders_are_found_by_imei_and_ticket(shop: Shop, services: Services) -> None:
    accepted = services.intakes.receive(INTAKE)

    for typed in ("490154203237518", "49015", accepted.ticket, accepted.number):
        assert [row.id for row in shop.finder.orders(typed)] == [accepted.order_id]
    wrong = f"{(int(accepted.ticket[0]) + 1) % 10}{accepted.ticket[1:]}"
    assert shop.finder.orders(wrong) == ()


def test_a_scanned_label_leads_to_its_order(shop: Shop, orders: dict[str, Accepted]) -> None:
    for accepted in orders.values():
        assert shop.finder.order_by_ticket(accepted.ticket) == accepted.order_id
    assert shop.finder.order_by_ticket("990000000011") is None
    assert shop.finder.order_by_ticket("4601234567890") is None
    assert shop.finder.order_by_ticket("") is None


def test_there_is_nothing_to_find_before_there_is_a_store(settings: Settings, watch: Watch) -> None:
    finder = Shop(settings, watch).finder

    assert finder.clients("4567") == ()
    assert finder.orders("") == ()
    assert finder.order_by_ticket("000000000013") is None
    assert finder.devices_of(UUID(int=7)) == ()
    assert finder.kinds("см")[0] == "смартфон"
    finder.close()


def test_a_store_that_is_just_being_made_gives_no_answers_yet(tmp_path: Path) -> None:
    path = tmp_path / "intake.db"
    connection = open_file(path)
    finder = Finder(path)

    assert finder.clients("4567") == ()
    connection.execute("PRAGMA journal_mode=DELETE")
    connection.execute("BEGIN EXCLUSIVE")
    assert finder.clients("4567") == ()

    connection.close()
    finder.close()


def test_something_that_is_no_store_is_told(tmp_path: Path) -> None:
    path = tmp_path / FILE_NAME
    path.write_text("Dear Sir or Madam, " * 200)

    with pytest.raises(UnavailableError) as refused:
        Finder(path).clients("4567")

    assert refused.value.problem is Problem.STORE_CORRUPT


def test_what_was_saved_a_moment_ago_is_found(shop: Shop, services: Services) -> None:
    assert clients(shop, "4567") == []
    services.intakes.receive(INTAKE)
    assert clients(shop, "4567") == ["Ёлкин Пётр Ильич"]
