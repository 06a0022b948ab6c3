"""An order that was voided never was: nobody has been here because of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tests.rigs.drafts import INTAKE

if TYPE_CHECKING:
    from intake_app.services.shop import Shop
    from intake_app.services.use_cases import Services


def test_a_voided_order_is_no_story_of_the_device(shop: Shop, services: Services) -> None:
    taken = services.intakes.receive(INTAKE)
    card = services.orders.card(taken.order_id)
    services.intakes.void(taken.order_id, "ошиблись")

    history = shop.finder.device_history(card.device.id)
    assert history is not None
    assert (history.repairs, history.open_repair) == ((), None)
    assert history.same_fault(INTAKE.fault) is None
    (device,) = shop.finder.devices_of(card.client_id)
    assert (device.last_fault, device.last_seen) == ("", None)


def test_a_voided_order_does_not_count_for_the_client(shop: Shop, services: Services) -> None:
    kept = services.orders.card(services.intakes.receive(INTAKE).order_id)
    draft = replace(
        INTAKE,
        client=replace(INTAKE.client, id=kept.client_id),
        device=replace(INTAKE.device, kind="ноутбук", brand="HP", serial="X1", imei=""),
    )
    for _ in range(2):
        services.intakes.void(services.intakes.receive(draft).order_id, "ошиблись")

    (client,) = shop.finder.clients("4567")
    assert (client.orders, client.last_device) == (1, kept.device.title)


def test_the_repair_before_a_voided_one_is_still_told(shop: Shop, services: Services) -> None:
    first = services.orders.card(services.intakes.receive(INTAKE).order_id)
    again = replace(
        INTAKE,
        client=replace(INTAKE.client, id=first.client_id),
        device=replace(INTAKE.device, id=first.device.id),
        fault="снова",
    )
    services.intakes.void(services.intakes.receive(again).order_id, "ошиблись")

    history = shop.finder.device_history(first.device.id)
    assert history is not None
    assert [repair.fault for repair in history.repairs] == [INTAKE.fault]
    (device,) = shop.finder.devices_of(first.client_id)
    assert device.last_fault == INTAKE.fault
