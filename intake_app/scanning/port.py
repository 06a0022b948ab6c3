"""The port a scanner hangs on: what the reader needs of it, and the real one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

READ_S = 0.1
"""How long a read may wait: the longest time before the reader notices that it must stop."""


class Port(Protocol):
    """An open port. Each verb raises OSError when the device is gone."""

    def receive(self) -> bytes:
        """What has arrived, after waiting `READ_S` at most; empty when nothing has."""
        ...

    def close(self) -> None:
        """Give the port back; harmless when it is gone."""
        ...


class SerialPort:
    """A port of pyserial, taken for this program alone."""

    def __init__(self, device: str, baudrate: int) -> None:
        import serial  # noqa: PLC0415 - only a desk with such a scanner needs it

        # Two readers of one port would each get a part of every code.
        self._serial = serial.Serial(device, baudrate, timeout=READ_S, exclusive=True)

    def receive(self) -> bytes:
        """See `Port`."""
        first = self._serial.read(1)
        return first + self._serial.read(self._serial.in_waiting) if first else b""

    def close(self) -> None:
        """See `Port`."""
        self._serial.close()


def serial_port(device: str, baudrate: int = 9600) -> Callable[[], Port]:
    """How the reader opens the port, now and after each loss."""
    return lambda: SerialPort(device, baudrate)
