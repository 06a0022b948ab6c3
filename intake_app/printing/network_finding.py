"""Printers on the shop's network: whoever takes a connection at port 9100, asked for nothing."""

from __future__ import annotations

import ipaddress
import socket
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from itertools import repeat

_PORT = 9100
_PATIENCE_S = 0.4
_AT_ONCE = 64
_ELSEWHERE = ("192.0.2.1", 9)  # an address of documentation: no packet is sent to it


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Whom to knock at; tests knock at themselves."""

    hosts: tuple[str, ...]
    port: int = _PORT
    patience_s: float = _PATIENCE_S


def near() -> Neighbours:
    """The 254 addresses around this PC, where its network is a private one."""
    own = _own_address()
    return Neighbours(()) if own is None else around(own)


def around(own: ipaddress.IPv4Address) -> Neighbours:
    """Those around an address, but for itself; nobody where the network is not the shop's own."""
    if not own.is_private or own.is_loopback:
        return Neighbours(())
    network = ipaddress.ip_network(f"{own}/24", strict=False)
    return Neighbours(tuple(str(host) for host in network.hosts() if host != own))


def answering(where: Neighbours) -> tuple[str, ...]:
    """Those that take a connection; closed again without a byte, which no printer prints."""
    if not where.hosts:
        return ()
    with ThreadPoolExecutor(_AT_ONCE) as knocking:
        found = list(knocking.map(_answers, where.hosts, repeat(where)))
    return tuple(host for host, answers in zip(where.hosts, found, strict=True) if answers)


def _answers(host: str, where: Neighbours) -> bool:
    with suppress(OSError), socket.create_connection((host, where.port), where.patience_s):
        return True
    return False


def _own_address() -> ipaddress.IPv4Address | None:
    """By which address this PC would speak to others."""
    with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        asking.connect(_ELSEWHERE)
        return ipaddress.IPv4Address(asking.getsockname()[0])
    return None
