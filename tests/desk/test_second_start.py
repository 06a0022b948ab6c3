"""The program is started twice on one shop: the second start brings the first window forward."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from tests.rigs import program
from tests.rigs.ledger import Ledger
from tests.rigs.program import Program
from tests.rigs.waiting import until

if TYPE_CHECKING:
    from pathlib import Path

    from tests.rigs.xserver import XServer

_OTHER = """
from PySide6.QtWidgets import QApplication, QLineEdit
app = QApplication([])
window = QLineEdit()
window.showMaximized()
app.focusChanged.connect(lambda _, now: print("here" if now else "gone", flush=True))
app.exec()
"""


def test_second_start_raises_the_first_window_and_leaves(screen: XServer, tmp_path: Path) -> None:
    surroundings = program.environment(tmp_path, screen.environment)
    data = str(tmp_path / "shop")
    with (
        screen.keyboard("us") as keyboard,
        Program("--data", data, surroundings=surroundings, log=tmp_path / "log") as desktop,
    ):
        desktop.until_focused("client.name")
        keyboard.type("half a na")
        with subprocess.Popen(
            [sys.executable, "-c", _OTHER], env=surroundings, stdout=subprocess.PIPE, text=True
        ) as other:
            assert other.stdout is not None
            assert other.stdout.readline() == "here\n"
            until(lambda: desktop.focus == "", "the other window has the keyboard")
            ended = program.run("--data", data, surroundings=surroundings)
            assert ended.returncode == 1
            assert ended.stderr.count("\n") == 1
            assert "уже запущена" in ended.stderr
            desktop.until_focused("client.name")
            other.kill()
        keyboard.type("me")
        until(lambda: desktop.says["client.name"] == "half a name", "keys come to it again")
    assert Ledger(tmp_path / "shop").orders() == []
