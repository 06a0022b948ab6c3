"""A printer on the USB: bytes, faults, and the driver it was borrowed from."""

from __future__ import annotations

import errno
from typing import Any

import pytest
from typing_extensions import override
from usb.core import NoBackendError, USBError

from intake_app.errors import Problem, RejectedError, UnavailableError
from intake_app.printing.dialogue import Manners
from intake_app.printing.transport import Delivery, Parcel
from intake_app.printing.transports.usb import Identity, UsbTransport, identity
from tests.rigs.usb_bus import PRODUCT, SERIAL, VENDOR, UsbBus

JOB = bytes(range(256)) * 64


def transport(bus: UsbBus, serial: str = "", manners: Manners | None = None) -> UsbTransport:
    return UsbTransport(Identity(VENDOR, PRODUCT, serial), manners or Manners(), backend=bus)


def parcel() -> Parcel:
    return Parcel("job", JOB, lambda: b"", {})


def refusal(sender: UsbTransport) -> UnavailableError:
    with pytest.raises(UnavailableError) as caught:
        sender.send(parcel())
    return caught.value


@pytest.mark.parametrize("serial", ["", SERIAL])
def test_every_byte_arrives_and_the_driver_gets_its_printer_back(serial: str) -> None:
    bus = UsbBus()

    assert transport(bus, serial).send(parcel()) is Delivery.SENT
    assert bus.printed == JOB
    assert bus.kernel_driver


def test_a_printer_without_a_driver_is_left_without_one() -> None:
    bus = UsbBus()
    bus.kernel_driver = False

    transport(bus).send(parcel())

    assert not bus.kernel_driver


def test_an_interface_of_another_class_that_takes_bulk_data_will_do() -> None:
    bus = UsbBus(interface_class=255, endpoints=(0x02,))

    assert transport(bus).send(parcel()) is Delivery.SENT


def test_a_printer_that_answers_is_asked_first() -> None:
    bus = UsbBus()
    bus.answers = [b"\x12", b"\x72"]  # online, no paper

    assert refusal(transport(bus, manners=Manners(status=True))).problem is Problem.PAPER_OUT
    assert JOB not in bus.printed


def test_a_printer_that_cannot_answer_is_not_waited_for() -> None:
    bus = UsbBus(endpoints=(0x02,))
    asked = refusal(transport(bus, manners=Manners(status=True)))

    assert (asked.problem, asked.sent) == (Problem.DEVICE_STALLED, 0)


def test_what_is_not_there_is_absent() -> None:
    bus = UsbBus()
    assert refusal(transport(bus, "B2")).problem is Problem.DEVICE_ABSENT
    bus.is_plugged_in = False
    found = refusal(transport(bus))
    assert (found.problem, found.sent) == (Problem.DEVICE_ABSENT, 0)


def test_a_printer_held_by_another_program_is_refused_unharmed() -> None:
    bus = UsbBus()
    bus.is_claimed_elsewhere = True
    found = refusal(transport(bus))

    assert (found.problem, found.sent) == (Problem.DEVICE_REFUSED, 0)


def test_what_is_no_printer_is_refused() -> None:
    assert refusal(transport(UsbBus(endpoints=(0x81,)))).problem is Problem.DEVICE_REFUSED
    keyboard = UsbBus(interface_class=255, endpoints=(0x81,))
    assert refusal(transport(keyboard)).problem is Problem.DEVICE_REFUSED


@pytest.mark.parametrize("taken", [0, 4096])
def test_a_stall_leaves_the_job_unknown(taken: int) -> None:
    bus = UsbBus()
    bus.stalls_after = taken
    found = refusal(transport(bus))

    assert found.problem is Problem.DEVICE_STALLED
    assert found.sent == taken + 4096  # the transfer that timed out is in doubt too


def test_a_cable_pulled_out_in_the_middle_leaves_the_job_unknown() -> None:
    bus = UsbBus()
    bus.lost_after = 8192
    found = refusal(transport(bus))

    assert (found.problem, found.sent) == (Problem.DEVICE_LOST, 8192)


@pytest.mark.parametrize("place", ["", "04b8", "04b8:", "04b8:zzzz", "4b8:0e15", "04b8:0e15/"])
def test_a_place_that_names_no_device_is_refused(place: str) -> None:
    with pytest.raises(RejectedError):
        identity(place)


def test_a_serial_number_tells_twins_apart() -> None:
    assert identity("04b8:0E15/A1") == Identity(0x04B8, 0x0E15, "A1")


def test_a_system_without_libusb_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing(**_given: object) -> None:
        raise NoBackendError("No backend available")

    monkeypatch.setattr("usb.core.find", nothing)
    found = refusal(UsbTransport(Identity(VENDOR, PRODUCT)))

    assert (found.problem, found.sent) == (Problem.DEVICE_ABSENT, 0)


class Windows(UsbBus):
    """A system that has no drivers to take a device from."""

    @override
    def is_kernel_driver_active(self, dev_handle: Any, intf: int) -> bool:
        raise NotImplementedError


class Vanishing(UsbBus):
    """Unplugged in the moment in which it is given back, and deaf in another way before."""

    @override
    def attach_kernel_driver(self, dev_handle: Any, intf: int) -> None:
        raise USBError("No such device", -4, errno.ENODEV)


def test_a_system_without_drivers_to_take_from_prints_too() -> None:
    assert transport(Windows()).send(parcel()) is Delivery.SENT


def test_a_printer_unplugged_after_the_job_has_printed_it() -> None:
    assert transport(Vanishing()).send(parcel()) is Delivery.SENT


def test_a_printer_that_breaks_off_its_answer_is_lost() -> None:
    class Broken(UsbBus):
        @override
        def bulk_read(self, dev_handle: Any, ep: int, intf: int, buff: Any, timeout: int) -> int:
            raise USBError("Pipe error", -9, errno.EPIPE)

    assert refusal(transport(Broken(), manners=Manners(status=True))).problem is Problem.DEVICE_LOST


def test_a_printer_that_says_nothing_is_not_ready() -> None:
    found = refusal(transport(UsbBus(), manners=Manners(status=True, status_s=0.01)))

    assert (found.problem, found.sent) == (Problem.DEVICE_STALLED, 0)
