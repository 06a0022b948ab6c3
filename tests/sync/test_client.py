"""Whatever answers at the hub's address, only known errors come out."""

from __future__ import annotations

import asyncio
import json
import socket
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from intake_app.errors import Problem
from intake_app.sync.client import HubClient
from intake_app.sync.core.refusal import HubRejectedError, HubUnavailableError, Why
from intake_app.sync.core.wire import (
    HelloReply,
    HelloRequest,
    HubState,
    PullReply,
    PullRequest,
    PushReply,
    PushRequest,
)
from intake_app.sync.fake_replica import MemoryReplica
from intake_app.sync.line import REPLY_BYTES, Patience
from tests.rigs.odd_server import OddServer, http
from tests.rigs.shopwork import new_client

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Generator
    from typing import TypeAlias

    Serve: TypeAlias = Callable[..., str]

HUB = HubState(epoch=uuid4(), head=0)
HELLO = HelloRequest(origin=uuid4(), inc=0, next_n=0, cursor=0)
PULL = PullRequest(epoch=None, inc=0, after=0)


@pytest.fixture
def serve() -> Generator[Serve]:
    servers: list[OddServer] = []

    def start(answer: bytes, *, hangs_up: bool = True) -> str:
        servers.append(OddServer(answer, hangs_up=hangs_up))
        return servers[-1].url

    yield start
    for server in servers:
        server.close()


def ask(
    url: str, call: Callable[[HubClient], Awaitable[object]], patience: Patience | None = None
) -> object:
    async def run() -> object:
        client = HubClient(url, "token", patience=patience)
        try:
            return await call(client)
        finally:
            await client.close()

    return asyncio.run(run())


def hello(url: str, patience: Patience | None = None) -> object:
    return ask(url, lambda client: client.hello(HELLO), patience)


def problem(code: str) -> str:
    return json.dumps({"problem": code, "detail": ""})


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (http("200 OK", "<html>Welcome to our Wi-Fi</html>"), Why.TROUBLE),
        (http("302 Found", Location="http://portal.example/"), Why.TROUBLE),
        (http("403 Forbidden", "<html>Please pay</html>"), Why.TROUBLE),
        (http("200 OK", "{}"), Why.TROUBLE),
        (http("200 OK", "[" * 5000), Why.TROUBLE),
        (http("204 No Content"), Why.TROUBLE),
        (http("404 Not Found", '{"detail":"Not Found"}'), Why.TROUBLE),
        (http("500 Internal Server Error", "oops"), Why.TROUBLE),
        (http("502 Bad Gateway", "<html>nginx</html>"), Why.TROUBLE),
        (http("500 x", problem("away")), Why.TROUBLE),
        (b"SSH-2.0-OpenSSH_9.2\r\n", Why.AWAY),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort", Why.AWAY),
        (
            b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nnope",
            Why.TROUBLE,
        ),
        (
            b"HTTP/1.1 200 OK\r\nContent-Encoding: zstd\r\nContent-Length: 4\r\n\r\nnope",
            Why.TROUBLE,
        ),
    ],
)
def test_what_is_no_answer_of_a_hub_is_worth_another_try(
    serve: Serve, answer: bytes, why: Why
) -> None:
    with pytest.raises(HubUnavailableError) as error:
        hello(serve(answer))
    assert error.value.why is why
    assert error.value.problem in {Problem.HUB_AWAY, Problem.HUB_TROUBLE}


@pytest.mark.parametrize(
    ("status", "code", "why"),
    [
        ("401 Unauthorized", "token", Why.TOKEN),
        ("403 Forbidden", "revoked", Why.REVOKED),
        ("403 Forbidden", "code", Why.CODE),
        ("409 Conflict", "epoch", Why.EPOCH),
        ("409 Conflict", "fork", Why.FORK),
        ("413 Too Large", "too_large", Why.TOO_LARGE),
        ("400 Bad Request", "malformed", Why.MALFORMED),
        ("426 Upgrade Required", "outdated", Why.OUTDATED),
    ],
)
def test_a_refusal_the_hub_words_is_believed(
    serve: Serve, status: str, code: str, why: Why
) -> None:
    with pytest.raises(HubRejectedError) as error:
        hello(serve(http(status, problem(code))))
    assert error.value.why is why


@pytest.mark.parametrize(
    ("header", "seconds"), [("7", 7.0), ("soon", 0.0), ("-1", 0.0), ("inf", 0.0), ("nan", 0.0)]
)
def test_a_busy_hub_says_when_to_come_again(serve: Serve, header: str, seconds: float) -> None:
    with pytest.raises(HubUnavailableError) as error:
        hello(serve(http("503 Service Unavailable", "", Retry_After=header)))
    assert (error.value.why, error.value.retry_after_s) == (Why.BUSY, seconds)


def test_nobody_at_the_address_is_away() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound, but nobody listens
        with pytest.raises(HubUnavailableError) as error:
            hello(f"http://127.0.0.1:{taken.getsockname()[1]}")
    assert error.value.why is Why.AWAY


def test_a_hub_that_never_answers_is_away(serve: Serve) -> None:
    with pytest.raises(HubUnavailableError) as error:
        hello(serve(b"", hangs_up=False), Patience(stall_s=0.1))
    assert error.value.why is Why.AWAY


def test_an_answer_that_never_ends_is_given_up(serve: Serve) -> None:
    begun = b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n"
    with pytest.raises(HubUnavailableError) as error:
        hello(serve(begun, hangs_up=False), Patience(total_s=0.1))
    assert error.value.why is Why.AWAY


def test_an_answer_without_end_is_given_up(serve: Serve) -> None:
    huge = " " * (REPLY_BYTES + 1)
    with pytest.raises(HubUnavailableError) as error:
        hello(serve(http("200 OK", huge)))
    assert error.value.why is Why.TROUBLE


def test_answers_of_a_hub_are_read(serve: Serve) -> None:
    greeting = HelloReply(hub=HUB, inc=1, prefix="B22")
    assert hello(serve(http("200 OK", json.dumps(greeting.members())))) == greeting
    page = PullReply(hub=HUB, ops=())
    url = serve(http("200 OK", json.dumps(page.members())))
    assert ask(url, lambda client: client.pull(PULL)) == page
    taken = PushReply(hub=HUB, receipts=())
    url = serve(http("200 OK", json.dumps(taken.members())))
    push = PushRequest(epoch=None, inc=0, ops=(new_client(MemoryReplica()),))
    assert ask(f"{url}/", lambda client: client.push(push)) == taken


def test_an_op_that_cannot_travel_is_refused_before_it_is_sent() -> None:
    push = PushRequest(epoch=None, inc=0, ops=(new_client(MemoryReplica(), "\ud83d"),))
    with pytest.raises(HubRejectedError) as error:
        ask("http://127.0.0.1:1", lambda client: client.push(push))
    assert error.value.why is Why.MALFORMED
