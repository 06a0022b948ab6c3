"""Somebody on the network who means harm, with the token of one desk and without any."""

from __future__ import annotations

import json
import socket
import time
from dataclasses import replace
from threading import Thread
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import httpx
import pytest

from intake_app.sync.core.ops import MAX_DEPTH
from intake_app.sync.core.reading import parse
from intake_app.sync.fake_replica import MemoryReplica
from intake_hub.api.connections import MOST, PatientProtocol, room
from intake_hub.api.limits import ENROL_TRIES, ENROL_TRIES_OF_ALL, EnrolLimit
from intake_hub.app import HubServer, build, listen
from tests.rigs.hub import HubThread
from tests.rigs.shopwork import new_client
from tests.rigs.stations import asked, signed
from tests.rigs.waiting import until

if TYPE_CHECKING:
    from collections.abc import Generator

    from intake_hub.store.engine import HubStore

ODD_QUERIES = (
    *("9" * 5000, "-1", "1e9", "NaN", "0x10", "٣٣", "\0", "\u202e", "9" * 19, str(2**63), ""),
    *("[]", "../../etc/passwd", "a" * 3000, "0;DROP TABLE op"),
)
ODD_VALUES: tuple[object, ...] = tuple(
    json.loads(text)
    for text in (
        *("null", "true", "-1", "2147483648", str(2**63 - 1), str(2**63), "9" * 4000, "1.5"),
        *('"x"', r'"\u0000"', r'"\ud800"', '""', "[]", "{}", "[[]]", '{"a": [{}]}'),
        *("Infinity", "NaN", f'"{"A" * 3000}"'),
    )
)
ODD_BODIES = (
    *(b"null", b"1e999", b"{}{}", b'{"ops":' + b"[" * 5000 + b"]" * 5000 + b"}", b"\xef\xbb\xbf{}"),
    *(b'{"inc":0,"inc":1,"ops":[]}', '{"inc":0}'.encode("utf-16"), b'{"a":"\\ud83d"}'),
    *(b'{"inc":' + b"9" * 5000 + b',"ops":[]}', b'{"clock_ms":1e999}'),
)
QUERIES = {
    "pull": ("after", "inc", "limit", "epoch", "chain"),
    "snapshot": ("part", "snapshot"),
    "records": ("bucket", "entity"),
}


@pytest.fixture
def hub(db: str) -> Generator[HubThread]:
    running = HubThread(db)
    yield running
    running.close()


@pytest.fixture
def desk() -> MemoryReplica:
    return MemoryReplica()


@pytest.fixture
def enemy(hub: HubThread, desk: MemoryReplica) -> Generator[httpx.Client]:
    """Holds the token and the key of a desk."""
    with httpx.Client(base_url=f"{hub.url}/v1", trust_env=False) as client:
        told = client.post("/enrol", json=asked(hub.code(), desk.origin).members()).json()
        client.headers["Authorization"] = f"Bearer {told['token']}"
        yield client


def bodies(desk: MemoryReplica, epoch: str) -> dict[str, dict[str, Any]]:
    """One decent body for each call that takes one."""
    hello = {"origin": str(desk.origin), "inc": 0, "next_n": 0, "cursor": 0, "proto": 1}
    return {
        "hello": hello | {"clock_ms": 0, "forked": False, "app": "x"},
        "push": {"epoch": None, "inc": 0, "clock_ms": 0, "ops": []},
        "relay": {"epoch": epoch, "ops": []},
        "diff": {"epoch": epoch, "ids": []},
        "rename": {"name": "x"},
        "token": {},
        "vault-keys": {"keys": []},
    }


def sent(client: httpx.Client, call: str, members: object) -> int:
    content = json.dumps(members).encode(errors="surrogatepass")
    return client.post(f"/{call}", content=content).status_code


def epoch_of(client: httpx.Client) -> str:
    return str(client.get("/pull?after=0").json()["epoch"])


def pushed(client: httpx.Client, *ops: object, **changes: object) -> dict[str, Any]:
    body = {"epoch": None, "inc": 0, "clock_ms": 0, "ops": list(ops)}
    return client.post("/push", json=body | changes).raise_for_status().json()


def test_no_query_is_a_fault_of_the_hub(enemy: httpx.Client) -> None:
    for call, names in QUERIES.items():
        for name in names:
            for odd in ODD_QUERIES:
                given = {"after": "0", "bucket": "0", "entity": "client"} | {name: odd}
                status = enemy.get(f"/{call}", params=given).status_code
                assert status < 500, (call, name, odd[:20])


def test_no_body_is_a_fault_of_the_hub(enemy: httpx.Client, desk: MemoryReplica) -> None:
    for call, decent in bodies(desk, epoch_of(enemy)).items():
        for odd in ODD_BODIES:
            assert enemy.post(f"/{call}", content=odd).status_code < 500, (call, odd[:20])
        for name in (*decent, "extra"):
            for value in ODD_VALUES:
                status = sent(enemy, call, decent | {name: value})
                assert status < 500, (call, name, str(value)[:20])


def test_no_member_of_an_op_is_a_fault_of_the_hub_and_none_reaches_the_others(
    enemy: httpx.Client, desk: MemoryReplica
) -> None:
    epoch, (op,) = epoch_of(enemy), signed([new_client(desk)])
    for name in (*op, "extra"):
        for value in ODD_VALUES:
            ours = op | {"op_id": str(uuid4()), name: value}
            push = {"epoch": None, "inc": 0, "clock_ms": 0, "ops": [ours]}
            assert sent(enemy, "push", push) < 500, (name, str(value)[:20])
            assert sent(enemy, "relay", {"epoch": epoch, "ops": [ours]}) < 500
    assert parse(enemy.get("/pull?after=0").content)["ops"] == []


@pytest.mark.parametrize(
    "extra", [b"1e999", b"[" * 900 + b"]" * 900, b'{"a":' * 40 + b"1" + b"}" * 40]
)
def test_what_only_some_readers_can_read_stops_nobodys_feed(
    enemy: httpx.Client, desk: MemoryReplica, extra: bytes
) -> None:
    """Signed well and of the right shape; a desk that cannot parse a page would hang for ever."""
    (op,) = signed([replace(new_client(desk), unknown='{"extra":"@"}')])
    body = json.dumps({"epoch": None, "inc": 0, "clock_ms": 0, "ops": [op]}).encode()
    enemy.post("/push", content=body.replace(b'"@"', extra))
    assert parse(enemy.get("/pull?after=0").content)["ops"] == []
    nested = {"extra": [[{"deep": "enough"}]]}
    (fair,) = signed([replace(new_client(desk), unknown=json.dumps(nested))])
    assert pushed(enemy, fair)["head"] == 1
    assert MAX_DEPTH > 8


def test_a_clock_or_a_number_from_the_far_future_decides_nothing(
    enemy: httpx.Client, desk: MemoryReplica
) -> None:
    first = new_client(desk, "True")
    assert pushed(enemy, *signed([first]))["receipts"][0]["outcome"] == "applied"
    far = replace(new_client(desk), hlc=2**63 - 1, n=2**63 - 1)
    assert pushed(enemy, *signed([far]), clock_ms=1)["receipts"][0]["outcome"] == "applied"
    hello = bodies(desk, "")["hello"]
    for odd in ({"inc": 2**31 - 1, "forked": True}, {"next_n": -1}, {"inc": 2**31}):
        assert sent(enemy, "hello", hello | odd) == 400
    assert sent(enemy, "hello", hello | {"next_n": 2**63 - 1}) == 200


def test_nobody_signs_for_another_desk(
    hub: HubThread, enemy: httpx.Client, desk: MemoryReplica
) -> None:
    other = MemoryReplica()
    enemy.post("/enrol", json=asked(hub.code(), other.origin).members())
    mine = pushed(enemy, *signed([new_client(other)]))["receipts"][0]
    assert (mine["outcome"], mine["code"]) == ("quarantined", "foreign_origin")
    for change in ({"by_user": "owner"}, {"hlc": 1}, {"values": {"name": "Eve"}}, {"sig": ""}):
        (fair,) = signed([new_client(desk)])
        (receipt,) = pushed(enemy, fair | change)["receipts"]
        assert receipt["outcome"] == "quarantined"
    stolen = signed([new_client(other)])[0] | {"by_user": "owner"}
    told = enemy.post("/relay", json={"epoch": epoch_of(enemy), "ops": [stolen]}).json()
    assert told["receipts"][0]["code"] == "bad_signature"


def test_a_request_that_is_played_again_changes_nothing(
    enemy: httpx.Client, desk: MemoryReplica
) -> None:
    ops = signed([new_client(desk), new_client(desk)])
    first, again = pushed(enemy, *ops), pushed(enemy, *ops)
    assert (again["receipts"], again["head"]) == (first["receipts"], 2)
    twice = pushed(enemy, *signed([new_client(desk)]) * 2)
    assert ({one["seq"] for one in twice["receipts"]}, twice["head"]) == ({3}, 3)


@pytest.mark.parametrize("name", ["\x1b[2J", "a\nb", "a\tb", "\u202eevil", "\u200b", "\x9b31m"])
def test_no_name_speaks_to_the_terminal_of_the_owner(
    enemy: httpx.Client, hub: HubThread, name: str
) -> None:
    assert sent(enemy, "rename", {"name": name}) == 400
    assert sent(enemy, "enrol", asked(hub.code(), name=name).members()) == 400


def test_one_who_floods_the_door_locks_nobody_else_out() -> None:
    limit = EnrolLimit(lambda: 0.0)
    for _ in range(ENROL_TRIES):
        limit.count("10.0.0.66")
    with pytest.raises(Exception, match="too many"):
        limit.count("10.0.0.66")
    for other in range(ENROL_TRIES_OF_ALL - ENROL_TRIES):
        limit.count(f"10.0.1.{other}")
    with pytest.raises(Exception, match="too many"):
        limit.count("10.0.0.1")


def test_two_requests_hidden_in_one_are_not_two(hub: HubThread) -> None:
    """Both lengths at once, a broken chunk, a folded header: refused, and the line is cut."""
    inner = b"GET /v1/health HTTP/1.1\r\nHost: x\r\n\r\n"
    heads = (
        b"POST /v1/enrol HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding:chunked\r\n",
        b"POST /v1/enrol HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nContent-Length: 40\r\n",
        b"POST /v1/enrol HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: xchunked\r\n",
        b"GET /v1/health HTTP/1.1\r\nHost: x\r\nX: a\0b\r\n",
        b"GET /v1/health HTTP/1.1\r\n",
    )
    for head in heads:
        with socket.create_connection(("127.0.0.1", hub.port), timeout=10) as line:
            line.sendall(head + b"\r\n0\r\n\r\n" + inner)
            answer = b""
            while part := line.recv(65536):
                answer += part
            assert b'"ok"' not in answer, head
            assert answer.startswith(b"HTTP/1.1 4"), (head, answer)


class Hasty(PatientProtocol):
    quiet_s = 0.2
    most_of_one = 8
    proxies = frozenset()


class HastyServer(HubServer):
    protocol = Hasty


def test_connections_that_ask_nothing_are_let_go_and_one_caller_holds_only_some(
    store: HubStore,
) -> None:
    listening = listen("127.0.0.1", 0)
    server = HastyServer(build(store))
    thread = Thread(target=lambda: server.run(sockets=[listening]))
    thread.start()
    try:
        until(lambda: server.started, "the hub takes calls")
        at = listening.getsockname()
        lines = [socket.create_connection(at, timeout=10) for _ in range(12)]
        for number, line in enumerate(lines[:8]):
            line.sendall(
                (b"", b"GET /v1/hea", b"POST /v1/push HTTP/1.1\r\nContent-Length: 9\r\n")[
                    number % 3
                ]
            )
        began = time.monotonic()
        assert all(_ended(line) for line in lines)
        assert time.monotonic() - began < 10
        for line in lines:
            line.close()
        assert httpx.get(f"http://127.0.0.1:{at[1]}/v1/health", trust_env=False).json()["ok"]
    finally:
        server.should_exit = True
        thread.join(10)
        listening.close()


def test_a_hub_takes_as_many_lines_as_the_system_has_files_for() -> None:
    assert 0 < room() <= MOST
    assert room() == room()


def _ended(line: socket.socket) -> bool:
    try:
        return line.recv(1) == b""
    except ConnectionError:
        return True


def test_a_stranger_hears_the_same_whatever_he_guesses(hub: HubThread) -> None:
    with httpx.Client(base_url=f"{hub.url}/v1", trust_env=False) as stranger:
        tokens = ("x", "A" * 43, "A" * 4000)
        answers = [
            stranger.get("/pull?after=0", headers={"Authorization": f"Bearer {token}"})
            for token in tokens
        ]
        assert {(one.status_code, one.text) for one in answers} == {(401, answers[0].text)}
        for path in ("/%2e%2e/metrics", "//metrics", "/metrics/"):
            assert stranger.get(f"{hub.url}{path}").status_code in {401, 404, 405}, path
