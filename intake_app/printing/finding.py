"""Printers that may be standing here: guesses, each with what it was guessed from."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from intake_app.printing import models, network_finding
from intake_app.printing.address_text import with_options

if TYPE_CHECKING:
    from collections.abc import Iterator

    from intake_app.printing.network_finding import Neighbours

_RAW_PORT = 9100
_PATIENCE_S = 5.0
_PRINTER_CLASS = 7
_FACTS = {"MANUFACTURER": "MFG", "MODEL": "MDL", "COMMAND SET": "CMD"}


@dataclass(frozen=True, slots=True)
class Found:
    """One guess; `about` is what the system says of the device, `model` what it is taken for."""

    address: str
    about: str
    model: str = ""


@dataclass(frozen=True, slots=True)
class Places:
    """Where to look; tests look elsewhere."""

    devices: Path = Path("/dev/usb")
    facts: Path = Path("/sys/class/usbmisc")
    command: str = "lpstat"
    bus: object | None = None  # pyusb's own choice of a backend
    neighbours: Neighbours | None = None  # those around this PC


def look(places: Places | None = None) -> tuple[Found, ...]:
    """Everything a printer may be hidden behind; takes seconds, so never on the GUI thread."""
    where = places or Places()
    return (
        *_usb_files(where),
        *_queues(where),
        *_serial_ports(),
        *_usb_devices(where),
        *_on_the_network(where),
    )


def _guessed(address: str, about: str, usb: str = "") -> Found:
    model = models.guess(about, usb)
    if model is None:
        return Found(address, about)
    found = f"{address}?{model.options}"
    if address.startswith("file:"):  # most drivers open such a one for writing only
        found = with_options(found, status="", fence="")
    return Found(found, about, model.name)


def _usb_files(where: Places) -> Iterator[Found]:
    for device in sorted(where.devices.glob("lp*")):
        try:
            fact = where.facts / device.name / "device" / "ieee1284_id"
            about = fact.read_text("ascii", "replace")
        except OSError:
            about = ""
        yield _guessed(f"file://{device}", _model(about) or device.name)


def _model(told: str) -> str:
    """Make, model and languages out of `MFG:Xprinter;CMD:TSPL;MDL:XP-365B;`."""
    facts: dict[str, str] = {}
    for part in told.strip().split(";"):
        name, _, value = part.partition(":")
        facts[_FACTS.get(name, name)] = value
    return " ".join(facts[name] for name in ("MFG", "MDL", "CMD") if facts.get(name))


def _queues(where: Places) -> Iterator[Found]:
    """Queues of the system: what they print are pages."""
    try:
        done = subprocess.run(  # noqa: S603 - a list of arguments, no shell
            [where.command, "-e"],
            capture_output=True,
            timeout=_PATIENCE_S,
            check=False,
            env={**os.environ, "LC_ALL": "C"},
        )
    except (OSError, subprocess.TimeoutExpired):
        return  # no CUPS here, or one that is asleep
    for name in done.stdout.decode("utf-8", "replace").splitlines():
        if name.strip():
            yield Found(f"spooler://{quote(name.strip())}?language=pdf", name.strip())


def _serial_ports() -> Iterator[Found]:
    from serial.tools import list_ports  # noqa: PLC0415 - few desks need it

    for port in list_ports.comports():
        about = port.description if port.description not in {"", "n/a"} else port.device
        if port.vid is not None or not port.device.startswith("/dev/ttyS"):
            yield _guessed(f"serial://{port.device}", about)


def _usb_devices(where: Places) -> Iterator[Found]:
    import usb.core  # noqa: PLC0415 - few desks need it

    try:
        for device in usb.core.find(find_all=True, backend=where.bus):
            if any(
                interface.bInterfaceClass == _PRINTER_CLASS
                for configuration in device
                for interface in configuration
            ):
                numbers = f"{device.idVendor:04x}:{device.idProduct:04x}"
                yield _guessed(f"usb://{numbers}", numbers, numbers)
    except (usb.core.USBError, ValueError):
        return  # no right to look, or no libusb


def _on_the_network(where: Places) -> Iterator[Found]:
    """Which language such a one speaks nobody can tell without printing something."""
    around = where.neighbours or network_finding.near()
    for host in network_finding.answering(around):
        place = f"tcp://{host}" + (f":{around.port}" if around.port != _RAW_PORT else "")
        yield Found(place, host)
