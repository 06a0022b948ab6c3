"""The real program takes devices in and times each Ctrl+Enter; started by `bench.accept`.

`python -m bench.accepting COUNT DATA`: prints the milliseconds from the key to the empty form that
has the focus and is painted, as JSON, and leaves.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from intake_app.tour.eyes import Eyes
from intake_app.tour.keys import Typist
from intake_app.tour.player import Player, Until

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from intake_app.tour.player import Script

_WARM_UP = 5


def _work(window: QWidget, count: int) -> Script:
    eyes, hands = Eyes(window, Path()), Typist(window.windowHandle())
    yield Until(lambda: ":" in eyes.button("status.receipt"), "the store is open")
    taken: list[float] = []
    for number in range(count + _WARM_UP):
        yield from eyes.until_focus("client.name")
        hands.type(f"Клиент Номер{number:05d}")
        hands.press("Return")
        hands.type(f"916{number:07d}")
        hands.press("Alt+2")
        hands.type("чайник")
        hands.press("Alt+3")
        hands.type("не греет, течёт у дна")
        before = eyes.label("message.title")
        began = time.perf_counter()
        hands.press("Ctrl+Return")
        while eyes.focus() != "client.name" or eyes.line("client.name"):
            QApplication.processEvents()  # counted as it comes, not on the next look
        window.repaint()
        taken.append((time.perf_counter() - began) * 1000)
        yield Until(lambda: eyes.label("message.title") not in ("", before), "the number")  # noqa: B023 - asked at once
    print(json.dumps({"emptied": taken[_WARM_UP:]}), flush=True)


def main() -> None:
    """Begin when the event loop starts."""
    real_exec = QApplication.exec

    def timed_exec() -> int:
        (window,) = (widget for widget in QApplication.topLevelWidgets() if widget.isVisible())
        player = Player(_work(window, int(sys.argv[1])))
        player.ended.connect(QApplication.quit)
        player.start()
        return real_exec()

    QApplication.exec = staticmethod(timed_exec)
    from intake_app.cli.main import main as intake  # noqa: PLC0415 - after the hands are ready

    papers = ("--receipt-printer", f"folder://{sys.argv[2]}/receipt")
    sys.exit(intake(["run", "--data", sys.argv[2], *papers]))


if __name__ == "__main__":
    main()
