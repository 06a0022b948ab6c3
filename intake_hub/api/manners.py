"""What every answer has in common: nobody keeps it, and a large one travels packed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse

from intake_app.sync import packing
from intake_app.sync.core.refusal import Why

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Manners:
    """Around the whole application; bodies that come in parts pass as they are."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if "transfer-encoding" in headers and "content-length" in headers:
            await _two_lengths(scope, receive, send)
            return
        accepted = headers.get("accept-encoding", "")
        reply = _Reply(send, may_pack=packing.ENCODING in accepted)
        await self._app(scope, receive, reply.send)


async def _two_lengths(scope: Scope, receive: Receive, send: Send) -> None:
    """A proxy in front may see another end of such a request than we do: cut the line."""
    told = {"problem": Why.MALFORMED.value, "detail": "two lengths"}
    await JSONResponse(told, 400, headers={"Connection": "close"})(scope, receive, send)


class _Reply:
    """Holds the head back until it is known whether the body is packed."""

    def __init__(self, send: Send, *, may_pack: bool) -> None:
        self._send = send
        self._may_pack = may_pack
        self._head: Message | None = None

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers["Cache-Control"] = "no-store"
            headers["X-Content-Type-Options"] = "nosniff"
            self._head = message
            return
        head, self._head = self._head, None
        if head is not None:
            message = self._packed(head, message)
            await self._send(head)
        await self._send(message)

    def _packed(self, head: Message, message: Message) -> Message:
        body: bytes = message.get("body", b"")
        headers = MutableHeaders(scope=head)
        is_whole = not message.get("more_body", False) and "content-encoding" not in headers
        if not (self._may_pack and is_whole and len(body) >= packing.PACK_FROM):
            return message
        packed = packing.pack(body)
        headers["Content-Encoding"] = packing.ENCODING
        headers["Content-Length"] = str(len(packed))
        return {**message, "body": packed}
