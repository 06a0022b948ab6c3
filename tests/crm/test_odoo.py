"""The contract over fake Odoos of all versions that differ, and both homes of an order."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import pytest

from tests.crm.contract import Contract
from tests.crm.fake_odoo import ADMINISTRATOR, FakeOdoo
from tests.crm.odoo_office import ready, stand_on
from tests.crm.odoo_rpc import Rpc

if TYPE_CHECKING:
    from collections.abc import Generator

    from tests.crm.odoo_stand import OdooStand


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
