"""The contract over a real Odoo 11; newer ones speak the same to their clients."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.crm.contract import Contract
from tests.crm_real.odoo_ready import Between11, stand_on

if TYPE_CHECKING:
    from collections.abc import Generator

    from tests.crm.odoo_stand import OdooStand
    from tests.crm_real.rig_odoo import Odoo


class TestOdoo11(Contract):
    @pytest.fixture
    def stand(self, ready: Odoo) -> Generator[OdooStand]:
        between = Between11(ready.url)
        yield stand_on(between, ready)
        between.close()
