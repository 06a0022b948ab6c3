"""A process that does nothing but print, to be killed at any moment."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from intake_app.config import DeskSettings, Settings, ShopSettings
from intake_app.printing import presses
from intake_app.printing.printer import printer
from intake_app.printing.worker import Turn, print_next
from intake_app.services.shop import Shop

if TYPE_CHECKING:
    from pathlib import Path


def settings_of(data: Path, address: str) -> Settings:
    """A shop with one receipt printer."""
    desk = DeskSettings(receipt_printer=address)
    return Settings(data, desk=desk, shop=ShopSettings(name="Rig", timezone="UTC"))


def print_for_ever(data: Path, address: str, tools: str = "") -> None:
    """What the lane of a printer does in the program, from its start to the end of the power.

    `tools` is a folder whose commands stand before those of the system.
    """
    if tools:
        os.environ["PATH"] = f"{tools}{os.pathsep}{os.environ['PATH']}"
    settings = settings_of(data, address)
    shop = Shop(settings, lambda: datetime.now(UTC))
    shop.open()
    spool, target = shop.services.printouts, printer(address, "receipt")
    press = presses.press(settings)
    spool.recover()
    while True:
        if print_next(spool, target, press) is not Turn.GONE:
            time.sleep(0.005)
