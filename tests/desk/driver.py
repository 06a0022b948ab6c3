"""The real program with a receptionist inside who never stops taking devices in.

`python -m tests.desk.driver TELLS FIRST ARGUMENT…` starts `intake-app ARGUMENT…` and tells through
the pipe what she has done and seen: `ready`, `restored NAME`, `pressed N`, `shown NUMBER`.
"""

from __future__ import annotations

import os
import sys
from itertools import count
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from intake_app.tour.keys import Typist
from intake_app.tour.player import Player, Until
from tests.desk import talk
from tests.rigs.witness import main_window, seen

if TYPE_CHECKING:
    from intake_app.tour.player import Script


class Receptionist:
    """Knows the screen by the names of its fields only."""

    def __init__(self, tells: int) -> None:
        self._tells = tells

    def work(self, first: int) -> Script:
        """Take in numbers from `first` on, until the plug is pulled."""
        yield Until(lambda: ":" in _label("status.receipt"), "the store is open")
        if _label("client.name"):
            self._tell("restored", _label("client.name"))
        self._tell("ready")
        hands = Typist(main_window().windowHandle())
        for number in count(first):
            said = talk.short(number)
            hands.press("Alt+1", "Ctrl+A")
            hands.type(said.name)
            hands.press("Return")
            hands.type(said.phone)
            yield Until(lambda: True, "the event loop turns")
            hands.press("Alt+2", "Ctrl+A")
            hands.type(said.kind)
            hands.press("Alt+3", "Ctrl+A")
            hands.type(said.fault)
            yield Until(lambda: True, "the event loop turns")
            before = _label("message.title")
            self._tell("pressed", str(number))
            hands.press("Ctrl+Return")
            yield Until(lambda: _label("message.title") not in ("", before), "the new number")  # noqa: B023 - asked before the next round
            self._tell("shown", _label("message.title"))

    def _tell(self, *words: str) -> None:
        os.write(self._tells, " ".join(words).encode() + b"\n")


def _label(name: str) -> str:
    return str(seen()["says"].get(name, ""))


def main() -> None:
    """Let her in when the event loop starts."""
    tells, first = int(sys.argv[1]), int(sys.argv[2])
    real_exec = QApplication.exec

    def staffed_exec() -> int:
        player = Player(Receptionist(tells).work(first))
        player.ended.connect(QApplication.quit)
        player.start()
        return real_exec()

    QApplication.exec = staticmethod(staffed_exec)
    from intake_app.cli.main import main as intake  # noqa: PLC0415 - after she is at her desk

    sys.exit(intake(sys.argv[3:]))


if __name__ == "__main__":
    main()
