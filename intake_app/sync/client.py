"""The hub over HTTP. Whatever answers at the address, only known errors leave this module."""

from __future__ import annotations

import asyncio
import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NoReturn, TypeVar

from intake_app.errors import Problem, RejectedError
from intake_app.sync.core import wire
from intake_app.sync.core.ops import canonical
from intake_app.sync.core.reading import Reader, parse
from intake_app.sync.core.refusal import Why, refusal
from intake_app.sync.signing import sign

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import httpx

    from intake_app.sync.signing import Signer

REPLY_BYTES = 16 * 1024 * 1024

_Reply = TypeVar("_Reply")
_LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
_BY_HUB = frozenset(Why) - {Why.AWAY}
_OK = 200
_LATER = frozenset({429, 503})


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a call may take: to connect, without a byte, and altogether."""

    connect_s: float = 5.0
    stall_s: float = 20.0
    total_s: float = 120.0


class HubClient:
    """One keep-alive connection pool to one hub; used on one event loop."""

    def __init__(
        self,
        address: str,
        token: str = "",
        *,
        signer: Signer | None = None,
        patience: Patience | None = None,
    ) -> None:
        import httpx  # noqa: PLC0415 - slow to import, and only the exchange needs it

        base = _base(address)
        headers = {"Accept": "application/json"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        self._signer = signer
        self._patience = patience or Patience()
        self._errors = httpx.HTTPError, httpx.StreamError
        self._client = httpx.AsyncClient(
            base_url=base,
            headers=headers,
            timeout=httpx.Timeout(self._patience.stall_s, connect=self._patience.connect_s),
            follow_redirects=False,
            trust_env=base.host not in _LOCAL,  # a proxy for the internet is none for this PC
        )

    async def enrol(self, request: wire.EnrolRequest) -> wire.EnrolReply:
        """Trade a one-time code for a token."""
        return await self._post("enrol", request.members(), wire.EnrolReply.decode)

    async def hello(self, request: wire.HelloRequest) -> wire.HelloReply:
        """See `HubCalls`."""
        return await self._post("hello", request.members(), wire.HelloReply.decode)

    async def push(self, request: wire.PushRequest) -> wire.PushReply:
        """See `HubCalls`; ops that never left this workstation are signed here."""
        try:
            members = self._signed(request).members()
        except RejectedError as error:
            raise refusal(Why.MALFORMED, error.detail) from error
        return await self._post("push", members, wire.PushReply.decode)

    def _signed(self, request: wire.PushRequest) -> wire.PushRequest:
        signer = self._signer  # signing again gives the same, so nothing needs to be kept of it
        if signer is None:
            return request
        return replace(request, ops=tuple(sign(op, signer) for op in request.ops))

    async def pull(self, request: wire.PullRequest) -> wire.PullReply:
        """See `HubCalls`."""
        asked = self._client.build_request("GET", "v1/pull", params=request.parameters())
        return await self._ask(asked, wire.PullReply.decode)

    async def close(self) -> None:
        """Let go of every connection."""
        await self._client.aclose()

    async def _post(
        self,
        call: str,
        members: Mapping[str, object],
        decode: Callable[[Mapping[str, object]], _Reply],
    ) -> _Reply:
        asked = self._client.build_request(
            "POST",
            f"v1/{call}",
            content=canonical(members).encode(),
            headers={"Content-Type": "application/json"},
        )
        return await self._ask(asked, decode)

    async def _ask(
        self, asked: httpx.Request, decode: Callable[[Mapping[str, object]], _Reply]
    ) -> _Reply:
        try:
            async with asyncio.timeout(self._patience.total_s):
                response = await self._client.send(asked, stream=True)
                try:
                    raw = await _read(response)
                finally:
                    await response.aclose()
        except TimeoutError as error:
            raise refusal(Why.AWAY, "no end of the answer") from error
        except self._errors as error:
            raise refusal(Why.AWAY, type(error).__name__) from error
        if response.status_code != _OK:
            _refuse(response, raw)
        try:
            return decode(parse(raw))
        except RejectedError as error:
            raise refusal(Why.TROUBLE, "not the answer of a hub") from error


async def _read(response: httpx.Response) -> bytes:
    parts: list[bytes] = []
    size = 0
    async for part in response.aiter_bytes():
        size += len(part)
        if size > REPLY_BYTES:
            raise refusal(Why.TROUBLE, "an answer without end")
        parts.append(part)
    return b"".join(parts)


def _refuse(response: httpx.Response, raw: bytes) -> NoReturn:
    """Believe a refusal only when a hub words it: a portal in between may answer 403 as well."""
    detail = f"status {response.status_code}"
    retry_after_s = _retry_after(response.headers.get("Retry-After", ""))
    if response.status_code in _LATER:
        raise refusal(Why.BUSY, detail, retry_after_s=retry_after_s)
    try:
        why = Reader(parse(raw)).choice("problem", Why)
    except RejectedError as error:
        raise refusal(Why.TROUBLE, detail) from error
    raise refusal(why if why in _BY_HUB else Why.TROUBLE, detail, retry_after_s=retry_after_s)


def _retry_after(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        return 0.0
    return seconds if math.isfinite(seconds) and seconds > 0 else 0.0


def _base(address: str) -> httpx.URL:
    import httpx  # noqa: PLC0415 - see above

    try:
        url = httpx.URL(address if address.endswith("/") else f"{address}/")
    except httpx.InvalidURL as error:
        raise RejectedError(Problem.HUB_ADDRESS, "no URL") from error
    if url.scheme not in {"http", "https"} or not url.host:
        raise RejectedError(Problem.HUB_ADDRESS, address)
    return url
