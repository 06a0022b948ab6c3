"""The hub as a place of backups: resumable, the newest few of each workstation, of one shop."""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING
from uuid import uuid4

import httpx
import pytest

from intake_app.sync.core.refusal import HubRejectedError, Why
from intake_app.sync.core.wire_backups import BackupsReply, KeptBackup
from intake_app.sync.core.wire_files import CHUNK
from intake_hub.access import shops
from intake_hub.api.backup_routes import KEPT, Backups
from intake_hub.app import now_ms
from intake_hub.stations import Stations
from intake_hub.store.places import FOLDER
from intake_hub.store.shelf import Shelf
from tests.rigs.hub import HubThread
from tests.rigs.stations import asked

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from pathlib import Path

LONG = os.urandom(CHUNK + 1000)


@pytest.fixture
def hub(db: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Generator[HubThread]:
    monkeypatch.setenv(FOLDER, str(tmp_path))
    running = HubThread(db)
    yield running
    running.close()


@pytest.fixture
def join(hub: HubThread) -> Generator[Callable[[str], httpx.Client]]:
    lines: list[httpx.Client] = []

    def enrol(code: str) -> httpx.Client:
        client = httpx.Client(base_url=f"{hub.url}/v1", trust_env=False)
        lines.append(client)
        reply = client.post("/enrol", json=asked(code).members())
        client.headers["Authorization"] = f"Bearer {reply.raise_for_status().json()['token']}"
        return client

    yield enrol
    for client in lines:
        client.close()


def name_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def begin(client: httpx.Client, content: bytes) -> httpx.Response:
    head = {"Upload-Length": str(len(content))}
    return client.post(f"/backup/{name_of(content)}", headers=head)


def send(client: httpx.Client, content: bytes) -> str:
    at = begin(client, content).raise_for_status().json()["offset"]
    while at < len(content):
        at = append(client, content, at).raise_for_status().json()["offset"]
    return name_of(content)


def append(client: httpx.Client, content: bytes, at: int) -> httpx.Response:
    head, chunk = {"Upload-Offset": str(at)}, content[at : at + CHUNK]
    return client.patch(f"/backup/{name_of(content)}", content=chunk, headers=head)


def kept(client: httpx.Client) -> list[str]:
    reply = BackupsReply.decode(client.get("/backups").raise_for_status().json())
    return [one.name for one in reply.backups]


def test_a_backup_comes_and_goes_whole_and_an_upload_goes_on_where_it_was_cut(
    hub: HubThread, join: Callable[[str], httpx.Client]
) -> None:
    desk = join(hub.code())
    assert begin(desk, LONG).json() == {"offset": 0, "length": len(LONG)}
    append(desk, LONG, 0).raise_for_status()
    assert begin(desk, LONG).json()["offset"] == CHUNK
    assert kept(desk) == []
    name = send(desk, LONG)
    assert kept(desk) == [name]
    assert desk.get(f"/backup/{name}").content == LONG
    (told,) = BackupsReply.decode(desk.get("/backups").json()).backups
    assert (told.size, told.prefix) == (len(LONG), "A")
    assert abs(told.kept_ms - now_ms()) < 60_000


def test_another_desk_of_the_shop_may_fetch_it_and_not_replace_it(
    hub: HubThread, join: Callable[[str], httpx.Client]
) -> None:
    one, other = join(hub.code()), join(hub.code())
    name = send(one, b"sealed")
    assert other.get(f"/backup/{name}").content == b"sealed"
    assert send(other, b"sealed") == name  # it is there already
    assert kept(other) == [name]
    mine = send(other, b"mine")
    assert sorted(kept(one)) == sorted([name, mine])


def test_another_shop_sees_nothing(hub: HubThread, join: Callable[[str], httpx.Client]) -> None:
    name = send(join(hub.code()), b"sealed")
    shops.add(hub.store, "North", now_ms())
    stranger = join(Stations(hub.store, now_ms).new_code("North"))
    assert kept(stranger) == []
    assert stranger.get(f"/backup/{name}").status_code == 404
    assert stranger.head(f"/backup/{name}").status_code == 404


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/backups"), ("GET", "/backup/{}"), ("POST", "/backup/{}")]
)
def test_nobody_comes_without_a_token(hub: HubThread, method: str, path: str) -> None:
    url = f"{hub.url}/v1{path.format(name_of(b'x'))}"
    head = {"Upload-Length": "1"}
    assert httpx.request(method, url, headers=head, trust_env=False).status_code == 401
    head["Authorization"] = "Bearer made-up"
    assert httpx.request(method, url, headers=head, trust_env=False).status_code == 401


@pytest.mark.parametrize(
    "name", ["..%2F..%2Fhub.db", "A" * 64, "0" * 63, "%2e%2e", "0" * 64 + "-1"]
)
def test_no_name_leads_out_of_the_folder(
    hub: HubThread, join: Callable[[str], httpx.Client], name: str
) -> None:
    desk = join(hub.code())
    for method in ("GET", "HEAD", "POST", "PATCH"):
        head = {"Upload-Length": "5", "Upload-Offset": "0"}
        reply = desk.request(method, f"/backup/{name}", headers=head, content=b"abcde")
        assert reply.status_code in {400, 404, 405}
    assert kept(desk) == []


def test_bytes_that_are_not_those_of_the_name_are_thrown_away(
    hub: HubThread, join: Callable[[str], httpx.Client]
) -> None:
    desk = join(hub.code())
    begin(desk, b"sealed").raise_for_status()
    head = {"Upload-Offset": "0"}
    reply = desk.patch(f"/backup/{name_of(b'sealed')}", content=b"forged", headers=head)
    assert reply.json()["problem"] == Why.HASH
    assert kept(desk) == []


def test_the_newest_few_of_each_desk_stay(
    hub: HubThread, join: Callable[[str], httpx.Client]
) -> None:
    desk, other = join(hub.code()), join(hub.code())
    apart = send(other, b"other")
    shelf, sent = hub.store.shelf("backup", 1), list[str]()
    for number in range(KEPT + 2):
        sent.append(send(desk, b"%d" % number))
        origin = next(one.origin for one in told(desk) if one.name == sent[-1])
        os.utime(shelf.path(origin, sent[-1]), (number, number))
    assert kept(desk) == [*reversed(sent[-KEPT:]), apart]
    begin(desk, b"first").raise_for_status()
    begin(desk, b"second").raise_for_status()  # the first one was given up
    assert shelf.under_way(told(desk)[0].origin) == [name_of(b"second")]


def told(client: httpx.Client) -> list[KeptBackup]:
    return list(BackupsReply.decode(client.get("/backups").json()).backups)


def test_a_quota_is_kept_without_giving_the_newest_up(tmp_path: Path, hub: HubThread) -> None:
    shelf = Shelf(tmp_path / "shelf", 100, reserve_bytes=0)
    backups, owner = Backups(shelf, Stations(hub.store, now_ms), quota_bytes=10), uuid4()
    for number in range(2):
        content = b"%d234" % number
        shelf.begin(owner, name_of(content), 4)
        shelf.append(owner, name_of(content), 0, content)
        os.utime(shelf.path(owner, name_of(content)), (number, number))
    backups.make_room(owner, name_of(b"new"), 6)
    assert shelf.names(owner) == [name_of(b"1234")]
    with pytest.raises(HubRejectedError) as refused:
        backups.make_room(owner, name_of(b"new"), 7)
    assert refused.value.why is Why.TOO_LARGE
    assert shelf.names(owner) == [name_of(b"1234")]
