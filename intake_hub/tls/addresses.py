"""Under which addresses this PC can be reached; its certificate must name them all."""

from __future__ import annotations

import contextlib
import ipaddress
import socket

_FAR = (("192.0.2.1", socket.AF_INET), ("2001:db8::1", socket.AF_INET6))  # documentation networks
_LOCAL = ("localhost", "127.0.0.1", "::1")


def is_loopback(host: str) -> bool:
    """Whether nobody but this PC can call there."""
    if host == "localhost":
        return True
    with contextlib.suppress(ValueError):
        return ipaddress.ip_address(host).is_loopback
    return False


def own(host: str) -> list[str]:
    """Name the addresses of this PC, `host` among them if it is one; nothing is sent anywhere."""
    name = socket.gethostname()
    found = {*_LOCAL, name, f"{name}.local", *_by_name(name), *_by_route()}
    if not _is_any(host):
        found.add(host)
    return sorted(one for one in found if _is_usable(one))


def best(host: str) -> str:
    """The one address to tell people: what the hub listens at, else the way out of this PC."""
    if not _is_any(host):
        return host
    return next(iter(_by_route()), socket.gethostname())


def _is_any(host: str) -> bool:
    with contextlib.suppress(ValueError):
        return ipaddress.ip_address(host).is_unspecified
    return not host


def _by_name(name: str) -> list[str]:
    try:
        found = socket.getaddrinfo(name, None, type=socket.SOCK_STREAM)
    except OSError:
        return []
    return [str(address[0]).partition("%")[0] for *_, address in found]


def _by_route() -> list[str]:
    """Ask the system which address it would call from; a UDP connect sends no packet."""
    found: list[str] = []
    for far, family in _FAR:
        with (
            contextlib.suppress(OSError),
            socket.socket(family, socket.SOCK_DGRAM) as probe,
        ):
            probe.connect((far, 9))
            found.append(probe.getsockname()[0])
    return found


def _is_usable(name: str) -> bool:
    with contextlib.suppress(ValueError):
        return not ipaddress.ip_address(name).is_unspecified
    return bool(name) and name.isascii() and all(part for part in name.split("."))
