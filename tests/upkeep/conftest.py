"""A shop in a real file, plain and encrypted, with places of backups."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from intake_app.config import DeskSettings, Settings, ShopSettings
from intake_app.services.shop import Shop
from intake_app.services.store_keys import StoreKeys
from intake_app.upkeep.safety import Safety
from tests.rigs.drafts import INTAKE
from tests.rigs.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass
class Bench:
    """One PC: its settings, its clock, its shop."""

    settings: Settings
    watch: Watch
    keys: StoreKeys
    shop: Shop
    numbers: list[str] = field(default_factory=list[str])

    @property
    def safety(self) -> Safety:
        """Its backups."""
        return Safety(self.settings, self.keys, self.watch)

    def take_in(self) -> str:
        """Save one order."""
        number = self.shop.services.intakes.receive(INTAKE).number
        self.numbers.append(number)
        return number

    def orders(self) -> list[str]:
        """What the shop knows, the oldest first."""
        return sorted(row.number for row in self.shop.finder.orders(""))


@pytest.fixture(params=["encrypted", "plain"])
def pc(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Bench]:
    """An open shop with one order, of both kinds."""
    data, disk = tmp_path / "shop", tmp_path / "disk"
    disk.mkdir()
    desk = DeskSettings(receipt_printer="folder:///r", label_printer="folder:///l")
    settings = Settings(
        data=data,
        desk=desk,
        shop=ShopSettings(name="Мастерская"),
        backups={"disk": str(disk / "b")},
    )
    watch, keys = Watch(), StoreKeys(data)
    if request.param == "plain":
        made = Shop(settings, watch)
        made.open()
        made.close()
    shop = Shop(settings, watch, keys)
    shop.open()
    bench = Bench(settings, watch, keys, shop)
    bench.take_in()
    yield bench
    bench.shop.close()
