"""Large files at the hub: chunk by chunk, whole or not at all, each shop for itself."""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING
from uuid import UUID

import httpx
import pytest
from jsonschema import Draft202012Validator

from intake_app.errors import UnavailableError
from intake_app.sync.core.refusal import HubUnavailableError, Why
from intake_app.sync.core.wire_files import CHUNK, MOST_BLOB_BYTES
from intake_hub.access import shops
from intake_hub.api.description import document
from intake_hub.app import now_ms
from intake_hub.stations import Stations
from intake_hub.store.engine import HubStore
from intake_hub.store.places import FOLDER
from intake_hub.store.shelf import Shelf
from tests.rigs.hub import HubThread
from tests.rigs.stations import asked

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from pathlib import Path

PHOTO = bytes(range(256)) * 9000  # two chunks and a bit
NAME = hashlib.sha256(PHOTO).hexdigest()


@pytest.fixture
def hub(db: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Generator[HubThread]:
    monkeypatch.setenv(FOLDER, str(tmp_path))
    running = HubThread(db)
    yield running
    running.close()


@pytest.fixture
def line(hub: HubThread) -> Generator[Callable[[str], httpx.Client]]:
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


@pytest.fixture
def desk(hub: HubThread, line: Callable[[str], httpx.Client]) -> httpx.Client:
    return line(hub.code())


def begin(client: httpx.Client, name: str = NAME, length: int = len(PHOTO)) -> httpx.Response:
    return client.post(f"/blob/{name}", headers={"Upload-Length": str(length)})


def append(
    client: httpx.Client, offset: int, content: bytes | None = None, name: str = NAME
) -> httpx.Response:
    chunk = PHOTO[offset : offset + CHUNK] if content is None else content
    return client.patch(f"/blob/{name}", content=chunk, headers={"Upload-Offset": str(offset)})


def send(client: httpx.Client) -> None:
    begin(client).raise_for_status()
    for offset in range(0, len(PHOTO), CHUNK):
        append(client, offset).raise_for_status()


def test_a_file_is_given_out_when_all_of_it_is_there_and_true(desk: httpx.Client) -> None:
    assert desk.head(f"/blob/{NAME}").status_code == 404
    assert begin(desk).json() == {"offset": 0, "length": len(PHOTO)}
    assert append(desk, 0).json()["offset"] == CHUNK
    under_way = desk.head(f"/blob/{NAME}")
    assert (under_way.status_code, under_way.headers["Upload-Offset"]) == (202, str(CHUNK))
    assert desk.get(f"/blob/{NAME}").status_code == 404
    append(desk, CHUNK)
    assert append(desk, 2 * CHUNK).json() == {"offset": len(PHOTO), "length": len(PHOTO)}
    assert desk.head(f"/blob/{NAME}").status_code == 200
    assert desk.get(f"/blob/{NAME}").content == PHOTO


def test_what_is_there_need_not_be_sent_again(desk: httpx.Client) -> None:
    send(desk)
    assert begin(desk).json() == {"offset": len(PHOTO), "length": len(PHOTO)}
    assert append(desk, 0).json() == {"offset": len(PHOTO), "length": len(PHOTO)}


@pytest.mark.parametrize(
    ("asked_for", "status", "bounds"),
    [
        ("bytes=5-9", 206, (5, 10)),
        (f"bytes={CHUNK - 3}-{CHUNK + 2}", 206, (CHUNK - 3, CHUNK + 3)),
        (f"bytes={CHUNK}-", 206, (CHUNK, len(PHOTO))),
        ("bytes=0-", 200, (0, len(PHOTO))),
        ("bytes=-5", 200, (0, len(PHOTO))),
        ("lines=1-2", 200, (0, len(PHOTO))),
    ],
)
def test_a_range_is_served(
    desk: httpx.Client, asked_for: str, status: int, bounds: tuple[int, int]
) -> None:
    send(desk)
    reply = desk.get(f"/blob/{NAME}", headers={"Range": asked_for})
    assert (reply.status_code, reply.content) == (status, PHOTO[slice(*bounds)])


def test_a_range_beyond_the_end_is_refused(desk: httpx.Client) -> None:
    send(desk)
    for asked_for in (f"bytes={len(PHOTO)}-", "bytes=9-5"):
        assert desk.get(f"/blob/{NAME}", headers={"Range": asked_for}).status_code == 409


def test_chunks_come_in_their_order_and_size(desk: httpx.Client) -> None:
    assert append(desk, 0).json()["problem"] == "offset"
    begin(desk)
    for offset, content in ((CHUNK, PHOTO[:CHUNK]), (0, b"short"), (0, PHOTO[: CHUNK + 1])):
        assert append(desk, offset, content).status_code in {409, 413}
    assert append(desk, 0).status_code == 200
    assert append(desk, 2 * CHUNK).status_code == 409
    assert append(desk, CHUNK, PHOTO[:CHUNK]).status_code == 200
    assert append(desk, 2 * CHUNK, PHOTO[:CHUNK]).status_code == 409


def test_wrong_bytes_are_thrown_away_and_it_begins_anew(desk: httpx.Client) -> None:
    begin(desk, length=4)
    wrong = append(desk, 0, b"nope")
    assert (wrong.status_code, wrong.json()["problem"]) == (422, "hash")
    assert desk.head(f"/blob/{NAME}").status_code == 404
    send(desk)
    assert desk.get(f"/blob/{NAME}").content == PHOTO


def test_another_length_begins_anew(desk: httpx.Client) -> None:
    begin(desk, length=2 * CHUNK)
    append(desk, 0)
    assert begin(desk).json() == {"offset": 0, "length": len(PHOTO)}


def test_a_shop_sees_nothing_of_another(
    hub: HubThread, line: Callable[[str], httpx.Client]
) -> None:
    shops.rename(hub.store, "", "Lenina 1")
    shops.add(hub.store, "Mira 2", now_ms())
    code_of = Stations(hub.store, now_ms).new_code
    one, other = line(code_of("Lenina 1")), line(code_of("Mira 2"))
    send(one)
    assert other.head(f"/blob/{NAME}").status_code == 404
    assert other.get(f"/blob/{NAME}").status_code == 404
    assert begin(other).json()["offset"] == 0


@pytest.mark.parametrize(
    "name",
    ["..%2F..%2Fhub.db", "%2e%2e", "0" * 63, "g" * 64, NAME.upper(), f"..%5c{NAME}", f"{NAME}%00"],
)
def test_no_name_leads_out_of_the_folder(desk: httpx.Client, tmp_path: Path, name: str) -> None:
    before = sorted(tmp_path.rglob("*"))
    replies = [desk.head(f"/blob/{name}"), begin(desk, name), append(desk, 0, name=name)]
    replies.append(desk.get(f"/blob/{name}"))
    assert {reply.status_code for reply in replies} <= {400, 404, 405}
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("length", ["", "-1", "x", "0", "٣", str(MOST_BLOB_BYTES + 1), "9" * 30])
def test_a_length_that_cannot_be_is_refused(desk: httpx.Client, length: str) -> None:
    head = [(b"Upload-Length", length.encode())]
    assert desk.post(f"/blob/{NAME}", headers=head).status_code in {400, 413}


def test_every_answer_is_described(desk: httpx.Client) -> None:
    described = document()["paths"]["/v1/blob/{name}"]
    replies = [desk.get(f"/blob/{NAME}"), begin(desk), append(desk, 5), append(desk, 0)]
    for reply in replies:
        answer = described[reply.request.method.lower()]["responses"][str(reply.status_code)]
        schema = answer["content"]["application/json"]["schema"]
        whole = {**schema, "components": document()["components"]}
        Draft202012Validator(whole).validate(reply.json())


def test_a_hub_that_was_killed_goes_on_where_a_chunk_was_whole(
    hub: HubThread, desk: httpx.Client
) -> None:
    begin(desk)
    append(desk, 0)
    (part,) = hub.store.blobs.folder.glob("*/.parts/*")
    with part.open("ab") as torn:
        torn.write(b"half a chunk")
    assert begin(desk).json()["offset"] == CHUNK
    append(desk, CHUNK)
    append(desk, 2 * CHUNK)
    assert desk.get(f"/blob/{NAME}").content == PHOTO


def test_a_full_disk_is_told_and_leaves_the_rest_alone(hub: HubThread, desk: httpx.Client) -> None:
    object.__setattr__(hub.store.blobs, "reserve_bytes", 1 << 62)
    reply = begin(desk)
    assert (reply.status_code, reply.json()["problem"]) == (507, "full")
    assert int(reply.headers["Retry-After"]) == 60
    object.__setattr__(hub.store.blobs, "reserve_bytes", 0)
    send(desk)


@pytest.fixture
def sealed(tmp_path: Path) -> Generator[Shelf]:
    store = HubStore(f"sqlite:///{tmp_path / 'hub.db'}", key=os.urandom(32))
    yield store.blobs
    store.close()


SHOP = UUID(int=7)


def fill(shelf: Shelf) -> None:
    shelf.begin(SHOP, NAME, len(PHOTO))
    for offset in range(0, len(PHOTO), CHUNK):
        shelf.append(SHOP, NAME, offset, PHOTO[offset : offset + CHUNK])


def test_the_files_of_an_encrypted_hub_are_sealed(sealed: Shelf) -> None:
    fill(sealed)
    raw = sealed.path(SHOP, NAME).read_bytes()
    assert PHOTO[:64] not in raw
    assert sealed.size(SHOP, NAME) == len(PHOTO)
    assert b"".join(sealed.read(SHOP, NAME)) == PHOTO
    assert b"".join(sealed.read(SHOP, NAME, CHUNK + 1, CHUNK + 9)) == PHOTO[CHUNK + 1 : CHUNK + 9]


def test_a_sealed_file_that_was_altered_is_not_given_out(sealed: Shelf) -> None:
    fill(sealed)
    path = sealed.path(SHOP, NAME)
    raw = bytearray(path.read_bytes())
    raw[20] ^= 1
    path.write_bytes(raw)
    with pytest.raises(UnavailableError, match="altered"):
        list(sealed.read(SHOP, NAME))


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "blob").write_text("a file stands in the way")
    with pytest.raises(UnavailableError):
        Shelf(tmp_path / "blob", 10**6, reserve_bytes=0).begin(SHOP, NAME, 10)


def test_a_disk_that_fills_up_meanwhile_is_told(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, 10**8, reserve_bytes=1 << 62)
    with pytest.raises(HubUnavailableError) as refused:
        shelf.begin(SHOP, NAME, len(PHOTO))
    assert refused.value.why is Why.FULL


def test_dropped_files_and_stale_uploads_leave_nothing(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, 10**8, reserve_bytes=0)
    fill(shelf)
    assert shelf.names(SHOP) == [NAME]
    shelf.drop(SHOP, NAME)
    shelf.begin(SHOP, NAME, len(PHOTO))
    shelf.drop(SHOP, NAME)
    shelf.drop(SHOP, NAME)
    assert shelf.size(SHOP, NAME) is None
    assert shelf.offset(SHOP, NAME) is None
    shelf.begin(SHOP, NAME, len(PHOTO))
    assert shelf.drop_stale(0) == 0
    assert shelf.drop_stale(1e12) == 1
    assert [one for one in tmp_path.rglob("*") if one.is_file()] == []
