from __future__ import annotations

from pathlib import Path

import pytest

from intake_app.errors import Problem, RejectedError, UnavailableError
from intake_app.printing.dialogue import Manners
from intake_app.printing.printer import printer
from intake_app.printing.profile import LABEL, RECEIPT, PrinterProfile
from intake_app.printing.transport import Delivery, Parcel
from intake_app.printing.transports.file_device import FileTransport
from intake_app.printing.transports.folder import FolderTransport
from intake_app.printing.transports.serial_port import SerialTransport
from intake_app.printing.transports.tcp import TcpTransport

PARCEL = Parcel("1", b"job", bytes, {})


def test_each_role_has_its_own_defaults() -> None:
    assert printer("none:", "receipt").profile == RECEIPT
    assert printer("none:", "label").profile == LABEL
    assert (RECEIPT.width, RECEIPT.columns, RECEIPT.init) == (576, 48, b"\x1b\x40\x1c\x2e")
    assert (LABEL.width, LABEL.height) == (464, 320)


def test_options_shape_the_profile() -> None:
    text = "none:?mode=text&width=384&encoding=CP1251&cut=full&init=1b40&after=1d0c&band=24&dpi=300"
    assert printer(text, "receipt").profile == PrinterProfile(
        mode="text",
        width=384,
        encoding="cp1251",
        slot=46,
        cut="full",
        init=b"\x1b@",
        after=b"\x1d\x0c",
        band=24,
        dpi=300,
    )


def test_the_slot_of_a_code_page_can_be_told() -> None:
    assert printer("none:?encoding=cp1251&slot=73", "receipt").profile.slot == 73


@pytest.mark.parametrize(
    ("text", "transport"),
    [
        ("tcp://127.0.0.1:9100", TcpTransport("127.0.0.1", 9100)),
        (
            "tcp://127.0.0.1?status=yes&fence=yes",
            TcpTransport("127.0.0.1", 9100, Manners(status=True, fence=True)),
        ),
        ("serial:///dev/ttyS0", SerialTransport("/dev/ttyS0")),
        (
            "serial://COM3?baudrate=115200&flow=rtscts",
            SerialTransport("COM3", 115200, hardware_flow=True),
        ),
        ("file:///dev/usb/lp0", FileTransport(Path("/dev/usb/lp0"))),
        ("folder:///prints?width=384", FolderTransport(Path("/prints"))),
    ],
)
def test_each_scheme_has_its_transport(text: str, transport: object) -> None:
    assert printer(text, "receipt").transport == transport


def test_no_printer_takes_everything() -> None:
    assert printer("none:", "label").transport.send(PARCEL) is Delivery.SENT


@pytest.mark.parametrize("text", ["usb://04b8:0e15", "spooler://Office"])
def test_a_planned_connection_says_so_and_keeps_the_job(text: str) -> None:
    with pytest.raises(UnavailableError, match="not in this version") as caught:
        printer(text, "receipt").transport.send(PARCEL)
    assert caught.value.problem is Problem.DEVICE_ABSENT
    assert caught.value.sent == 0


@pytest.mark.parametrize(
    "options",
    [
        "colour=red",
        "baudrate=9600",  # not on a network
        "language=zpl",
        "language=basic",
        "mode=loud",
        "width=10",
        "width=wide",
        "encoding=utf-8",
        "slot=256",
        "init=xyz",
        "cut=deep",
        "status=maybe",
        "band=257",
    ],
)
def test_a_wrong_option_is_named(options: str) -> None:
    with pytest.raises(RejectedError, match=options.partition("=")[0]):
        printer(f"tcp://127.0.0.1?{options}", "receipt")


@pytest.mark.parametrize(
    "text", ["serial://COM3?baudrate=9601", "serial://COM3?flow=x", "file:///dev/lp0?fence=yes"]
)
def test_an_option_the_connection_cannot_have_is_named(text: str) -> None:
    with pytest.raises(RejectedError, match="option"):
        printer(text, "receipt")
