"""A scanner that plays a keyboard, by the keys of a real X server in every layout there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from intake_app.scanning.wedge import Timing
from tests.desk import talk
from tests.rigs import program
from tests.rigs.ledger import Ledger
from tests.rigs.program import Program
from tests.rigs.waiting import until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.rigs.xserver import Keyboard, XServer

GAP_MS = 8
LAYOUTS = ["us", "us,ru", "ru"]


@pytest.fixture
def desktop(screen: XServer, tmp_path: Path) -> Iterator[Program]:
    surroundings = program.environment(tmp_path, screen.environment)
    arguments = ("--data", str(tmp_path / "shop"))
    with Program(*arguments, surroundings=surroundings, log=tmp_path / "log") as running:
        running.until_focused("client.name")
        until(lambda: running.says.get("status.backup"), "the store is open")
        yield running


def _order(desktop: Program, shop: Path) -> tuple[str, str]:
    """Take one device in; the order's number and what its barcode holds."""
    said = talk.short(1)
    for section, text in (("Alt+1", said.name), ("Alt+2", said.kind), ("Alt+3", said.fault)):
        desktop.press(section)
        desktop.type(text)
    desktop.press("Ctrl+Return")
    until(lambda: len(Ledger(shop).orders()) == 1, "the order is stored")
    (order,) = Ledger(shop).orders()
    return str(order["number"]), str(order["ticket"])


@pytest.mark.parametrize("layouts", LAYOUTS)
def test_a_label_opens_its_order_and_leaves_the_intake_as_it_was(
    layouts: str, screen: XServer, desktop: Program, tmp_path: Path
) -> None:
    number, ticket = _order(desktop, tmp_path / "shop")
    with screen.keyboard(layouts) as keyboard:
        keyboard.switch(layouts.rsplit(",", maxsplit=1)[-1])
        desktop.press("Alt+3")
        keyboard.scan(ticket, gap_ms=GAP_MS)
        until(lambda: desktop.says.get("card.number") == number, f"the card of {number}")
        desktop.press("Ctrl+1")
        until(lambda: desktop.says.get("fault") == "", "no digit reached the fault")


@pytest.mark.parametrize("layouts", LAYOUTS)
def test_letters_come_through_every_layout(layouts: str, screen: XServer, desktop: Program) -> None:
    with screen.keyboard(layouts) as keyboard:
        keyboard.switch(layouts.rsplit(",", maxsplit=1)[-1])
        desktop.press("Alt+1")
        keyboard.scan("SC02XY123ABCD", gap_ms=GAP_MS)
        until(lambda: desktop.says.get("device.serial") == "C02XY123ABCD", "the serial number")
        assert desktop.says["client.name"] == ""
        assert desktop.focus == "client.name"


def test_a_person_types_as_before(screen: XServer, desktop: Program) -> None:
    with screen.keyboard("us") as keyboard:
        _by_hand(keyboard, "John Smith")
        until(lambda: desktop.says.get("client.name") == "John Smith", "the name")


def _by_hand(keyboard: Keyboard, text: str) -> None:
    """Faster than any typist, but with the gaps of one."""
    keyboard.scan(text, gap_ms=Timing().gap_ms + 15, end="")
