"""One line to a hub: HTTP, TLS, packing, deadlines. Only known errors leave this module."""

from __future__ import annotations

import asyncio
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn, TypeVar

from intake_app.errors import RejectedError
from intake_app.sync import packing, trust
from intake_app.sync.core.ops import canonical
from intake_app.sync.core.reading import Reader, parse
from intake_app.sync.core.refusal import Why, refusal

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Mapping

    import httpx

REPLY_BYTES = 16 * 1024 * 1024

_Reply = TypeVar("_Reply")
_OURS = frozenset({Why.AWAY, Why.UNTRUSTED, Why.EXPIRED, Why.MISNAMED})
_BY_HUB = frozenset(Why) - _OURS
_OK = 200
_BYTES = frozenset({200, 206})
_LATER = frozenset({429, 503, 507})


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a call may take: to connect, without a byte, and altogether."""

    connect_s: float = 5.0
    stall_s: float = 20.0
    total_s: float = 120.0


class HubLine:
    """One keep-alive connection pool to one hub; used on one event loop."""

    def __init__(
        self,
        address: str,
        token: str = "",
        *,
        context: ssl.SSLContext | None = None,
        patience: Patience | None = None,
    ) -> None:
        """Get ready to call. Raises RejectedError (HUB_ADDRESS, HUB_INSECURE)."""
        import httpx  # noqa: PLC0415 - slow to import, and only the exchange needs it

        trust.refuse_address(address)
        base = httpx.URL(address if address.endswith("/") else f"{address}/")
        headers = {"Accept": "application/json", "Accept-Encoding": packing.ENCODING}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        self._patience = patience or Patience()
        self._errors = httpx.HTTPError, httpx.StreamError
        self._client = httpx.AsyncClient(
            base_url=base,
            headers=headers,
            timeout=httpx.Timeout(self._patience.stall_s, connect=self._patience.connect_s),
            follow_redirects=False,
            verify=context or trust.context_for(address, ""),
            trust_env=not trust.is_this_pc(base.host),  # a proxy for the internet is none here
        )

    async def post(
        self,
        call: str,
        members: Mapping[str, object],
        decode: Callable[[Mapping[str, object]], _Reply],
    ) -> _Reply:
        """Ask with a body. Raises HubUnavailableError, HubRejectedError."""
        content, headers = canonical(members).encode(), {"Content-Type": "application/json"}
        if len(content) >= packing.PACK_FROM:
            content, headers["Content-Encoding"] = packing.pack(content), packing.ENCODING
        asked = self._client.build_request("POST", f"v1/{call}", content=content, headers=headers)
        return await self._ask(asked, decode)

    async def get(
        self,
        call: str,
        parameters: Mapping[str, str],
        decode: Callable[[Mapping[str, object]], _Reply],
    ) -> _Reply:
        """Ask without a body. Raises HubUnavailableError, HubRejectedError."""
        asked = self._client.build_request("GET", f"v1/{call}", params=parameters)
        return await self._ask(asked, decode)

    async def send(
        self,
        asked: tuple[str, str],
        content: bytes,
        headers: Mapping[str, str],
        decode: Callable[[Mapping[str, object]], _Reply],
    ) -> _Reply:
        """Send bytes as they are, by a method to a path; long ones may take any time."""
        method, path = asked
        kind = {"Content-Type": "application/octet-stream"}
        made = self._client.build_request(
            method, f"v1/{path}", content=content, headers={**kind, **headers}
        )
        return await self._ask(made, decode, is_patient=True)

    async def fetch(self, path: str, headers: Mapping[str, str]) -> tuple[bytes, Mapping[str, str]]:
        """Fetch bytes, with what was said about them; long ones may take any time."""
        made = self._client.build_request("GET", f"v1/{path}", headers=headers)
        response, raw = await self._answered(made, None)
        if response.status_code not in _BYTES:
            _refuse(response, raw)
        return raw, response.headers

    async def close(self) -> None:
        """Let go of every connection."""
        await self._client.aclose()

    async def _ask(
        self,
        asked: httpx.Request,
        decode: Callable[[Mapping[str, object]], _Reply],
        *,
        is_patient: bool = False,
    ) -> _Reply:
        total_s = None if is_patient else self._patience.total_s  # stalls are noticed in any case
        response, raw = await self._answered(asked, total_s)
        if response.status_code != _OK:
            _refuse(response, raw)
        try:
            return decode(parse(raw))
        except RejectedError as error:
            raise refusal(Why.TROUBLE, "not the answer of a hub") from error

    async def _answered(
        self, asked: httpx.Request, within_s: float | None
    ) -> tuple[httpx.Response, bytes]:
        try:
            async with asyncio.timeout(within_s):
                response = await self._client.send(asked, stream=True)
                try:
                    raw = await _read(response)
                finally:
                    await response.aclose()
                return response, raw
        except TimeoutError as error:
            raise refusal(Why.AWAY, "no end of the answer") from error
        except self._errors as error:
            raise refusal(trust.why_untrusted(error) or Why.AWAY, type(error).__name__) from error


async def _read(response: httpx.Response) -> bytes:
    parts: list[bytes] = []
    size = 0
    async for part in response.aiter_raw():
        size += len(part)
        if size > REPLY_BYTES:
            raise refusal(Why.TROUBLE, "an answer without end")
        parts.append(part)
    raw = b"".join(parts)
    if response.headers.get("Content-Encoding", "").lower() != packing.ENCODING:
        return raw
    try:
        return packing.unpack(raw, REPLY_BYTES)
    except RejectedError as error:
        raise refusal(Why.TROUBLE, "an answer that cannot be unpacked") from error


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
