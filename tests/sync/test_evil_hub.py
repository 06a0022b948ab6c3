"""Something that stands in for the hub and wants the token, or the time, of a desk."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from intake_app.errors import Problem, RejectedError
from intake_app.sync.client import HubClient
from intake_app.sync.core.refusal import HubUnavailableError, Why
from intake_app.sync.core.wire import PullRequest
from tests.rigs.odd_server import OddServer, http

if TYPE_CHECKING:
    from collections.abc import Iterator

PULL = PullRequest(epoch=None, inc=0, after=0)
EPOCH = f'"epoch":"{uuid4()}"'


@pytest.fixture
def thief() -> Iterator[OddServer]:
    server = OddServer(http("200 OK", "{}"))
    yield server
    server.close()


def pulled(url: str) -> HubUnavailableError:
    async def run() -> None:
        line = HubClient(url, "token")
        try:
            await line.pull(PULL)
        finally:
            await line.close()

    with pytest.raises(HubUnavailableError) as error:
        asyncio.run(run())
    return error.value


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "307 Temporary", "308 Permanent"])
def test_no_redirect_carries_the_token_elsewhere(thief: OddServer, status: str) -> None:
    hub = OddServer(http(status, Location=f"{thief.url}/v1/pull?after=0"))
    try:
        assert pulled(hub.url).why is Why.TROUBLE
        assert thief.calls == 0
    finally:
        hub.close()


@pytest.mark.parametrize(
    "body",
    [
        f'{{{EPOCH},"head":{"9" * 5000},"ops":[]}}',
        f'{{{EPOCH},"head":1e999,"ops":[]}}',
        f'{{{EPOCH},"head":-1,"ops":[]}}',
        f'{{{EPOCH},"head":1,"ops":{"[" * 3000}{"]" * 3000}}}',
        f'{{{EPOCH},"head":1,"ops":[{{"seq":1,"outcome":"applied","op":{{}}}}]}}',
        f'{{{EPOCH},"head":"1","ops":{{}}}}',
        "null",
        "<!doctype html><meta http-equiv=refresh content=0>",
    ],
)
def test_an_answer_of_another_shape_is_trouble_and_nothing_is_believed(body: str) -> None:
    hub = OddServer(http("200 OK", body))
    try:
        assert pulled(hub.url).why is Why.TROUBLE
    finally:
        hub.close()


def test_an_address_without_tls_is_never_called() -> None:
    with pytest.raises(RejectedError) as error:
        HubClient("http://192.168.1.5:8765", "token")
    assert error.value.problem is Problem.HUB_INSECURE
