from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

from intake_app.errors import Problem
from intake_app.services.client_checks import corrections
from intake_app.services.drafts import ClientDraft, ClientKind, DeviceDraft, IntakeDraft
from intake_app.services.intake_checks import problems, warnings
from tests.rigs.drafts import INTAKE, PETER, PHONE
from tests.rigs.watch import NOON

if TYPE_CHECKING:
    from collections.abc import Mapping

FIRM = ClientDraft(kind=ClientKind.COMPANY, name="ООО «Пример»", inn="7701234560")


def found(draft: IntakeDraft, region: str = "RU") -> Mapping[str, Problem]:
    return problems(draft, region, NOON)


def test_an_intake_as_it_should_be_has_no_problems() -> None:
    assert found(INTAKE) == {}
    assert found(replace(INTAKE, client=FIRM)) == {}


def test_name_kind_and_fault_are_all_that_must_be() -> None:
    assert found(IntakeDraft()) == {
        "client.name": Problem.MISSING,
        "device.kind": Problem.MISSING,
        "fault": Problem.MISSING,
    }
    least = IntakeDraft(
        client=ClientDraft(name="Рыжий"), device=DeviceDraft(kind="утюг"), fault="не греет"
    )
    assert found(least) == {}


def test_what_is_known_need_not_be_typed_again() -> None:
    known = IntakeDraft(
        client=ClientDraft(id=UUID(int=7)), device=DeviceDraft(id=UUID(int=8)), fault="снова"
    )
    assert found(known) == {}


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"name": "x" * 201}, Problem.TOO_LONG),
        ({"phone": "123-45-67"}, Problem.PHONE_SHORT),
        ({"phone": "+7 000 000 00 00"}, Problem.PHONE_INVALID),
        ({"email": "ivan@"}, Problem.EMAIL_INVALID),
        ({"phone": "8 916 123-45-6"}, Problem.PHONE_DIGIT_SHORT),
        ({"phone": "89161234567, 495 123"}, Problem.PHONE_SHORT),
        ({"phone": "89161234567 89035554433"}, Problem.PHONE_LONG),
        ({"address": "x" * 501}, Problem.TOO_LONG),
        ({"birthday": "32 мая"}, Problem.BIRTHDAY_INVALID),
        ({"source": "x" * 201}, Problem.TOO_LONG),
    ],
)
def test_a_client_is_checked(change: dict[str, Any], problem: Problem) -> None:
    draft = replace(INTAKE, client=replace(PETER, **change))

    assert found(draft) == {f"client.{next(iter(change))}": problem}


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"inn": "7701234561"}, Problem.INN_DIGIT),
        ({"inn": "77012345"}, Problem.MALFORMED),
        ({"kpp": "12"}, Problem.KPP_SHAPE),
        ({"ogrn": "1027700132196"}, Problem.OGRN_DIGIT),
        ({"bik": "944525225"}, Problem.BIK_SHAPE),
        ({"account": "4070281093800000000"}, Problem.ACCOUNT_SHAPE),
        ({"corr_account": "301"}, Problem.ACCOUNT_SHAPE),
        ({"contact_name": "x" * 501}, Problem.TOO_LONG),
    ],
)
def test_the_requisites_of_a_company_are_checked(change: dict[str, Any], problem: Problem) -> None:
    firm = replace(FIRM, **change)

    assert found(replace(INTAKE, client=firm)) == {f"client.{next(iter(change))}": problem}
    # A person is not asked for them, and what was typed before the kind was changed may stay.
    person = replace(firm, kind=ClientKind.PERSON)
    assert found(replace(INTAKE, client=person)) == {}
    # On the card of somebody known they are a correction.
    known = replace(person, id=UUID(int=7), name="")
    assert found(replace(INTAKE, client=known)) == {f"client.{next(iter(change))}": problem}


def test_numbers_of_other_countries_are_not_held_to_russian_rules() -> None:
    firm = replace(FIRM, inn="77012345")

    assert found(replace(INTAKE, client=firm), "KZ") == {}


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"kind": " "}, Problem.MISSING),
        ({"kind": "x" * 201}, Problem.TOO_LONG),
        ({"brand": "x" * 201}, Problem.TOO_LONG),
        ({"model": "x" * 201}, Problem.TOO_LONG),
        ({"serial": "x" * 201}, Problem.TOO_LONG),
        ({"imei": "4901542032375"}, Problem.MALFORMED),
        ({"imei": "49015420323751809"}, Problem.MALFORMED),
        ({"imei": "00000000000000"}, Problem.MALFORMED),
    ],
)
def test_a_device_is_checked(change: dict[str, Any], problem: Problem) -> None:
    draft = replace(INTAKE, device=replace(PHONE, **change))

    assert found(draft) == {f"device.{next(iter(change))}": problem}


@pytest.mark.parametrize("text", ["490154203237519", "49-015420-323751-9"])
def test_a_wrong_check_digit_of_an_imei_may_stand(text: str) -> None:
    draft = replace(INTAKE, device=replace(PHONE, imei=text))

    assert found(draft) == {}
    assert warnings(draft, "RU") == {"device.imei": Problem.IMEI_DIGIT}


def test_what_is_only_doubtful_is_no_problem() -> None:
    accounts = {"account": "40702810938000000001", "corr_account": "30101810400000000225"}
    firm = replace(FIRM, bik="044525974", email="ivan@gmial.com", **accounts)
    draft = replace(INTAKE, client=firm)

    assert found(draft) == {}
    assert warnings(draft, "RU") == {
        "client.email": Problem.EMAIL_SLIP,
        "client.account": Problem.ACCOUNT_BANK,
        "client.corr_account": Problem.ACCOUNT_BANK,
    }
    assert warnings(replace(INTAKE, client=replace(firm, bik="044525225", email="")), "RU") == {}
    assert warnings(replace(INTAKE, client=replace(firm, email="")), "KZ") == {}


def test_a_trader_has_no_reason_code() -> None:
    trader = replace(FIRM, inn="770123456703", kpp="770101001")

    assert found(replace(INTAKE, client=trader)) == {"client.kpp": Problem.KPP_OF_TRADER}


@pytest.mark.parametrize(
    ("change", "meant"),
    [
        ({"phone": "80291234567"}, {"client.phone": "+375291234567"}),
        ({"phone": "8 916 123-45-67 9035554433"}, {}),
        (
            {"phone": "8 916 123-45-67 8 903 555-44-33"},
            {"client.phone": "+79161234567, +79035554433"},
        ),
        ({"email": "ivan@gmial.com"}, {"client.email": "ivan@gmail.com"}),
        ({}, {}),
    ],
)
def test_what_was_probably_meant_is_offered(change: dict[str, str], meant: dict[str, str]) -> None:
    assert corrections(replace(PETER, **change), "RU") == meant


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"fault": "x" * 4001}, Problem.TOO_LONG),
        ({"accessories": "x" * 4001}, Problem.TOO_LONG),
        ({"appearance": "x" * 4001}, Problem.TOO_LONG),
        ({"note": "x" * 4001}, Problem.TOO_LONG),
        ({"promised_at": NOON - timedelta(seconds=1)}, Problem.DATE_PAST),
        ({"estimate_minor": -1}, Problem.AMOUNT_INVALID),
        ({"limit_minor": 10**12}, Problem.AMOUNT_TOO_BIG),
        ({"agreed_value_minor": -1}, Problem.AMOUNT_INVALID),
        ({"prepayment_minor": -1}, Problem.AMOUNT_INVALID),
    ],
)
def test_the_terms_are_checked(change: dict[str, Any], problem: Problem) -> None:
    field = next(iter(change)).removesuffix("_minor")

    assert found(replace(INTAKE, **change)) == {field: problem}


def test_problems_come_in_the_order_of_the_form() -> None:
    draft = replace(INTAKE, fault="", device=DeviceDraft(), client=ClientDraft(phone="1"))

    assert list(found(draft)) == ["client.name", "client.phone", "device.kind", "fault"]
