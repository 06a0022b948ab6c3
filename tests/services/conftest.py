"""An open shop in a real file, with printers that exist and a clock of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from intake_app.config import DeskSettings, Settings, ShopSettings
from intake_app.services.shop import Shop
from tests.rigs.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from intake_app.services.use_cases import Services


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(
        data=tmp_path / "shop",
        desk=DeskSettings(
            receipt_printer="folder:///r", label_printer="folder:///l", operator="Анна"
        ),
        shop=ShopSettings(name="Мастерская", inn="7701234560", phone="+7 495 000-00-00"),
    )


@pytest.fixture
def shop(settings: Settings, watch: Watch) -> Iterator[Shop]:
    found = Shop(settings, watch)
    found.open()
    yield found
    found.close()


@pytest.fixture
def services(shop: Shop) -> Services:
    return shop.services
