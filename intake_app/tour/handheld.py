"""A serial scanner in nobody's hand: a pseudo-terminal the program reads like any other port."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Generator


class Handheld:
    """`address` is empty where the system has no pseudo-terminals; nothing can be scanned then."""

    def __init__(self, address: str = "", line: int = -1) -> None:
        self.address = address
        self._line = line

    def scan(self, code: str) -> None:
        """Deliver a code as the device does after its beep."""
        os.write(self._line, code.encode("ascii") + b"\r")


@contextmanager
def plugged_in() -> Generator[Handheld]:
    """Have a scanner at a port for a while."""
    if sys.platform == "win32":
        yield Handheld()
        return
    import tty  # noqa: PLC0415 - not on Windows

    line, port = os.openpty()
    tty.setraw(port)
    try:
        yield Handheld(f"serial://{os.ttyname(port)}?baudrate=9600", line)
    finally:
        os.close(port)
        os.close(line)
