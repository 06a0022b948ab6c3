"""What the hub says to whoever calls, over real HTTP."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import httpx
import pytest
from sqlalchemy import text

from intake_app.sync.core.wire import PROTO, PUSH_BYTES, PUSH_OPS, TXN_BYTES, TXN_OPS
from intake_app.sync.fake_replica import MemoryReplica
from intake_hub.stations import Stations
from tests.rigs.hub import HubThread
from tests.rigs.shopwork import intake, new_client
from tests.rigs.stations import asked, signed
from tests.rigs.waiting import steadily

if TYPE_CHECKING:
    from collections.abc import Generator

    from intake_app.sync.core.ops import Op


@pytest.fixture
def min_proto() -> int:
    return PROTO


@pytest.fixture
def hub(db: str, min_proto: int) -> Generator[HubThread]:
    running = HubThread(db, min_proto=min_proto, patience_s=0.5)
    yield running
    running.close()


@pytest.fixture
def desk() -> MemoryReplica:
    return MemoryReplica()


@pytest.fixture
def stranger(hub: HubThread) -> Generator[httpx.Client]:
    with httpx.Client(base_url=f"{hub.url}/v1", trust_env=False) as client:
        yield client


@pytest.fixture
def http(hub: HubThread, desk: MemoryReplica, stranger: httpx.Client) -> httpx.Client:
    """A client that is enrolled."""
    reply = enrol(stranger, hub.code(), desk.origin)
    stranger.headers["Authorization"] = f"Bearer {reply.json()['token']}"
    return stranger


def enrol(client: httpx.Client, code: str, origin: UUID, name: str = "Counter") -> httpx.Response:
    return client.post("/enrol", json=asked(code, origin, name).members())


def push(client: httpx.Client, *ops: Op, **changes: object) -> httpx.Response:
    body = {"epoch": None, "inc": 0, "clock_ms": 0, "ops": signed(ops)}
    return client.post("/push", json=body | changes)


def hello(client: httpx.Client, desk: MemoryReplica, **changes: object) -> httpx.Response:
    body = {"origin": str(desk.origin), "inc": 0, "next_n": desk.next_n, "cursor": 0, "proto": 1}
    return client.post("/hello", json=body | {"clock_ms": 0} | changes)


def problem(reply: httpx.Response) -> tuple[int, str]:
    assert reply.headers["Cache-Control"] == "no-store"
    return reply.status_code, reply.json()["problem"]


def test_what_was_pushed_can_be_pulled(http: httpx.Client, desk: MemoryReplica) -> None:
    ops = intake(desk)
    assert push(http, *ops).json()["head"] == 4
    reply = http.get("/pull", params={"after": 1})
    page = reply.json()
    assert reply.headers["Cache-Control"] == "no-store"
    assert [one["op"] for one in page["ops"]] == signed(ops[1:])
    assert [one["seq"] for one in page["ops"]] == [2, 3, 4]
    assert (page["head"], page["last_n"]) == (4, 3)


def test_members_of_a_newer_version_come_back_as_they_were(
    http: httpx.Client, desk: MemoryReplica
) -> None:
    op = replace(new_client(desk), schema=9, unknown='{"seal":"c2ln"}')
    (newer,) = signed([op])
    assert push(http, ops=[newer]).json()["receipts"][0]["outcome"] == "applied"
    assert http.get("/pull", params={"after": 0}).json()["ops"][0]["op"] == newer


def test_any_text_is_kept_as_text(http: httpx.Client, desk: MemoryReplica) -> None:
    texts = ["'; DROP TABLE op; --", "nul \0", "😀 يسار", "x" * 99_999]
    for name in texts:
        push(http, new_client(desk, name))
    page = http.get("/pull", params={"after": 0}).json()
    assert [one["op"]["values"]["name"] for one in page["ops"]] == texts


def test_without_a_token_nothing_is_given(stranger: httpx.Client) -> None:
    for token in ("", "Bearer", "Bearer wrong", "Basic wrong", "Bearer é"):
        headers = {b"Authorization": token.encode()}
        for call in ("hello", "push"):
            assert problem(stranger.post(call, headers=headers)) == (401, "token")
        assert problem(stranger.get("pull?after=0", headers=headers)) == (401, "token")


def test_a_revoked_token_is_refused_at_once(hub: HubThread, http: httpx.Client) -> None:
    assert http.get("/pull", params={"after": 0}).status_code == 200
    Stations(hub.store, lambda: 1).revoke("Counter")
    assert problem(http.get("/pull", params={"after": 0})) == (403, "revoked")


def test_a_code_lets_in_once(hub: HubThread, stranger: httpx.Client) -> None:
    code = hub.code()
    assert enrol(stranger, code.lower().replace("-", " "), uuid4()).status_code == 200
    assert problem(enrol(stranger, code, uuid4())) == (403, "code")


def test_guessing_codes_is_slowed_down(stranger: httpx.Client) -> None:
    tries = [enrol(stranger, "AAAAA-AAAAA", uuid4()) for _ in range(11)]
    assert [one.status_code for one in tries] == [403] * 10 + [429]
    assert 0 < int(tries[-1].headers["Retry-After"]) <= 60


MALFORMED = [
    b"",
    b"[]",
    b"not json",
    b'{"ops": 1}',
    b'{"inc": 0}',
    b'{"inc": 0, "ops": [7]}',
    b'{"inc": true, "ops": []}',
    b'{"inc": 0, "ops": [{"op_id": "x", "txn": "x"}]}',
    b'{"inc": 0, "ops": [], "epoch": "x"}',
    b"[" * 100_000,
    b'{"inc": NaN, "ops": []}',
    b'{"inc": 9e999, "ops": []}',
    b"\xff\xfe",
]


def test_a_malformed_push_is_refused_and_nothing_is_kept(http: httpx.Client) -> None:
    refused = [problem(http.post("/push", content=body)) for body in MALFORMED]
    assert refused == [(400, "malformed")] * len(MALFORMED)
    assert http.get("/pull", params={"after": 0}).json()["head"] == 0


def test_a_malformed_pull_is_refused(http: httpx.Client) -> None:
    odd = ["", "after=-1", "after=x", "after=99999999999999999999", "after=0&epoch=x"]
    refused = [problem(http.get(f"/pull?{query}")) for query in odd]
    assert refused == [(400, "malformed")] * len(odd)


def test_a_batch_too_large_is_to_be_split(http: httpx.Client, desk: MemoryReplica) -> None:
    many = [new_client(desk) for _ in range(PUSH_OPS + 1)]
    assert problem(push(http, *many)) == (413, "too_large")
    wide = [new_client(desk, "x" * (PUSH_BYTES // 3)) for _ in range(3)]
    assert problem(push(http, *wide)) == (413, "too_large")
    assert http.get("/pull", params={"after": 0}).json()["head"] == 0


def test_one_user_action_may_be_larger_but_not_without_end(
    http: httpx.Client, desk: MemoryReplica
) -> None:
    txn = uuid4()
    large = [new_client(desk, txn=txn) for _ in range(TXN_OPS)]
    assert push(http, *large).json()["head"] == TXN_OPS
    page = http.get("/pull", params={"after": 0}).json()
    assert len(page["ops"]) == TXN_OPS
    over = [replace(new_client(desk), txn=txn) for _ in range(TXN_OPS + 1)]
    assert problem(push(http, *over)) == (413, "too_large")
    assert problem(http.post("/push", content=b" " * (TXN_BYTES + 1))) == (413, "too_large")


def test_a_wrong_epoch_is_told(http: httpx.Client, desk: MemoryReplica) -> None:
    other = str(uuid4())
    assert problem(push(http, new_client(desk), epoch=other)) == (409, "epoch")
    assert problem(http.get("/pull", params={"after": 0, "epoch": other})) == (409, "epoch")


def test_a_fork_is_told_and_ended_by_a_new_life(http: httpx.Client, desk: MemoryReplica) -> None:
    push(http, new_client(desk), new_client(desk))
    clone = MemoryReplica(desk.origin)
    assert problem(push(http, new_client(clone))) == (409, "fork")
    reply = hello(http, clone, forked=True).json()
    assert (reply["inc"], reply["prefix"], reply["last_n"]) == (1, "A22", -1)


def test_a_hello_from_behind_gets_a_new_life_by_itself(
    http: httpx.Client, desk: MemoryReplica
) -> None:
    push(http, new_client(desk), new_client(desk))
    assert hello(http, desk).json()["inc"] == 0
    assert hello(http, desk, next_n=1).json()["inc"] == 1
    assert hello(http, desk, next_n=1).json()["inc"] == 2


def test_a_hello_must_be_of_the_owner_of_the_token(http: httpx.Client, desk: MemoryReplica) -> None:
    assert problem(hello(http, desk, origin=str(uuid4()))) == (400, "malformed")


@pytest.mark.parametrize("min_proto", [2])
def test_an_outdated_desk_is_told_but_may_still_push(
    http: httpx.Client, desk: MemoryReplica
) -> None:
    assert problem(hello(http, desk)) == (426, "outdated")
    assert push(http, new_client(desk)).status_code == 200


def test_a_second_workstation_gets_the_next_letter_and_a_name_of_its_own(
    hub: HubThread, stranger: httpx.Client
) -> None:
    first, second = uuid4(), uuid4()
    assert enrol(stranger, hub.code(), first).json()["prefix"] == "A"
    assert enrol(stranger, hub.code(), second).json()["prefix"] == "B"
    again = enrol(stranger, hub.code(), first).json()
    assert (again["prefix"], again["inc"]) == ("A22", 1)
    names = [one.name for one in Stations(hub.store, lambda: 1).listing()]
    assert sorted(names) == ["Counter", "Counter 2"]


def test_an_enrolment_without_a_name_is_refused(hub: HubThread, stranger: httpx.Client) -> None:
    assert problem(enrol(stranger, hub.code(), uuid4(), "  ")) == (400, "malformed")


def test_a_waiting_pull_hears_of_news_at_once(hub: HubThread, http: httpx.Client) -> None:
    other = MemoryReplica()
    with httpx.Client(base_url=f"{hub.url}/v1", trust_env=False) as second:
        token = enrol(second, hub.code(), other.origin).json()["token"]
        second.headers["Authorization"] = f"Bearer {token}"
        with ThreadPoolExecutor(1) as thread:
            waiting = thread.submit(http.get, "/pull", params={"after": 0, "wait": 25}, timeout=30)
            steadily(lambda: not waiting.done(), "the pull waits", 0.3)
            push(second, new_client(other))
            assert waiting.result(5).json()["head"] == 1


def test_a_hub_whose_database_is_busy_says_when_to_come_again(
    hub: HubThread, http: httpx.Client, desk: MemoryReplica
) -> None:
    client = new_client(desk)
    with hub.store.writing() as connection:
        if not hub.store.is_sqlite:
            connection.execute(text("LOCK TABLE op_seen"))
        reply = push(http, client)
    assert problem(reply) == (503, "trouble")
    assert reply.headers["Retry-After"] == "2"
    assert push(http, client).status_code == 200


def test_health_tells_nothing_but_that_it_is_there(stranger: httpx.Client) -> None:
    assert stranger.get("/health").json() == {"ok": True, "proto": 1}
    assert stranger.get("/nothing").status_code == 404
