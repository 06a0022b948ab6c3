"""A device at another workshop."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from intake_app.errors import Problem, RejectedError
from intake_app.services.outside_draft import OutsideDraft
from tests.services.workshop import order, stands

if TYPE_CHECKING:
    from intake_app.services.shop import Shop
    from intake_app.services.use_cases import Services

LAB = OutsideDraft(partner=" Лаборатория  ", eta="2026-12-01", act="7", cost_minor=250_000)


def test_it_goes_away_and_comes_back(services: Services) -> None:
    one = order(services)
    job = services.outside.send(one, LAB)
    (away,) = services.lines.sheet(one).outside
    assert (away.partner, away.eta, away.act, away.cost_minor) == (
        "Лаборатория",
        "2026-12-01",
        "7",
        250_000,
    )
    services.outside.expect(job, "2026-12-05")
    services.outside.back(job, "2026-12-04", 260_000, " готово ")
    (back,) = services.lines.sheet(one).outside
    assert (back.eta, back.returned_on, back.cost_minor, back.note) == (
        "2026-12-05",
        "2026-12-04",
        260_000,
        "готово",
    )
    assert services.outside.partners() == ("Лаборатория",)
    services.outside.back(services.outside.send(one, LAB), "2026-12-06")
    assert services.lines.sheet(one).outside[-1].cost_minor == 250_000


def test_it_is_at_one_place_at_a_time(services: Services) -> None:
    one = order(services)
    services.outside.send(one, LAB)
    with pytest.raises(RejectedError) as caught:
        services.outside.send(one, LAB)
    assert caught.value.problem is Problem.ALREADY_AWAY


def test_who_has_it_and_until_when_must_be_said(services: Services) -> None:
    with pytest.raises(RejectedError) as caught:
        services.outside.send(order(services), OutsideDraft(partner=" ", eta=""))
    assert set(caught.value.fields) == {"partner", "eta"}


def test_unknown_records_and_wrong_people_are_refused(shop: Shop) -> None:
    services, nobody = shop.services, UUID(int=1)
    one = order(services)
    for asked in (
        lambda: services.outside.send(nobody, LAB),
        lambda: services.outside.expect(nobody, "2026-12-01"),
        lambda: services.outside.back(nobody, "2026-12-01"),
    ):
        with pytest.raises(RejectedError) as caught:
            asked()
        assert caught.value.problem is Problem.UNKNOWN_RECORD
    job = services.outside.send(one, LAB)
    stands(shop, "Анна", "reception")
    for asked in (
        lambda: services.outside.send(one, LAB),
        lambda: services.outside.expect(job, "2026-12-01"),
        lambda: services.outside.back(job, "2026-12-01"),
    ):
        with pytest.raises(RejectedError) as caught:
            asked()
        assert caught.value.problem is Problem.NOT_ALLOWED
    assert services.lines.sheet(one).outside[0].cost_minor is None
