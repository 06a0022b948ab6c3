"""Backups: proven when made, in two places, kept by the calendar, readable with the paper alone."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake_app.errors import IntakeError, Problem, RejectedError, UnavailableError
from intake_app.services.blobs import FOLDER_NAME, Blobs
from intake_app.services.store_keys import Keys
from intake_app.upkeep import archive, drills, pictures, places, rotation
from intake_app.upkeep.places import Place

if TYPE_CHECKING:
    from tests.upkeep.conftest import Bench

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


class Usage(NamedTuple):
    total: int
    used: int
    free: int


def nothing_free(_folder: Path) -> Usage:
    return Usage(1, 1, 0)


def made(pc: Bench) -> Path:
    """One backup, in the place beside the data."""
    pc.safety.back_up()
    return pc.safety.backups()[-1][1].file


def test_a_backup_holds_what_was_saved_while_the_shop_goes_on(pc: Bench, tmp_path: Path) -> None:
    state = pc.safety.back_up()
    pc.take_in()
    assert [place.count for place in state.places] == [1, 1]
    for _, backup in pc.safety.backups():
        said = archive.unpack(backup.file, pc.keys.known(), tmp_path / "out.db")
        assert (said.orders, said.clients, said.last_order) == (1, 1, pc.numbers[0])
        assert said == backup.manifest
        assert backup.is_proven


def test_the_recovery_key_alone_opens_it_on_another_pc(pc: Bench, tmp_path: Path) -> None:
    file, root = made(pc), pc.keys.known().root
    elsewhere = tmp_path / "usb" / file.name
    elsewhere.parent.mkdir()
    shutil.copyfile(file, elsewhere)
    assert archive.unpack(elsewhere, Keys(root), tmp_path / "out.db").orders == 1
    with pytest.raises(RejectedError) as refused:
        archive.look(elsewhere, Keys(bytes(20)))
    assert refused.value.problem is Problem.BACKUP_OTHER_KEY


def test_nothing_of_a_client_can_be_read_in_a_backup(pc: Bench) -> None:
    content = made(pc).read_bytes()
    assert b"SQLite" not in content
    assert "Петрова".encode() not in content


@pytest.mark.parametrize("share", [0.0, 0.02, 0.3, 0.6, 0.999])
def test_one_altered_byte_is_found(pc: Bench, tmp_path: Path, share: float) -> None:
    file = made(pc)
    content = bytearray(file.read_bytes())
    content[int(len(content) * share)] ^= 1
    file.write_bytes(content)
    with pytest.raises(RejectedError):
        archive.unpack(file, pc.keys.known(), tmp_path / "out.db")


@pytest.mark.parametrize("cut", [1, 5, 17, 4000])
def test_a_cut_off_end_is_found(pc: Bench, tmp_path: Path, cut: int) -> None:
    file = made(pc)
    file.write_bytes(file.read_bytes()[:-cut])
    with pytest.raises(RejectedError) as refused:
        archive.unpack(file, pc.keys.known(), tmp_path / "out.db")
    assert refused.value.problem is Problem.BACKUP_DAMAGED


def test_what_is_no_backup_is_told_so(pc: Bench, tmp_path: Path) -> None:
    for content in (b"", b"x", b"INTAKE SEALED 1\n\0\0\0\2{]", b"INTAKE SEALED 1\n\0\0\0\2[]"):
        (tmp_path / "odd").write_bytes(content)
        with pytest.raises(RejectedError) as refused:
            archive.key_name(tmp_path / "odd")
        assert refused.value.problem is Problem.BACKUP_DAMAGED
    with pytest.raises(RejectedError) as refused:
        archive.key_name(tmp_path / "none")
    assert refused.value.problem is Problem.NO_BACKUP


def test_a_damaged_store_gives_no_backup(pc: Bench) -> None:
    made(pc)
    pc.shop.close()
    store = pc.keys.store
    content = bytearray(store.read_bytes())
    content[8192:12288] = b"\xff" * 4096
    store.write_bytes(content)
    with pytest.raises(UnavailableError):
        pc.safety.back_up()
    assert len(pc.safety.backups()) == 2
    assert not [
        file for file in (pc.settings.data / places.BESIDE).iterdir() if "part" in file.name
    ]


def test_one_an_hour_and_only_when_something_changed(pc: Bench) -> None:
    written = datetime.now(UTC)  # what files say is told by the clock of the disk
    pc.watch.at = written - 2 * HOUR
    assert pc.safety.keep_up().made_at == pc.watch().replace(microsecond=0)
    pc.watch.at += HOUR / 2
    assert pc.safety.keep_up().places[0].count == 1
    pc.watch.at = written + HOUR / 10
    assert pc.safety.keep_up().places[0].count == 2
    pc.watch.at += 2 * HOUR
    assert pc.safety.keep_up().places[0].count == 2
    assert not pc.safety.is_changed()


def test_a_pulled_stick_is_told_and_gets_the_newest_when_it_is_back(pc: Bench) -> None:
    stick = Path(pc.settings.backups["disk"]).parent
    stick.rmdir()
    state = pc.safety.keep_up()
    assert state.away == ("disk",)
    assert state.places[0].count == 1
    stick.mkdir()
    state = pc.safety.keep_up()
    assert (state.away, [place.count for place in state.places]) == ((), [1, 1])


def test_without_a_store_there_is_nothing_to_copy(pc: Bench) -> None:
    pc.shop.close()
    pc.keys.store.unlink()
    assert pc.safety.keep_up().made_at is None


def test_low_space_lets_old_ones_go_but_never_the_newest_proven(
    pc: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        pc.safety.back_up()
        pc.watch.at += HOUR
    newest = pc.safety.state().places[0].place.newest()
    monkeypatch.setattr(places.shutil, "disk_usage", nothing_free)
    with pytest.raises(UnavailableError) as refused:
        pc.safety.back_up()
    assert refused.value.problem is Problem.DISK_FULL
    left = pc.safety.state().places[0].place.all()
    assert left == (newest,)


def test_a_person_may_stop_it(pc: Bench) -> None:
    def stop(_part: float) -> None:
        raise RejectedError(Problem.STOPPED)

    with pytest.raises(RejectedError):
        pc.safety.back_up(stop)
    assert pc.safety.backups() == ()
    assert list((pc.settings.data / places.BESIDE).iterdir()) == []


def test_photos_go_along_once_and_come_back(pc: Bench, tmp_path: Path) -> None:
    data = pc.settings.data
    name = pc.shop.blobs.put(b"\xff\xd8 photo" * 200_000)
    pc.safety.back_up()
    place = data / places.BESIDE
    assert pictures.back_up(data, place, pc.keys) == 0
    assert b"photo" not in (place / FOLDER_NAME / name[:2] / f"{name}.sealed").read_bytes()
    new = Blobs(tmp_path / "new")
    assert pictures.restore(place, new, pc.keys.known()) == (1, 0)
    assert new.read(name).endswith(b"photo")
    assert pictures.restore(place, new, pc.keys.known()) == (0, 0)
    assert pictures.restore(place, Blobs(tmp_path / "x"), Keys(bytes(20))) == (0, 1)


def test_a_note_tells_what_was_proven(pc: Bench) -> None:
    file = made(pc)
    file.with_name(f"{file.name}.json").unlink()
    place = pc.safety.state().places[1].place
    assert [backup.is_proven for backup in place.all()] == [False]
    assert place.newest() is None
    assert places.known(file, pc.keys.known()).orders == 1
    file.rename(file.with_name("intake-mine.backup"))
    assert [backup.is_proven for backup in place.all()] == [False]


def test_a_drill_restores_the_newest_of_each_place(pc: Bench) -> None:
    assert not drills.due(pc.safety)
    pc.safety.back_up()
    assert drills.due(pc.safety)
    done = drills.run(pc.safety)
    assert [(tried.place, tried.trouble) for tried in done] == [("", None), ("disk", None)]
    state = pc.safety.state()
    assert state.proven_at == pc.watch()
    assert not drills.due(pc.safety)
    pc.watch.at += 8 * DAY
    assert drills.due(pc.safety)
    assert not state.is_old(pc.watch())
    assert state.is_old(pc.watch() + 30 * DAY)
    assert not (pc.settings.data / "drill").exists()


def test_a_drill_tells_of_a_damaged_backup_and_of_a_hub_that_disagrees(pc: Bench) -> None:
    file = made(pc)
    (differs, _) = drills.run(pc.safety, compare=lambda _: False)
    assert differs.trouble is Problem.BACKUP_UNLIKE_HUB
    file.write_bytes(file.read_bytes()[:-1])
    assert [tried.trouble for tried in drills.run(pc.safety)] == [None, Problem.BACKUP_DAMAGED]


def test_a_place_that_takes_nothing_is_told(pc: Bench, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    for folder in (tmp_path / "file" / "x", tmp_path / "a" / "b"):
        with pytest.raises(IntakeError) as refused:
            Place("odd", folder).demand()
        assert refused.value.problem is Problem.PLACE_AWAY


@given(st.lists(st.datetimes(datetime(2020, 1, 1), datetime(2026, 1, 1)), max_size=200))  # noqa: DTZ001 - made aware below
def test_rotation_keeps_the_newest_and_no_more_than_promised(moments: list[datetime]) -> None:
    aware = [moment.replace(tzinfo=UTC) for moment in moments]
    kept = rotation.kept(aware)
    assert len(kept) <= 24 + 14 + 8 + 12
    assert kept <= set(aware)
    if aware:
        assert max(aware) in kept


def test_rotation_over_two_years_of_hours() -> None:
    hours = [NOON - hours * HOUR for hours in range(24 * 730)]
    kept = rotation.kept(hours)
    assert {NOON - hours * HOUR for hours in range(24)} <= kept
    assert len({moment.date() for moment in kept}) >= 14 + 6 + 9
    assert min(kept) < NOON - 320 * DAY
    assert rotation.kept(kept) == kept
