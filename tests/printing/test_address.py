from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake_app.errors import Problem, RejectedError
from intake_app.printing.address import Address, parse


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tcp://192.168.1.50:9100", Address("tcp", "192.168.1.50", 9100)),
        ("tcp://printer.local", Address("tcp", "printer.local", 9100)),
        ("tcp://[fe80::1]:9101", Address("tcp", "fe80::1", 9101)),
        ("TCP://127.0.0.1:80/", Address("tcp", "127.0.0.1", 80)),
        ("serial:///dev/ttyUSB0", Address("serial", "/dev/ttyUSB0")),
        ("serial://COM3", Address("serial", "COM3")),
        ("serial:///COM3", Address("serial", "COM3")),
        ("usb://04b8:0e15", Address("usb", "04b8:0e15")),
        ("file:///dev/usb/lp0", Address("file", "/dev/usb/lp0")),
        ("folder:///tmp/a%20b", Address("folder", "/tmp/a b")),  # noqa: S108 - never opened
        ("folder:///C:/prints", Address("folder", "C:/prints")),
        ("spooler://Printer%20name", Address("spooler", "Printer name")),
        (" none: ", Address("none")),
        ("none://", Address("none")),
    ],
)
def test_every_documented_form_is_read(text: str, expected: Address) -> None:
    assert parse(text) == expected


def test_options_come_along_decoded() -> None:
    address = parse("serial:///dev/ttyUSB0?baudrate=9600&mode=text&init=")
    assert dict(address.options) == {"baudrate": "9600", "mode": "text", "init": ""}


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", "scheme"),
        ("printer", "scheme"),
        ("none", "scheme"),
        ("http://x", "scheme"),
        ("tcp:192.168.1.50", "place"),
        ("tcp://", "host"),
        ("tcp://a b", "host"),
        ("tcp://host:0", "port"),
        ("tcp://host:70000", "port"),
        ("tcp://host:9100x", "port"),
        ("serial://", "place"),
        ("folder:///", "place"),
        ("file:///a%00b", "place"),
        ("none://somewhere", "place"),
        ("none:?width", "options"),
        ("none:?width=1&width=2", "option 'width'"),
    ],
)
def test_a_wrong_address_names_the_part(text: str, part: str) -> None:
    with pytest.raises(RejectedError) as caught:
        parse(text)
    assert caught.value.problem is Problem.ADDRESS_INVALID
    assert caught.value.detail.startswith(part)


@given(st.text() | st.from_regex(r"(tcp|serial|file|folder|none):/{0,3}.*", fullmatch=True))
def test_any_text_is_an_address_or_is_rejected(text: str) -> None:
    try:
        assert parse(text).scheme
    except RejectedError as error:
        assert error.problem is Problem.ADDRESS_INVALID  # noqa: PT017 - both outcomes are right
