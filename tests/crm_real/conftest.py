"""Real CRMs, each started once a run and only if a test asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.crm_real.rig_odoo import Odoo
from tests.crm_real.rig_tryton import Tryton

if TYPE_CHECKING:
    from collections.abc import Generator


@pytest.fixture(scope="session")
def tryton() -> Generator[Tryton]:
    server = Tryton()
    yield server
    server.close()


@pytest.fixture(scope="session")
def odoo() -> Generator[Odoo]:
    server = Odoo()
    yield server
    server.close()
