"""Orders and devices found by either end of their numbers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from intake_app.services.drafts import DeviceDraft
from tests.rigs.drafts import INTAKE, PHONE

if TYPE_CHECKING:
    from intake_app.services.shop import Shop
    from intake_app.services.use_cases import Services


@pytest.mark.parametrize(
    "typed",
    ["3237518", "237518", "7518", "49-015420-323751-8", "49015420323751", "4901542032375101"],
)
def test_orders_are_found_by_either_end_of_an_imei(
    shop: Shop, services: Services, typed: str
) -> None:
    services.intakes.receive(replace(INTAKE, device=DeviceDraft(kind="утюг", imei="")))
    accepted = services.intakes.receive(replace(INTAKE, device=replace(PHONE, serial="")))

    assert [row.id for row in shop.finder.orders(typed)] == [accepted.order_id]


@pytest.mark.parametrize("typed", ["356938035643809", "3569380356", "643809", "3809"])
def test_orders_are_found_by_either_end_of_a_second_imei(
    shop: Shop, services: Services, typed: str
) -> None:
    services.intakes.receive(replace(INTAKE, device=DeviceDraft(kind="утюг", imei="")))
    phone = replace(PHONE, serial="", imei2="356938035643809")
    accepted = services.intakes.receive(replace(INTAKE, device=phone))

    assert [row.id for row in shop.finder.orders(typed)] == [accepted.order_id]


@pytest.mark.parametrize("typed", ["f17a", "7abc", "17 ABC", "а17abc", "7фис", "aBC0", "7abc0"])
def test_orders_are_found_by_either_end_of_a_serial(
    shop: Shop, services: Services, typed: str
) -> None:
    serial = "F17ABC0" if typed.endswith("0") or typed == "aBC0" else "F17ABC"
    accepted = services.intakes.receive(replace(INTAKE, device=replace(PHONE, serial=serial)))

    assert [row.id for row in shop.finder.orders(typed)] == [accepted.order_id]
    assert shop.finder.orders("7ab") == ()


def test_a_device_of_the_client_is_found_by_the_end_of_its_number(
    shop: Shop, services: Services
) -> None:
    card = services.orders.card(services.intakes.receive(INTAKE).order_id)

    for typed in ("7518", "237518", "7abc"):
        assert len(shop.finder.devices_of(card.client_id, typed)) == 1
    assert shop.finder.devices_of(card.client_id, "0000") == ()
