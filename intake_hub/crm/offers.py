"""Which CRMs can be connected, in the order in which they are offered."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from intake_app.errors import Problem, RejectedError

if TYPE_CHECKING:
    from collections.abc import Callable

    from intake_hub.crm.adapter import Access, CrmAdapter
    from intake_hub.crm.field_map import FieldMap


@dataclass(frozen=True, slots=True)
class Offer:
    """A kind of CRM. `module` holds `connect(access, fields)` and `usual_map(options)`.

    `needs` are the options it cannot do without, `may` those it understands besides.
    """

    name: str
    title: str
    module: str
    is_seen: bool  # its adapter has met the real service
    needs: tuple[str, ...] = ()
    may: tuple[str, ...] = ()

    def connect(self, access: Access, fields: FieldMap) -> CrmAdapter:
        """Make the adapter; nothing is called yet."""
        make: Callable[[Access, FieldMap], CrmAdapter] = import_module(self.module).connect
        return make(access, fields)

    def usual_map(self) -> FieldMap:
        """The field map a shop begins with."""
        made: FieldMap = import_module(self.module).usual_map()
        return made


OFFERS: tuple[Offer, ...] = (
    Offer(
        "odoo",
        "Odoo",
        "intake_hub.crm.odoo.adapter",
        is_seen=True,  # Odoo 11; newer ones by what was recorded of them
        needs=("database",),
        may=("orders",),
    ),
    Offer("tryton", "Tryton", "intake_hub.crm.tryton.adapter", is_seen=True, needs=("database",)),
    Offer(
        "bitrix24",
        "Bitrix24",
        "intake_hub.crm.bitrix.adapter",
        is_seen=False,
        may=("category", "entity_type"),
    ),
    Offer("amocrm", "amoCRM", "intake_hub.crm.amo.adapter", is_seen=False, needs=("pipeline",)),
    Offer("webhook", "Webhook", "intake_hub.crm.webhook.adapter", is_seen=True),
)


def offered(name: str) -> Offer:
    """Find one by its name. Raises RejectedError(UNKNOWN_RECORD)."""
    for offer in OFFERS:
        if offer.name == name:
            return offer
    raise RejectedError(Problem.UNKNOWN_RECORD, name)
