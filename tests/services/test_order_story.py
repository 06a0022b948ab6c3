"""The whole story of an order: no kind of fact is left out, and all in the order of time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_app.models.orders import Order, Payment
from intake_app.models.shapes import SYNCED, table_of
from intake_app.services import order_story
from tests.models import workshop_records
from tests.rigs.drafts import INTAKE

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.models.base import Base
    from intake_app.services.use_cases import Services

TOLD_OTHERWISE = {"passcode", "signature", "consent", "shift", "apart"}
"""Hang on an order or a client, and are told beside the story or by another event."""


def test_every_kind_of_fact_has_its_place(services: Services) -> None:
    order = services.intakes.receive(INTAKE).order_id
    with services.orders.store.writing() as session:
        payment = session.create(
            Payment,
            order_id=order,
            kind="payment",
            method="cash",
            minor=100,
            currency="RUB",
            at=session.now,
            by="Анна",
        )
        made: dict[type[Base], UUID] = {Order: order, Payment: payment}
        workshop_records.one_of_each(session, made)
    services.tasks.finish(services.tasks.give("проверить", None, workshop_records.NOON, order))
    with services.orders.store.reading() as session:
        events = order_story.story(session.driver, order)
    kinds = {event.kind for event in events}
    with_order = {
        table_of(entity).name for entity in SYNCED if "order_id" in table_of(entity).columns
    }
    told = {"stage" if kind == "accepted" else kind for kind in kinds}
    aliases = {"outside_job": "outside", "order_file": "file"}
    missing = {aliases.get(name, name) for name in with_order} - told - TOLD_OTHERWISE
    assert missing <= {"comment", "file", "photo", "stock_move"}
    assert {"task_done", "loan_return", "cheque"} <= kinds
    assert kinds <= set(order_story.KINDS)
    assert [event.at for event in events] == sorted(event.at for event in events)
