"""The contract over a real Odoo 11; newer ones speak the same to their clients."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from typing_extensions import override

from intake_hub.crm.adapter import Access
from intake_hub.crm.odoo.adapter import connect, usual_map
from tests.crm.contract import Contract
from tests.crm.loopback import Asked, Between
from tests.crm.odoo_rpc import DATABASE
from tests.crm.odoo_stand import OdooStand, is_change

if TYPE_CHECKING:
    from collections.abc import Generator

    from tests.crm_real.rig_odoo import Odoo


class _Between(Between):
    @override
    def changes(self, asked: Asked) -> bool:
        return is_change(asked)


@pytest.fixture(scope="session")
def ready(odoo: Odoo) -> Odoo:
    """With the fields that its administrator added through the adapter."""
    with closing(
        connect(Access(odoo.url, odoo.administrator_key, {"database": DATABASE}), usual_map())
    ) as adapter:
        assert adapter.ensure_schema()
    return odoo


class TestOdoo11(Contract):
    @pytest.fixture
    def stand(self, ready: Odoo) -> Generator[OdooStand]:
        between = _Between(ready.url)
        yield OdooStand(between, ready.key, ready.administrator, total="planned_revenue")
        between.close()
