"""A hub for tests: as a real process, or on a thread of this one; and a line to it that fails."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING

from typing_extensions import override

from intake_app.sync.core.wire import PROTO
from intake_hub.app import HubServer, Parts, address, build, listen, now_ms
from intake_hub.crm.systems import Systems
from intake_hub.stations import Stations
from intake_hub.store.engine import HubStore
from tests.rigs.cable import Cable
from tests.rigs.waiting import until

if TYPE_CHECKING:
    import socket

    from intake_hub.crm.asked import CrmWork

ROOT = Path(__file__).parents[2]
_PAUSE_S = 0.02


class HubThread:
    """The shipped hub on a thread; killed with the test, so for speed, not for power cuts."""

    def __init__(
        self,
        db: str,
        *,
        min_proto: int = PROTO,
        patience_s: float = 5.0,
        crm: CrmWork | None = None,
        with_crms: bool = False,
    ) -> None:
        self.store = HubStore(db, patience_s=patience_s)
        self.store.open(now_ms())
        self.systems = Systems(self.store, now_ms)
        parts = Parts(crm=self.systems, running=self.systems) if with_crms else Parts(crm=crm)
        self._listening = listen("127.0.0.1", 0)
        self.port: int = self._listening.getsockname()[1]
        self.url = address(self._listening)
        self._server = HubServer(build(self.store, min_proto=min_proto, parts=parts))
        self._thread = Thread(target=self._serve, name="hub", daemon=True)
        self._thread.start()
        until(lambda: self._server.started, "the hub takes calls")

    def _serve(self) -> None:
        self._server.run(sockets=[self._listening])

    def code(self) -> str:
        """Make an enrolment code."""
        return Stations(self.store, now_ms).new_code()

    def close(self) -> None:
        """Stop serving and close the database."""
        self._server.should_exit = True
        self._thread.join(10)
        self._listening.close()
        self.store.close()


class HubProcess:
    """`intake-hub serve` as a process of its own, at the same port after a restart."""

    def __init__(self, db: str) -> None:
        self.db = db
        self.port = 0
        self.url = ""
        self._process: subprocess.Popen[str] | None = None
        self.start()

    def start(self) -> None:
        """Start it, the first time at a free port."""
        serve = ["serve", "--db", self.db, "--port", str(self.port), "--with-parent", "--plain"]
        self._process = subprocess.Popen(
            [sys.executable, "-m", "intake_hub", *serve],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, f"the hub ended with {self._process.wait(10)}"
        self.url = json.loads(line)["hub"]
        self.port = int(self.url.rpartition(":")[2])

    def command(self, *arguments: str) -> str:
        """Run another command of the hub on the same database and give what it prints."""
        done = subprocess.run(
            [sys.executable, "-m", "intake_hub", *arguments, "--db", self.db],
            check=True,
            capture_output=True,
            text=True,
            cwd=ROOT,
        )
        return done.stdout.strip()

    def code(self) -> str:
        """Make an enrolment code."""
        return self.command("code")

    def kill(self) -> None:
        """End it as a power cut would."""
        if self._process is not None:
            self._process.kill()
            self._end()

    def close(self) -> None:
        """End it in order, by the end of its parent's pipe."""
        if self._process is not None:
            assert self._process.stdin is not None
            self._process.stdin.close()
            self._end()

    def _end(self) -> None:
        assert self._process is not None
        self._process.wait(60)
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None and not pipe.closed:
                pipe.close()
        self._process = None


class Line(Cable):
    """A cable with more faults: it may lose replies after the hub has done its work, or stall."""

    def __init__(self, hub_port: int) -> None:
        self.replies_to_lose = 0
        self.replies_lost = 0
        self.is_stalled = False
        self._port_of_hub = hub_port
        super().__init__(hub_port)

    @override
    def _carry(self, end: socket.socket) -> None:
        if self.is_stalled:
            Event().wait(_PAUSE_S)  # the bytes wait in the kernel; do not spin on them
        elif self.replies_to_lose and self._is_of_hub(end):
            self.replies_to_lose -= 1
            self.replies_lost += 1
            self._drop(end)
        else:
            super()._carry(end)

    def _is_of_hub(self, end: socket.socket) -> bool:
        return end.getpeername()[1] == self._port_of_hub
