"""Requisites as companies send them: any order, any blanks, some of it wrong."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake_app.checks import requisites, requisites_text
from intake_app.errors import Problem

CARD = """Карточка предприятия
Полное наименование: Общество с ограниченной ответственностью "Ромашка"
Сокращённое наименование: ООО "Ромашка"
Юридический адрес: 101000, г. Москва,
ул. Мясницкая, д. 1, оф. 5
Фактический адрес: 115000, г. Москва, ул. Ленина, 2
ИНН/КПП 7701234560/770101001
ОГРН 1237700123451
Банк: ПАО Сбербанк г. Москва
ИНН банка 7707083893
Р/с 40702810938000000001
К/с 30101810400000000225
БИК 044525225
Генеральный директор: Иванов Иван Иванович, действует на основании Устава
Тел.: 8 (495) 123-45-67, +7 916 123-45-67
E-mail: info@romashka.ru"""
RIGHT = {
    "name": "ООО «Ромашка»",
    "inn": "7701234560",
    "kpp": "770101001",
    "ogrn": "1237700123451",
    "bik": "044525225",
    "bank": "ПАО Сбербанк г. Москва",
    "account": "40702810938000000001",
    "corr_account": "30101810400000000225",
    "director": "Иванов Иван Иванович",
    "address": "101000, г. Москва, ул. Мясницкая, д. 1, оф. 5",
    "phone": "8 (495) 123-45-67",
    "email": "info@romashka.ru",
}
LABELS = {
    "inn": "ИНН",
    "kpp": "КПП",
    "ogrn": "ОГРН",
    "bik": "БИК",
    "account": "р/с",
    "corr_account": "к/с",
}


def found(text: str) -> dict[str, str]:
    read = requisites_text.read(text)
    return {name: getattr(read, name) for name in read.found()}


@pytest.mark.parametrize(
    "text",
    [
        CARD,
        CARD.replace(" ", "\u00a0"),
        CARD.replace("\n", "\r\n"),
        CARD.replace("\n", "\u2028"),
        CARD.replace(" 40702810938000000001", "\n4070 2810 9380 0000 0001"),
        CARD.replace("ИНН/КПП 7701234560/770101001", "ИНН 7701 234 560\tКПП: 7701 01 001"),
        CARD.replace("ИНН/КПП 7701234560/770101001", "ИНН, КПП: 7701234560, 770101001"),
        CARD.replace("Р/с", "Расчётный счет №").replace("К/с", "корр. счёт:"),
    ],
)
def test_a_card_is_taken_apart_however_it_is_laid_out(text: str) -> None:
    assert found(text) == RIGHT
    assert requisites_text.read(text).doubts() == {}
    assert requisites_text.read(text).is_block()


def test_bare_numbers_are_known_by_their_check_digits() -> None:
    text = "7701234560 770101001 1237700123451 044525225 40702810938000000001 ООО Ромашка"
    expected = {name: RIGHT[name] for name in ("inn", "kpp", "ogrn", "bik", "account")}
    assert found(text.replace(" ", "\n")) == expected | {"name": "ООО Ромашка"} | {}
    assert found("40702810938000000001\n30101810400000000225") == {
        "account": RIGHT["account"],
        "corr_account": RIGHT["corr_account"],
    }


def test_a_trader_has_no_code_of_registration() -> None:
    text = (
        "ИП ПЕТРОВ ПЁТР ИНН 770123456703 КПП 770101001 ОГРНИП 326774600123455"
        " р/сч 40702810200000012345 в ПАО СБЕРБАНК БИК 044525225 тел. +7 (916) 123-45-67"
    )
    assert found(text) == {
        "name": "ИП Петров Пётр",
        "inn": "770123456703",
        "ogrn": "326774600123455",
        "bik": "044525225",
        "bank": "ПАО СБЕРБАНК",
        "account": "40702810200000012345",
        "phone": "+7 (916) 123-45-67",
    }


@pytest.mark.parametrize(
    ("text", "doubts"),
    [
        ("ИНН 7707083894, КПП 770701001", {"inn": Problem.INN_DIGIT}),
        ("ИНН 77070838", {"inn": Problem.MALFORMED}),
        ("ОГРН 1027700132196", {"ogrn": Problem.OGRN_DIGIT}),
        ("БИК 944525225", {"bik": Problem.BIK_SHAPE}),
        ("КПП 77070100", {"kpp": Problem.KPP_SHAPE}),
        ("р/с 4070281093800000000", {"account": Problem.ACCOUNT_SHAPE}),
        (
            "р/с 40702810938000000001 БИК 044525974 к/с 30101810400000000226",
            {"account": Problem.ACCOUNT_BANK, "corr_account": Problem.ACCOUNT_BANK},
        ),
    ],
)
def test_wrong_numbers_are_kept_and_told(text: str, doubts: dict[str, Problem]) -> None:
    assert requisites_text.read(text).doubts() == doubts


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Название организации\nООО Пример", "ООО Пример"),
        ("АО«Луч», ИНН 7701234560", "АО «Луч»"),
        ("Получатель: Акционерное общество «Заря»\nБанк: АО «Банк»", "АО «Заря»"),
        ("АО «Альфа-Банк»", ""),
        ("Банк получателя: АО «Альфа-Банк»\nЗАО „Север“", "ЗАО «Север»"),
        ("Организация: Альфа-банк\nООО Юг", "ООО Юг"),
        ("Заказчик: АО Альфа в лице директора Сидорова С.С.", "АО Альфа"),
        ("просто слова", ""),
    ],
)
def test_the_company_is_not_its_bank(text: str, name: str) -> None:
    assert requisites_text.read(text).name == name


@pytest.mark.parametrize(
    ("text", "bank"),
    [
        ("БИК банка: 044525225\nБанк ВТБ (ПАО)", "Банк ВТБ (ПАО)"),
        ("Банк: 044525225", ""),
        ("Банковские реквизиты:\nр/с 40702810938000000001", ""),
        ("Банка\nбанк", ""),
        ("р/с 40702810938000000001 в АО «Тинькофф Банк», БИК 044525974", "АО «Тинькофф Банк»"),
    ],
)
def test_the_bank_is_named_by_its_words(text: str, bank: str) -> None:
    assert requisites_text.read(text).bank == bank


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("тел/факс: 4951234567", "4951234567"),
        ("ИНН 7701234560", ""),
        ("звоните 916 123-45-67", ""),
        ("8 916 123-45-67 доб. 12", "8 916 123-45-67 доб. 12"),
        ("тел. 123", ""),
    ],
)
def test_a_phone_is_labelled_or_looks_like_one(text: str, phone: str) -> None:
    assert requisites_text.read(text).phone == phone


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Фактический адрес: Тула\nАдрес регистрации: Тверь", "Тула"),
        ("Почтовый адрес: Тула\nЮр. адрес: Тверь, ИНН 7701234560", "Тверь"),
        ("Адрес:", ""),
    ],
)
def test_the_legal_address_comes_first(text: str, address: str) -> None:
    assert requisites_text.read(text).address == address


@pytest.mark.parametrize("text", ["Петров Пётр 89161234567", "ООО Луч", "", "ИНН 7701234560"])
def test_a_name_or_a_number_alone_is_no_block(text: str) -> None:
    assert not requisites_text.read(text).is_block()


@given(st.text())
def test_no_text_breaks_it(text: str) -> None:
    read = requisites_text.read(text)
    assert set(read.doubts()) <= set(read.found())


@given(st.permutations(sorted(LABELS)), st.sampled_from(["\n", "; ", ", ", "\u00a0", " \n "]))
def test_the_order_of_labels_does_not_matter(order: list[str], gap: str) -> None:
    text = gap.join(f"{LABELS[name]} {RIGHT[name]}" for name in order)
    assert found(text) == {name: RIGHT[name] for name in LABELS}


@given(st.lists(st.sampled_from(CARD.split("\n")), max_size=6).map("\n".join))
def test_a_part_of_a_card_never_says_something_else(text: str) -> None:
    for name, value in found(text).items():
        # A bank alone may stand for nobody, and an address may be cut or be the other one.
        assert name in {"address", "bank"} or value == RIGHT[name]


@given(st.text(alphabet="0123456789 ", max_size=24), st.text(alphabet="0123456789", max_size=24))
def test_no_digits_break_a_check(number: str, other: str) -> None:
    told = (
        requisites.inn_problem(number),
        requisites.kpp_problem(number, other),
        requisites.ogrn_problem(number),
        requisites.bik_problem(number),
        requisites.account_problem(number),
        requisites.account_doubt(number, other),
        requisites.correspondent_doubt(number, other),
    )
    assert all(problem is None or isinstance(problem, Problem) for problem in told)
    if not number.strip():
        assert set(told) == {None}


def test_a_whole_contract_is_read_no_further_than_a_card_is_long() -> None:
    assert found("слово " * 1000 + CARD) == {}
    assert found(CARD + "\n" + "слово " * 10_000) == RIGHT
