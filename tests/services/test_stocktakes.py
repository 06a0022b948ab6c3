"""What scanning a place shows, and what is kept of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intake_app.errors import Problem, RejectedError
from intake_app.services.operators import Operator
from tests.rigs.drafts import INTAKE

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.services.shop import Shop
    from intake_app.services.use_cases import Services


def given_in(services: Services, place: UUID | None) -> tuple[UUID, str]:
    accepted = services.intakes.receive(INTAKE)
    services.placements.put(accepted.order_id, place)
    return accepted.order_id, services.orders.card(accepted.order_id).ticket


def test_a_place_is_held_against_what_was_scanned(services: Services) -> None:
    rack = services.places.add("А")
    cell = services.places.add("1", parent=rack.id)
    here, here_code = given_in(services, cell.id)
    lost, _ = given_in(services, rack.id)
    stray, stray_code = given_in(services, None)
    result = services.stocktakes.compare(
        rack.id, [here_code, stray_code, here_code, "000000000000"]
    )
    assert [row.order for row in result.found] == [here]
    assert [row.order for row in result.missing] == [lost]
    assert [row.order for row in result.stray] == [stray]
    assert result.unread == ("000000000000",)
    assert result.found[0].place == "А / 1"
    assert services.stocktakes.past() == ()


def test_the_whole_shop_expects_all_that_is_here(services: Services) -> None:
    order, code = given_in(services, None)
    gone, gone_code = given_in(services, None)
    services.moves.move(gone, "cancelled", comment="ошибка")
    result = services.stocktakes.compare(None, [code, gone_code])
    assert [row.order for row in result.found] == [order]
    assert [row.order for row in result.stray] == [gone]
    assert result.missing == ()


def test_one_is_kept_as_a_fact(services: Services) -> None:
    rack = services.places.add("А")
    lost, _ = given_in(services, rack.id)
    services.stocktakes.keep(rack.id, [])
    services.stocktakes.keep(None, [])
    whole, one = services.stocktakes.past()
    assert (whole.place, one.place, one.by) == ("", "А", "Анна")
    assert one.missing == (services.orders.card(lost).row.number,)
    assert (one.found, one.stray) == (0, ())


def test_who_may_not_is_refused(shop: Shop, services: Services) -> None:
    rack = services.places.add("А")
    services.staff.add("Ольга", "owner")
    shop.switch(Operator(None, "Прохожий"))
    with pytest.raises(RejectedError) as refused:
        services.stocktakes.keep(rack.id, [])
    assert refused.value.problem is Problem.NOT_ALLOWED


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(scanned=st.sets(st.integers(0, 5)))
def test_every_device_is_counted_once(services: Services, scanned: set[int]) -> None:
    place = next(iter(services.places.all()), None) or services.places.add("А")
    while len(services.stocktakes.compare(None, ()).missing) < 6:
        given_in(services, place.id)
    every = services.stocktakes.compare(place.id, ()).missing
    codes = [services.orders.card(row.order).ticket for row in every]
    result = services.stocktakes.compare(place.id, [codes[each] for each in scanned])
    assert len(result.found) == len(scanned)
    assert {row.order for row in (*result.found, *result.missing)} == {row.order for row in every}
    assert not result.stray
