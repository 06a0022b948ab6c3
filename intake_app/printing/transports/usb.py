"""A printer of the USB printer class, spoken to without a driver: `usb://04b8:0e15`.

pyusb finds the bulk endpoints in the descriptor. The device is not reset at opening, which some
printers answer by a minute of silence, and every transfer has its time-out. On Windows the system
gives such a device to its own driver: there the OS queue is the way (`spooler://`).
"""

from __future__ import annotations

import errno
import re
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import usb.core
import usb.util

from intake_app.errors import Problem, UnavailableError
from intake_app.printing.dialogue import Dialogue, Manners
from intake_app.printing.options import wrong

if TYPE_CHECKING:
    from collections.abc import Generator

    from usb.core import Device, Endpoint, Interface

    from intake_app.printing.dialogue import Ticks
    from intake_app.printing.transport import Delivery, Parcel

_PRINTER_CLASS = 7
_PLACE = re.compile(r"([0-9a-fA-F]{4}):([0-9a-fA-F]{4})(?:/(.+))?")
_CHUNK = 4096
_HEARD = 64
_SOONEST_MS = 1  # zero would mean: wait for ever
_SILENT = frozenset({errno.ETIMEDOUT, errno.EAGAIN})


@dataclass(frozen=True, slots=True)
class Identity:
    """Which device: vendor, product and, where two are alike, the serial number."""

    vendor: int
    product: int
    serial: str = ""


def identity(place: str) -> Identity:
    """Read `04b8:0e15` or `04b8:0e15/SERIAL`. Raises RejectedError(ADDRESS_INVALID)."""
    found = _PLACE.fullmatch(place)
    if found is None:
        raise wrong(f"place {place!r}: expected usb://vendor:product, as usb://04b8:0e15")
    return Identity(int(found[1], 16), int(found[2], 16), found[3] or "")


@dataclass(frozen=True, slots=True)
class UsbTransport:
    """Opened for each job, and given back to the system's driver after it."""

    wanted: Identity
    manners: Manners = field(default_factory=Manners)
    ticks: Ticks = time.monotonic
    backend: object | None = None  # of pyusb; None: whatever the system has

    def send(self, parcel: Parcel) -> Delivery:
        """See `Transport.send`."""
        with self._opened() as wire:
            return Dialogue(wire, self.manners, self.ticks).deliver(parcel)

    @contextmanager
    def _opened(self) -> Generator[_Endpoints]:
        where = f"usb://{self.wanted.vendor:04x}:{self.wanted.product:04x}"
        try:
            device = self._device()
        except usb.core.NoBackendError as error:
            raise UnavailableError(Problem.DEVICE_ABSENT, f"{where}: libusb is missing") from error
        if device is None:
            raise UnavailableError(Problem.DEVICE_ABSENT, where)
        try:
            interface = _printer_interface(device)
            number = interface.bInterfaceNumber
            had_driver = _detached(device, number)
            usb.util.claim_interface(device, number)
        except usb.core.USBError as error:
            usb.util.dispose_resources(device)
            raise UnavailableError(Problem.DEVICE_REFUSED, f"{where}: {error.strerror}") from error
        try:
            yield _endpoints(interface, self.ticks)
        finally:
            usb.util.dispose_resources(device)
            if had_driver:
                _given_back(device, number)

    def _device(self) -> Device | None:
        def is_ours(device: Device) -> bool:
            return not self.wanted.serial or device.serial_number == self.wanted.serial

        return usb.core.find(
            idVendor=self.wanted.vendor,
            idProduct=self.wanted.product,
            custom_match=is_ours,
            backend=self.backend,
        )


def _printer_interface(device: Device) -> Interface:
    """The interface of the printer class, or the first one that takes bulk data."""
    interfaces = list(device.get_active_configuration())
    for interface in interfaces:
        if interface.bInterfaceClass == _PRINTER_CLASS:
            return interface
    for interface in interfaces:
        if _endpoint(interface, usb.util.ENDPOINT_OUT) is not None:
            return interface
    raise UnavailableError(Problem.DEVICE_REFUSED, "not a printer")


def _endpoint(interface: Interface, direction: int) -> Endpoint | None:
    for endpoint in interface:
        kind = usb.util.endpoint_type(endpoint.bmAttributes)
        way = usb.util.endpoint_direction(endpoint.bEndpointAddress)
        if kind == usb.util.ENDPOINT_TYPE_BULK and way == direction:
            return endpoint
    return None


def _endpoints(interface: Interface, ticks: Ticks) -> _Endpoints:
    out = _endpoint(interface, usb.util.ENDPOINT_OUT)
    if out is None:
        raise UnavailableError(Problem.DEVICE_REFUSED, "not a printer")
    return _Endpoints(out, _endpoint(interface, usb.util.ENDPOINT_IN), ticks)


def _detached(device: Device, number: int) -> bool:
    """Take the device from the kernel's driver, if one has it."""
    try:
        if not device.is_kernel_driver_active(number):
            return False
        device.detach_kernel_driver(number)
    except NotImplementedError:
        return False  # this system has no such thing
    return True


def _given_back(device: Device, number: int) -> None:
    try:
        device.attach_kernel_driver(number)
    except (usb.core.USBError, NotImplementedError):
        return  # unplugged meanwhile: there is nothing to give back


@dataclass(frozen=True, slots=True)
class _Endpoints:
    """An open printer as the dialogue sees it."""

    out: Endpoint
    back: Endpoint | None
    ticks: Ticks

    def push(self, data: bytes, until: float) -> int:
        part = data[:_CHUNK]
        try:
            return self.out.write(part, self._left_ms(until))
        except usb.core.USBError as error:
            if error.errno not in _SILENT:
                raise
            # libusb does not tell how much of a transfer went out before it timed out.
            detail = "takes no more"
            raise UnavailableError(Problem.DEVICE_STALLED, detail, sent=len(part)) from error

    def pull(self, until: float) -> bytes:
        if self.back is None:
            return b""
        try:
            return bytes(self.back.read(_HEARD, self._left_ms(until)))
        except usb.core.USBError as error:
            if error.errno not in _SILENT:
                raise
            return b""

    def finish(self, until: float) -> bool:
        return True  # a transfer that has ended is in the printer

    def _left_ms(self, until: float) -> int:
        return max(_SOONEST_MS, round((until - self.ticks()) * 1000))
