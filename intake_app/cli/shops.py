"""A shop opened for one command, without a window."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from intake_app.clock import utc_now
from intake_app.models.recording import Recorder
from intake_app.models.store import Store
from intake_app.services.shop import Shop
from intake_app.services.store_keys import StoreKeys

if TYPE_CHECKING:
    from collections.abc import Generator

    from intake_app.config import Settings


def store(settings: Settings) -> Store:
    """Open the store alone, made when missing, encrypted in a real shop. Raises UnavailableError.

    Whoever asks closes it.
    """
    keys = StoreKeys(settings.data)
    recorder = Recorder(utc_now, settings.desk.operator)
    return Store(keys.store, recorder, key=keys.connecting(encrypt=not settings.demo))


@contextmanager
def opened(settings: Settings) -> Generator[Shop]:
    """Open the store and close it again. Raises UnavailableError as `Shop.open` does."""
    shop = Shop(settings, utc_now, StoreKeys(settings.data))
    try:
        shop.open()
        yield shop
    finally:
        shop.close()
