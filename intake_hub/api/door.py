"""Who comes in and what he may bring: token, rate, size; nothing is read before that is clear."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool

from intake_app.sync.core.reading import parse
from intake_app.sync.core.refusal import HubRejectedError, Why, refusal
from intake_hub.api.limits import body_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request

    from intake_hub.api.limits import CallLimit
    from intake_hub.stations import Caller, Stations

SMALL_BYTES = 4 * 1024
"""Most of a body that holds no changes."""

_STRANGERS = "strangers"


@dataclass(frozen=True, slots=True)
class Door:
    """Asked first by every call but those for strangers."""

    stations: Stations
    calls: CallLimit
    strangers: CallLimit

    async def caller(self, request: Request) -> Caller:
        """Find out who asks. Raises HubRejectedError (TOKEN, REVOKED), BUSY for too much of it."""
        try:
            found = await run_in_threadpool(self.stations.by_token, token_of(request))
        except HubRejectedError:
            self.strangers.count(_STRANGERS)
            raise
        self.calls.count(found.origin)
        return found

    async def small_body(self, request: Request, limit: int = SMALL_BYTES) -> Mapping[str, object]:
        """Read a body that is one small JSON object."""
        return parse(await body_of(request, limit))


def token_of(request: Request) -> str:
    """Read the token that was given. Raises HubRejectedError(TOKEN) where there is none."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise refusal(Why.TOKEN)
    return token
