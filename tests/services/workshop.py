"""What tests of the workshop have in common: people with roles, an order, parts in the stock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_app.services.drafts import ClientDraft, DeviceDraft, IntakeDraft, RepairKind
from intake_app.services.work_rows import PriceDraft

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.services.shop import Shop
    from intake_app.services.use_cases import Services

SCREEN = PriceDraft(
    kind="part",
    text="Экран iPhone 13",
    article="A13",
    barcode="4601234567893",
    price_minor=450_000,
    cost_minor=250_000,
    warranty_days=90,
)
FITTING = PriceDraft(kind="work", text="Замена экрана", price_minor=150_000, warranty_days=30)
PHONE = PriceDraft(kind="part", text="Плата", by_serial=True, price_minor=900_000)


def order(
    services: Services, name: str = "Пётр Петров", kind: RepairKind = RepairKind.PAID
) -> UUID:
    draft = IntakeDraft(
        client=ClientDraft(name=name),
        device=DeviceDraft(kind="смартфон", brand="Apple", model="iPhone 13"),
        fault="экран разбит",
        limit_minor=10_000_000,  # nobody has to call
        repair_kind=kind,
    )
    return services.intakes.receive(draft).order_id


def stands(shop: Shop, name: str, role: str) -> UUID:
    """Somebody with a role comes to the desk."""
    person = shop.services.staff.add(name, role)
    shop.switch(person.operator)
    return person.id
