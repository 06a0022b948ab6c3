"""From settings to devices."""

from __future__ import annotations

from pathlib import Path

import pytest

from intake_app.app import demo, devices
from intake_app.config import DeskSettings, Settings
from intake_app.errors import Problem, RejectedError


def test_a_demo_has_paper_folders_and_its_own_hub_unless_told_otherwise() -> None:
    told = DeskSettings(label_printer="tcp://10.0.0.9:9100")
    desk = demo.equipped(Settings(data=Path("/shop here"), demo=True, desk=told)).desk
    assert desk.receipt_printer == "folder:///shop%20here/paper/receipt"
    assert desk.label_printer == "tcp://10.0.0.9:9100"
    assert desk.hub == "embedded"
    assert desk.operator


def test_no_scanner_is_no_port() -> None:
    assert devices.scanner_port("none:") is None


@pytest.mark.parametrize(
    "address", ["tcp://10.0.0.9:9100", "serial:///dev/ttyUSB0?baudrate=fast", "what"]
)
def test_a_wrong_scanner_address_is_refused(address: str) -> None:
    with pytest.raises(RejectedError) as refusal:
        devices.scanner_port(address)
    assert refusal.value.problem is Problem.ADDRESS_INVALID


def test_printers_are_read_by_role() -> None:
    receipt, label = devices.printers(
        Settings(Path(), desk=DeskSettings(receipt_printer="none:?width=384"))
    )
    assert (receipt.name, receipt.profile.width) == ("receipt", 384)
    assert label.name == "label"
