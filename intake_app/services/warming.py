"""Bring the pages of the indexes into memory before somebody waits for them. Light, like `finder`.

On a PC that was just started the first question of each kind costs tens of milliseconds.
"""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from intake_app.services.shop import FILE_NAME

if TYPE_CHECKING:
    from pathlib import Path

    from intake_app.services.finder import Finder

LANE = "warming"
SMALL = 64 * 1024 * 1024
"""Bytes of a store that is read in no time anyway."""

_QUESTIONS = (
    *("00", "25", "50", "75", "4567", "916"),
    *("ив", "петр", "серг", "а", "иванов иван", "кузнецов 4567"),
    *("ооо", "7701", "A-00001", "35693803", "SN12", "mail"),
)
"""What people type, spread over the indexes: phones, names, companies, numbers, devices."""


def questions(data: Path) -> tuple[str, ...]:
    """What to ask of this store; nothing of a small one."""
    store = data / FILE_NAME
    return _QUESTIONS if store.exists() and store.stat().st_size > SMALL else ()


def ask(finder: Finder, typed: str) -> None:
    """Ask as a keystroke would, on a connection of its own. Runs in a lane; each takes a moment."""
    with closing(finder.twin()) as own:
        own.hits(typed)
        own.orders(typed, 6)
