"""What the hub refuses, whoever asks for it and however it is wrapped."""

from __future__ import annotations

import asyncio
import socket
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import httpx
import pytest
import zstandard

from intake_app.sync.core.catalogue import ENTITIES, FLAGS, NUMBERS
from intake_app.sync.core.digest import bucket_of
from intake_app.sync.core.wire import PUSH_OPS, TXN_BYTES
from intake_app.sync.fake_replica import MemoryReplica
from intake_app.sync.packing import pack
from intake_hub.access import shops
from intake_hub.api.description import document
from intake_hub.api.limits import CALLS_PER_S, STRANGERS_AT_ONCE, CallLimit
from intake_hub.app import Parts, build, now_ms
from intake_hub.feed import checking
from intake_hub.feed.judging import READ_AS_IDS
from intake_hub.stations import Stations
from tests.rigs.hub import HubThread
from tests.rigs.shopwork import intake, new_client, new_device
from tests.rigs.stations import asked, signed

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from intake_app.sync.core.ops import Op, Scalar
    from intake_hub.store.engine import HubStore

SQL = "x'); DROP TABLE op; DELETE FROM station WHERE ('1'='1"


@pytest.fixture
def hub(db: str) -> Generator[HubThread]:
    running = HubThread(db)
    yield running
    running.close()


@pytest.fixture
def line(hub: HubThread) -> Generator[Callable[[str], httpx.Client]]:
    lines: list[httpx.Client] = []

    def enrol(code: str = "", origin: UUID | None = None, name: str = "Counter") -> httpx.Client:
        client = httpx.Client(base_url=f"{hub.url}/v1", trust_env=False)
        lines.append(client)
        if code:
            reply = client.post("/enrol", json=asked(code, origin, name).members())
            client.headers["Authorization"] = f"Bearer {reply.raise_for_status().json()['token']}"
        return client

    yield enrol
    for client in lines:
        client.close()


def push(client: httpx.Client, *ops: Op) -> httpx.Response:
    return client.post("/push", json={"epoch": None, "inc": 0, "ops": signed(ops)})


def problem(reply: httpx.Response) -> tuple[int, str]:
    assert reply.headers["Cache-Control"] == "no-store"
    if reply.request.method == "HEAD":
        return reply.status_code, {401: "token", 403: "revoked"}[reply.status_code]
    return reply.status_code, reply.json()["problem"]


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A hub that hears more wrong tokens at once than it has calls."""
    monkeypatch.setattr("intake_hub.app.STRANGERS_AT_ONCE", 1_000)


@pytest.mark.usefixtures("patient")
def test_no_call_but_those_for_strangers_is_answered_without_a_token(
    hub: HubThread, line: Callable[..., httpx.Client]
) -> None:
    revoked = line(hub.code())
    Stations(hub.store, now_ms).revoke("Counter")
    unknown = {"Authorization": f"Bearer {'0' * 43}"}
    guessed = httpx.get(f"{hub.url}/v1/stations", headers=unknown, trust_env=False)
    assert problem(guessed) == (401, "token")
    for path, methods in document()["paths"].items():
        for method, described in methods.items():
            if described["security"] != [{"token": []}]:
                continue
            bare = httpx.request(method, hub.url + path, trust_env=False)
            turned_away = revoked.request(method, hub.url + path)
            assert (problem(bare), problem(turned_away)) == ((401, "token"), (403, "revoked"))


def test_nothing_of_another_shop_can_be_reached_by_its_ids(
    hub: HubThread, line: Callable[..., httpx.Client]
) -> None:
    shops.add(hub.store, "Second", now_ms())
    stations = Stations(hub.store, now_ms)
    ours, theirs = MemoryReplica(), MemoryReplica()
    mine = line(stations.new_code(""), ours.origin)
    other = line(stations.new_code("Second"), theirs.origin)
    secret = intake(theirs)
    assert push(other, *secret).json()["head"] == 4
    epoch = other.get("/pull?after=0").json()["epoch"]

    assert mine.get("/pull?after=0").json()["ops"] == []
    assert problem(mine.get(f"/pull?after=0&epoch={epoch}")) == (409, "epoch")
    assert mine.get("/records?entity=client&bucket=0").json()["records"] == []
    assert [one["origin"] for one in mine.get("/stations").json()["stations"]] == [str(ours.origin)]
    hello = {"origin": str(theirs.origin), "inc": 0, "next_n": 9, "cursor": 0, "proto": 1}
    assert problem(mine.post("/hello", json=hello | {"clock_ms": 0})) == (400, "malformed")
    parent = next(op.rec for op in secret if op.entity == "client")
    parked = push(mine, new_device(ours, parent)).json()["receipts"][0]
    assert (parked["outcome"], parked["seq"]) == ("parked", 0)
    foreign = push(mine, new_client(theirs)).json()["receipts"][0]
    assert (foreign["outcome"], foreign["code"]) == ("quarantined", "foreign_origin")
    key = {"origin": str(theirs.origin), "key_id": "0123abcd", "sealed": "x"}
    assert mine.post("/vault-keys", json={"keys": [key]}).status_code == 200
    assert other.get("/vault-keys").json()["keys"] == []
    assert other.get("/pull?after=0").json()["head"] == 4


def test_the_same_ids_in_two_shops_are_two_things(
    hub: HubThread, line: Callable[..., httpx.Client]
) -> None:
    shops.add(hub.store, "Second", now_ms())
    stations, desk = Stations(hub.store, now_ms), MemoryReplica()
    clients = [line(stations.new_code(shop), desk.origin) for shop in ("", "Second")]
    op = new_client(desk)
    for client in clients:
        assert push(client, op).json()["head"] == 1
        assert client.get("/pull?after=0").json()["ops"][0]["op"]["op_id"] == str(op.op_id)
    stations.revoke("Counter", "Second")
    assert [one.get("/pull?after=0").status_code for one in clients] == [200, 403]


def test_a_code_of_one_shop_opens_no_other(
    hub: HubThread, line: Callable[..., httpx.Client]
) -> None:
    shop = shops.add(hub.store, "Second", now_ms())
    client = line()
    code = Stations(hub.store, now_ms).new_code("Second")
    assert client.post("/enrol", json=asked(code).members()).json()["shop"] == str(shop)
    assert problem(client.post("/enrol", json=asked(code).members())) == (403, "code")


def test_sql_in_every_text_is_only_text(hub: HubThread, line: Callable[..., httpx.Client]) -> None:
    desk = MemoryReplica()
    client = line(hub.code(), desk.origin, SQL)
    assert push(client, new_client(desk, SQL)).json()["head"] == 1
    assert client.post("/rename", json={"name": SQL}).json() == {"name": SQL}
    assert problem(client.post("/enrol", json=asked(SQL[:40]).members())) == (403, "code")
    for query in (f"entity={SQL[:40]}&bucket=0", f"entity=client&bucket={SQL}"):
        assert client.get(f"/records?{query}").status_code in {200, 400}
    for query in (f"after={SQL}", f"after=0&epoch={SQL}", f"after=0&inc={SQL}&limit={SQL}"):
        assert client.get(f"/pull?{query}").status_code in {200, 400}
    assert client.get("/snapshot", params={"snapshot": SQL}).status_code == 400
    key = {"origin": str(desk.origin), "key_id": SQL, "sealed": SQL}
    assert client.post("/vault-keys", json={"keys": [key]}).status_code == 400
    key = key | {"key_id": "0123abcd"}
    assert client.post("/vault-keys", json={"keys": [key]}).status_code == 200
    assert client.get("/vault-keys").json()["keys"] == [key]
    odd = {"Authorization": f"Bearer {SQL}"}
    assert problem(httpx.get(f"{hub.url}/v1/stations", headers=odd)) == (401, "token")
    listed = Stations(hub.store, now_ms).listing()
    assert [one.name for one in listed] == [SQL]
    assert client.get("/pull?after=0").json()["ops"][0]["op"]["values"]["name"] == SQL


def test_sql_in_every_text_of_every_kind_is_only_text(
    hub: HubThread, line: Callable[..., httpx.Client]
) -> None:
    desk = MemoryReplica()
    client, recs = line(hub.code(), desk.origin), _one_of_each(desk)
    sent = list(desk.fresh.values())
    for at in range(0, len(sent), PUSH_OPS):
        receipts = push(client, *sent[at : at + PUSH_OPS]).json()["receipts"]
        assert {one["outcome"] for one in receipts} == {"applied"}, receipts
    came: list[dict[str, Any]] = []
    while page := client.get(f"/pull?after={len(came)}").json()["ops"]:
        came += [one["op"] for one in page]
    assert [(one["op_id"], one["values"]) for one in came] == [
        (str(op.op_id), dict(op.values)) for op in sent
    ]
    for entity in ENTITIES:
        bucket = bucket_of(recs[entity])
        (record,) = client.get(f"/records?entity={entity}&bucket={bucket}").json()["records"]
        known = ENTITIES[entity].fields - ENTITIES[entity].parents.keys()
        texts = [name for name in known if _sql_value(name) == SQL]
        assert {record["values"][name] for name in texts} <= {SQL}
    assert checking.faults(hub.store) == []
    assert [one.name for one in Stations(hub.store, now_ms).listing()] == ["Counter"]


def _one_of_each(desk: MemoryReplica) -> dict[str, UUID]:
    """A record of every kind, parents first, and an edit of each of its fields."""
    recs: dict[str, UUID] = {}
    while left := ENTITIES.keys() - recs.keys():
        for entity in sorted(left):
            if set(ENTITIES[entity].parents.values()) - {entity} <= recs.keys():
                recs[entity] = desk.put(entity, _sql_everywhere(entity, recs)).rec
    for entity, rec in recs.items():
        for name in sorted(ENTITIES[entity].cards - ENTITIES[entity].parents.keys()):
            desk.edit(entity, rec, name, _sql_value(name))
    return recs


def test_sql_where_an_id_belongs_goes_to_a_person(
    hub: HubThread, line: Callable[..., httpx.Client]
) -> None:
    desk = MemoryReplica()
    client, recs = line(hub.code(), desk.origin), _one_of_each(desk)
    sent = list(desk.fresh.values())
    for at in range(0, len(sent), PUSH_OPS):
        push(client, *sent[at : at + PUSH_OPS])
    for entity, shape in ENTITIES.items():
        for name in sorted(shape.fields & (shape.parents.keys() | READ_AS_IDS)):
            bad = desk.put(entity, _sql_everywhere(entity, recs) | {name: SQL})
            (receipt,) = push(client, bad).json()["receipts"]
            assert (receipt["outcome"], receipt["code"]) == ("quarantined", "bad_parent"), name
    assert client.get("/pull?after=0").json()["head"] == len(sent)


def _sql_value(name: str) -> Scalar:
    if name in READ_AS_IDS:
        return str(UUID(int=7))
    return False if name in FLAGS else 1 if name in NUMBERS else SQL


def _sql_everywhere(entity: str, recs: dict[str, UUID]) -> dict[str, Scalar]:
    shape = ENTITIES[entity]
    values = {name: _sql_value(name) for name in shape.fields - shape.parents.keys()}
    own = {name: str(recs[kind]) for name, kind in shape.parents.items() if kind in recs}
    return values | own


@pytest.mark.parametrize(
    "path",
    [
        "/v1/../metrics/../etc/passwd",
        "/v1/%2e%2e/%2e%2e/etc/passwd",
        "/v1/..%2f..%2fetc%2fpasswd",
        "/v1//pull",
        "/v1/pull/",
        "/V1/pull",
        "/v1/blob/../../hub.db",
        "/v1/pull%00",
        "/hub.db",
        "/docs",
        "/openapi.json",
    ],
)
def test_there_is_no_way_around_the_paths(hub: HubThread, path: str) -> None:
    request = httpx.Request("GET", f"{hub.url}/")
    request.url = request.url.copy_with(raw_path=path.encode())
    with httpx.Client(trust_env=False) as client:
        reply = client.send(request)
    assert reply.status_code == 404
    assert reply.headers["Cache-Control"] == "no-store"


def test_the_wrong_verb_is_refused(hub: HubThread) -> None:
    for verb, path in [("GET", "/v1/push"), ("DELETE", "/v1/stations"), ("PUT", "/v1/enrol")]:
        reply = httpx.request(verb, hub.url + path, trust_env=False)
        assert (reply.status_code, reply.headers["Cache-Control"]) == (405, "no-store")


def test_what_is_too_large_is_refused_before_it_is_read(
    hub: HubThread, line: Callable[..., httpx.Client]
) -> None:
    client = line(hub.code())
    wide = b" " * (TXN_BYTES + 1)
    assert problem(client.post("/push", content=wide)) == (413, "too_large")
    assert problem(client.post("/push", content=iter([wide]))) == (413, "too_large")
    for call in ("hello", "rename", "token", "enrol"):
        assert problem(client.post(f"/{call}", content=b" " * 4097)) == (413, "too_large")
    announced = f"POST /v1/enrol HTTP/1.1\r\nHost: x\r\nContent-Length: {10**9}\r\n\r\n"
    with socket.create_connection(("127.0.0.1", hub.port), timeout=10) as bare:
        bare.sendall(announced.encode())  # and not a byte of it
        assert bare.recv(65536).startswith(b"HTTP/1.1 413")


def test_a_bomb_is_refused_and_a_packed_push_is_read(
    hub: HubThread, line: Callable[..., httpx.Client]
) -> None:
    desk = MemoryReplica()
    client = line(hub.code(), desk.origin)
    packed = {"Content-Encoding": "zstd"}
    bomb = zstandard.ZstdCompressor(level=19).compress(bytes(256 * 1024 * 1024))
    assert problem(client.post("/push", content=bomb, headers=packed)) == (413, "too_large")
    for content, encoding in [(b"nope", "zstd"), (pack(b"{}")[:-2], "zstd"), (b"{}", "gzip")]:
        reply = client.post("/push", content=content, headers={"Content-Encoding": encoding})
        assert problem(reply) == (400, "malformed")
    asking = client.build_request(
        "POST", "/push", json={"epoch": None, "inc": 0, "ops": signed(intake(desk))}
    )
    reply = client.post("/push", content=pack(asking.read()), headers=packed)
    assert reply.json()["head"] == 4
    reply = client.get("/pull?after=0", headers={"Accept-Encoding": "zstd"})
    assert reply.headers["Content-Encoding"] == "zstd"
    assert len(reply.json()["ops"]) == 4
    bare = client.get("/pull?after=0", headers={"Accept-Encoding": "identity"})
    assert "Content-Encoding" not in bare.headers


def test_who_asks_too_often_is_told_when_to_come_again(store: HubStore) -> None:
    stations = Stations(store, now_ms)
    tokens = [stations.enrol(asked(stations.new_code())).token for _ in range(2)]

    async def ask() -> list[httpx.Response]:
        transport = httpx.ASGITransport(
            build(store, parts=Parts(CallLimit(lambda: 0.0, 3, CALLS_PER_S)))
        )
        async with httpx.AsyncClient(transport=transport, base_url="http://hub/v1") as client:
            return [
                await client.get("/vault-keys", headers={"Authorization": f"Bearer {token}"})
                for token in (*tokens[:1] * 4, tokens[1])
            ]

    answers = asyncio.run(ask())
    assert [one.status_code for one in answers] == [200, 200, 200, 429, 200]
    assert problem(answers[3]) == (429, "busy")
    assert int(answers[3].headers["Retry-After"]) >= 1


def test_strangers_trying_tokens_are_slowed_down_and_disturb_nobody(
    hub: HubThread, line: Callable[..., httpx.Client]
) -> None:
    client, stranger = line(hub.code()), line()
    tries = [
        stranger.get("/stations", headers={"Authorization": f"Bearer {uuid4()}"}).status_code
        for _ in range(STRANGERS_AT_ONCE + 20)
    ]
    assert (tries[0], tries[-1]) == (401, 429)
    assert client.get("/stations").status_code == 200


def test_a_bucket_fills_up_again() -> None:
    now = [0.0]
    limit = CallLimit(lambda: now[0], 2, CALLS_PER_S)
    limit.count("a")
    limit.count("a")
    with pytest.raises(Exception, match="too many") as error:
        limit.count("a")
    assert error.type.__name__ == "HubUnavailableError"
    limit.count("b")
    now[0] += 1.5 / CALLS_PER_S
    limit.count("a")


def test_metrics_are_for_this_pc_or_the_holder_of_a_token(
    hub: HubThread, line: Callable[..., httpx.Client]
) -> None:
    desk = MemoryReplica()
    client = line(hub.code(), desk.origin)
    push(client, *intake(desk))
    push(client, new_device(desk, uuid4()))
    hello = {"origin": str(desk.origin), "inc": 0, "next_n": 9, "cursor": 0, "proto": 1}
    client.post("/hello", json=hello | {"clock_ms": 0})
    told = httpx.get(f"{hub.url}/metrics", trust_env=False)
    assert told.headers["Content-Type"].startswith("application/openmetrics-text")
    lines = told.text.splitlines()
    assert lines[-1] == "# EOF"
    assert 'intake_hub_ops_total{outcome="applied"} 4' in lines
    assert 'intake_hub_ops_total{outcome="parked"} 1' in lines
    assert "intake_hub_push_seconds_count 2" in lines
    assert any(one.startswith("intake_hub_feed_head{") and one.endswith(" 4") for one in lines)
    assert any('outcome="parked"} 1' in one for one in lines if "held_ops" in one)
    assert any(one.startswith("intake_hub_station_seen_seconds{") for one in lines)
    assert any(one.startswith("intake_hub_database_bytes ") for one in lines)
    assert "Counter" not in told.text
    relayed = {"X-Forwarded-For": "203.0.113.9"}
    assert problem(httpx.get(f"{hub.url}/metrics", headers=relayed)) == (401, "token")
