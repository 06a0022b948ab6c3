"""What the hub says to whoever calls, over real HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import httpx
import pytest

from intake_app.sync.core.ops import Op, encode
from intake_app.sync.core.wire import PUSH_OPS, TXN_BYTES
from intake_app.sync.fake_replica import MemoryReplica
from intake_hub.stations import Stations
from tests.rigs.hub import HubThread
from tests.rigs.shopwork import intake, new_client

if TYPE_CHECKING:
    from uuid import UUID


@pytest.fixture
def hub(db: str):
    running = HubThread(db)
    yield running
    running.close()


@pytest.fixture
def desk() -> MemoryReplica:
    return MemoryReplica()


@pytest.fixture
def http(hub: HubThread, desk: MemoryReplica):
    """A client that is enrolled."""
    with httpx.Client(base_url=f"{hub.url}/v1", trust_env=False) as client:
        reply = enrol(client, hub.code(), desk.origin)
        client.headers["Authorization"] = f"Bearer {reply.json()['token']}"
        yield client


def enrol(client: httpx.Client, code: str, origin: UUID, name: str = "Counter") -> httpx.Response:
    return client.post("/enrol", json={"code": code, "name": name, "origin": str(origin)})


def push(client: httpx.Client, *ops: Op, inc: int = 0) -> httpx.Response:
    body = {"epoch": None, "inc": inc, "clock_ms": 0, "ops": [encode(op) for op in ops]}
    return client.post("/push", json=body)


def hello(client: httpx.Client, desk: MemoryReplica, **changes: object) -> httpx.Response:
    body = {"origin": str(desk.origin), "inc": 0, "next_n": desk.next_n, "cursor": 0, "proto": 1}
    return client.post("/hello", json=body | {"clock_ms": 0} | changes)


def test_what_was_pushed_can_be_pulled(http: httpx.Client, desk: MemoryReplica) -> None:
    ops = intake(desk)
    assert push(http, *ops).json()["head"] == 4
    page = http.get("/pull", params={"after": 1}).json()
    assert [one["op"] for one in page["ops"]] == [encode(op) for op in ops[1:]]
    assert [one["seq"] for one in page["ops"]] == [2, 3, 4]
