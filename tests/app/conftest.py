"""A shop with paper folders, and an order in it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from intake_app.app import demo
from intake_app.clock import utc_now
from intake_app.config import DeskSettings, Settings
from intake_app.jobs import Jobs
from intake_app.services.drafts import ClientDraft, DeviceDraft, IntakeDraft
from intake_app.services.shop import Shop

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Folder printers, no hub, and no demo shop to wait for."""
    settings = Settings(data=tmp_path / "data", desk=DeskSettings(operator="Анна"))
    settings = demo.equipped(settings)
    return replace(settings, desk=replace(settings.desk, hub=""))


@pytest.fixture
def shop(settings: Settings) -> Iterator[Shop]:
    """An open store."""
    shop = Shop(settings, utc_now)
    shop.open()
    yield shop
    shop.close()


@pytest.fixture
def jobs(qapp: object) -> Iterator[Jobs]:
    """Lanes that end with the test."""
    jobs = Jobs()
    yield jobs
    jobs.shutdown()


@pytest.fixture
def draft() -> IntakeDraft:
    """The least that can be taken in."""
    return IntakeDraft(
        client=ClientDraft(name="Петрова Анна", phone="+79161234567"),
        device=DeviceDraft(kind="смартфон", brand="Apple", model="iPhone 13"),
        fault="не заряжается",
    )
