"""Real CRMs, each started once a run and only if a test asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.crm_real.rig_odoo import HOME, Odoo
from tests.crm_real.rig_tryton import Tryton

if TYPE_CHECKING:
    from collections.abc import Generator

# The set-up has said so: where there is no Python 3.6, there is no Odoo 11.
collect_ignore = [] if HOME.exists() else ["test_contract_odoo.py", "test_odoo_traps.py"]


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


@pytest.fixture(scope="session")
def ready(odoo: Odoo) -> Odoo:
    """With the fields that its administrator added through the adapter."""
    assert odoo.add_fields()
    return odoo
