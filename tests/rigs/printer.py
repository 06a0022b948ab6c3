"""Printers that misbehave, over TCP and over a serial line, on this machine only.

A `Mechanism` decides what a printer reads, answers and prints; `TcpPrinter` and `SerialPrinter`
are the two plugs it hangs on. Each has one thread, ended and joined by `close`.
"""

from __future__ import annotations

import os
import re
import select
import socket
import struct
import tty
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from pathlib import Path

READY, OFFLINE = 0x12, 0x1A  # answers to DLE EOT 1
COVER_OPEN, PAPER_END, NO_CAUSE = 0x16, 0x32, 0x12  # answers to DLE EOT 2
PAPER_OK, PAPER_LOW, PAPER_OUT = 0x12, 0x1E, 0x72  # answers to DLE EOT 4
_ASKED = re.compile(rb"\x10\x04([\x01-\x04])")
_FENCE = re.compile(rb"\x1d\(H\x06\x0000(....)", re.DOTALL)
_STEP_S = 0.02
_MOST = 4096
_LONG = 16  # bytes that may stand across two reads


@dataclass(kw_only=True)
class Behaviour:
    """What is wrong with the printer; by default nothing."""

    reads: int = 1 << 40  # stops after so many bytes of a connection …
    then: Literal["stall", "close", "reset"] = "stall"  # … and does this
    rate: int = _MOST  # most bytes of a step
    online: int | None = READY  # None: no answer
    cause: int | None = NO_CAUSE
    paper: int | None = PAPER_OK
    answer_late: bool = False  # only once `late` is set
    fence: bool = True
    stray: bytes = b""  # remarks it makes after each read


@dataclass
class Mechanism:
    """The printer proper: `printed` is everything that reached paper."""

    behaviour: Behaviour = field(default_factory=Behaviour)
    printed: bytes = b""
    jobs: int = 0  # connections served
    late: Event = field(default_factory=Event)
    idle: Event = field(default_factory=Event)  # nobody is connected
    _lock: Lock = field(default_factory=Lock)
    _seen: bytes = b""

    def connect(self) -> None:
        """A new client: what was half heard of the last one is forgotten."""
        self.jobs += 1
        self.idle.clear()
        self._seen = b""

    def feed(self, data: bytes) -> bytes:
        """Print bytes; returns what the printer says to them."""
        with self._lock:
            self.printed += data
        heard = self._seen[-_LONG:] + data
        new = len(heard) - len(data)
        self._seen = heard
        said = self.behaviour.stray
        for match in _ASKED.finditer(heard):
            if match.end() > new:
                said += self._status(match[1][0])
        for match in _FENCE.finditer(heard):
            if match.end() > new and self.behaviour.fence:
                said += b"7\x22" + match[1] + b"\0"
        return said

    def _status(self, number: int) -> bytes:
        if self.behaviour.answer_late:
            self.late.wait(5)
        is_now = self.behaviour
        answer = {1: is_now.online, 2: is_now.cause, 4: is_now.paper}.get(number)
        return b"" if answer is None else bytes([answer])


class TcpPrinter:
    """Listens on loopback and serves one client at a time, as most printers do."""

    def __init__(self, behaviour: Behaviour | None = None) -> None:
        self.mechanism = Mechanism(behaviour or Behaviour())
        self._stop = Event()
        self._thread: Thread | None = None
        self.port = 0
        self.turn_on()

    @property
    def address(self) -> str:
        """As the program's option takes it."""
        return f"tcp://127.0.0.1:{self.port}"

    def turn_on(self) -> None:
        """Listen, on the same port as before."""
        self._stop = Event()
        self._listener = socket.socket()
        self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _MOST)
        self._listener.bind(("127.0.0.1", self.port))
        self._listener.listen(1)
        self.port = self._listener.getsockname()[1]
        self._thread = Thread(target=self._serve, name="tcp printer", daemon=True)
        self._thread.start()

    def turn_off(self) -> None:
        """Refuse every client from now on."""
        self._stop.set()
        self.mechanism.late.set()
        if self._thread:
            self._thread.join(5)
        self._listener.close()

    close = turn_off

    def _serve(self) -> None:
        while not self._stop.is_set():
            if not _readable(self._listener):
                continue
            peer, _ = self._listener.accept()
            with peer, suppress(OSError):
                self.mechanism.connect()
                self._attend(peer)
            self.mechanism.idle.set()

    def _attend(self, peer: socket.socket) -> None:
        left = self.mechanism.behaviour.reads
        while left > 0 and not self._stop.is_set():
            if not _readable(peer):
                continue
            data = peer.recv(min(left, self.mechanism.behaviour.rate))
            if not data:
                return
            left -= len(data)
            said = self.mechanism.feed(data)
            if said:
                peer.sendall(said)
            if self.mechanism.behaviour.rate < _MOST:
                self._stop.wait(_STEP_S)
        self._misbehave(peer)

    def _misbehave(self, peer: socket.socket) -> None:
        match self.mechanism.behaviour.then:
            case "stall":
                self._stop.wait(30)
            case "reset":
                peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            case "close":
                pass


class SerialPrinter:
    """Hangs on a pseudo-terminal behind a symbolic link, as udev makes them."""

    def __init__(self, folder: Path, behaviour: Behaviour | None = None) -> None:
        self.mechanism = Mechanism(behaviour or Behaviour())
        self.port = folder / "ttyPRINTER"
        self._stop = Event()
        self._thread: Thread | None = None
        self._master = self._slave = -1
        self.plug()

    @property
    def address(self) -> str:
        """As the program's option takes it."""
        return f"serial://{self.port}?baudrate=115200"

    def plug(self) -> None:
        """Appear, at another device than the last time."""
        self._stop = Event()
        self._master, self._slave = os.openpty()
        tty.setraw(self._slave)
        self.port.symlink_to(os.ttyname(self._slave))
        self.mechanism.connect()
        self._thread = Thread(target=self._serve, name="serial printer", daemon=True)
        self._thread.start()

    def unplug(self) -> None:
        """Vanish while the program may be writing."""
        self._end()
        self.port.unlink()
        os.close(self._slave)
        os.close(self._master)
        self._master = self._slave = -1

    def close(self) -> None:
        """Put everything away; also when it is unplugged already."""
        if self._master >= 0:
            self.unplug()

    def _end(self) -> None:
        self._stop.set()
        self.mechanism.late.set()
        if self._thread:
            self._thread.join(5)

    def _serve(self) -> None:
        count = 0
        while not self._stop.is_set():
            if not _readable(self._master):
                continue
            left = self.mechanism.behaviour.reads - count
            if left <= 0:
                self._stop.wait(_STEP_S)
                continue
            data = os.read(self._master, min(left, self.mechanism.behaviour.rate))
            count += len(data)
            said = self.mechanism.feed(data)
            if said:
                os.write(self._master, said)


def _readable(what: socket.socket | int) -> bool:
    return bool(select.select([what], [], [], _STEP_S)[0])
