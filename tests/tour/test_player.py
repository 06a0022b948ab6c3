"""Scripts played from a timer: they go on when they may, and end when nothing comes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from intake_app.tour.player import Player, Until

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from intake_app.tour.player import Script


def _ended(qtbot: QtBot, script: Script) -> str:
    """Play a script; returns what it waited for in vain."""
    player = Player(script)
    told: list[str] = []
    player.ended.connect(told.append)
    with qtbot.waitSignal(player.ended):
        player.start()
    return told[0]


def test_script_goes_on_when_what_it_awaits_is_true(qtbot: QtBot) -> None:
    steps: list[int] = []

    def script() -> Script:
        for step in range(3):
            steps.append(step)
            yield Until(lambda: True, "nothing")

    assert _ended(qtbot, script()) == ""
    assert steps == [0, 1, 2]


def test_script_that_waits_in_vain_ends_and_says_for_what(qtbot: QtBot) -> None:
    def script() -> Script:
        yield Until(lambda: False, "a miracle", within_s=0.02)

    assert _ended(qtbot, script()) == "a miracle"


def test_fault_in_a_script_ends_it_and_surfaces(qtbot: QtBot) -> None:
    def script() -> Script:
        yield Until(lambda: True, "nothing")
        raise ValueError("a slip of the author")

    with qtbot.captureExceptions() as faults:
        assert _ended(qtbot, script()) == "the script itself failed"
    assert [kind for kind, _, _ in faults] == [ValueError]


@pytest.mark.parametrize("within_s", [0.0, 5.0])
def test_what_is_true_at_once_needs_no_time(within_s: float, qtbot: QtBot) -> None:
    def script() -> Script:
        yield Until(lambda: True, "nothing", within_s)

    assert _ended(qtbot, script()) == ""
