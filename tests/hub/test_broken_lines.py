"""A line that breaks in the middle of a request is weather: refused, not an error of the hub."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from starlette.requests import Request

from intake_app.sync.core.refusal import HubRejectedError, Why
from intake_hub.api.limits import body_of

if TYPE_CHECKING:
    from starlette.types import Message


@pytest.mark.anyio
async def test_a_body_that_breaks_off_is_refused() -> None:
    said: list[Message] = [
        {"type": "http.request", "body": b"{", "more_body": True},
        {"type": "http.disconnect"},
    ]

    async def receive() -> Message:
        return said.pop(0)

    request = Request({"type": "http", "headers": [], "method": "POST"}, receive)
    with pytest.raises(HubRejectedError) as refused:
        await body_of(request, 100)
    assert refused.value.why is Why.MALFORMED


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"
