"""The exercise: printers that write into a folder, and a hub on this PC."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from intake_app.app import embedded_hub
from intake_app.config import NOT_THERE, ShopSettings

if TYPE_CHECKING:
    from pathlib import Path

    from intake_app.config import Settings

PAPER = "paper"
SHOP = ShopSettings(
    name="Мастерская «Примерная»",
    legal_name="ООО «Пример»",
    inn="7700000009",
    address="г. Примерск, ул. Садовая, 1",
    phone="+79000000000",
    hours="пн–пт 10–20, сб 11–18",
)
"""Nobody's shop; it stands on the papers of an exercise while nothing else is set."""


def equipped(settings: Settings) -> Settings:
    """Devices for a demo: whatever was not set by hand stands in its data folder."""
    desk = settings.desk
    paper = settings.data / PAPER
    return replace(
        settings,
        shop=SHOP if settings.shop == ShopSettings() else settings.shop,
        desk=replace(
            desk,
            receipt_printer=_or_folder(desk.receipt_printer, paper / "receipt"),
            label_printer=_or_folder(desk.label_printer, paper / "label"),
            hub=desk.hub or embedded_hub.NAME,
            operator=desk.operator or "Анна",
        ),
    )


def _or_folder(address: str, folder: Path) -> str:
    return folder.as_uri().replace("file:", "folder:", 1) if address == NOT_THERE else address
