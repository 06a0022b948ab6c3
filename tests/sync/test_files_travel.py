"""Files of any kind beside an order go from desk to desk, and everywhere with whom they are of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_app.services.rows import FileDraft
from tests.rigs.drafts import INTAKE
from tests.rigs.waiting import until
from tests.sync.test_pictures_travel import at_hub, db, hub, join, line, named, postgres

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from tests.rigs.hub import HubThread
    from tests.sync.test_pictures_travel import Desk

__all__ = ["db", "hub", "join", "line", "postgres"]  # fixtures

NOISE = b"RIFF" + bytes(range(256)) * 40


def kept(desk: Desk) -> UUID:
    """An order with a recording of a noise."""
    order = desk.shop.services.intakes.receive(INTAKE).order_id
    file = FileDraft(desk.cargo.blobs.put(NOISE), "шум.wav", len(NOISE))
    desk.shop.services.orders.add_files(order, (file,))
    return order


def names(desk: Desk, order: UUID) -> list[str]:
    return [file.name for file in desk.shop.services.orders.card(order).files]


def test_a_file_reaches_the_other_desk_and_goes_everywhere_with_the_client(
    hub: HubThread, join: Callable[..., Desk]
) -> None:
    front, back = join("front"), join("back")
    with front.driving(hub.url), back.driving(hub.url):
        order = kept(front)
        until(lambda: back.cargo.blobs.has(named(NOISE)), "fetched for an open order", within_s=40)
        assert names(back, order) == ["шум.wav"]
        assert at_hub(hub, NOISE)
        services = front.shop.services
        services.moves.move(order, "cancelled", comment="передумал")
        services.forgetting.forget(services.orders.card(order).client_id)
        until(lambda: names(back, order) == [], "the other desk forgets it", within_s=40)
        until(lambda: not back.cargo.blobs.has(named(NOISE)), "and the bytes", within_s=40)
        until(lambda: not at_hub(hub, NOISE), "and so does the hub", within_s=40)
