"""The disk fills up at the counter: it is said, nothing typed is lost, and work goes on after."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.desk import talk
from tests.rigs import disks
from tests.rigs.ledger import Ledger
from tests.rigs.program import Program
from tests.rigs.waiting import until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Path]:
    with disks.small(tmp_path / "shop", 4) as folder:
        yield folder


def test_full_disk_loses_no_draft_and_takes_the_intake_later(
    shop: Path, tmp_path: Path, surroundings: dict[str, str]
) -> None:
    arguments = ("--data", str(shop), "--receipt-printer", f"folder://{tmp_path}/receipt")
    with Program(*arguments, surroundings=surroundings, log=tmp_path / "log") as desktop:
        talk.short(1).type(desktop, desktop)
        desktop.press("Ctrl+Return")
        until(lambda: len(Ledger(shop).orders()) == 1, "the first order is stored")
        filler = disks.fill(shop)
        talk.short(2).type(desktop, desktop)
        desktop.press("Ctrl+Return")
        until(lambda: "Диск" in desktop.says.get("message.text", ""), "the bar says why")
        assert desktop.says["client.name"] == talk.short(2).name
        assert desktop.says["fault"] == talk.short(2).fault
        assert len(Ledger(shop).orders()) == 1
        filler.unlink()
        desktop.press("Ctrl+Return")
        until(lambda: len(Ledger(shop).orders()) == 2, "the second order is stored now")
        assert Ledger(shop).orders()[1]["fault"] == talk.short(2).fault


def test_disk_that_is_full_at_the_start_is_waited_for(
    shop: Path, tmp_path: Path, surroundings: dict[str, str]
) -> None:
    (shop / "logs").mkdir()
    filler = disks.fill(shop)
    filler.write_bytes(filler.read_bytes()[: -(1 << 14)])  # room for a lock, none for a store
    arguments = ("--data", str(shop))
    with Program(*arguments, surroundings=surroundings, log=tmp_path / "log") as desktop:
        until(lambda: "Диск" in desktop.says.get("message.text", ""), "the bar says why", 20)
        talk.short(1).type(desktop, desktop)
        filler.unlink()
        until((shop / "intake.db-wal").exists, "the store is made", 20)
        until(
            lambda: "Диск" not in desktop.says.get("message.text", ""),
            "the bar speaks of the disk no more",
        )
        desktop.press("Ctrl+Return")
        until(lambda: len(Ledger(shop).orders()) == 1, "what was typed meanwhile is stored")
