"""Photos from desk to desk through the real hub: cut cables, wrong bytes, dead programs."""

from __future__ import annotations

import hashlib
import io
import os
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from PIL import Image

from intake_app.clock import utc_now
from intake_app.config import DeskSettings, Settings
from intake_app.services.blob_parts import BlobParts
from intake_app.services.drafts import PhotoDraft
from intake_app.services.pictures import Pictures
from intake_app.services.shop import Shop
from intake_app.sync.carrying import Carrier
from intake_app.sync.client import HubClient
from intake_app.sync.core.status import Synced
from intake_app.sync.core.wire_files import CHUNK, Piece
from intake_app.sync.driver import SyncDriver
from intake_app.sync.enrolment import enrol
from intake_app.sync.line import Patience
from intake_app.sync.membership import kept
from intake_app.sync.secrets import FileSecrets
from intake_hub.store.places import FOLDER
from tests.hub.conftest import db, postgres
from tests.rigs.drafts import INTAKE
from tests.rigs.hub import HubThread, Line
from tests.rigs.waiting import until

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from pathlib import Path

    from intake_app.sync.membership import Membership

__all__ = ["db", "postgres"]  # fixtures

QUICK = Patience(connect_s=1, stall_s=16, total_s=20)
LARGE = os.urandom(3 * CHUNK + 5)


class Desk:
    """A shop PC with its own store and folder, and the exchange as the program drives it."""

    def __init__(self, folder: Path, name: str, most_mb: int = 4096) -> None:
        self.name = name
        desk = DeskSettings(operator=name, photos_mb=most_mb)
        self.shop = Shop(Settings(data=folder / name, desk=desk), utc_now)
        self.shop.open()
        self.cargo = self.shop.services.cargo
        self.member: Membership | None = None

    def join(self, url: str, code: str, folder: Path) -> None:
        """Enrol, once."""
        replica = self.shop.services.replica
        origin, secrets = replica.standing().origin, FileSecrets(folder / f"{self.name}.json")
        reply = enrol(url, code, self.name, origin=origin, secrets=secrets)
        replica.grant(reply.inc, reply.prefix)
        self.member = kept(secrets, origin)

    @contextmanager
    def driving(self, url: str) -> Generator[SyncDriver]:
        """Exchange as long as the block lasts."""
        member = self.member
        assert member is not None

        def connect() -> HubClient:
            return HubClient(url, member.token, signer=member.signer, patience=QUICK)

        driver = SyncDriver(
            self.shop.services.replica, connect, lambda _: None, now=utc_now, roll=lambda: 0.1
        )
        driver.carrier = Carrier(self.cargo, connect)
        self.shop.listen(lambda _: driver.wake())
        driver.start()
        try:
            yield driver
        finally:
            driver.stop()

    def take_in(self, *photos: bytes) -> UUID:
        """Take a device in with these photos."""
        drafts = tuple(
            PhotoDraft(sha256=self.cargo.blobs.put(one), mime="image/jpeg", size=len(one))
            for one in photos
        )
        return self.shop.services.intakes.receive(replace(INTAKE, photos=drafts)).order_id

    def state(self, content: bytes) -> str:
        """What the desk knows of a picture."""
        with self.shop.services.replica.store.reading() as session:
            sql = "SELECT state FROM blob WHERE sha256 = ?"
            row = session.driver.execute(sql, (named(content),)).fetchone()
        return row[0] if row else ""

    def change(self, sql: str) -> None:
        """Make the desk forget something."""
        with self.shop.services.replica.store.writing() as session:
            session.driver.execute(sql)

    def note(self, content: bytes) -> None:
        """Have bytes to send although no record names them."""
        sql = "INSERT INTO blob VALUES (?, 'here', 0, 0, 0, 0)"
        with self.shop.services.replica.store.writing() as session:
            session.driver.execute(sql, (named(content),))


def named(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@pytest.fixture
def hub(db: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Generator[HubThread]:
    monkeypatch.setenv(FOLDER, str(tmp_path / "files"))
    running = HubThread(db)
    yield running
    running.close()


@pytest.fixture
def line(hub: HubThread) -> Generator[Line]:
    laid = Line(hub.port)
    yield laid
    laid.close()


@pytest.fixture
def join(hub: HubThread, tmp_path: Path) -> Generator[Callable[..., Desk]]:
    made: list[Desk] = []

    def join(name: str, most_mb: int = 4096) -> Desk:
        desk = Desk(tmp_path, name, most_mb)
        made.append(desk)
        desk.join(hub.url, hub.code(), tmp_path)
        return desk

    yield join
    for desk in made:
        desk.shop.close()


def at_hub(hub: HubThread, content: bytes) -> bool:
    (shop,) = hub.store.blobs.folder.glob("*") or [None]
    return shop is not None and (shop / named(content)[:2] / named(content)).exists()


def test_a_photo_reaches_the_other_desk_by_itself(
    hub: HubThread, join: Callable[..., Desk]
) -> None:
    front, back = join("front"), join("back")
    with front.driving(hub.url), back.driving(hub.url):
        front.take_in(LARGE, b"small")
        until(lambda: back.cargo.blobs.has(named(LARGE)), "fetched for an open order", within_s=40)
        until(lambda: back.cargo.blobs.has(named(b"small")), "and the other", within_s=40)
        until(lambda: front.state(LARGE) == "confirmed", "the hub has it")
    assert back.cargo.blobs.read(named(LARGE)) == LARGE
    assert back.state(LARGE) == "confirmed"


def test_another_desk_shows_something_before_the_bytes_are_at_the_hub(
    hub: HubThread, join: Callable[..., Desk]
) -> None:
    front, back = join("front"), join("back")
    picture = io.BytesIO()
    Image.new("RGB", (1600, 900), "teal").save(picture, "JPEG")
    photo = Pictures(front.cargo.blobs).keep(picture.getvalue())
    with front.driving(hub.url) as driver:
        driver.carrier = None  # no bytes leave this desk
        front.shop.services.intakes.receive(replace(INTAKE, photos=(photo,)))
        with back.driving(hub.url):
            until(lambda: back.cargo.thumb(photo.sha256) != b"", "the fact brought it", 20)
    assert not back.cargo.blobs.has(photo.sha256)
    with Image.open(io.BytesIO(back.cargo.thumb(photo.sha256))) as shown:
        assert shown.size == (256, 144)
    assert back.cargo.thumb(named(b"another")) == b""


def test_what_is_forgotten_of_a_photo_is_its_thumbnail_too(
    hub: HubThread, join: Callable[..., Desk]
) -> None:
    front, back = join("front"), join("back")
    picture = io.BytesIO()
    Image.new("RGB", (64, 64), "teal").save(picture, "JPEG")
    photo = Pictures(front.cargo.blobs).keep(picture.getvalue())
    with front.driving(hub.url), back.driving(hub.url):
        order = front.shop.services.intakes.receive(replace(INTAKE, photos=(photo,))).order_id
        until(lambda: back.cargo.thumb(photo.sha256) != b"", "it came", 20)
        front.shop.services.intakes.void(
            order, "передумал"
        )  # nobody with an open order is forgotten
        with front.shop.services.replica.store.reading() as session:
            whose = 'SELECT client_id FROM "order" WHERE id = ?'
            (client,) = session.driver.execute(whose, (order.bytes,)).fetchone()
        front.shop.services.forgetting.forget(UUID(bytes=client))
        until(lambda: back.cargo.thumb(photo.sha256) == b"", "and went", 20)
    for desk in (front, back):
        with desk.shop.services.replica.store.reading() as session:
            rows = session.driver.execute("SELECT sha256, thumb FROM photo").fetchall()
            told = session.driver.execute("SELECT raw FROM feed").fetchall()
        assert rows == [("", "")]
        assert not any(photo.thumb in raw for (raw,) in told)
    with hub.store.reading() as connection:
        bodies = connection.exec_driver_sql("SELECT body FROM op").scalars().all()
    assert not any(photo.thumb in body for body in bodies)


def test_an_upload_that_was_cut_goes_on_where_it_was(
    hub: HubThread, line: Line, join: Callable[..., Desk]
) -> None:
    front = join("front")
    with front.driving(line.url) as driver:
        assert isinstance(driver.settled(5), Synced)
        front.take_in(LARGE)
        parts = hub.store.blobs.folder.glob
        until(lambda: any(p.stat().st_size >= CHUNK for p in parts("*/.parts/*")), "under way", 20)
        line.pull_out()
        before = max((p.stat().st_size for p in parts("*/.parts/*")), default=len(LARGE))
        assert before >= CHUNK
        line.plug_in()
        driver.hurry()
        until(lambda: front.state(LARGE) == "confirmed", "all of it arrived", within_s=40)
    assert at_hub(hub, LARGE)


def begun(desk: Desk, content: bytes) -> Path:
    """The first bytes of a picture have come, whatever they are."""
    parts = BlobParts(desk.cargo.blobs)
    assert not parts.add(named(LARGE), Piece(0, content, len(LARGE)), len(LARGE))
    assert parts.size(named(LARGE)) == len(content)
    return desk.cargo.blobs.folder / ".parts" / named(LARGE)


def test_a_program_that_died_in_the_middle_goes_on_after_its_restart(
    hub: HubThread, join: Callable[..., Desk]
) -> None:
    front, back = join("front"), join("back")
    with front.driving(hub.url):
        front.take_in(LARGE)
        until(lambda: front.state(LARGE) == "confirmed", "at the hub", within_s=20)
    part = begun(back, LARGE[:CHUNK])
    with part.open("ab") as file:
        file.write(LARGE[CHUNK : CHUNK + 77])  # torn
    with back.driving(hub.url):
        until(lambda: back.cargo.blobs.has(named(LARGE)), "fetched", within_s=20)
    assert not part.exists()


def test_torn_bytes_that_are_wrong_are_fetched_anew(
    hub: HubThread, join: Callable[..., Desk]
) -> None:
    front, back = join("front"), join("back")
    with front.driving(hub.url):
        front.take_in(LARGE)
        until(lambda: front.state(LARGE) == "confirmed", "at the hub", within_s=20)
    part = begun(back, bytes(CHUNK))
    with back.driving(hub.url) as driver:
        until(lambda: strikes(back) and not part.exists(), "refused", 20)
        back.change("UPDATE blob SET again_ms = 0")
        driver.hurry()
        until(lambda: back.cargo.blobs.has(named(LARGE)), "fetched", within_s=20)


def test_a_file_altered_on_the_disk_is_put_aside_after_three_tries_and_ops_flow(
    hub: HubThread, join: Callable[..., Desk]
) -> None:
    front = join("front")
    order = front.take_in(b"picture")
    front.cargo.blobs.path(named(b"picture")).write_bytes(b"altered")
    with front.driving(hub.url) as driver:
        for _ in range(2):
            until(lambda: front.state(b"picture") == "here" and strikes(front), "a strike", 10)
            front.change("UPDATE blob SET again_ms = 0, strikes = 2")
            driver.hurry()
        until(lambda: front.state(b"picture") == "refused", "put aside", within_s=10)
        front.take_in()
        assert isinstance(driver.settled(10), Synced)
    assert order
    assert not at_hub(hub, b"picture")


def strikes(desk: Desk) -> int:
    with desk.shop.services.replica.store.reading() as session:
        return session.driver.execute("SELECT max(strikes) FROM blob").fetchone()[0]


def test_a_picture_still_at_the_other_desk_is_told_by_its_name(
    hub: HubThread, join: Callable[..., Desk]
) -> None:
    front, back = join("front"), join("back")
    front.take_in(b"picture")
    front.change("UPDATE blob SET state = 'here', again_ms = 9999999999999")
    with front.driving(hub.url) as one, back.driving(hub.url) as two:
        assert isinstance(one.settled(10), Synced)
        until(lambda: back.state(b"picture") == "elsewhere", "known, not here", within_s=10)
        back.shop.services.replica.name_desks(
            {front.shop.services.replica.standing().origin: "Front"}
        )
        assert back.cargo.want([named(b"picture")]) == "Front"
        front.change("UPDATE blob SET again_ms = 0")
        one.hurry()
        until(lambda: front.state(b"picture") == "confirmed", "sent", within_s=10)
        back.cargo.want([named(b"picture")])
        two.hurry()
        until(lambda: back.cargo.blobs.has(named(b"picture")), "fetched", within_s=10)


def test_only_what_the_hub_has_makes_room(hub: HubThread, join: Callable[..., Desk]) -> None:
    front = join("front", most_mb=1)
    sent, unsent = os.urandom(CHUNK), os.urandom(CHUNK)
    front.take_in(sent)
    with front.driving(hub.url):
        until(lambda: front.state(sent) == "confirmed", "sent", within_s=10)
    front.take_in(unsent)
    assert front.cargo.make_room() == 0  # both belong to open orders
    front.change("UPDATE sync SET guard = 1")
    front.change("UPDATE \"order\" SET stage = 'issued'")
    front.change("UPDATE sync SET guard = 0")
    assert front.cargo.make_room() == 1
    assert (front.cargo.blobs.has(named(sent)), front.cargo.blobs.has(named(unsent))) == (
        False,
        True,
    )
    assert front.state(sent) == "elsewhere"


def test_the_photos_of_a_person_who_is_forgotten_go_everywhere(
    hub: HubThread, join: Callable[..., Desk]
) -> None:
    front, back = join("front"), join("back")
    late = join("late")
    with front.driving(hub.url), back.driving(hub.url):
        order = front.take_in(b"his photo")
        until(lambda: back.state(b"his photo") == "confirmed", "at both desks", within_s=30)
        client = over(front, order)
        front.shop.services.forgetting.forget(client)
        until(lambda: not back.cargo.blobs.has(named(b"his photo")), "gone there", within_s=15)
        until(lambda: not at_hub(hub, b"his photo"), "gone at the hub", within_s=5)
        until(lambda: not front.cargo.blobs.has(named(b"his photo")), "gone here", within_s=5)
        until(lambda: front.state(b"his photo") == "", "no trace", within_s=15)
    assert at_hub(hub, b"his photo") is False
    late.cargo.blobs.put(b"his photo")
    late.note(b"his photo")
    with late.driving(hub.url):
        until(lambda: late.state(b"his photo") == "refused", "not taken again", within_s=15)
    assert not at_hub(hub, b"his photo")


def over(desk: Desk, order: UUID) -> UUID:
    """Hand the device out; give its client."""
    desk.change("UPDATE sync SET guard = 1")
    desk.change("UPDATE \"order\" SET stage = 'issued'")
    desk.change("UPDATE sync SET guard = 0")
    with desk.shop.services.replica.store.reading() as session:
        sql = 'SELECT client_id FROM "order" WHERE id = ?'
        return UUID(bytes=session.driver.execute(sql, (order.bytes,)).fetchone()[0])


def test_a_full_hub_delays_pictures_and_no_op(hub: HubThread, join: Callable[..., Desk]) -> None:
    front = join("front")
    object.__setattr__(hub.store.blobs, "reserve_bytes", 1 << 62)
    front.take_in(b"picture")
    with front.driving(hub.url) as driver:
        assert isinstance(driver.settled(10), Synced)
        front.take_in()
        until(lambda: not front.shop.services.replica.unsent(9), "ops flow", within_s=5)
        assert isinstance(driver.settled(10), Synced)
        until(lambda: front.state(b"picture") == "here", "still to be sent", within_s=5)
        object.__setattr__(hub.store.blobs, "reserve_bytes", 0)
        driver.hurry()
        until(lambda: front.state(b"picture") == "confirmed", "there was room", within_s=10)
