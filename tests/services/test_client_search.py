"""Clients found by less likely marks, and in which order."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from intake_app.services.drafts import ClientDraft, ClientKind
from tests.rigs.drafts import INTAKE

if TYPE_CHECKING:
    from intake_app.services.shop import Shop
    from intake_app.services.use_cases import Services


def clients(shop: Shop, typed: str) -> list[str]:
    return [row.name for row in shop.finder.clients(typed)]


def test_the_last_digits_come_before_the_first_and_those_before_any(
    shop: Shop, services: Services
) -> None:
    for name, phone in (
        ("Конец", "+79161124951"),
        ("Начало", "+74951112233"),
        ("Середина", "+79164951112"),
        ("Снова Конец", "+79995554951"),
    ):
        services.intakes.receive(replace(INTAKE, client=ClientDraft(name=name, phone=phone)))

    assert clients(shop, "4951") == ["Снова Конец", "Конец", "Начало", "Середина"]
    assert [row.name for row in shop.finder.clients("4951", limit=3)] == [
        "Снова Конец",
        "Конец",
        "Начало",
    ]
    # The list of orders goes by the same rule; what begins so is as near as what ends so.
    rows = [row.client for row in shop.finder.orders("4951")]
    assert rows == ["Снова Конец", "Начало", "Конец", "Середина"]


@pytest.mark.parametrize(
    "typed",
    [
        "Петров 4567",
        "петров 123-45-67",
        "gtnhjd 4567",
        "пётр петров 4567",
        "Петров 8 916 123 45 67",
    ],
)
def test_a_name_and_the_last_digits_find_the_one_who_has_both(
    shop: Shop, services: Services, typed: str
) -> None:
    for name, phone in (
        ("Петров Пётр", "+79161234567"),
        ("Петров Иван", "+79161230000"),
        ("Сидоров Пётр", "+79031114567"),
    ):
        services.intakes.receive(replace(INTAKE, client=ClientDraft(name=name, phone=phone)))
    assert clients(shop, typed) == ["Петров Пётр"]
    assert [row.client for row in shop.finder.orders(typed)] == ["Петров Пётр"]


def test_digits_of_a_name_are_still_part_of_it(shop: Shop, services: Services) -> None:
    client = ClientDraft(name="Салон 2000", phone="+79161234567")
    services.intakes.receive(replace(INTAKE, client=client))
    assert clients(shop, "салон 2000") == ["Салон 2000"]


FIRM = ClientDraft(
    kind=ClientKind.COMPANY,
    name="ООО «Пример»",
    inn="7701234560",
    email="Ivan.Petrov@mail.example.ru",
)


@pytest.mark.parametrize(
    "typed",
    [
        "7701",
        "7701234560",
        "7701 234560",
        "ivan",
        "IVAN.P",
        "petrov",
        "mail",
        "mail.example",
        "ivan.petrov@mail.ex",
        "шмфт",
        "ivan.petrov@mail.example.ru ",
    ],
)
def test_a_company_is_found_by_tax_number_and_by_each_word_of_its_address(
    shop: Shop, services: Services, typed: str
) -> None:
    services.intakes.receive(INTAKE)
    services.intakes.receive(replace(INTAKE, client=FIRM))

    assert clients(shop, typed) == ["ООО «Пример»"]
    assert [row.client for row in shop.finder.orders(typed)] == ["ООО «Пример»"]


@pytest.mark.parametrize(
    "typed", ["770", "01234560", "etrov", "ivan mail", "a+b@c", "i", "@@", "'\""]
)
def test_what_is_not_the_beginning_finds_nobody(shop: Shop, services: Services, typed: str) -> None:
    services.intakes.receive(replace(INTAKE, client=FIRM))

    assert clients(shop, typed) == []


def test_a_name_comes_before_an_address(shop: Shop, services: Services) -> None:
    for name, email in (("Mila Kunz", ""), ("Зоя", "mila@ya.ru"), ("Ьшдф", "x@ya.ru")):
        services.intakes.receive(replace(INTAKE, client=ClientDraft(name=name, email=email)))

    assert clients(shop, "mila") == ["Mila Kunz", "Зоя"]


def test_archived_clients_are_not_found_by_other_marks_either(
    shop: Shop, services: Services
) -> None:
    services.intakes.receive(replace(INTAKE, client=replace(FIRM, phone="+79161234567")))
    with (
        services.intakes.store.writing() as session,
        session.unrecorded(["client", "phone"]) as driver,
    ):
        driver.execute("UPDATE phone SET archived = 1")
        assert clients(shop, "6123") == ["ООО «Пример»"]
        driver.execute("UPDATE client SET archived = 1")

    for typed in ("6123", "7701", "ivan"):
        assert clients(shop, typed) == []


def test_seven_digits_that_end_a_number_are_not_looked_for_in_others(
    shop: Shop, services: Services
) -> None:
    for name, phone in (("Середина", "+79123456722"), ("Конец", "+79161234567")):
        services.intakes.receive(replace(INTAKE, client=ClientDraft(name=name, phone=phone)))

    assert clients(shop, "234567") == ["Конец", "Середина"]
    assert clients(shop, "1234567") == ["Конец"]


def test_too_few_digits_beside_a_name_are_words_of_it(shop: Shop, services: Services) -> None:
    services.intakes.receive(
        replace(INTAKE, client=ClientDraft(name="Петров 777", phone="+79161234567"))
    )
    assert clients(shop, "Петров 777") == ["Петров 777"]
    assert clients(shop, "Петров 567") == []


def test_a_whole_word_comes_before_the_beginning_of_another(shop: Shop, services: Services) -> None:
    for name in ("Сидоров Пётр", "Петрова Анна", "Кузьмин Иван Петрович", "Петров Иван"):
        services.intakes.receive(replace(INTAKE, client=ClientDraft(name=name)))
    assert clients(shop, "Пётр")[0] == "Сидоров Пётр"
    assert set(clients(shop, "пётр")[1:]) == {
        "Петрова Анна",
        "Кузьмин Иван Петрович",
        "Петров Иван",
    }
    assert clients(shop, "петров") == ["Петров Иван", "Петрова Анна", "Кузьмин Иван Петрович"]
    assert clients(shop, "иван петр") == ["Петров Иван", "Кузьмин Иван Петрович"]
