"""One printer of the desk: where it is and what it can do, read from one address."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, assert_never

from intake_app.printing import address, profile
from intake_app.printing.dialogue import Manners
from intake_app.printing.options import wrong
from intake_app.printing.transports.absent import NoTransport
from intake_app.printing.transports.file_device import FileTransport
from intake_app.printing.transports.folder import FolderTransport
from intake_app.printing.transports.tcp import TcpTransport

if TYPE_CHECKING:
    from collections.abc import Mapping

    from intake_app.printing.address import Address
    from intake_app.printing.profile import PrinterProfile, Role
    from intake_app.printing.transport import Transport

_SPEEDS = (1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200, 230400)
_USUAL = Manners()
CONNECTION = frozenset({"baudrate", "flow"})
"""Options of the way to a printer, not of the printer; only serial lines have any."""


@dataclass(frozen=True, slots=True)
class Printer:
    """`name` is that of its lane and of its jobs in the spool."""

    name: str
    profile: PrinterProfile
    transport: Transport


def printer(text: str, role: Role, name: str = "", usual: Manners = _USUAL) -> Printer:
    """Read the address of a printer; opens nothing. Raises RejectedError(ADDRESS_INVALID).

    A printer without a name is called by its role; `usual` says how long each step may take.
    """
    place = address.parse(text)
    of_connection = CONNECTION if place.scheme == "serial" else frozenset[str]()
    able = profile.read(place.options, role, of_connection)
    return Printer(name or role, able, _connected(place, able, usual))


def _connected(  # noqa: C901, PLR0912 - one case a scheme
    place: Address, able: PrinterProfile, usual: Manners
) -> Transport:
    manners = replace(usual, status=able.answers_status, fence=able.answers_fence)
    match place.scheme:
        case "tcp":
            transport = TcpTransport(place.place, place.port, manners)
        case "serial":
            transport = _serial(place, manners)
        case "file" if manners.status or manners.fence:
            raise wrong("option status, fence: a file cannot answer")
        case "file":
            transport = FileTransport(Path(place.place), manners)
        case "folder":
            transport = FolderTransport(Path(place.place))
        case "none":
            transport = NoTransport()
        case "usb":
            transport = _usb(place, manners)
        case "spooler":
            transport = _spooler(place.place, manners)
        case _:
            assert_never(place.scheme)
    return transport


def _serial(place: Address, manners: Manners) -> Transport:
    from intake_app.printing.transports import serial_port  # noqa: PLC0415 - few desks need it

    flow = place.options.get("flow", "none")
    if flow not in {"none", "rtscts"}:
        raise wrong(f"option flow = {flow!r}: expected none or rtscts")
    speed = _speed(place.options)
    return serial_port.SerialTransport(place.place, speed, flow == "rtscts", manners)


def _usb(place: Address, manners: Manners) -> Transport:
    from intake_app.printing.transports import usb  # noqa: PLC0415 - few desks need it

    return usb.UsbTransport(usb.identity(place.place), manners)


def _spooler(queue: str, manners: Manners) -> Transport:
    if manners.status or manners.fence:
        raise wrong("option status, fence: a queue of the system cannot answer")
    if sys.platform == "win32":  # pragma: no cover - the other system
        from ctypes import windll  # noqa: PLC0415 - is only there

        from intake_app.printing.transports import winspool  # noqa: PLC0415 - see above

        return winspool.WindowsSpoolerTransport(queue, windll.LoadLibrary("winspool.drv"))
    from intake_app.printing.transports import spooler  # noqa: PLC0415 - few desks need it

    return spooler.SpoolerTransport(queue)


def _speed(options: Mapping[str, str]) -> int:
    text = options.get("baudrate", "9600")
    speed = next((known for known in _SPEEDS if str(known) == text), None)
    if speed is None:
        raise wrong(f"option baudrate = {text!r}: expected {', '.join(map(str, _SPEEDS))}")
    return speed
