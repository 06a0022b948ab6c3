"""A real CRM's process on loopback, for the length of a test run."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import httpx

from tests.rigs.waiting import until

if TYPE_CHECKING:
    from collections.abc import Sequence

CRM = Path(__file__).parents[2] / ".crm"
_PATIENCE_S = 120


class Serving:
    """Started at once; `close` ends it. Its output goes to `log`."""

    def __init__(self, argv: Sequence[str], port: int, folder: Path) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self._log = folder / "server.log"
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                argv,
                stdout=log,
                stderr=log,
                cwd=folder,
                env={**os.environ, "HOME": str(folder), "TZ": "UTC", "PYTHONHASHSEED": "0"},
                start_new_session=True,
            )
        until(self._answers, f"{argv[0]} answers", within_s=_PATIENCE_S)

    def _answers(self) -> bool:
        assert self._process.poll() is None, self._log.read_text(errors="replace")[-3000:]
        try:
            httpx.get(self.url, timeout=30, trust_env=False)
        except httpx.TransportError:
            return False
        return True

    def log(self) -> str:
        """What it wrote so far."""
        return self._log.read_text(errors="replace")

    def close(self) -> None:
        """End it and whatever it started."""
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait(10)


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
