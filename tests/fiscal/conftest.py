"""The open shop of the services' tests, with the emulator as its register."""

from __future__ import annotations

from tests.services.conftest import services, settings, shop, watch

__all__ = ["services", "settings", "shop", "watch"]
