"""A store that rots is made anew from the real hub, plain and encrypted, with what was unsent."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING

import pytest

from intake_app.app.exchange import enrol, member
from intake_app.app.hub_safe import LiveHub
from intake_app.app.hub_source import SettingsHub
from intake_app.config import DeskSettings, Settings
from intake_app.errors import Problem, RejectedError, UnavailableError
from intake_app.models import connection
from intake_app.services.shop import Shop
from intake_app.services.store_keys import Keys, StoreKeys
from intake_app.sync.comparing import compare
from intake_app.sync.core.status import Synced
from intake_app.sync.driver import SyncDriver
from intake_app.upkeep import archive, drills, hub_place, mirroring, proving, repair, restores
from intake_app.upkeep.safety import Safety
from tests.rigs.hub import HubThread
from tests.rigs.waiting import until

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from intake_app.sync.core.repair_wire import RecordState
    from intake_app.upkeep.restores import Restored
    from tests.upkeep.conftest import Bench

pytestmark = pytest.mark.expects_log("the store was|were not as at the hub|cannot be mended")


@pytest.fixture
def hub(tmp_path: Path) -> Generator[HubThread]:
    running = HubThread(f"sqlite:///{tmp_path / 'hub.db'}")
    yield running
    running.close()


@pytest.fixture
def joined(pc: Bench, hub: HubThread) -> Bench:
    """The shop as a member of a hub that has its orders."""
    pc.settings = replace(pc.settings, desk=replace(pc.settings.desk, hub=hub.url))
    enrol(pc.settings.data, pc.shop.services.replica, hub.url, hub.code())
    for _ in range(4):
        pc.take_in()
    exchanged(pc)
    return pc


def live(pc: Bench) -> LiveHub:
    return LiveHub(pc.settings.data, lambda: pc.settings.desk.hub, lambda: pc.shop.services.replica)


def exchanged(pc: Bench) -> None:
    """Bring this PC and the hub into step."""
    replica = pc.shop.services.replica
    found = member(pc.settings.data, replica)
    assert found is not None
    driver = SyncDriver(
        replica, lambda: found.client(pc.settings.desk.hub), lambda _: None, now=pc.watch
    )
    driver.start()
    try:
        until(lambda: isinstance(driver.status, Synced) and not replica.standing().pending, "sent")
    finally:
        driver.stop()


def flip(pc: Bench, seed: int, count: int = 400) -> bytes:
    """Turn bits over all pages, the first included, as a dying disk does."""
    rolls, content = Random(seed), bytearray(pc.keys.store.read_bytes())
    for _ in range(count):
        content[rolls.randrange(len(content))] ^= 1 << rolls.randrange(8)
    content[:64] = rolls.randbytes(64)
    pc.keys.store.write_bytes(content)
    return bytes(content)


def begun(pc: Bench, told: list[float]) -> Restored | None:
    """What the next start does."""
    pc.keys = StoreKeys(pc.settings.data)
    done = repair.ready(pc.safety, told.append, SettingsHub(pc.settings, pc.watch))
    pc.shop = Shop(pc.settings, pc.watch, pc.keys)
    pc.shop.open()
    return done


def test_flipped_bytes_are_answered_with_the_state_of_the_hub(joined: Bench) -> None:
    pc = joined
    pc.safety.back_up()  # its word tells whose store it was
    mirror = mirroring.Mirroring(pc.settings, pc.keys, pc.shop.services.replica)
    mirror.catch_up()
    pc.take_in()  # the hub has not heard of this one
    mirror.catch_up()
    before = pc.shop.services.replica.standing()
    pc.shop.close()
    spoilt = flip(pc, 1)
    (pc.settings.data / repair.DAMAGED).touch()
    told: list[float] = []
    done = begun(pc, told)
    assert done is not None
    assert done.from_hub
    assert done.ops == before.pending
    assert told == sorted(told)
    assert (done.aside / "intake.db").read_bytes() == spoilt
    assert pc.orders() == sorted(pc.numbers)
    standing = pc.shop.services.replica.standing()
    assert standing.origin == before.origin
    assert standing.inc != before.inc
    exchanged(pc)
    pc.take_in()
    exchanged(pc)
    assert len(set(pc.numbers)) == len(pc.numbers) == 7
    pc.shop.close()
    proving.prove(pc.keys.store, pc.keys.connecting())
    assert connection.is_plain(pc.keys.store) is not pc.keys.is_encrypted


@pytest.mark.expects_log("not built anew from the hub")
def test_with_the_hub_away_the_newest_backup_takes_its_place(joined: Bench, hub: HubThread) -> None:
    pc = joined
    pc.safety.back_up()
    pc.shop.close()
    hub.close()
    flip(pc, 2)
    (pc.settings.data / repair.DAMAGED).touch()
    done = begun(pc, [])
    assert done is not None
    assert not done.from_hub
    assert pc.orders() == sorted(pc.numbers)


def test_what_cannot_be_mended_is_taken_from_the_hub_at_the_next_start(
    joined: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    pc = joined
    replica = pc.shop.services.replica
    with replica.store.writing() as session, session.unrecorded({"client"}) as driver:
        driver.execute("UPDATE client SET name = 'rotten'")

    def lost(_replica: object, _records: list[RecordState]) -> int:
        return 0  # a disk that does not keep what is written

    found = member(pc.settings.data, replica)
    assert found is not None
    with monkeypatch.context() as broken:
        broken.setattr(type(replica), "correct", lost)
        _compare(pc)
    assert (pc.settings.data / repair.DAMAGED).read_text("utf-8") == connection.DOUBTED
    pc.shop.close()
    done = begun(pc, [])
    assert done is not None
    assert done.from_hub
    with pc.shop.services.replica.store.reading() as session:
        names = session.driver.execute("SELECT name FROM client").fetchall()
    assert ("rotten",) not in names
    pc.shop.close()
    repair.ended(pc.safety)
    assert begun(pc, []) is None


def test_what_can_be_mended_casts_no_doubt(joined: Bench) -> None:
    pc = joined
    with (
        pc.shop.services.replica.store.writing() as session,
        session.unrecorded({"client"}) as driver,
    ):
        driver.execute("UPDATE client SET name = 'rotten'")
    _compare(pc)
    assert not (pc.settings.data / repair.DAMAGED).exists()


def test_a_drill_holds_the_backup_against_the_hub(joined: Bench) -> None:
    pc = joined
    source = live(pc)
    pc.safety.back_up()
    pc.take_in()
    exchanged(pc)  # the hub went on since
    tried = drills.run(pc.safety, source.agrees)
    assert [one.trouble for one in tried] == [None, None]
    replica = pc.shop.services.replica
    with replica.store.writing() as session, session.unrecorded({"client"}) as driver:
        driver.execute("UPDATE client SET name = 'rotten'")
    pc.watch.forward(hours=2)
    pc.safety.back_up()
    tried = drills.run(pc.safety, source.agrees)
    assert [one.trouble for one in tried] == [Problem.BACKUP_UNLIKE_HUB] * 2
    assert replica.standing().pending == 0


def test_a_drill_does_not_need_the_hub(joined: Bench, hub: HubThread) -> None:
    pc = joined
    pc.safety.back_up()
    hub.close()
    tried = drills.run(pc.safety, live(pc).agrees)
    assert [one.trouble for one in tried] == [None, None]
    assert LiveHub(pc.settings.data, str, lambda: pc.shop.services.replica).agrees(
        pc.shop.services.replica
    )


def test_a_copy_that_never_met_the_hub_proves_nothing(pc: Bench, hub: HubThread) -> None:
    enrol(pc.settings.data, pc.shop.services.replica, hub.url, hub.code())
    pc.settings = replace(pc.settings, desk=replace(pc.settings.desk, hub=hub.url))
    assert live(pc).agrees(pc.shop.services.replica)
    origin = pc.shop.services.replica.standing().origin
    without = SettingsHub(replace(pc.settings, desk=replace(pc.settings.desk, hub="")), pc.watch)
    assert not without.bring(pc.shop.services.replica, origin, archive.silent)


def test_the_newest_backup_goes_to_the_hub_once_a_day(joined: Bench) -> None:
    pc = joined
    assert not hub_place.keep_up(pc.safety, live(pc))  # there is none yet
    pc.safety.back_up()
    assert hub_place.keep_up(pc.safety, live(pc))
    assert not hub_place.keep_up(pc.safety, live(pc))
    pc.take_in()
    pc.watch.forward(hours=2)
    pc.safety.back_up()
    assert not hub_place.keep_up(pc.safety, live(pc))
    pc.watch.forward(hours=20)
    assert hub_place.keep_up(pc.safety, live(pc))
    ours = ("A", pc.shop.services.replica.standing().origin)
    assert [(one.prefix, one.origin) for one in live(pc).kept()] == [ours] * 2


def test_a_backup_of_the_hub_is_restored_on_another_pc_with_the_paper(
    joined: Bench, hub: HubThread, tmp_path: Path
) -> None:
    pc, data = joined, tmp_path / "other"
    pc.safety.back_up()
    hub_place.keep_up(pc.safety, live(pc))
    paper = Keys(pc.keys.known().root)
    settings, keys = Settings(data=data, desk=DeskSettings(hub=hub.url)), StoreKeys(data)
    other = Shop(settings, pc.watch, keys)
    other.open()
    enrol(data, other.services.replica, hub.url, hub.code())
    there = LiveHub(data, lambda: hub.url, lambda: other.services.replica)
    file = hub_place.fetch(there, there.kept()[0], tmp_path / "fetched")
    other.close()
    with pytest.raises(RejectedError):
        restores.restore(Safety(settings, keys, pc.watch), file, keys.known())
    restores.restore(Safety(settings, keys, pc.watch), file, paper)
    other = Shop(settings, pc.watch, StoreKeys(data))
    other.open()
    try:
        assert sorted(row.number for row in other.finder.orders("")) == sorted(pc.numbers)
    finally:
        other.close()


def test_an_altered_backup_of_the_hub_is_not_kept_here(joined: Bench, tmp_path: Path) -> None:
    pc = joined
    pc.safety.back_up()
    hub_place.keep_up(pc.safety, live(pc))
    (one,) = live(pc).kept()
    (file,) = [path for path in tmp_path.rglob(one.name) if path.is_file()]
    file.write_bytes(bytes(one.size))
    with pytest.raises(RejectedError) as refused:
        hub_place.fetch(live(pc), one, tmp_path / "fetched")
    assert refused.value.problem is Problem.BACKUP_DAMAGED
    assert list((tmp_path / "fetched").iterdir()) == []


def test_a_disk_that_takes_no_file_is_told(joined: Bench, tmp_path: Path) -> None:
    pc = joined
    pc.safety.back_up()
    (pc.settings.data / hub_place.NOTE).mkdir()
    with pytest.raises(UnavailableError):
        hub_place.keep_up(pc.safety, live(pc))
    (one,) = live(pc).kept()
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(UnavailableError):
        hub_place.fetch(live(pc), one, tmp_path / "file" / "folder")


def test_without_a_hub_nothing_is_kept_there(pc: Bench) -> None:
    pc.safety.back_up()
    alone = LiveHub(pc.settings.data, str, lambda: pc.shop.services.replica)
    assert not hub_place.keep_up(pc.safety, alone)
    assert alone.kept() == ()


def _compare(pc: Bench) -> None:
    replica = pc.shop.services.replica
    found = member(pc.settings.data, replica)
    assert found is not None

    async def talk() -> None:
        client = found.client(pc.settings.desk.hub)
        try:
            assert await compare(client, replica)
        finally:
            await client.close()

    asyncio.run(talk())
