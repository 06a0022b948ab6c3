"""From the addresses in the settings to the devices of this desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from intake_app.errors import Problem, RejectedError
from intake_app.printing import address
from intake_app.printing.printer import printer
from intake_app.scanning.port import serial_port
from intake_app.services import routes

if TYPE_CHECKING:
    from collections.abc import Callable

    from intake_app.config import Settings
    from intake_app.printing.printer import Printer
    from intake_app.printing.profile import Role
    from intake_app.scanning.port import Port

_BAUDRATE = "9600"


def printers(settings: Settings) -> tuple[Printer, ...]:
    """Every printer of the desk. Opens nothing.

    Raises RejectedError: ADDRESS_INVALID, SETTINGS_BROKEN for a route that leads nowhere.
    """
    routes.check(settings)
    return tuple(
        printer(address, cast("Role", routes.role_of(settings, name)), name)
        for name, address in routes.addresses(settings).items()
    )


def scanner_port(text: str) -> Callable[[], Port] | None:
    """How to open the scanner's port, None for `none:`. Raises RejectedError(ADDRESS_INVALID)."""
    place = address.parse(text)
    if place.scheme == "none":
        return None
    if place.scheme != "serial":
        raise RejectedError(Problem.ADDRESS_INVALID, f"scanner: {place.scheme}: expected serial:")
    speed = place.options.get("baudrate", _BAUDRATE)
    if not speed.isascii() or not speed.isdigit():
        raise RejectedError(Problem.ADDRESS_INVALID, f"scanner: baudrate = {speed!r}")
    return serial_port(place.place, int(speed))
