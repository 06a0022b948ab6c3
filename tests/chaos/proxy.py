"""A TCP relay between desk and hub that cuts, delays, trickles and sends twice."""

from __future__ import annotations

import random
from collections import Counter
from threading import Event
from typing import TYPE_CHECKING

from typing_extensions import override

from tests.rigs.cable import Cable

if TYPE_CHECKING:
    import socket

MISCHIEF = ("none", "cut", "delay", "trickle", "double")


class Proxy(Cable):
    """Does one mischief at a time to what passes; `done` counts how often."""

    def __init__(self, hub_port: int, seed: int) -> None:
        self.mischief = "none"
        self.done: Counter[str] = Counter()
        self._rolls = random.Random(seed)
        super().__init__(hub_port)

    @override
    def _carry(self, end: socket.socket) -> None:
        if self.mischief == "none" or self._rolls.random() < 0.7:
            super()._carry(end)
            return
        self.done[self.mischief] += 1
        match self.mischief:
            case "cut":
                self._drop(end)
            case "delay":
                Event().wait(self._rolls.random() * 0.5)
                super()._carry(end)
            case _:
                self._mangle(end)

    def _mangle(self, end: socket.socket) -> None:
        """Pass it on in small pieces, or one piece two times."""
        try:
            data = end.recv(4096)
            if not data:
                self._drop(end)
                return
            if self.mischief == "double":
                self._ends[end].sendall(data + data)
                return
            for start in range(0, len(data), max(1, len(data) // 20)):
                self._ends[end].sendall(data[start : start + max(1, len(data) // 20)])
                Event().wait(0.01)
        except OSError:
            self._drop(end)
