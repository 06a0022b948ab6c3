"""A shop opened for one command, without a window."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from intake_app.clock import utc_now
from intake_app.services.shop import Shop

if TYPE_CHECKING:
    from collections.abc import Generator

    from intake_app.config import Settings


@contextmanager
def opened(settings: Settings) -> Generator[Shop]:
    """Open the store and close it again. Raises UnavailableError as `Shop.open` does."""
    shop = Shop(settings, utc_now)
    try:
        shop.open()
        yield shop
    finally:
        shop.close()
