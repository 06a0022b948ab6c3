"""Which register a desk has. `none` and `manual` do nothing by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_app.fiscal import emulator

if TYPE_CHECKING:
    from intake_app.clock import Clock
    from intake_app.config import Settings
    from intake_app.fiscal.port import FiscalRegistrar


def registrar(settings: Settings, now: Clock) -> FiscalRegistrar | None:
    """The register that can be told to print; None where a person does it, or nobody."""
    if settings.desk.fiscal == emulator.NAME:
        return emulator.Emulator(settings.data, now)
    return None
