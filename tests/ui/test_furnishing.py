"""A start waits for the intake alone; the rest follows, and nobody can tell the difference."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from intake_app.ui.main_window import MainWindow

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from intake_app.ui.desk import Desk

SCREENS = {"orders", "batch", "card", "clients", "preferences"}
LATE = ("intake_app.ui.order_card", "intake_app.ui.tables", "intake_app.ui.forms.batch_screen")


def test_screens_are_built_by_turns_and_their_keys_with_them(desk: Desk, qtbot: QtBot) -> None:
    whole = MainWindow(desk)
    light = MainWindow(desk, furnished=False)
    for window in (whole, light):
        qtbot.addWidget(window)
    assert not SCREENS & vars(light.parts).keys()

    light.furnish_by_turns()
    qtbot.waitUntil(lambda: vars(light.parts).keys() >= SCREENS)

    made = light.parts.actions.made
    qtbot.waitUntil(lambda: made().keys() == whole.parts.actions.made().keys())


def test_an_open_store_waits_for_no_turn(desk: Desk, qtbot: QtBot) -> None:
    light = MainWindow(desk, furnished=False)
    qtbot.addWidget(light)
    light.store_ready()
    assert vars(light.parts).keys() >= SCREENS


def test_the_first_paint_imports_no_other_screen() -> None:
    script = f"import sys, intake_app.ui.main_window; print(*set({LATE!r}) & set(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == []
