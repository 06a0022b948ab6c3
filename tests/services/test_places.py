"""The tree of places, and what scanning one shows."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from intake_app.checks import ticket
from intake_app.checks.ticket import TicketKind
from intake_app.errors import Problem, RejectedError
from intake_app.models.storage import Place
from intake_app.services import places as places_module
from intake_app.services.operators import Operator
from intake_app.services.place_tree import DEEPEST, PlaceTree

if TYPE_CHECKING:
    from intake_app.services.places import Places
    from intake_app.services.shop import Shop
    from intake_app.services.use_cases import Services

NOBODY = UUID(int=7)


@pytest.fixture
def places(services: Services) -> Places:
    return services.places


def test_a_place_has_a_label_and_stands_in_another(places: Places) -> None:
    rack = places.add("  Стеллаж А ", "rack")
    cell = places.add("12", "cell", rack.id)
    assert ticket.kind_of(cell.barcode) is TicketKind.PLACE
    assert cell.barcode != rack.barcode
    assert (cell.path, cell.depth, cell.parent) == ("Стеллаж А / 12", 1, rack.id)
    assert places.all() == (rack, cell)


@pytest.mark.parametrize(
    ("name", "problem"),
    [(" ", Problem.MISSING), ("я" * 101, Problem.TOO_LONG), ("сейф", Problem.NAME_TAKEN)],
)
def test_a_bad_name_is_refused(places: Places, name: str, problem: Problem) -> None:
    safe = places.add("Сейф")
    with pytest.raises(RejectedError) as refused:
        places.add(name)
    assert refused.value.fields == {"name": problem}
    assert places.all() == (safe,)


def test_names_may_be_alike_in_different_places(places: Places) -> None:
    one, two = places.add("А"), places.add("Б")
    places.add("1", parent=one.id)
    second = places.add("1", parent=two.id)
    places.rename(second.id, "01")
    places.rename(second.id, "1")
    assert [row.path for row in places.all()] == ["А", "А / 1", "Б", "Б / 1"]


def test_an_unknown_kind_or_place_is_refused(places: Places) -> None:
    with pytest.raises(RejectedError) as refused:
        places.add("А", "planet")
    assert refused.value.problem is Problem.MALFORMED
    with pytest.raises(RejectedError) as refused:
        places.rename(NOBODY, "А")
    assert refused.value.problem is Problem.UNKNOWN_RECORD


def test_a_place_cannot_stand_in_itself(places: Places) -> None:
    rack = places.add("А")
    cell = places.add("1", parent=rack.id)
    for parent in (rack.id, cell.id):
        with pytest.raises(RejectedError) as refused:
            places.move(rack.id, parent)
        assert refused.value.problem is Problem.PLACE_RING
    places.move(cell.id, None)
    places.move(rack.id, cell.id)
    assert [row.path for row in places.all()] == ["1", "1 / А"]


def test_places_stand_in_each_other_only_so_deep(places: Places) -> None:
    above: UUID | None = None
    for number in range(DEEPEST):
        above = places.add(str(number), parent=above).id
    lonely = places.add("ещё")
    with pytest.raises(RejectedError) as refused:
        places.move(lonely.id, above)
    assert refused.value.problem is Problem.PLACE_RING


def test_a_ring_that_two_desks_made_ends(places: Places) -> None:
    one, two = places.add("А"), places.add("Б")
    with places.store.writing() as session:
        session.get_one(Place, one.id).parent_id = two.id
        session.get_one(Place, two.id).parent_id = one.id
    assert len(places.all()) == len({one.id, two.id})


def test_a_place_is_put_away_and_taken_up(places: Places) -> None:
    rack = places.add("А")
    places.archive(rack.id)
    assert places.all() == ()
    assert [row.is_active for row in places.all(archived=True)] == [False]
    places.restore(rack.id)
    assert places.all() == (rack,)


def test_a_label_printed_in_advance_is_a_place_at_its_first_scan(places: Places) -> None:
    digits = ticket.place_digits(40)
    with places.store.writing() as session:
        first = places_module.known(session, digits)
    with places.store.writing() as session:
        assert places_module.known(session, digits) == first == places_module.id_of(digits)
    (row,) = places.all()
    assert row.name == "40"
    assert ticket.place_number(places.add("А").barcode) == 41
    with places.store.reading() as session:
        tree = PlaceTree(session.driver)
        assert tree.by_barcode(digits) == tree.row(first)
        assert tree.by_barcode("") is tree.row(NOBODY) is None
    with places.store.writing() as session, pytest.raises(RejectedError) as refused:
        places_module.known(session, "4600051000057")
    assert refused.value.problem is Problem.MALFORMED


def test_a_receptionist_draws_no_places(shop: Shop, services: Services, places: Places) -> None:
    rack = places.add("А")
    services.staff.add("Ольга", "reception")
    shop.switch(Operator(None, "Ольга"))
    for refused_to in (
        lambda: places.add("Б"),
        lambda: places.rename(rack.id, "Б"),
        lambda: places.move(rack.id, None),
        lambda: places.archive(rack.id),
        lambda: places.restore(rack.id),
    ):
        with pytest.raises(RejectedError) as refused:
            refused_to()
        assert refused.value.problem is Problem.NOT_ALLOWED
