"""An IMEI belongs into its field, whichever was typed into and however many scans a box takes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from intake_app.checks import imei
from intake_app.scanning.scan import Scan
from intake_app.services.drafts import IntakeDraft
from tests.ui.counter import IPHONE, PETER

if TYPE_CHECKING:
    from tests.ui.counter import Counter

IMEI, OTHER = "356938035643809", "490154203237518"
_FOURTEEN = replace(IPHONE, model="iPhone 14", serial="", imei=IMEI)
SECOND = imei.completed(f"{IMEI[:8]}000077")


def test_an_imei_typed_as_a_serial_number_goes_to_its_field_and_the_talk_goes_on(
    counter: Counter,
) -> None:
    counter.press("Alt+2")
    counter.type("смартфон")
    counter.parts.intake.device.serial.line.setFocus()
    counter.type(IMEI)
    counter.press("Return")
    device = counter.parts.intake.draft().device
    assert (device.serial, device.imei) == ("", IMEI)
    assert counter.focused() == "fault"


def test_an_imei_typed_as_a_serial_number_finds_its_device(counter: Counter) -> None:
    counter.give()
    counter.give(IntakeDraft(client=PETER, device=_FOURTEEN, fault="гудит"))
    counter.parts.intake.device.serial.line.setFocus()
    counter.type(IMEI)
    counter.press("Tab")
    draft = counter.parts.intake.draft()
    assert (draft.client.name, draft.device.model) == (PETER.name, "iPhone 14")


def test_a_serial_number_beside_an_imei_stays_whatever_it_looks_like(counter: Counter) -> None:
    counter.parts.intake.device.imei.line.setFocus()
    counter.type(IMEI)
    counter.parts.intake.device.serial.line.setFocus()
    counter.type(OTHER)
    counter.press("Return")
    device = counter.parts.intake.draft().device
    assert (device.serial, device.imei) == (OTHER, IMEI)


@pytest.mark.parametrize(
    ("scanned", "found"),
    [
        ((IMEI, SECOND), (IMEI, SECOND)),
        ((IMEI, IMEI), (IMEI, "")),
        ((IMEI, OTHER), (OTHER, "")),
        ((IMEI, SECOND, SECOND), (IMEI, SECOND)),
    ],
)
def test_the_imeis_of_a_box_may_be_scanned_one_after_the_other(
    counter: Counter, scanned: tuple[str, ...], found: tuple[str, str]
) -> None:
    for code in scanned:
        counter.window.scan(Scan(code))
    device = counter.parts.intake.draft().device
    assert (device.imei, device.imei2) == found
