"""A whole disk was rolled back, and two orders bear one printed number: both stay, told apart."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

from tests.rigs.drafts import INTAKE
from tests.rigs.feed import AT, Feed, put

if TYPE_CHECKING:
    from intake_app.services.rows import Accepted
    from intake_app.services.shop import Shop
    from intake_app.services.use_cases import Services

LATER = UUID("ffffffff-ffff-7fff-bfff-ffffffffffff")


@pytest.fixture
def ours(services: Services) -> Accepted:
    return services.intakes.receive(INTAKE)


@pytest.fixture
def theirs(services: Services, ours: Accepted) -> UUID:
    """An order under the same number, from the life of this desk that the rollback took away."""
    number, ticket = rows(services, 'SELECT number, ticket FROM "order"')[0]
    client = put("client", created_at=AT, kind="person", name="Зоя", colour="синий")
    device = put("device", client_id=str(client.rec), created_at=AT, kind="утюг")
    order = put(
        "order",
        number=number,
        ticket=ticket,
        client_id=str(client.rec),
        device_id=str(device.rec),
        accepted_at=AT,
        accepted_by="Илья",
        fault="не греет",
        repair_kind="paid",
        currency="RUB",
    )
    later = replace(order, rec=LATER, op_id=LATER)
    Feed(services.replica).bring(client, device, later)
    return LATER


def rows(services: Services, sql: str) -> list[tuple[Any, ...]]:
    with services.intakes.store.reading() as session:
        return session.driver.execute(sql).fetchall()


def test_both_orders_are_kept_and_flagged(services: Services, ours: Accepted, theirs: UUID) -> None:
    numbers = dict(rows(services, 'SELECT id, number FROM "order"'))
    assert numbers == {ours.order_id.bytes: ours.number, theirs.bytes: f"{ours.number}/2"}
    flagged = rows(services, "SELECT about FROM attention WHERE kind = 'number' ORDER BY about")
    assert {row[0] for row in flagged} == {ours.order_id.bytes, theirs.bytes}


def test_list_card_and_papers_show_the_suffix(
    shop: Shop, services: Services, ours: Accepted, theirs: UUID
) -> None:
    shown = f"{ours.number}/2"
    assert {row.number for row in shop.finder.orders("")} == {ours.number, shown}
    assert services.orders.card(theirs).row.number == shown
    services.orders.reprint(theirs, "receipt")
    data = rows(services, "SELECT data FROM print_job ORDER BY id DESC LIMIT 1")[0][0]
    assert shown in data
