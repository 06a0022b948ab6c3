"""Where a device is and what it speaks: one textual form for options, settings and screens."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

Scheme: TypeAlias = Literal["tcp", "serial", "usb", "file", "folder", "spooler", "none"]


@dataclass(frozen=True, slots=True)
class Address:
    """`tcp://192.168.1.50:9100`, `serial:///dev/ttyUSB0?baudrate=9600`, `folder:///path`, `none:`.

    `place` is host, device path, folder or queue name; `port` only for tcp.
    """

    scheme: Scheme
    place: str = ""
    port: int = 0
    options: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


def parse(text: str) -> Address:
    """Read an address. Raises RejectedError(ADDRESS_INVALID) naming the part that is wrong."""
    raise NotImplementedError
