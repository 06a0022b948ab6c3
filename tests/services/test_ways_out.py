"""As shipped nothing leaves the shop but by the page of the hand-over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_app.errors import Problem
from tests.rigs.drafts import INTAKE
from tests.rigs.road import send
from tests.services.test_moves import refused

if TYPE_CHECKING:
    from intake_app.services.use_cases import Services


def test_nothing_leaves_but_by_its_page_unless_the_owner_wants_it(services: Services) -> None:
    order = services.intakes.receive(INTAKE).order_id
    send(services, order, "in_repair", "ready")
    (issued,) = (one for one in services.orders.card(order).choices if one.code == "issued")
    assert issued.is_open  # the choice leads to the page, which sees to all of it
    assert refused(services, order, "issued").fields == {"handover": Problem.GATE_HANDOVER}
    services.preferences.choose("stages", {"issued": {"gates": ["paid"]}})
    assert services.moves.move(order, "issued").to == "issued"
