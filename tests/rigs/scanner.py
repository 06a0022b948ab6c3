"""A serial scanner on a pseudo-terminal: it reads codes, loses its plug and comes back."""

from __future__ import annotations

import os
import tty
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class FakeScanner:
    """Its port is a symbolic link, as udev makes them; unplugging removes it and hangs the line."""

    def __init__(self, folder: Path) -> None:
        self.port = folder / "ttySCANNER"
        self._master = -1
        self._slave = -1
        self.plug()

    @property
    def address(self) -> str:
        """As the program's option takes it."""
        return f"serial://{self.port}?baudrate=9600"

    def plug(self) -> None:
        """Appear, at another device than the last time."""
        self._master, self._slave = os.openpty()
        tty.setraw(self._slave)
        self.port.symlink_to(os.ttyname(self._slave))

    def unplug(self) -> None:
        """Vanish while the program may be reading."""
        self.port.unlink()
        os.close(self._slave)
        os.close(self._master)
        self._master = self._slave = -1

    def scan(self, code: str, end: bytes = b"\r") -> None:
        """Deliver one code as the device does after a beep."""
        os.write(self._master, code.encode() + end)

    def close(self) -> None:
        """Put everything away; also when it is unplugged already."""
        if self._master >= 0:
            self.unplug()
