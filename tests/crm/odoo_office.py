"""A fake Odoo of one version, an adapter at it, and somebody who works there."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from intake_hub.crm.adapter import Access
from intake_hub.crm.documents import Kind, Owner
from intake_hub.crm.field_map import FieldMap, FieldRule
from intake_hub.crm.odoo.adapter import connect, usual_map
from tests.crm.fake_odoo import ADMINISTRATOR, KEY, FakeOdoo
from tests.crm.odoo_rpc import DATABASE, Rpc
from tests.crm.odoo_stand import OdooStand

if TYPE_CHECKING:
    from intake_hub.crm.adapter import CrmAdapter

VERSIONS = ((11, 0), (16, 0), (18, 0), (19, 0), (19, 3))


class OdooOffice:
    """A fake of one version, an adapter at it, and somebody who works there."""

    def __init__(self, version: tuple[int, int], orders: str = "crm.lead") -> None:
        self.fake = FakeOdoo(version)
        self.person = Rpc(self.fake.url, *ADMINISTRATOR.split(":"))
        ready(self.fake, orders)
        self.fake.done.clear()
        self.stand: OdooStand = stand_on(self.fake, self.person, orders)
        self.adapter: CrmAdapter = self.stand.adapter()
        self._more: list[CrmAdapter] = []

    def row(self, model: str, remote: str) -> dict[str, object]:
        """What the database holds."""
        return self.fake.tables.rows[model][int(remote)]

    def mapped(self, kind: Kind, name: str, remote: str, **codes: dict[str, str]) -> CrmAdapter:
        """An adapter with one field going elsewhere."""
        fields = usual_map()
        rules = {**fields.rules[kind], name: FieldRule(remote, Owner.OURS, is_sent=True)}
        fields = FieldMap({**fields.rules, kind: rules}, codes)
        return self.connected(fields=fields)

    def connected(
        self, key: str = KEY, database: str = DATABASE, fields: FieldMap | None = None
    ) -> CrmAdapter:
        """An adapter with something else than usual; it closes with the odoo."""
        options = {"database": database, "orders": self.stand.orders}
        made = connect(Access(self.fake.url, key, options), fields or usual_map())
        self._more.append(made)
        return made

    def close(self) -> None:
        for one in (self.adapter, *self._more):
            one.close()
        self.person.close()
        self.fake.close()


def ready(fake: FakeOdoo, orders: str = "crm.lead") -> None:
    """Add the fields, as an administrator does it through the adapter."""
    access = Access(fake.url, ADMINISTRATOR, {"database": DATABASE, "orders": orders})
    with closing(connect(access, usual_map())) as adapter:
        assert adapter.ensure_schema()


def stand_on(fake: FakeOdoo, person: Rpc, orders: str = "crm.lead") -> OdooStand:
    """A stand; where the price is kept depends on the version."""
    total = "expected_revenue" if fake.version >= (14, 0) else "planned_revenue"
    return OdooStand(
        fake,
        KEY,
        person,
        orders,
        "x_intake_total" if orders == "repair.order" else total,
        keeps_companies=fake.version < (19, 3),
    )
