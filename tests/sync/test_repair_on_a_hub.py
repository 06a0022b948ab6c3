"""Real stores and the real hub: restored from a copy, taken in as a whole, compared at night."""

from __future__ import annotations

import asyncio
import shutil
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from sqlcipher3 import dbapi2

from intake_app.clock import utc_now
from intake_app.config import Settings
from intake_app.errors import Problem, RejectedError, UnavailableError
from intake_app.services.blobs import Blobs
from intake_app.services.forgetting import Forgetting
from intake_app.services.shop import Shop
from intake_app.sync.comparing import compare
from intake_app.sync.core.erasure import NOBODY
from intake_app.sync.core.standing import Repair
from intake_app.sync.core.status import Synced
from intake_app.sync.driver import SyncDriver
from intake_app.sync.enrolment import enrol
from intake_app.sync.membership import Membership, kept
from intake_app.sync.secrets import FileSecrets
from intake_hub.app import now_ms
from intake_hub.feed import checking
from intake_hub.feed.keeping import LogKeeping
from tests.rigs.drafts import INTAKE
from tests.rigs.hub import HubThread
from tests.rigs.waiting import until

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from pathlib import Path

    from intake_app.services.replica import StoreReplica
    from intake_app.sync.replica import Replica


pytestmark = pytest.mark.expects_log("were not as at the hub")


@pytest.fixture
def hub(tmp_path: Path) -> Generator[HubThread]:
    running = HubThread(f"sqlite:///{tmp_path / 'hub.db'}")
    yield running
    running.close()


@contextmanager
def opened(folder: Path) -> Generator[Shop]:
    shop = Shop(Settings(data=folder), utc_now)
    shop.open()
    try:
        yield shop
    finally:
        shop.close()


def ignore(_status: object) -> None:
    pass


@contextmanager
def driving(replica: Replica, url: str, member: Membership) -> Generator[SyncDriver]:
    driver = SyncDriver(replica, lambda: member.client(url), ignore, now=utc_now, roll=lambda: 0.1)
    driver.start()
    try:
        yield driver
    finally:
        driver.stop()


def join(hub: HubThread, replica: StoreReplica, folder: Path) -> Membership:
    secrets, origin = FileSecrets(folder / "secrets.json"), replica.standing().origin
    reply = enrol(hub.url, hub.code(), "desk", origin=origin, secrets=secrets)
    replica.grant(reply.inc, reply.prefix)
    member = kept(secrets, origin)
    assert member is not None
    return member


def in_step(driver: SyncDriver, replica: Replica) -> bool:
    return isinstance(driver.status, Synced) and not replica.standing().pending


def counted(replica: Replica) -> dict[str, int]:
    return {name: count for name, count in replica.counts().items() if count}


def test_a_hub_put_back_to_an_older_copy_has_everything_again(
    tmp_path: Path, hub: HubThread
) -> None:
    with opened(tmp_path / "a") as first, opened(tmp_path / "b") as second:
        one, two = first.services.replica, second.services.replica
        tokens = join(hub, one, tmp_path / "a"), join(hub, two, tmp_path / "b")
        copy = tmp_path / "copy.db"
        _copy(tmp_path / "hub.db", copy)
        first.services.intakes.receive(INTAKE)
        with driving(one, hub.url, tokens[0]) as a, driving(two, hub.url, tokens[1]) as b:
            until(lambda: in_step(a, one) and in_step(b, two), "in step", within_s=10)
            until(lambda: two.counts() == one.counts(), "seen at the other desk", within_s=10)
        hub.close()
        shutil.copy(copy, tmp_path / "hub.db")
        for tail in ("-wal", "-shm"):
            (tmp_path / f"hub.db{tail}").unlink(missing_ok=True)
        back = HubThread(f"sqlite:///{tmp_path / 'hub.db'}")
        try:
            LogKeeping(back.store, now_ms).restored()
            second.services.intakes.receive(INTAKE)
            # The author stays away: the other desk gives back what it had pulled.
            with driving(two, back.url, tokens[1]) as b:
                until(lambda: in_step(b, two), "in step with the restored hub", within_s=15)
            with driving(one, back.url, tokens[0]) as a:
                until(lambda: in_step(a, one), "the author as well", within_s=15)
            assert checking.faults(back.store) == []
            assert counted(one) == counted(two)
            assert counted(one)["order"] == 2
        finally:
            back.close()


def _copy(source: Path, target: Path) -> None:
    connection = dbapi2.connect(str(source))
    connection.execute("VACUUM INTO ?", (str(target),))
    connection.close()


@pytest.mark.expects_log("not mended")
def test_a_new_desk_takes_the_state_and_a_flipped_bit_is_mended(
    tmp_path: Path, hub: HubThread
) -> None:
    with opened(tmp_path / "a") as first, opened(tmp_path / "b") as second:
        one, two = first.services.replica, second.services.replica
        members = join(hub, one, tmp_path / "a"), join(hub, two, tmp_path / "b")
        first.services.intakes.receive(INTAKE)
        with driving(one, hub.url, members[0]) as a:
            until(lambda: in_step(a, one), "in step", within_s=10)
        epoch = one.standing().epoch
        assert epoch is not None
        second.services.intakes.receive(INTAKE)  # pending work is kept through the snapshot
        two.note_epoch(epoch)
        two.mend(epoch, Repair.SNAPSHOT)
        with driving(two, hub.url, members[1]) as b:
            until(lambda: in_step(b, two), "taken in", within_s=15)
        with driving(one, hub.url, members[0]) as a:
            until(lambda: one.counts() == two.counts() and in_step(a, one), "met", within_s=10)
        assert counted(two)["order"] == 2
        assert one.digest() == two.digest()
        with two.store.writing() as session, session.unrecorded({"client"}) as driver:
            driver.execute("UPDATE client SET name = 'Пётр Ошибкин'")
        assert one.digest() != two.digest()
        assert not asyncio.run(_compared(members[1], hub.url, two, _no_room))
        assert one.digest() != two.digest()  # nothing is mended without a copy of what was here
        kept: list[bool] = []
        save = partial(_note_name, two, kept)
        assert asyncio.run(_compared(members[1], hub.url, two, save))
        assert one.digest() == two.digest()
        assert two.standing().compared_ms > 0
        assert asyncio.run(_compared(members[1], hub.url, two, save))
        assert kept == [True]


def _no_room() -> None:
    raise UnavailableError(Problem.DISK_FULL)


def _note_name(replica: StoreReplica, kept: list[bool]) -> None:
    """A backup: whether what is wrong is still in it."""
    with replica.store.reading() as session:
        sql = "SELECT count(*) FROM client WHERE name = 'Пётр Ошибкин'"
        kept.append(session.driver.execute(sql).fetchone()[0] > 0)


async def _compared(
    member: Membership, url: str, replica: StoreReplica, save: Callable[[], None]
) -> bool:
    client = member.client(url)
    try:
        return await compare(client, replica, save)
    finally:
        await client.close()


def test_whoever_is_forgotten_at_one_desk_is_nobody_at_all(tmp_path: Path, hub: HubThread) -> None:
    with opened(tmp_path / "a") as first, opened(tmp_path / "b") as second:
        one, two = first.services.replica, second.services.replica
        members = join(hub, one, tmp_path / "a"), join(hub, two, tmp_path / "b")
        first.services.intakes.receive(INTAKE)
        forgetting = Forgetting(one.store, Blobs(tmp_path / "a" / "blobs"))
        with one.store.reading() as session:
            sql = 'SELECT client_id FROM "order"'
            client = UUID(bytes=session.driver.execute(sql).fetchone()[0])
        with pytest.raises(RejectedError) as refused:
            forgetting.forget(client)
        assert refused.value.problem is Problem.OPEN_ORDERS
        with driving(one, hub.url, members[0]) as a, driving(two, hub.url, members[1]) as b:
            until(lambda: in_step(a, one) and counted(two).get("order") == 1, "met", within_s=10)
            _close(one)
            forgetting.forget(client)
            a.wake()
            until(lambda: in_step(a, one) and _names(two) == {NOBODY}, "forgotten", within_s=10)
            assert in_step(b, two) or two.standing().pending == 0
        assert _names(one) == {NOBODY}
        assert one.digest() == two.digest()
        for replica in (one, two):
            with replica.store.reading() as session:
                told = session.driver.execute(
                    "SELECT group_concat(payload) FROM outbox UNION ALL"
                    " SELECT group_concat(raw) FROM feed UNION ALL"
                    " SELECT group_concat(data) FROM print_job"
                ).fetchall()
            assert INTAKE.client.name not in str(told)


def _names(replica: StoreReplica) -> set[str]:
    with replica.store.reading() as session:
        return {name for (name,) in session.driver.execute("SELECT name FROM client")}


def _close(replica: StoreReplica) -> None:
    with replica.store.writing() as session, session.unrecorded({"order"}) as driver:
        driver.execute("UPDATE \"order\" SET stage = 'issued'")
