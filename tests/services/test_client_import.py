"""Clients from a file: every mark they have, each once, nothing thrown away."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from intake_app.checks.consent_rules import Purpose
from intake_app.errors import RejectedError, UnavailableError
from intake_app.services import client_file
from intake_app.services.client_import import ClientImport, Imported
from intake_app.services.drafts import ClientKind

if TYPE_CHECKING:
    from pathlib import Path

    from intake_app.services.client_card import ClientCard
    from intake_app.services.shop import Shop
    from intake_app.services.use_cases import Services

HEAD = (
    "ФИО;Телефон;Телефон 2;Тип;Почта;ИНН;КПП;Дата рождения;Скидка;Примечание;Контактное лицо;"
    "Должность;Телефон контакта;Согласие;Согласие на рекламу"
)
PETER = (
    "петров пётр;8 916 123-45-67;89035554433;;petrov@mail.ru;;;17.05.1990;7,5%;после 18;;;;"
    "12.03.2025;"
)
FIRM = (
    "ООО «Ромашка»;84951112233;;;;7701234560;770101001;;;;Ольга;бухгалтер;89160000001;;01.02.2025"
)


@pytest.fixture
def importing(shop: Shop, services: Services) -> ClientImport:
    return ClientImport(services.clients.store, shop.settings.shop.region)


def take(
    importing: ClientImport, tmp_path: Path, *lines: str, dry: bool = False, head: str = HEAD
) -> Imported:
    path = tmp_path / "clients.csv"
    path.write_text("\n".join((head, *lines)), encoding="utf-8")
    return importing.take(client_file.read(path).lines, lambda _done: None, dry=dry)


def card(shop: Shop, services: Services, typed: str) -> ClientCard:
    (row,) = shop.finder.clients(typed)
    return services.clients.card(row.id)


def test_everything_a_line_says_stands_on_the_card(
    importing: ClientImport, shop: Shop, services: Services, tmp_path: Path
) -> None:
    assert take(importing, tmp_path, PETER, FIRM) == Imported(new=2)
    peter = card(shop, services, "4567")
    facts = peter.facts
    assert facts.row.name == "Петров Пётр"
    assert [row.e164 for row in facts.phones] == ["+79161234567", "+79035554433"]
    assert facts.phones[0].confirmed_at is None
    assert (facts.birthday, facts.discount_bp, facts.note) == ("1990-05-17", 750, "после 18")
    assert {one.purpose for one in peter.consents if one.holds} == {Purpose.PERSONAL_DATA}
    assert peter.ledger[0].at == datetime(2025, 3, 12, tzinfo=UTC)
    assert (peter.ledger[0].evidence, peter.ledger[0].text_version) == ("import", "")
    firm = card(shop, services, "ромашка").facts
    assert (firm.row.kind, firm.inn, firm.kpp) == (ClientKind.COMPANY, "7701234560", "770101001")
    (who,) = firm.contacts
    assert (who.name, who.role, who.phone) == ("Ольга", "бухгалтер", "+79160000001")


def test_taking_in_again_makes_nobody_twice(importing: ClientImport, tmp_path: Path) -> None:
    take(importing, tmp_path, PETER, FIRM)
    assert take(importing, tmp_path, PETER, FIRM, PETER) == Imported(new=0, known=3)


def test_whoever_is_known_by_another_way_stays_as_he_is(
    importing: ClientImport, tmp_path: Path
) -> None:
    take(importing, tmp_path, "Петров Пётр;+79161234567", FIRM)
    same = "ПЕТРОВ ПЁТР;+7 916 1234567;89990001122"
    renamed = "Ромашка;;;;;7701234560;770101001"
    assert take(importing, tmp_path, same, renamed) == Imported(new=0, known=2)


def test_relatives_on_one_phone_are_two_clients(importing: ClientImport, tmp_path: Path) -> None:
    assert take(importing, tmp_path, "Пётр;89161234567", "Анна;89161234567").new == 2


def test_a_dry_run_counts_and_writes_nothing(
    importing: ClientImport, shop: Shop, tmp_path: Path
) -> None:
    assert take(importing, tmp_path, PETER, FIRM, dry=True) == Imported(new=2)
    assert shop.finder.clients("петров") == ()


def test_what_cannot_stand_in_its_field_stands_in_the_note(
    importing: ClientImport, shop: Shop, services: Services, tmp_path: Path
) -> None:
    line = "Иван;123;;;petrov@;;;завтра;много;;;;;да;"
    assert take(importing, tmp_path, line) == Imported(new=1, noted=(2,))
    facts = card(shop, services, "иван").facts
    for word in ("123", "petrov@", "завтра", "много", "да"):
        assert word in facts.note
    assert (facts.phones, facts.email, facts.discount_bp) == ((), "", 0)
    assert card(shop, services, "иван").ledger == ()


def test_a_line_without_name_and_phone_says_nothing(
    importing: ClientImport, tmp_path: Path
) -> None:
    assert take(importing, tmp_path, ";;;;petrov@mail.ru", ";89161234567") == Imported(
        new=1, bad=(2,)
    )


def test_a_consent_of_tomorrow_was_not_given(
    importing: ClientImport, shop: Shop, services: Services, tmp_path: Path
) -> None:
    take(importing, tmp_path, "Иван;89161234567;;;;;;;;;;;;2099-01-01;")
    assert card(shop, services, "иван").ledger == ()


def test_progress_is_told_by_portions(importing: ClientImport, tmp_path: Path) -> None:
    path = tmp_path / "many.csv"
    rows = "\n".join(f"Клиент {n},8916{n:07d}" for n in range(150))
    path.write_text(f"Имя,Телефон\n{rows}\n", encoding="utf-16")
    told: list[int] = []
    assert importing.take(client_file.read(path).lines, told.append).new == 150
    assert told == [100, 150]


def test_a_file_without_names_and_phones_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "odd.csv"
    path.write_text("Почта\nx@y.ru\n", encoding="utf-8")
    with pytest.raises(RejectedError):
        client_file.read(path)
    with pytest.raises(UnavailableError):
        client_file.read(tmp_path / "none.csv")
