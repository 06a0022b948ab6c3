"""Printers known by name: each a start that can be, and every sign finds its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest

from intake_app.printing import models
from intake_app.printing.printer import printer

if TYPE_CHECKING:
    from intake_app.printing.profile import Role


@pytest.mark.parametrize("model", models.known(), ids=lambda model: model.name)
def test_the_options_of_a_model_are_an_address(model: models.PrinterModel) -> None:
    assert printer(f"tcp://10.0.0.5?{model.options}", cast("Role", model.role))
    assert all(len(numbers) in {4, 9} for numbers in model.usb)


@pytest.mark.parametrize(
    ("about", "usb", "options"),
    [
        ("EPSON TM-T20III", "", "status=yes&fence=yes"),
        ("EPSON TM-L90", "", "width=576&after=1d0c&status=yes&fence=yes"),
        ("ATOL RP-326", "", "slot=7"),
        ("POS-5890K", "", "width=384&cut=tear"),
        ("XP-58IIH", "", "width=384&cut=tear"),
        ("XP-80C", "", "cut=partial"),
        ("Xprinter XP-365B TSPL", "", "language=tspl"),
        ("TSC TE200", "", "language=tspl"),
        ("Zebra Technologies ZTC GK420d", "", "language=zpl"),
        ("Eltron LP2844 EPL2", "", "language=epl"),
        ("Zebra TLP 2844", "", "language=epl"),
        ("Godex G500", "", "language=zpl"),
        ("Atol BP21", "", "language=zpl"),
        ("", "04b8:0e15", "status=yes&fence=yes"),
        ("", "0a5f:0081", "language=zpl"),
        ("", "0416:5011", "cut=partial"),
        ("Zebra", "04b8:0e15", "language=zpl"),  # words say more than numbers
    ],
)
def test_a_device_is_taken_for_what_it_is(about: str, usb: str, options: str) -> None:
    found = models.guess(about, usb)
    assert found is not None
    assert found.options == options


@pytest.mark.parametrize(("about", "usb"), [("HP LaserJet 1020", "03f0:2b17"), ("", "")])
def test_nothing_is_guessed_of_strangers(about: str, usb: str) -> None:
    assert models.guess(about, usb) is None
