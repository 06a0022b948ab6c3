"""The press of this desk: its fonts, its scratch folder, its languages."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from intake_app.app.words import words
from intake_app.config import resources
from intake_app.printing.press import Press

if TYPE_CHECKING:
    from intake_app.config import Settings


def press(settings: Settings) -> Press:
    """Light: the renderers are imported when the first job is due."""
    zone = ZoneInfo(settings.shop.timezone)
    return Press(resources() / "fonts", settings.data / "cache", words, settings.copies, zone)
