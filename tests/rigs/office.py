"""A shop with a hub and two desks, the second behind a cable that can be pulled out."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from typing_extensions import override

from tests.rigs import program
from tests.rigs.hub import HubProcess, Line
from tests.rigs.ledger import Ledger
from tests.rigs.odd_server import http
from tests.rigs.program import Program
from tests.rigs.scanner import FakeScanner

if TYPE_CHECKING:
    import socket
    from collections.abc import Generator
    from pathlib import Path

_TROUBLE = http("500 Internal Server Error", "no")


class Wire(Line):
    """A line behind which the hub may have trouble of its own; `met` counts who met a trouble."""

    def __init__(self, hub_port: int) -> None:
        self.answers_500 = False
        self.met = 0
        super().__init__(hub_port)

    @override
    def _carry(self, end: socket.socket) -> None:
        self.met += self.answers_500 or self.is_stalled or self.replies_to_lose > 0
        if not self.answers_500:
            super()._carry(end)
            return
        if not self._is_of_hub(end):
            end.recv(65536)
            end.sendall(_TROUBLE)
        self._drop(end)


@dataclass(frozen=True, slots=True)
class Place:
    """One desk: its window, its store, its scanner and the folder its labels fall into."""

    window: Program
    ledger: Ledger
    scanner: FakeScanner
    labels: Path


@dataclass(frozen=True, slots=True)
class Office:
    """`near` is wired to the hub for good, `far` through `line`."""

    hub: HubProcess
    line: Wire
    near: Place
    far: Place


@contextmanager
def opened(folder: Path) -> Generator[Office]:
    """Start the hub, enrol both desks, open their windows."""
    with ExitStack() as stack:
        hub = HubProcess(f"sqlite:///{folder}/hub.db")
        stack.callback(hub.close)
        line = Wire(hub.port)
        stack.callback(line.close)
        near = _place(stack, folder / "near", hub, hub.url)
        far = _place(stack, folder / "far", hub, line.url)
        yield Office(hub, line, near, far)


def _place(stack: ExitStack, folder: Path, hub: HubProcess, url: str) -> Place:
    folder.mkdir()
    surroundings = program.environment(folder)
    data = folder / "shop"
    enrolled = program.run("enrol", url, hub.code(), "--data", str(data), surroundings=surroundings)
    assert enrolled.returncode == 0, enrolled.stderr
    scanner = FakeScanner(folder)
    stack.callback(scanner.close)
    labels = folder / "label"
    window = Program(
        *("--data", str(data), "--hub", url, "--scanner", scanner.address),
        *("--label-printer", f"folder://{labels}"),
        surroundings=surroundings,
        log=folder / "log",
    )
    return Place(stack.enter_context(window), Ledger(data), scanner, labels)
