"""The real program as its own process, seen and used from outside."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, cast

from tests.rigs.waiting import until

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).parents[2]


def environment(home: Path, base: Mapping[str, str] | None = None) -> dict[str, str]:
    """A person's surroundings that are nobody's: own home, no settings, no keyring, no bus."""
    known = {name: text for name, text in (base or os.environ).items() if name in _KEPT}
    return {
        "QT_QPA_PLATFORM": "offscreen",
        **known,
        "HOME": str(home),
        "XDG_RUNTIME_DIR": str(home),
        "LANG": "ru_RU.UTF-8",
        "TZ": "Europe/Moscow",
        "PYTHONWARNINGS": "error",
    }


_KEPT = {"PATH", "DISPLAY", "QT_QPA_PLATFORM", "COVERAGE_PROCESS_START", "LD_LIBRARY_PATH"}


def run(*arguments: str, surroundings: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Run `intake-app ARGUMENT…` to its end; the end must come within the time of a start."""
    return subprocess.run(
        [sys.executable, "-m", "intake_app", *arguments],
        cwd=ROOT,
        env=dict(surroundings),
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )


class Program:
    """A running desktop with a witness inside; use as a context manager, it ends killed."""

    def __init__(self, *arguments: str, surroundings: Mapping[str, str], log: Path) -> None:
        hears, self._asks = os.pipe()
        self._told, tells = os.pipe()
        with log.open("ab") as sink:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.rigs.witness", str(hears), str(tells), *arguments],
                cwd=ROOT,
                env=dict(surroundings),
                pass_fds=[hears, tells],
                stdout=sink,
                stderr=sink,
            )
        os.close(hears)
        os.close(tells)
        self.log = log
        self._answers = os.fdopen(self._told, "rb")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()
        self._answers.close()
        os.close(self._asks)

    @property
    def pid(self) -> int:
        """The process itself."""
        return self._process.pid

    def kill(self) -> None:
        """Pull the plug: SIGKILL, nothing is flushed, nobody is asked."""
        self._process.kill()
        self._process.wait(10)

    def ended(self, within_s: float = 15) -> int:
        """Wait until it leaves by itself; returns its exit code."""
        return self._process.wait(within_s)

    def type(self, text: str) -> None:
        """Type into the window, from inside."""
        self._ask("type", text)

    def press(self, *chords: str) -> None:
        """Press keys in the window, from inside."""
        self._ask("press", *chords)

    def touch(self, *names: str) -> None:
        """Click buttons of any window, from inside."""
        for name in names:
            self._ask("touch", name)

    def where(self, name: str) -> tuple[int, int] | None:
        """The middle of a widget on the screen, of whatever window; None while it is not there."""
        found = self._ask("where", name)
        return (found["x"], found["y"]) if found else None

    def measure(self) -> None:
        """Begin to look for stalls of the GUI thread."""
        self._ask("measure")

    def longest_stall_ms(self) -> float:
        """The longest stall since `measure`."""
        return float(self._ask("stall")["ms"])

    @property
    def focus(self) -> str:
        """Name of the widget that has the focus, once the window is the active one."""
        seen = self._ask("see")
        return str(seen["focus"]) if seen["active"] else ""

    @property
    def says(self) -> Mapping[str, str]:
        """Text of every visible named widget."""
        return cast("dict[str, str]", self._ask("see")["says"])

    def until_focused(self, *names: str, within_s: float = 20) -> None:
        """Wait until one of these widgets has the keyboard."""
        until(lambda: self.focus in names, f"focus in {names}", within_s)

    def _ask(self, *words: str) -> dict[str, Any]:
        os.write(self._asks, json.dumps(words).encode() + b"\n")
        line = self._answers.readline()
        assert line, f"the program is gone:\n{self.log.read_text()[-4000:]}"
        return cast("dict[str, Any]", json.loads(line))
