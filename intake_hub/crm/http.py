"""One connection to a CRM: time limits, size limits, and transport faults by their meaning."""

from __future__ import annotations

import json
import logging
import re
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, cast
from urllib.parse import urlsplit

import httpx

from intake_hub.crm.faults import Stop, StoppedError, TransientError

if TYPE_CHECKING:
    from collections.abc import Mapping

TIMEOUT_S = 60.0
_CONNECT_S = 10.0
MOST_REPLY_BYTES = 32 * 1024 * 1024
_TOO_MANY = 429
_UNAVAILABLE = 503
_GATEWAY = frozenset({502, 504})
_LONGEST_WORDS = 300
_NO_ADDRESS = "no web address"
_NEAR = frozenset({"127.0.0.1", "localhost", "::1"})

_ODD = re.compile("[\0\ud800-\udfff]")
_ODD_ESCAPE = re.compile(r"\\u(?:0000|[dD][89a-fA-F])")

# These log whole addresses, and there are CRMs whose key is a part of the address.
for _name in ("httpx", "httpcore"):
    logging.getLogger(_name).setLevel(logging.WARNING)


@dataclass(frozen=True, slots=True)
class Ask:
    """One request. `changes`: it may have been carried out even if no reply came.

    `hears_busy`: the adapter itself tells from the body what a 429 or 503 means.
    """

    method: str
    path: str
    body: object = None
    query: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    headers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    changes: bool = False
    hears_busy: bool = False

    def content(self) -> bytes | None:
        """The body as it travels."""
        return None if self.body is None else json.dumps(self.body, ensure_ascii=False).encode()


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply that came whole; what its status means is the adapter's to say."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> object:
        """Read it as JSON. Raises StoppedError(ADDRESS_WRONG) for a page made for people."""
        try:
            return self.members()
        except (ValueError, RecursionError) as error:
            raise StoppedError(Stop.ADDRESS_WRONG, f"HTTP {self.status}, no JSON") from error

    def members(self) -> object:
        """Read it as JSON; raises ValueError and RecursionError for what is none.

        Signs that no text of ours may hold are left out: one of them would stop a whole exchange.
        """
        text = self.body.decode()
        found = json.loads(text, parse_constant=lambda _name: None)
        return _plain(found) if _ODD_ESCAPE.search(text) else found


class TooLongError(httpx.TransportError):
    """Nothing we ask for is that long."""


class CrmHttp:
    """Belongs to one thread. Follows no redirect: a key must not travel to another host."""

    def __init__(self, base: str, headers: Mapping[str, str] | None = None) -> None:
        """Get ready to connect. Raises StoppedError(ADDRESS_WRONG)."""
        try:
            url = httpx.URL(base)
        except (httpx.InvalidURL, ValueError):
            raise StoppedError(Stop.ADDRESS_WRONG, _NO_ADDRESS) from None
        self._client = httpx.Client(
            base_url=url,
            headers=dict(headers or {}),
            timeout=httpx.Timeout(TIMEOUT_S, connect=_CONNECT_S),
            limits=httpx.Limits(max_connections=1, max_keepalive_connections=1),
            follow_redirects=False,
            trust_env=False,
        )

    def call(self, ask: Ask) -> Reply:
        """Send one request, JSON in and JSON out.

        Raises TransientError (also for 429, 502, 503, 504), StoppedError(ADDRESS_WRONG) for an
        address that cannot be one.
        """
        try:
            reply = self._reply(ask)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            raise TransientError(type(error).__name__) from None
        except httpx.TransportError as error:
            raise TransientError(type(error).__name__, is_in_doubt=ask.changes) from None
        except (httpx.InvalidURL, ValueError):
            raise StoppedError(Stop.ADDRESS_WRONG) from None
        if not ask.hears_busy:
            refuse_busy(reply, changes=ask.changes)
        return reply

    def _reply(self, ask: Ask) -> Reply:
        """Servers close a kept connection when they like; what only reads is then asked anew."""
        try:
            return self._sent(ask)
        except (httpx.RemoteProtocolError, httpx.ReadError, httpx.WriteError):
            if ask.changes:
                raise
            return self._sent(ask)

    def _sent(self, ask: Ask) -> Reply:
        sent = {"Content-Type": "application/json", **ask.headers}
        with self._client.stream(
            ask.method, ask.path, content=ask.content(), params=dict(ask.query), headers=sent
        ) as response:
            return Reply(response.status_code, response.headers, _read(response))

    def close(self) -> None:
        """Let the connection go."""
        self._client.close()


def _plain(found: object) -> object:
    if isinstance(found, str):
        return _ODD.sub("", found)
    if isinstance(found, list):
        return [_plain(one) for one in cast("list[object]", found)]
    if isinstance(found, dict):
        members = cast("dict[str, object]", found)
        return {_ODD.sub("", name): _plain(one) for name, one in members.items()}
    return found


def web_base(address: str) -> str:
    """Take the place calls go to from what a person typed; without a scheme it is https.

    Plain http would show the key to the network: it is for this machine alone. Nor may a password
    stand in an address, which is kept in clear and shown. Raises StoppedError(ADDRESS_WRONG).
    """
    text = address.strip()
    try:
        parts = urlsplit(text if "//" in text else f"https://{text}")
    except ValueError:
        raise StoppedError(Stop.ADDRESS_WRONG, _NO_ADDRESS) from None
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _NEAR)
    if not parts.hostname or not is_safe:
        raise StoppedError(Stop.ADDRESS_WRONG, "an https:// address is needed")
    if "@" in parts.netloc:
        raise StoppedError(Stop.ADDRESS_WRONG, "a password does not belong into an address")
    return f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}"


def short(words: str) -> str:
    """What a CRM says, cut to what fits into a list; its traces never pass."""
    return " ".join(words.split())[:_LONGEST_WORDS]


def refuse_busy(reply: Reply, *, changes: bool) -> None:
    """Raise TransientError for a reply that only says: later."""
    if reply.status in {_TOO_MANY, _UNAVAILABLE}:
        raise TransientError(f"HTTP {reply.status}", after_s=_after(reply), is_in_doubt=changes)
    if reply.status in _GATEWAY:
        raise TransientError(f"HTTP {reply.status}", is_in_doubt=changes)


def _read(response: httpx.Response) -> bytes:
    found = bytearray()
    for piece in response.iter_bytes():
        found += piece
        if len(found) > MOST_REPLY_BYTES:
            raise TooLongError("too long")
    return bytes(found)


def _after(reply: Reply) -> float:
    text = reply.headers.get("retry-after", "")
    return float(text) if text.isdigit() else 0.0
