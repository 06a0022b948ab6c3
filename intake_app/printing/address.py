"""Where a device is and what it speaks: one textual form for options, settings and screens."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, TypeAlias, cast, get_args
from urllib.parse import parse_qsl, unquote

from intake_app.printing.options import wrong

if TYPE_CHECKING:
    from collections.abc import Mapping

Scheme: TypeAlias = Literal["tcp", "serial", "usb", "file", "folder", "spooler", "none"]

_SCHEMES: tuple[Scheme, ...] = get_args(Scheme)
_RAW_PORT = 9100
_TOP_PORT = 65535


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
    head, colon, rest = text.strip().partition(":")
    scheme = cast("Scheme", head.lower())
    if scheme not in _SCHEMES or not colon:
        raise wrong(f"scheme {head!r}: expected one of {', '.join(_SCHEMES)}")
    body, _, query = rest.partition("?")
    options = _options(query)
    if scheme == "none":
        if body.strip("/"):
            raise wrong(f"place {body!r}: none: has no place")
        return Address(scheme, options=options)
    if not body.startswith("//"):
        raise wrong(f"place {body!r}: expected {scheme}://…")
    place = unquote(body.removeprefix("//"))
    if scheme == "tcp":
        host, port = _host_and_port(place)
        return Address(scheme, host, port, options)
    return Address(scheme, _place(scheme, place), options=options)


def _host_and_port(place: str) -> tuple[str, int]:
    place = place.rstrip("/")
    if place.startswith("["):  # an IPv6 address brings colons of its own
        host, _, tail = place.removeprefix("[").partition("]")
        number = tail.removeprefix(":")
    else:
        host, _, number = place.partition(":")
    if not host or any(sign in host for sign in "/@ "):
        raise wrong(f"host {host!r}")
    if not number:
        return host, _RAW_PORT
    if not (number.isascii() and number.isdigit() and 1 <= int(number) <= _TOP_PORT):
        raise wrong(f"port {number!r}: expected 1 to {_TOP_PORT}")
    return host, int(number)


def _place(scheme: Scheme, place: str) -> str:
    if scheme in {"file", "folder", "serial"}:
        drive = place.removeprefix("/")
        if drive[1:2] == ":" or drive.upper().startswith("COM"):
            place = drive  # folder:///C:/prints and serial:///COM3 are Windows spellings
    if not place.strip("/") or "\0" in place:
        raise wrong(f"place {place!r}: {scheme}:// needs one")
    return place


def _options(query: str) -> Mapping[str, str]:
    if not query:
        return MappingProxyType({})
    try:
        pairs = parse_qsl(query, keep_blank_values=True, strict_parsing=True)
    except ValueError as error:
        raise wrong(f"options {query!r}: expected name=value&…") from error
    options: dict[str, str] = {}
    for name, value in pairs:
        if name in options:
            raise wrong(f"option {name!r} is given twice")
        options[name] = value
    return MappingProxyType(options)
