"""A label held under the scanner opens its order, wherever the operator is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import zxingcpp
from PIL import Image

from tests.desk import talk
from tests.rigs.ledger import Ledger
from tests.rigs.program import Program
from tests.rigs.scanner import FakeScanner
from tests.rigs.waiting import until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def scanner(tmp_path: Path) -> Iterator[FakeScanner]:
    fake = FakeScanner(tmp_path)
    yield fake
    fake.close()


@pytest.fixture
def desktop(
    scanner: FakeScanner, tmp_path: Path, surroundings: dict[str, str]
) -> Iterator[Program]:
    devices = ("--scanner", scanner.address, "--label-printer", f"folder://{tmp_path}/label")
    arguments = ("--data", str(tmp_path / "shop"), *devices)
    with Program(*arguments, surroundings=surroundings, log=tmp_path / "log") as running:
        yield running


def _accept(desktop: Program, shop: Path, number: int) -> str:
    """Take one device in; returns the order's number as the window shows it."""
    talk.short(number).type(desktop, desktop)
    desktop.press("Ctrl+Return")
    until(lambda: len(Ledger(shop).orders()) == number, "the order is stored")
    stored = str(Ledger(shop).orders()[-1]["number"])
    until(lambda: desktop.says.get("message.title") == stored, "its number is shown")
    return stored


def _label(folder: Path, number: int) -> str:
    """What stands in the barcode of the n-th label that was printed."""
    until(lambda: len(list(folder.glob("*.bin"))) >= number, "the label is printed")
    pictures = sorted(folder.glob("*.png"), key=lambda path: path.stat().st_mtime_ns)
    (code,) = zxingcpp.read_barcodes(Image.open(pictures[number - 1]).convert("L"))
    return code.text


def _until_open(desktop: Program, number: str) -> None:
    until(lambda: desktop.says.get("card.number") == number, f"the card of {number}")


def test_scanned_label_opens_its_order_from_any_screen(
    desktop: Program, scanner: FakeScanner, tmp_path: Path
) -> None:
    numbers = [_accept(desktop, tmp_path / "shop", number) for number in (1, 2)]
    first, second = (_label(tmp_path / "label", number) for number in (1, 2))
    desktop.type("Полуслово")  # the form is being filled in
    scanner.scan(first)
    _until_open(desktop, numbers[0])
    scanner.scan(second)  # from the card of another order
    _until_open(desktop, numbers[1])
    desktop.press("Ctrl+2")  # from the list
    desktop.until_focused("orders.find")
    scanner.scan(first)
    _until_open(desktop, numbers[0])
    desktop.press("Ctrl+1")
    until(lambda: desktop.says["client.name"] == "Полуслово", "what was typed is still there")


def test_scanner_that_lost_its_plug_is_used_again(
    desktop: Program, scanner: FakeScanner, tmp_path: Path
) -> None:
    number = _accept(desktop, tmp_path / "shop", 1)
    label = _label(tmp_path / "label", 1)
    until(lambda: desktop.says["status.scanner"] == "Сканер готов", "the bar says it is there")
    scanner.unplug()
    until(lambda: desktop.says["status.scanner"] == "Сканер: нет ответа", "the bar says it is gone")
    scanner.plug()
    until(lambda: desktop.says["status.scanner"] == "Сканер готов", "the bar says it is back")
    scanner.scan(label)
    _until_open(desktop, number)


@pytest.mark.parametrize("code", ["4601234567893", "000000000000", "не наш"])
def test_foreign_code_is_told_and_types_nothing(
    code: str, desktop: Program, scanner: FakeScanner
) -> None:
    desktop.until_focused("client.name")
    until(lambda: desktop.says["status.scanner"] == "Сканер готов", "the scanner is there")
    scanner.scan(code)
    until(lambda: desktop.says.get("message.text"), "a line about the code")
    assert "card.number" not in desktop.says
    assert desktop.says["client.name"] == ""
