"""The second cheque: when a device goes out, its whole price is told, and how it is paid."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from intake_app.checks.account import Kind
from intake_app.services.handover_rows import HandoverDraft
from intake_app.services.money_rows import Back, new_act
from intake_app.services.work_rows import LineDraft
from tests.services.test_cheques import fiscal
from tests.services.test_handovers import DUE, FREE, ready
from tests.services.test_payments import COMPANY, money, pay

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.config import Registrar
    from intake_app.services.shop import Shop
    from intake_app.services.use_cases import Services

PRICE = 400_000


@pytest.fixture
def emulator(shop: Shop) -> None:
    fiscal(shop, "emulator")


def cheques(services: Services) -> list[dict[str, Any]]:
    """What the register is asked for, in the order it came."""
    with services.payments.store.reading() as session:
        asked = "SELECT data FROM fiscal_job j JOIN payment p ON p.id = j.payment_id ORDER BY p.id"
        rows = session.driver.execute(asked).fetchall()
    return [json.loads(row[0]) for row in rows]


def method(said: dict[str, Any]) -> set[int]:
    return {item["1214"] for item in said["1059"]}


def leave(services: Services, order: UUID, allowed_by: str = "") -> None:
    draft = HandoverDraft(known_by="receipt", allowed_by=allowed_by)
    services.handovers.hand_over(order, draft)


def out(services: Services, shop: Shop, prepaid: int | None) -> UUID:
    """A device that went away with that much paid before."""
    order = ready(services, replace(DUE, prepayment_minor=prepaid))
    leave(services, order, "Анна")
    return order


@pytest.mark.usefixtures("emulator")
def test_what_was_prepaid_is_settled_when_it_leaves(services: Services, shop: Shop) -> None:
    order = out(services, shop, PRICE)
    first, last = cheques(services)
    assert (method(first), first["1031"]) == ({1}, PRICE)
    assert (method(last), last["1215"], last["1020"]) == ({4}, PRICE, PRICE)
    assert "1031" not in last
    row = money(services, order).payments[-1]
    assert (row.kind, row.minor, row.left, row.wants_cheque) == (Kind.SETTLEMENT, 0, 0, True)
    assert money(services, order).account.rest == 0


@pytest.mark.usefixtures("emulator")
def test_what_is_owed_goes_out_on_credit_and_is_paid_later(services: Services, shop: Shop) -> None:
    order = out(services, shop, 100_000)
    last = cheques(services)[-1]
    assert (method(last), last["1215"], last["1216"]) == ({5}, 100_000, 300_000)
    pay(services, order, 300_000, "card")
    last = cheques(services)[-1]
    assert (method(last), last["1081"], last["1020"]) == ({7}, 300_000, 300_000)
    payment = money(services, order).payments[-1]
    services.payments.give_back(Back(new_act(), payment.id, 50_000, "скидка"))
    last = cheques(services)[-1]
    assert (last["1054"], method(last), last["1020"]) == (2, {7}, 50_000)


@pytest.mark.usefixtures("emulator")
def test_nothing_paid_is_all_credit(services: Services, shop: Shop) -> None:
    out(services, shop, None)
    (only,) = cheques(services)
    assert (method(only), only["1216"]) == ({6}, PRICE)
    assert "1215" not in only


@pytest.mark.usefixtures("emulator")
def test_a_payment_that_settled_it_needs_no_other(services: Services) -> None:
    order = ready(services, DUE)
    pay(services, order, 300_000)
    leave(services, order)
    assert [method(said) for said in cheques(services)] == [{2}, {4}]
    assert cheques(services)[-1]["1215"] == 100_000


@pytest.mark.usefixtures("emulator")
def test_every_line_of_the_work_is_on_the_cheque(services: Services) -> None:
    order = ready(services, replace(FREE, travel_minor=50_000), "in_repair")
    services.lines.add(order, LineDraft(text="Замена экрана", price_minor=150_000))
    services.lines.add(order, LineDraft(kind="part", text="Экран", price_minor=200_000))
    pay(services, order, PRICE, "card")
    (said,) = cheques(services)
    assert [(one["1030"], one["1043"], one["1212"]) for one in said["1059"]] == [
        ("Замена экрана", 150_000, 3),
        ("Экран", 200_000, 1),
        ("Выезд мастера", 50_000, 3),
    ]
    assert said["1081"] == said["1020"] == PRICE


@pytest.mark.usefixtures("emulator")
def test_a_company_is_named_and_settles_by_transfer(services: Services) -> None:
    draft = replace(COMPANY, estimate_minor=PRICE, prepayment_minor=100_000)
    order = ready(services, draft)
    leave(services, order, "Анна")
    (first,) = cheques(services)
    assert (first["1227"], first["1228"]) == ("ООО «Ромашка»", "7701234560")
    pay(services, order, 300_000, "cash")
    assert method(cheques(services)[-1]) == {4}


@pytest.mark.parametrize("register", ["none", "emulator"])
def test_free_work_and_a_shop_without_a_register_settle_nothing(
    services: Services, shop: Shop, register: Registrar
) -> None:
    fiscal(shop, register)
    draft = FREE if register == "emulator" else replace(DUE, prepayment_minor=PRICE)
    leave(services, ready(services, replace(draft, repair_kind=FREE.repair_kind)))
    assert cheques(services) == []


def test_the_cheque_of_a_settlement_is_scanned_as_well(services: Services, shop: Shop) -> None:
    fiscal(shop, "manual")
    order = out(services, shop, PRICE)
    row = money(services, order).payments[-1]
    code = "t=20261121T1200&s=4000.00&fn=8710000101125654&i=99456&fp=1250448795&n=1"
    services.cheques.attach(row.id, code)
    assert not money(services, order).payments[-1].wants_cheque
