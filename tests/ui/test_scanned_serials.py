"""A scanned serial number that begins with S: somebody's own letter, or one of an Apple label."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from intake_app.scanning.scan import Scan
from intake_app.services.drafts import DeviceDraft, IntakeDraft
from tests.ui.counter import PETER

if TYPE_CHECKING:
    from tests.ui.counter import Counter

WASHER = DeviceDraft(kind="посудомоечная машина", brand="Bosch", model="SMV", serial="SN244204474")
LONG = DeviceDraft(kind="ноутбук", brand="ASUS", model="X512", serial="SC02XY123ABCD")
MAC = DeviceDraft(kind="ноутбук", brand="Apple", model="MacBook", serial="H4R7K2M9QX")


def scan(counter: Counter, text: str) -> None:
    counter.window.scan(Scan(text))
    counter.settle()


@pytest.mark.parametrize(
    ("device", "code"),
    [
        (WASHER, "SN244204474"),
        (LONG, "SC02XY123ABCD"),
        (MAC, "SH4R7K2M9QX"),
        (MAC, "H4R7K2M9QX"),
    ],
)
def test_a_known_device_is_found_as_it_is_kept(
    counter: Counter, device: DeviceDraft, code: str
) -> None:
    counter.give(IntakeDraft(client=PETER, device=device, fault="шумит"))
    scan(counter, code)
    found = counter.parts.intake.draft()
    assert (found.device.serial, found.client.name) == (device.serial, PETER.name)

    assert found.client.id is not None
    counter.press("Ctrl+2")
    scan(counter, code)
    assert [row.serial for row in counter.desk.shop.finder.devices_of(found.client.id)] == [
        device.serial
    ]
    assert counter.parts.orders.search.text() == device.serial


@pytest.mark.parametrize("code", ["SN244204474", "SH4R7K2M9QX"])
def test_an_unknown_one_stays_as_scanned(counter: Counter, code: str) -> None:
    scan(counter, code)
    assert counter.parts.intake.draft().device.serial == code


def test_of_an_apple_device_the_letter_of_the_label_goes(counter: Counter) -> None:
    scan(counter, "SH4R7K2M9QX")
    for name, text in (
        ("client.name", "Петров Пётр"),
        ("fault", "шумит"),
        ("device.kind", "ноутбук"),
    ):
        counter.parts.intake.fields[name].editor.setFocus()
        counter.type(text)
    counter.parts.intake.fields["device.brand"].editor.setFocus()
    counter.type("Apple")
    counter.press("Ctrl+Return")
    assert counter.order().device.serial == "H4R7K2M9QX"
