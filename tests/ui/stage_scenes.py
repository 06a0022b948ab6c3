"""The choice of the next stage and the card of an order that has waited for long."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from intake_app.models.orders import Order
from intake_app.models.work import Line
from intake_app.services.drafts import RepairKind
from tests.ui.scenes import FULL

if TYPE_CHECKING:
    from tests.ui.counter import Counter


def shut(counter: Counter) -> None:
    """Work dearer than agreed, a role that may not stop it, a technician to be named."""
    services = counter.desk.shop.services
    order = counter.give(FULL).order_id
    services.moves.move(order, "diagnostics")
    for name, role in (("Анна", "technician"), ("Борис", "technician")):
        services.staff.add(name, role)
    with services.moves.store.writing() as session:
        made = {"order_id": order, "created_at": session.now, "by": "Анна", "kind": "work"}
        session.create(Line, **made, text="Замена платы", price_minor=990_000)
    counter.window.open_order(order)
    counter.settle()
    counter.press("F7")


def result(counter: Counter) -> None:
    """Ready: how did it end?"""
    order = counter.give(FULL).order_id
    counter.desk.shop.services.moves.move(order, "in_repair")
    counter.window.open_order(order)
    counter.settle()
    counter.press("F7", "Down", "Return")


def running_out(counter: Counter) -> None:
    """A warranty repair that has lasted too long, with a loaner asked for."""
    terms = {"repair_kind": RepairKind.WARRANTY, "loaner_wanted": True, "estimate_minor": None}
    order = counter.give(replace(FULL, **terms)).order_id
    with counter.desk.shop.services.moves.store.writing() as session:
        card = session.get_one(Order, order)
        card.loaner_wanted_on, card.due_by_client = "2026-11-15", "2026-11-24"
        card.outcome, card.outcome_note = "no_fault_found", "проверено дважды"
        card.stage_at = session.now - timedelta(days=9)
    counter.window.open_order(order)
    counter.settle()
