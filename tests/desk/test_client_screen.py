"""The client touches his own screen: the desk keeps the keyboard, and no answer is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.rigs import program
from tests.rigs.ledger import Ledger
from tests.rigs.program import Program
from tests.rigs.waiting import until

if TYPE_CHECKING:
    from pathlib import Path

    from tests.rigs.xserver import XServer

PHONE = "9161234567"


def test_the_desk_types_on_while_the_client_touches(screen: XServer, tmp_path: Path) -> None:
    surroundings = program.environment(tmp_path, screen.environment)
    surroundings["INTAKE_CLIENT_SCREEN"] = "window"
    with (
        screen.keyboard("us,ru") as hands,
        Program(
            "--data", str(tmp_path / "shop"), surroundings=surroundings, log=tmp_path / "log"
        ) as desktop,
    ):
        until(lambda: _is_open(desktop), "the store is open", 30)
        hands.press("Alt+3", "F8")
        until(lambda: desktop.where("second.key.9") is not None, "the client is asked")
        keys = {digit: _place(desktop, f"second.key.{digit}") for digit in PHONE}
        on = _place(desktop, "second.on")
        typed = "не включается"
        for place, letter in enumerate(typed):
            if place < len(PHONE):
                hands.click(*keys[PHONE[place]])
            hands.type(letter)
        hands.click(*on)
        hands.type("!")
        until(lambda: PHONE[-2:] in desktop.says.get("client.phone", ""), "the phone is there")
        screen.picture(tmp_path / "both.png")
        assert desktop.focus == "fault"  # and so the desk's window is the active one
        assert desktop.says["fault"] == f"{typed}!"


@pytest.mark.parametrize("answered", [1, 2, 3])
def test_a_power_cut_in_the_middle_loses_no_answer(
    answered: int, screen: XServer, tmp_path: Path
) -> None:
    surroundings = program.environment(tmp_path, screen.environment)
    surroundings["INTAKE_CLIENT_SCREEN"] = "window"
    arguments = ("--data", str(tmp_path / "shop"))
    ledger = Ledger(tmp_path / "shop")
    steps = (
        (*(f"second.key.{digit}" for digit in PHONE), "second.on"),
        (*(f"second.key.{letter}" for letter in "анна"), "second.on"),
        ("second.yes",),
    )
    traces = ("123-45-67", "Анна", "pd-ru-ru-1")
    with Program(*arguments, surroundings=surroundings, log=tmp_path / "log") as desktop:
        until(lambda: _is_open(desktop), "the store is open", 30)
        desktop.until_focused("client.name")
        desktop.press("Alt+3", "F8")
        until(lambda: desktop.where("second.key.9") is not None, "the client is asked")
        for step, trace in zip(steps[:answered], traces, strict=False):
            desktop.touch(*step)
            until(lambda trace=trace: trace in "".join(ledger.drafts()), f"{trace} is kept")
        desktop.kill()
    with Program(*arguments, surroundings=surroundings, log=tmp_path / "log") as desktop:
        until(lambda: "123-45-67" in desktop.says.get("client.phone", ""), "the phone is back", 30)
        assert ("Анна" in desktop.says["client.name"]) == (answered > 1)
        if answered > 2:
            until(lambda: bool(desktop.says.get("hand.said")), "the consent is back")
        assert ledger.flaws() == []


def _is_open(desktop: Program) -> bool:
    return desktop.where("second.title") is not None


def _place(desktop: Program, name: str) -> tuple[int, int]:
    found = desktop.where(name)
    assert found is not None, name
    return found
