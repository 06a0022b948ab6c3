"""The plug is pulled in the middle of a visit, of a batch, and of several drafts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.rigs.ledger import Ledger
from tests.rigs.program import Program
from tests.rigs.waiting import NEVER, until

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def arguments(tmp_path: Path) -> tuple[str, ...]:
    return (
        *("--data", str(tmp_path / "shop")),
        *("--receipt-printer", f"folder://{tmp_path}/receipt"),
        *("--label-printer", f"folder://{tmp_path}/label"),
    )


def _fill(desktop: Program, name: str) -> None:
    desktop.press("Alt+1")
    desktop.type(name)
    desktop.press("Tab", "Alt+2")
    desktop.type("чайник")
    desktop.press("Alt+3")
    desktop.type("не греет")


def _ready(desktop: Program) -> None:
    until(lambda: ":" in desktop.says.get("status.receipt", ""), "the store is open", 30)


def test_a_visit_cut_short_prints_its_receipt_at_the_next_start(
    tmp_path: Path, surroundings: dict[str, str], arguments: tuple[str, ...]
) -> None:
    ledger = Ledger(tmp_path / "shop")
    with Program(*arguments, surroundings=surroundings, log=tmp_path / "log") as desktop:
        _ready(desktop)
        _fill(desktop, "Анна")
        desktop.press("Shift+F2")
        until(lambda: len(ledger.orders()) == 1, "the first device is saved")
        assert [job["document"] for job in ledger.jobs()] == ["label"]
        desktop.kill()
    with Program(*arguments, surroundings=surroundings, log=tmp_path / "log") as desktop:
        _ready(desktop)
        until(lambda: len(ledger.jobs()) == 2, "the receipt is queued")
    assert ledger.flaws() == []


def test_several_drafts_come_back_after_a_power_cut(
    tmp_path: Path, surroundings: dict[str, str], arguments: tuple[str, ...]
) -> None:
    ledger = Ledger(tmp_path / "shop")
    with Program(*arguments, surroundings=surroundings, log=tmp_path / "log") as desktop:
        _ready(desktop)
        for name in ("Анна", "Борис"):
            desktop.type(name)
            desktop.press("F2")
        desktop.type("Вера")
        desktop.press("Alt+6")
        desktop.type("звонить")
        desktop.press("Left", "Left")
        until(lambda: len(ledger.drafts()) == 3, "all are kept")
        until(lambda: '"caret":5' in "".join(ledger.drafts()), "with the caret")
        desktop.kill()
    with Program(*arguments, surroundings=surroundings, log=tmp_path / "log") as desktop:
        until(lambda: desktop.says.get("client.name") == "Вера", "the form is back", 30)
        assert "Анна" in desktop.says["drafts.1"]
        assert "Борис" in desktop.says["drafts.2"]
        desktop.until_focused("note")
        desktop.type("!")
        assert desktop.says["note"] == "звони!ть"


@pytest.mark.parametrize("wait_s", [0.0, 0.02, 0.06, 0.12])
def test_a_batch_cut_short_loses_and_doubles_nothing(
    tmp_path: Path,
    surroundings: dict[str, str],
    arguments: tuple[str, ...],
    wait_s: float,
) -> None:
    ledger, count = Ledger(tmp_path / "shop"), 30
    with Program(*arguments, surroundings=surroundings, log=tmp_path / "log") as desktop:
        _ready(desktop)
        _fill(desktop, "ООО Опт")
        desktop.press("Shift+F9")
        desktop.until_focused("batch.code")
        for place in range(count):
            desktop.type(f"SN{place:04}")
            desktop.press("Return")
        until(lambda: _kept(ledger) == count, "every scan is kept")
        desktop.press("Ctrl+Return")
        NEVER.wait(wait_s)
        desktop.kill()
    taken = [order["serial"] for order in ledger.orders()]
    assert len(taken) == len(set(taken))
    assert len(taken) + _kept(ledger) == count
    with Program(*arguments, surroundings=surroundings, log=tmp_path / "log") as desktop:
        _ready(desktop)
        if _kept(ledger):
            until(lambda: "Опт" in desktop.says.get("client.name", ""), "the form is back", 30)
            desktop.press("Shift+F9")
            desktop.until_focused("batch.code")
            desktop.press("Ctrl+Return")
        until(lambda: len(ledger.orders()) == count, "the rest is taken in", 20)
    serials = [order["serial"] for order in ledger.orders()]
    assert len(set(serials)) == count
    assert len({order["client_id"] for order in ledger.orders()}) == 1


def _kept(ledger: Ledger) -> int:
    found = [json.loads(data) for data in ledger.drafts()]
    return sum(len(batch.get("items", ())) for batch in found)
