"""The exercise: printers that write into a folder, and a hub on this PC."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from intake_app.app import embedded_hub
from intake_app.config import NOT_THERE

if TYPE_CHECKING:
    from pathlib import Path

    from intake_app.config import Settings

PAPER = "paper"


def equipped(settings: Settings) -> Settings:
    """Devices for a demo: whatever was not set by hand stands in its data folder."""
    desk = settings.desk
    paper = settings.data / PAPER
    return replace(
        settings,
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
