"""The plug is pulled while devices are taken in: what was shown as saved is there, whole."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.desk import talk
from tests.rigs.ledger import Ledger
from tests.rigs.program import ROOT, Program
from tests.rigs.waiting import NEVER, until

if TYPE_CHECKING:
    from typing import IO

_CUTS = 10


class _Shop:
    """One data folder through many power cuts, and what the receptionist saw there."""

    def __init__(self, folder: Path, surroundings: dict[str, str]) -> None:
        self.data = folder / "shop"
        self.data.mkdir()
        self.arguments = (
            *("--data", str(self.data)),
            *("--receipt-printer", f"folder://{folder}/receipt"),
            *("--label-printer", f"folder://{folder}/label"),
        )
        self._folder = folder
        self._surroundings = surroundings
        self.shown: list[str] = []
        self._pressed = 0

    def work_and_cut(self, chance: random.Random) -> dict[str, list[str]]:
        """Start the program, let her work, kill it at a random moment; returns what she told."""
        hears, tells = os.pipe()
        first = self._pressed + 1
        with (self._folder / "log").open("ab") as log:
            process = subprocess.Popen(
                [
                    sys.executable,
                    "-m",
                    "tests.desk.driver",
                    str(tells),
                    str(first),
                    *self.arguments,
                ],
                cwd=ROOT,
                env=self._surroundings,
                pass_fds=[tells],
                stdout=log,
                stderr=log,
            )
        os.close(tells)
        with os.fdopen(hears) as told:
            lines = self._until_moment(told, chance)
            process.kill()
            process.wait(10)
            lines += told.read().splitlines()
        spoken: dict[str, list[str]] = {"pressed": [], "shown": [], "restored": []}
        for line in lines:
            verb, _, words = line.partition(" ")
            spoken.setdefault(verb, []).append(words)
        self.shown += spoken["shown"]
        self._pressed += len(spoken["pressed"])
        return spoken

    def _until_moment(self, told: IO[str], chance: random.Random) -> list[str]:
        """Read on until the moment has come: while starting, while typing, while saving."""
        lines: list[str] = []
        moment = chance.choice(("start", "type", "save", "save", "save"))
        if moment == "start":
            NEVER.wait(chance.uniform(0.1, 1.0))
            return lines
        awaited = "ready" if moment == "type" else f"pressed {self._pressed + chance.randint(1, 3)}"
        for line in told:
            lines.append(line.rstrip("\n"))
            if lines[-1] == awaited:
                break
        else:
            raise AssertionError(f"she never came to {awaited}: {lines}")
        NEVER.wait(chance.uniform(0, 0.5 if moment == "type" else 0.02))
        return lines

    def copy(self) -> Ledger:
        """The files as the power cut left them; reading them must not repair the originals."""
        copy = self._folder / "copy"
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(self.data, copy)
        return Ledger(copy)


@pytest.mark.parametrize("seed", range(5))
def test_no_power_cut_loses_halves_or_doubles_an_intake(
    seed: int, tmp_path: Path, surroundings: dict[str, str]
) -> None:
    shop, chance = _Shop(tmp_path, surroundings), random.Random(seed)
    names: list[str] = []
    for _ in range(_CUTS):
        told = shop.work_and_cut(chance)
        assert not set(told["restored"]) & set(names), "a saved intake came back as a draft"
        ledger = shop.copy()
        numbers = [order["number"] for order in ledger.orders()]
        assert set(shop.shown) <= set(numbers), "shown as saved, but not there"
        assert ledger.flaws() == []
        names = [order["name"] for order in ledger.orders()]
        assert len(set(names)) == len(names), "taken in twice"
    assert shop.shown, "nothing was ever saved: the test shows nothing"
    with Program(*shop.arguments, surroundings=surroundings, log=tmp_path / "log") as desktop:
        _shows_all(desktop, shop)


def test_half_typed_intake_is_back_after_a_power_cut(
    tmp_path: Path, surroundings: dict[str, str]
) -> None:
    said, shop = talk.short(1), tmp_path / "shop"
    arguments = ("--data", str(shop))
    with Program(*arguments, surroundings=surroundings, log=tmp_path / "log") as desktop:
        said.type(desktop, desktop)
        until(lambda: said.fault in "".join(Ledger(shop).drafts()), "the draft is kept")
        desktop.kill()
    with Program(*arguments, surroundings=surroundings, log=tmp_path / "log") as desktop:
        until(lambda: desktop.says["client.name"] == said.name, "the draft is back")
        assert desktop.says["fault"] == said.fault
        desktop.press("Ctrl+Return")
        until(lambda: len(Ledger(shop).orders()) == 1, "it is taken in after all")
    assert Ledger(shop).orders()[0]["phone"] == f"+7{said.phone}"


def test_keys_of_the_first_moment_land_in_the_draft_that_comes_back(
    tmp_path: Path, surroundings: dict[str, str]
) -> None:
    said, arguments = talk.short(1), ("--data", str(tmp_path / "shop"))
    ledger = Ledger(tmp_path / "shop")
    with Program(*arguments, surroundings=surroundings, log=tmp_path / "log") as desktop:
        said.type(desktop, desktop)
        desktop.press("Alt+3", "Home", "Right", "Right")
        place = '"focus":"fault","caret":2'
        until(lambda: place in "".join(ledger.drafts()), "it is kept with its caret")
        desktop.kill()
    with Program(*arguments, surroundings=surroundings, log=tmp_path / "log") as desktop:
        desktop.type("!")  # there is a window, and no store yet
        fault = f"{said.fault[:2]}!{said.fault[2:]}"
        until(lambda: desktop.says["fault"] == fault, "it is typed where the caret was")
        desktop.press("Ctrl+Return")
        until(lambda: len(ledger.orders()) == 1, "it is taken in")
    (order,) = ledger.orders()
    assert (order["name"], order["fault"]) == (said.name, fault)


def test_hub_of_this_pc_ends_with_a_killed_program_and_starts_with_the_next(
    tmp_path: Path, surroundings: dict[str, str]
) -> None:
    arguments = ("--demo", "--data", str(tmp_path / "shop"))
    for _ in range(2):
        with Program(*arguments, surroundings=surroundings, log=tmp_path / "log") as desktop:
            until(lambda desk=desktop: "· 0 жд" in desk.says["status.hub"], "both agree", 40)
            children = _children(desktop.pid)
            assert children, "the hub is no process of its own"
            desktop.kill()
        until(lambda pids=children: not any(map(_lives, pids)), "the hub has ended")


def _children(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/task/{pid}/children").read_text().split()


def _lives(pid: str) -> bool:
    """Whether a process is running; one nobody has asked for its end is not."""
    stat = Path(f"/proc/{pid}/stat")
    return stat.exists() and stat.read_text().rpartition(")")[2].split()[0] != "Z"


def _shows_all(desktop: Program, shop: _Shop) -> None:
    """The next start lists every order, and no paper is forgotten."""
    desktop.until_focused("client.name", "device.kind", "fault")
    desktop.press("Ctrl+2")
    desktop.until_focused("orders.find")
    orders = Ledger(shop.data).orders()
    until(
        lambda: all(order["number"] in desktop.says["orders.table"] for order in orders[-40:]),
        "the list shows what was saved",
    )
    until(lambda: set(_states(shop)) <= {"confirmed", "unknown", "queued"}, "papers settle")
    assert len(_states(shop)) == 2 * len(orders)


def _states(shop: _Shop) -> list[str]:
    return [job["state"] for job in Ledger(shop.data).jobs()]
