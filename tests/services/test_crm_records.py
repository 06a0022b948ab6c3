"""Whose records a CRM speaks of, and who may set one up."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from intake_app.errors import Problem, RejectedError
from intake_app.services.dispute_rows import NOBODY
from intake_app.services.drafts import ClientDraft, DeviceDraft, IntakeDraft
from intake_app.services.operators import Operator

if TYPE_CHECKING:
    from intake_app.services.shop import Shop


def test_records_are_called_as_a_person_knows_them(shop: Shop) -> None:
    services = shop.services
    draft = IntakeDraft(
        client=ClientDraft(name="Петрова Анна", phone="+79161234567"),
        device=DeviceDraft(kind="смартфон"),
        fault="не заряжается",
    )
    order = services.intakes.receive(draft).order_id
    client = services.orders.card(order).client_id
    records = (("order", order), ("client", client), ("client", uuid4()))
    of_order, of_client, of_nobody = services.crm_records.named(records)
    assert of_order.order == order
    assert of_order.title.endswith("Петрова Анна")
    assert (of_client.title, of_client.client) == ("Петрова Анна", client)
    assert of_nobody == NOBODY


def test_only_the_owner_sets_one_up(shop: Shop) -> None:
    services = shop.services
    services.crm_records.demand()  # nobody has a role yet
    for name, role in (("Пётр", "reception"), ("Ольга", "owner")):
        services.staff.add(name, role)
    shop.switch(Operator(None, "Ольга"))
    services.crm_records.demand()
    shop.switch(Operator(None, "Пётр"))
    with pytest.raises(RejectedError) as refused:
        services.crm_records.demand()
    assert (refused.value.problem, refused.value.detail) == (Problem.NOT_ALLOWED, "crm")
