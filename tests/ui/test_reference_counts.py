"""PySide6 6.12.0 drops a reference on almost every call under CPython 3.11 and dies of it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

CALLS = 100_000
DRIFT = 100


def test_a_hundred_thousand_calls_leave_the_counts_alone(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None), sys.getrefcount(True)  # noqa: FBT003 - the object counted
    for _ in range(CALLS):
        label.setText("a")
    after = sys.getrefcount(None), sys.getrefcount(True)  # noqa: FBT003 - the object counted
    drift = [abs(now - then) for now, then in zip(after, before, strict=True)]
    assert max(drift) <= DRIFT
