"""Codes typed into the address line act as if scanned, whatever screen is in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from intake_app.checks import ticket
from intake_app.services.drafts import DeviceDraft, IntakeDraft
from tests.ui.counter import PETER

if TYPE_CHECKING:
    from tests.ui.counter import Counter

IMEI, IMEI_2 = "356938035643809", "490154203237518"
MACBOOK = DeviceDraft(kind="ноутбук", brand="Apple", model="MacBook", serial="C02XY123ABCD")
PHONE = DeviceDraft(kind="смартфон", brand="Apple", imei=IMEI, imei2=IMEI_2)


def enter(counter: Counter, code: str) -> None:
    counter.press("F3")
    counter.type(code)
    counter.press("Return")
    counter.settle()


@pytest.mark.parametrize(
    ("device", "code"),
    [
        (MACBOOK, "SC02XY123ABCD"),
        (MACBOOK, "ЫС02ЧН123ФИСВ"),
        (PHONE, IMEI),
        (PHONE, IMEI_2),
        (PHONE, f"IMEI1:{IMEI};IMEI2:{IMEI_2}"),
    ],
)
def test_the_number_of_a_device_opens_its_order(
    counter: Counter, device: DeviceDraft, code: str
) -> None:
    order = counter.give(IntakeDraft(client=PETER, device=device, fault="экран"))
    enter(counter, code)
    assert counter.parts.card.order == order.order_id
    assert counter.parts.intake.is_untouched()


def test_the_digits_of_a_receipt_open_the_order(counter: Counter) -> None:
    order = counter.give()
    enter(counter, order.ticket)
    assert counter.parts.card.order == order.order_id


def test_the_digits_of_a_card_open_the_client(counter: Counter) -> None:
    counter.give()
    (client,) = counter.desk.shop.finder.clients("4567")
    asked: list[object] = []
    counter.parts.address.client_asked.connect(asked.append)
    enter(counter, ticket.client_digits(client.id))
    assert asked == [client]


def test_the_digits_of_a_badge_change_who_works_here(counter: Counter) -> None:
    ilya = counter.desk.shop.services.staff.add("Илья")
    enter(counter, ilya.badge)
    assert counter.desk.shop.operator.name == "Илья"


@pytest.mark.parametrize("code", ["000000000000", ticket.place_digits(7)])
def test_a_paper_of_ours_that_nobody_knows_is_told(counter: Counter, code: str) -> None:
    enter(counter, code)
    assert counter.said()
    assert counter.parts.intake.is_untouched()


def test_what_is_no_code_is_not_found(counter: Counter) -> None:
    enter(counter, "самовар")
    assert counter.said()
