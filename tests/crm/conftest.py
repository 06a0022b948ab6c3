"""A hub with a desk, a CRM beside it, and the engine between them; each on both databases."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from intake_hub.store.engine import HubStore
from tests.crm.counter import NOW_MS, Counter
from tests.crm.odoo_office import VERSIONS, OdooOffice
from tests.crm.plain import PlainCrm
from tests.rigs.postgres import Postgres

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from pathlib import Path

pytest.register_assert_rewrite("tests.crm.contract")


@pytest.fixture(scope="session")
def postgres() -> Generator[Postgres]:
    server = Postgres()
    yield server
    server.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def db(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'hub.db'}"
    server: Postgres = request.getfixturevalue("postgres")
    return server.emptied()


@pytest.fixture
def store(db: str) -> Generator[HubStore]:
    opened = HubStore(db)
    opened.open(NOW_MS)
    yield opened
    opened.close()


@pytest.fixture
def file_store(tmp_path: Path) -> Generator[HubStore]:
    """A hub in a file, where the other database would show nothing else."""
    opened = HubStore(f"sqlite:///{tmp_path / 'hub.db'}")
    opened.open(NOW_MS)
    yield opened
    opened.close()


@pytest.fixture
def counter(store: HubStore) -> Counter:
    return Counter(store, PlainCrm())


@pytest.fixture
def shop(file_store: HubStore) -> Counter:
    return Counter(file_store, PlainCrm())


@pytest.fixture
def odoos() -> Generator[Callable[..., OdooOffice]]:
    """Open as many as a test needs."""
    opened: list[OdooOffice] = []

    def opening(version: tuple[int, int] = (18, 0), orders: str = "crm.lead") -> OdooOffice:
        opened.append(OdooOffice(version, orders))
        return opened[-1]

    yield opening
    for one in opened:
        one.close()


@pytest.fixture(params=VERSIONS, ids=lambda version: f"{version[0]}.{version[1]}")
def odoo(request: pytest.FixtureRequest, odoos: Callable[..., OdooOffice]) -> OdooOffice:
    """One of each version that differs."""
    return odoos(request.param)
