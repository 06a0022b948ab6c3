"""The board has a monitor of its own, and leaves the desk alone when that is pulled out."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from tests.rigs.program import ROOT

DESK, WALL = [0, 0, 1280, 720], [1280, 0, 1920, 1080]


@pytest.fixture(scope="module")
def seen() -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.ui.two_screens"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=True,
        timeout=60,
    )
    return json.loads(done.stdout.splitlines()[-1])


def test_it_fills_the_other_screen(seen: dict[str, Any]) -> None:
    assert seen["first"] == ["wall", WALL]


def test_without_its_monitor_it_hides_and_the_desk_stays(seen: dict[str, Any]) -> None:
    assert seen["unplugged"] == [False, True]


def test_with_its_monitor_it_comes_back(seen: dict[str, Any]) -> None:
    assert seen["again"] == [True, "wall", WALL]


def test_whoever_asks_for_it_sees_it_on_the_desk_and_it_stays(seen: dict[str, Any]) -> None:
    assert seen["asked"] == [True, DESK]
    assert seen["stays"] == DESK
