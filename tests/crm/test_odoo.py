"""The contract over fake Odoos of all versions that differ, and both homes of an order."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, ClassVar

import pytest

from intake_hub.crm.adapter import Access
from intake_hub.crm.odoo.adapter import connect, usual_map
from tests.crm.contract import Contract
from tests.crm.fake_odoo import ADMINISTRATOR, KEY, FakeOdoo
from tests.crm.odoo_rpc import DATABASE, Rpc
from tests.crm.odoo_stand import OdooStand

if TYPE_CHECKING:
    from collections.abc import Generator


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


class OdooContract(Contract):
    version: ClassVar[tuple[int, int]]
    orders: ClassVar[str] = "crm.lead"

    @pytest.fixture
    def stand(self) -> Generator[OdooStand]:
        fake = FakeOdoo(self.version)
        person = Rpc(fake.url, *ADMINISTRATOR.split(":"))
        ready(fake, self.orders)
        yield stand_on(fake, person, self.orders)
        person.close()
        fake.close()


class TestOdoo11(OdooContract):
    version = (11, 0)


class TestOdoo16(OdooContract):
    version = (16, 0)


class TestOdoo18(OdooContract):
    version = (18, 0)


class TestOdoo19(OdooContract):
    version = (19, 0)


class TestOdoo19Point3(OdooContract):
    version = (19, 3)


class TestRepairs17(OdooContract):
    version = (17, 0)
    orders = "repair.order"


class TestRepairs19Point3(OdooContract):
    version = (19, 3)
    orders = "repair.order"
