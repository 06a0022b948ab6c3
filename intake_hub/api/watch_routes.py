"""Health for whoever keeps the hub running, and metrics for whoever may see them."""

from __future__ import annotations

import hmac
import ipaddress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request  # noqa: TC002 - FastAPI reads the annotations
from starlette.responses import Response

from intake_app.sync.core.refusal import Why, refusal
from intake_app.sync.core.wire import PROTO
from intake_hub.access.gauges import gauges
from intake_hub.api.meter import MEDIA_TYPE
from intake_hub.api.replies import json_reply

if TYPE_CHECKING:
    from intake_hub.api.meter import Meter
    from intake_hub.store.engine import HubStore

_RELAYED = ("forwarded", "x-forwarded-for", "x-real-ip")  # a proxy on this PC speaks for others


@dataclass(frozen=True, slots=True)
class Watch:
    """What these calls work with; an empty token leaves metrics to this PC alone."""

    store: HubStore
    meter: Meter
    token: str = ""


def watch_routes(watch: Watch) -> APIRouter:
    """Bind the calls to a hub."""
    calls = _Calls(watch)
    router = APIRouter()
    router.add_api_route("/v1/health", calls.health, methods=["GET"], summary="Is anybody there")
    router.add_api_route("/metrics", calls.metrics, methods=["GET"], summary="Figures of the hub")
    return router


@dataclass(frozen=True, slots=True)
class _Calls:
    watch: Watch

    async def health(self) -> Response:
        """Say that the hub and its database are there; 503 when the database is not."""
        await run_in_threadpool(self._touch)
        return json_reply({"ok": True, "proto": PROTO})

    def _touch(self) -> None:
        with self.watch.store.reading() as connection:
            connection.exec_driver_sql("SELECT 1 FROM hub_head LIMIT 1")

    async def metrics(self, request: Request) -> Response:
        """Give all figures, to this PC or to the holder of the token of metrics."""
        if not self._may_see(request):
            raise refusal(Why.TOKEN)
        found = await run_in_threadpool(gauges, self.watch.store)
        return Response(self.watch.meter.text(found), media_type=MEDIA_TYPE)

    def _may_see(self, request: Request) -> bool:
        if self.watch.token:
            given = request.headers.get("authorization", "").removeprefix("Bearer ")
            return hmac.compare_digest(given.encode(), self.watch.token.encode())
        host = request.client.host if request.client else ""
        return _is_loopback(host) and not any(name in request.headers for name in _RELAYED)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
