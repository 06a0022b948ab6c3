"""Where a device lies: put, taken out, folded in the hub's order."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import pytest

from intake_app.checks import ticket
from intake_app.errors import Problem, RejectedError
from intake_app.services.operators import Operator
from intake_app.services.places import id_of
from tests.rigs.drafts import INTAKE
from tests.rigs.feed import AT, Feed, put

if TYPE_CHECKING:
    from intake_app.services.shop import Shop
    from intake_app.services.use_cases import Services

LABEL, OTHER = ticket.place_digits(12), ticket.place_digits(13)


def lies(services: Services, order: UUID) -> UUID | None:
    with services.placements.store.reading() as session:
        sql = 'SELECT place_id FROM "order" WHERE id = ?'
        found = session.driver.execute(sql, (order.bytes,)).fetchone()[0]
    return None if found is None else UUID(bytes=found)


def facts(services: Services) -> int:
    with services.placements.store.reading() as session:
        return session.driver.execute("SELECT count(*) FROM placement").fetchone()[0]


def test_a_label_says_where_and_the_same_label_again_says_nothing_new(services: Services) -> None:
    order = services.intakes.receive(INTAKE).order_id
    assert services.placements.put_by_label(order, LABEL) == "12"
    services.placements.put_by_label(order, LABEL)
    assert (lies(services, order), facts(services)) == (id_of(LABEL), 1)
    services.placements.put(order, None)
    assert (lies(services, order), facts(services)) == (None, 2)


def test_what_is_not_there_is_refused(services: Services) -> None:
    order = services.intakes.receive(INTAKE).order_id
    for one, place in ((uuid4(), None), (order, uuid4())):
        with pytest.raises(RejectedError) as told:
            services.placements.put(one, place)
        assert told.value.problem is Problem.UNKNOWN_RECORD
    with pytest.raises(RejectedError) as told:
        services.placements.put_by_label(order, "123")
    assert told.value.problem is Problem.MALFORMED
    assert facts(services) == 0


def test_whoever_has_no_role_may_not(shop: Shop) -> None:
    order = shop.services.intakes.receive(INTAKE).order_id
    shop.services.staff.add("Илья", "technician")
    shop.switch(Operator(None, "Чужой"))
    for act in (
        lambda: shop.services.placements.put(order, None),
        lambda: shop.services.placements.put_by_label(order, LABEL),
    ):
        with pytest.raises(RejectedError) as told:
            act()
        assert told.value.problem is Problem.NOT_ALLOWED


def test_the_last_in_the_hubs_order_counts_and_ours_on_its_way_lies_on_top(
    services: Services,
) -> None:
    order = services.intakes.receive(INTAKE).order_id
    services.placements.put_by_label(order, LABEL)
    feed = Feed(services.replica)
    feed.echo()
    place = put("place", created_at=AT, kind="", name="13", barcode=OTHER, archived=False)
    elsewhere = put("placement", order_id=str(order), place_id=str(place.rec), at=AT, by="Илья")
    feed.bring(place, elsewhere)
    assert lies(services, order) == place.rec
    services.placements.put_by_label(order, LABEL)
    feed.bring(put("placement", order_id=str(order), place_id=None, at=AT, by="Илья"))
    assert lies(services, order) == id_of(LABEL)
    feed.echo()
    assert lies(services, order) == id_of(LABEL)


def test_what_leaves_the_shop_leaves_its_place(services: Services) -> None:
    order = services.intakes.receive(INTAKE).order_id
    services.placements.put_by_label(order, LABEL)
    services.moves.move(order, "cancelled", comment="ошибка")
    assert (lies(services, order), facts(services)) == (None, 2)
    with pytest.raises(RejectedError) as told:
        services.placements.put_by_label(order, LABEL)
    assert told.value.problem is Problem.ORDER_CLOSED
    services.placements.put(order, None)


def test_a_device_stored_elsewhere_after_it_left_lies_nowhere(services: Services) -> None:
    order = services.intakes.receive(INTAKE).order_id
    services.placements.put_by_label(order, LABEL)
    feed = Feed(services.replica)
    feed.echo()
    moved = {"order_id": str(order), "at": AT, "by": "", "comment": "ошибка"}
    feed.bring(put("stage", **moved, from_stage="accepted", to_stage="cancelled"))
    assert lies(services, order) is None
    stored = {"order_id": str(order), "at": AT, "by": ""}
    feed.bring(put("placement", **stored, place_id=str(id_of(LABEL))))
    assert lies(services, order) is None
