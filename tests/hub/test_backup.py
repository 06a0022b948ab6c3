"""`intake-hub backup`: a file that opens as a hub, and desks hear how far it covers their work."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from intake_app.sync.core.wire_files import CHUNK
from intake_app.sync.fake_replica import MemoryReplica
from intake_hub.app import now_ms
from intake_hub.cli import main
from intake_hub.feed.author import Author
from intake_hub.feed.feed import Feed
from intake_hub.feed.keeping import LogKeeping
from intake_hub.opening import store_of
from intake_hub.store import copying
from intake_hub.store.engine import HubStore
from intake_hub.store.places import FOLDER
from intake_hub.store.tables import Shop
from tests.hub.conftest import Desk
from tests.rigs.shopwork import intake

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

    from sqlalchemy import Connection, Table


NAME = "ab" * 32


def worked(feed: Feed, shop: UUID) -> Desk:
    desk = Desk(feed, shop)
    intake(desk)
    desk.push()
    return desk


def only(place: Path) -> Path:
    (file,) = place.glob("intake-hub-*")
    return file


@pytest.fixture
def shop(store: HubStore) -> UUID:
    with store.reading() as connection:
        return connection.execute(Shop.__table__.select()).one().id


@pytest.fixture
def feed(store: HubStore) -> Feed:

    return Feed(store, now_ms)


def test_a_backup_opens_as_a_hub_and_is_told_to_the_desks(
    db: str, store: HubStore, feed: Feed, shop: UUID, tmp_path: Path
) -> None:
    worked(feed, shop)
    author = Author(shop, MemoryReplica().origin)
    assert feed.end(author).durable == 0
    assert main(["backup", str(tmp_path / "place"), "--db", db]) == 0
    assert feed.end(author).durable == 4
    copy = HubStore(f"sqlite:///{only(tmp_path / 'place')}")
    try:
        assert LogKeeping(copy, now_ms).heads() == {shop: 4}
    finally:
        copy.close()
    assert main(["restored", "--db", f"sqlite:///{only(tmp_path / 'place')}"]) == 0


def test_pictures_are_copied_once(
    db: str, store: HubStore, shop: UUID, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(FOLDER, str(tmp_path))
    place = tmp_path / "place"
    again = HubStore(db)
    picture = again.blobs.path(shop, NAME)
    again.close()
    picture.parent.mkdir(parents=True)
    picture.write_bytes(b"picture")
    for _ in range(2):
        assert main(["backup", str(place), "--db", db]) == 0
    copies = [one for one in (place / "files").rglob("*") if one.is_file()]
    assert [one.read_bytes() for one in copies] == [b"picture"]


def test_a_copy_that_is_not_equal_does_not_count(
    db: str, feed: Feed, shop: UUID, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    worked(feed, shop)

    def different(connection: Connection, table: Table) -> int:
        return id(connection)

    monkeypatch.setattr(copying, "_digest", different)
    assert main(["backup", str(tmp_path / "place"), "--db", db]) == 1
    assert list((tmp_path / "place").glob("intake-hub-*")) == []
    assert feed.end(Author(shop, shop)).durable == 0


def test_a_place_that_cannot_be_written_is_told(db: str, store: HubStore, tmp_path: Path) -> None:
    (tmp_path / "place").write_text("a file")
    assert main(["backup", str(tmp_path / "place"), "--db", db]) == 1


def test_where_no_hub_stands_nothing_is_backed_up(tmp_path: Path) -> None:
    assert main(["backup", str(tmp_path), "--db", f"sqlite:///{tmp_path / 'none.db'}"]) == 1


def test_pictures_move_with_the_hub_and_are_sealed_as_it_is(
    store: HubStore, db: str, shop: UUID, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(FOLDER, str(tmp_path))
    monkeypatch.setenv("INTAKE_KEYRING", "file")
    content = b"x" * (CHUNK + 3)
    name = hashlib.sha256(content).hexdigest()
    again = HubStore(db)
    again.blobs.begin(shop, name, len(content))
    again.blobs.append(shop, name, 0, content[:CHUNK])
    again.blobs.append(shop, name, CHUNK, content[CHUNK:])
    again.close()
    target = f"sqlite:///{tmp_path / 'new.db'}"
    assert main(["move", "--from", db, "--to", target]) == 0
    moved = store_of(target)
    try:
        assert b"".join(moved.blobs.read(shop, name)) == content
        assert b"xxxx" not in moved.blobs.path(shop, name).read_bytes()
    finally:
        moved.close()
