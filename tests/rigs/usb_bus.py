"""A USB bus with one printer on it, as pyusb's backends are made; it can be unplugged and stall."""

from __future__ import annotations

import errno
from array import array
from types import SimpleNamespace
from typing import Any

from typing_extensions import override
from usb.backend import IBackend
from usb.core import USBError

VENDOR, PRODUCT, SERIAL = 0x04B8, 0x0E15, "A1"
_BULK = 2
_OUT, _IN = 0x02, 0x81
_STRINGS = {3: SERIAL}


class UsbBus(IBackend):
    """`printed` is what came out; `answers` what the printer says next."""

    def __init__(
        self, *, interface_class: int = 7, endpoints: tuple[int, ...] = (_OUT, _IN)
    ) -> None:
        self.printed = b""
        self.answers: list[bytes] = []
        self.is_plugged_in = True
        self.is_claimed_elsewhere = False
        self.stalls_after: int | None = None
        self.lost_after: int | None = None
        self.kernel_driver = True
        self._class = interface_class
        self._endpoints = endpoints

    @override
    def enumerate_devices(self) -> Any:
        return iter(["printer"] if self.is_plugged_in else [])

    @override
    def get_device_descriptor(self, dev: Any) -> Any:
        return SimpleNamespace(
            bLength=18, bDescriptorType=1, bcdUSB=0x0200, bDeviceClass=0, bDeviceSubClass=0,
            bDeviceProtocol=0, bMaxPacketSize0=64, idVendor=VENDOR, idProduct=PRODUCT,
            bcdDevice=0x0100, iManufacturer=0, iProduct=0, iSerialNumber=3, bNumConfigurations=1,
            address=4, bus=1, port_number=1, port_numbers=(1,), speed=3,
        )  # fmt: skip

    @override
    def get_configuration_descriptor(self, dev: Any, config: int) -> Any:
        return SimpleNamespace(
            bLength=9, bDescriptorType=2, wTotalLength=32, bNumInterfaces=1, bConfigurationValue=1,
            iConfiguration=0, bmAttributes=0x80, bMaxPower=1, extra_descriptors=[],
        )  # fmt: skip

    @override
    def get_interface_descriptor(self, dev: Any, intf: int, alt: int, config: int) -> Any:
        if intf or alt:
            raise IndexError
        return SimpleNamespace(
            bLength=9, bDescriptorType=4, bInterfaceNumber=0, bAlternateSetting=0,
            bNumEndpoints=len(self._endpoints), bInterfaceClass=self._class, bInterfaceSubClass=1,
            bInterfaceProtocol=2, iInterface=0, extra_descriptors=[],
        )  # fmt: skip

    @override
    def get_endpoint_descriptor(self, dev: Any, ep: int, intf: int, alt: int, config: int) -> Any:
        return SimpleNamespace(
            bLength=7, bDescriptorType=5, bEndpointAddress=self._endpoints[ep], bmAttributes=_BULK,
            wMaxPacketSize=64, bInterval=0, bRefresh=0, bSynchAddress=0, extra_descriptors=[],
        )  # fmt: skip

    @override
    def open_device(self, dev: Any) -> Any:
        return "handle"

    @override
    def close_device(self, dev_handle: Any) -> None:
        pass

    @override
    def get_configuration(self, dev_handle: Any) -> int:
        return 1

    @override
    def claim_interface(self, dev_handle: Any, intf: int) -> None:
        if self.is_claimed_elsewhere:
            raise USBError("Resource busy", -6, errno.EBUSY)

    @override
    def release_interface(self, dev_handle: Any, intf: int) -> None:
        pass

    @override
    def bulk_write(self, dev_handle: Any, ep: int, intf: int, data: Any, timeout: int) -> int:
        assert ep == _OUT
        if self.lost_after is not None and len(self.printed) >= self.lost_after:
            raise USBError("No such device", -4, errno.ENODEV)
        if self.stalls_after is not None and len(self.printed) >= self.stalls_after:
            raise USBError("Operation timed out", -7, errno.ETIMEDOUT)
        self.printed += bytes(data)
        return len(data)

    @override
    def bulk_read(self, dev_handle: Any, ep: int, intf: int, buff: Any, timeout: int) -> int:
        if not self.answers:
            raise USBError("Operation timed out", -7, errno.ETIMEDOUT)
        said = array("B", self.answers.pop(0))
        buff[: len(said)] = said
        return len(said)

    @override
    def ctrl_transfer(
        self, dev_handle: Any, bmRequestType: int, bRequest: int, wValue: int, wIndex: int,
        data: Any, timeout: int,
    ) -> int:  # fmt: skip
        """String descriptors: number 0 lists the languages."""
        number = wValue & 0xFF
        body = b"\x09\x04" if not number else _STRINGS[number].encode("utf-16-le")
        said = array("B", bytes([len(body) + 2, 3]) + body)
        data[: len(said)] = said
        return len(said)

    @override
    def is_kernel_driver_active(self, dev_handle: Any, intf: int) -> bool:
        return self.kernel_driver

    @override
    def detach_kernel_driver(self, dev_handle: Any, intf: int) -> None:
        self.kernel_driver = False

    @override
    def attach_kernel_driver(self, dev_handle: Any, intf: int) -> None:
        self.kernel_driver = True
