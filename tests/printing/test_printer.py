from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import pytest

from intake_app.errors import Problem, RejectedError
from intake_app.printing.dialogue import Manners
from intake_app.printing.labelling import Labelling
from intake_app.printing.printer import printer
from intake_app.printing.profile import LABEL, RECEIPT, Language, PrinterProfile, option_names
from intake_app.printing.transport import Delivery, Parcel
from intake_app.printing.transports.file_device import FileTransport
from intake_app.printing.transports.folder import FolderTransport
from intake_app.printing.transports.serial_port import SerialTransport
from intake_app.printing.transports.spooler import SpoolerTransport
from intake_app.printing.transports.tcp import TcpTransport
from intake_app.printing.transports.usb import Identity, UsbTransport

if TYPE_CHECKING:
    from intake_app.printing.labelling import LabelLanguage

ROOT = Path(__file__).parents[2]
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
        ("usb://04b8:0e15", UsbTransport(Identity(0x04B8, 0x0E15))),
        ("spooler://Printer%20name", SpoolerTransport("Printer name")),
        ("folder:///prints?width=384", FolderTransport(Path("/prints"))),
    ],
)
def test_each_scheme_has_its_transport(text: str, transport: object) -> None:
    assert printer(text, "receipt").transport == transport


def test_no_printer_takes_everything() -> None:
    assert printer("none:", "label").transport.send(PARCEL) is Delivery.SENT


def test_a_queue_of_the_system_is_asked_nothing() -> None:
    with pytest.raises(RejectedError, match="cannot answer"):
        printer("spooler://Office?status=yes", "receipt")


@pytest.mark.parametrize(
    "options",
    [
        "colour=red",
        "darkness=8",  # a label printer's
        "language=pdf&mode=text",
        "baudrate=9600",  # not on a network
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


@pytest.mark.parametrize("language", ["tspl", "zpl", "epl"])
def test_a_label_printer_is_described_by_its_address(language: LabelLanguage) -> None:
    text = f"none:?language={language}&media=mark&gap=24&darkness=9&speed=4&direction=turned"
    able = printer(f"{text}&right=-8&down=12&after=0d0a&width=384", "label").profile
    assert able == replace(
        LABEL,
        language=language,
        width=384,
        after=b"\r\n",
        labelling=Labelling(
            media="mark", gap=24, darkness=9, speed=4, direction="turned", right=-8, down=12
        ),
    )


def test_the_gap_is_two_millimetres_unless_told() -> None:
    assert printer("none:?language=tspl", "label").profile.labelling == Labelling(gap=16)
    assert printer("none:?language=tspl&dpi=300", "label").profile.labelling.gap == 24
    assert printer("none:?language=zpl&packed=yes", "label").profile.labelling.packed


@pytest.mark.parametrize("language", ["tspl", "zpl", "epl"])
def test_a_receipt_on_a_label_printer_is_refused(language: str) -> None:
    with pytest.raises(RejectedError, match=f"language = '{language}': labels only") as caught:
        printer(f"tcp://127.0.0.1?language={language}", "receipt")
    assert caught.value.problem is Problem.ADDRESS_INVALID


@pytest.mark.parametrize(
    "options",
    [
        "mode=text&language=tspl",
        "init=1b40&language=zpl",
        "fence=yes&language=epl",
        "packed=yes&language=tspl",
        "media=web&language=tspl",
        "gap=15&language=epl",
        "darkness=16&language=tspl",
        "darkness=31&language=zpl",
        "darkness=-1&language=zpl",
        "speed=0&language=tspl",
        "speed=7&language=epl",
        "direction=up&language=zpl",
        "right=65&language=zpl",
        "down=-65&language=zpl",
        "down=1.5&language=zpl",
        "height=0&language=tspl",
    ],
)
def test_what_a_label_printer_cannot_have_is_named(options: str) -> None:
    with pytest.raises(RejectedError, match=options.partition("=")[0]):
        printer(f"tcp://127.0.0.1?{options}", "label")


@pytest.mark.parametrize(
    "text", ["serial://COM3?baudrate=9601", "serial://COM3?flow=x", "file:///dev/lp0?fence=yes"]
)
def test_an_option_the_connection_cannot_have_is_named(text: str) -> None:
    with pytest.raises(RejectedError, match="option"):
        printer(text, "receipt")


@pytest.mark.parametrize("language", get_args(Language))
def test_the_page_on_printers_names_every_option(language: Language) -> None:
    page = (ROOT / "docs" / "printers.md").read_text("utf-8")
    assert f"| `{language}`" in page
    missing = [name for name in option_names(language) if f"`{name}`" not in page]
    assert not missing
