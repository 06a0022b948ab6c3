"""The press of this desk: its fonts, its scratch folder, its languages."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from intake_app.app.words import words
from intake_app.config import resources
from intake_app.printing.press import Press
from intake_app.services import templates

if TYPE_CHECKING:
    from collections.abc import Callable

    from intake_app.config import Settings


def _nothing(_key: str) -> object:
    return None


def _silent() -> None:
    pass


def press(
    settings: Settings,
    chosen: Callable[[str], object] = _nothing,
    broken: Callable[[], None] = _silent,
) -> Press:
    """Light: the renderers are imported when the first job is due.

    `chosen` tells the owner's choices, his templates among them; `broken` hears that one of those
    could not be used.
    """
    zone = ZoneInfo(settings.shop.timezone)
    return Press(
        resources() / "fonts",
        settings.data / "cache",
        words,
        settings.copies,
        zone,
        partial(templates.own, chosen),
        broken,
    )
