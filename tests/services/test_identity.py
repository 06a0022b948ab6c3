"""A store that was put back or copied is found out at the start, even without any hub."""

from __future__ import annotations

import errno
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from typing_extensions import override

from intake_app.models.people import Client
from intake_app.models.recording import Recorder
from intake_app.models.store import Store
from intake_app.services.identity import Identity, Verdict, Witness, state_folder
from intake_app.services.replica import StoreReplica
from intake_app.services.shop import FILE_NAME
from intake_app.sync.secrets import FileSecrets, Place
from tests.rigs.watch import NOON, Watch

if TYPE_CHECKING:
    from collections.abc import Callable


class Ring:
    """A keyring in memory."""

    place = Place.KEYRING

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}

    def read(self, name: str) -> str | None:
        return self.kept.get(name)

    def write(self, name: str, secret: str) -> None:
        self.kept[name] = secret

    def erase(self, name: str) -> None:
        self.kept.pop(name, None)


@pytest.fixture
def ring() -> Ring:
    return Ring()


def begun(
    data: Path, outside: Path, ring: Ring | FileSecrets, work: Callable[[Store], None]
) -> Verdict:
    data.mkdir(exist_ok=True)
    store = Store(data / FILE_NAME, Recorder(Watch(), "Анна"))
    try:
        identity = Identity(store, ring, outside)
        verdict = identity.begin()
        store.listen(identity.heard)
        work(store)
        return verdict
    finally:
        store.close()


def nothing(_store: Store) -> None:
    pass


def take_in(store: Store) -> None:
    with store.writing() as session:
        session.create(Client, created_at=NOON, kind="person", name="Ада")
        session.next_ticket()
        session.touched.add("order")


def facts(store: Store) -> tuple[int, str, int, int]:
    with store.reading() as session:
        sql = "SELECT inc, prefix, next_n, order_counter FROM sync"
        return session.driver.execute(sql).fetchone()


def copied(data: Path, target: Path) -> Path:
    shutil.copytree(data, target)
    return target


pytestmark = pytest.mark.expects_log("the store was|nothing outside|stands in the store alone")


def test_a_store_that_is_opened_again_is_the_same(tmp_path: Path, ring: Ring) -> None:
    data, outside = tmp_path / "data", tmp_path / "state"
    for _ in range(3):
        assert begun(data, outside, ring, take_in) is Verdict.SAME


def test_a_store_put_back_begins_another_life(tmp_path: Path, ring: Ring) -> None:
    data, outside = tmp_path / "data", tmp_path / "state"
    begun(data, outside, ring, take_in)
    copy = copied(data, tmp_path / "copy")
    begun(data, outside, ring, take_in)
    shutil.rmtree(data)
    copy.rename(data)
    seen: list[tuple[int, str, int, int]] = []
    ids: list[object] = []

    def look(store: Store) -> None:
        seen.append(facts(store))
        ids.extend(op.op_id for op in StoreReplica(store).unsent(99))

    assert begun(data, outside, ring, look) is Verdict.ROLLED_BACK
    inc, prefix, next_n, counter = seen[0]
    assert inc >= 1 << 23
    assert prefix.startswith("A2") or (prefix[0] == "A" and prefix[1].isdigit())
    assert (next_n, len(ids)) == (1, 1)
    assert counter == 2  # outside it was known that a second number was given
    assert begun(data, outside, ring, nothing) is Verdict.SAME


@pytest.mark.parametrize("lost", ["side", "ring"])
def test_one_witness_is_enough(tmp_path: Path, ring: Ring, lost: str) -> None:
    data, outside = tmp_path / "data", tmp_path / "state"
    begun(data, outside, ring, nothing)
    if lost == "side":
        shutil.rmtree(outside)
    else:
        ring.kept.clear()
    assert begun(data, outside, ring, nothing) is Verdict.SAME


def test_a_store_copied_to_another_pc_is_another_workstation(tmp_path: Path, ring: Ring) -> None:
    data, outside = tmp_path / "data", tmp_path / "state"
    origins: list[object] = []

    def note(store: Store) -> None:
        origins.append(StoreReplica(store).standing().origin)

    begun(data, outside, ring, note)
    copy = copied(data, tmp_path / "copy")
    assert begun(copy, tmp_path / "elsewhere", Ring(), note) is Verdict.MOVED
    assert begun(data, outside, ring, note) is Verdict.SAME
    assert origins[0] == origins[2] != origins[1]
    assert begun(copy, tmp_path / "elsewhere", Ring(), note) is Verdict.SAME


def test_secrets_beside_the_store_are_no_witness(tmp_path: Path) -> None:
    data, outside = tmp_path / "data", tmp_path / "state"
    secrets = FileSecrets(data / "secrets.json")
    begun(data, outside, secrets, nothing)
    assert begun(data, tmp_path / "elsewhere", secrets, nothing) is Verdict.MOVED


@pytest.mark.parametrize("cut", ["after_side", "after_ring", "after_store"])
def test_a_power_cut_between_the_writings_is_no_fork(
    tmp_path: Path, ring: Ring, cut: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, outside = tmp_path / "data", tmp_path / "state"
    begun(data, outside, ring, nothing)
    real = Identity._write_side  # the cut happens inside
    calls: list[int] = []

    def cutting(self: Identity, origin: object, witness: Witness) -> None:
        calls.append(1)
        if cut == "after_store" and len(calls) == 2:
            raise KeyboardInterrupt
        real(self, origin, witness)  # pyright: ignore[reportArgumentType] - an origin
        if cut == "after_side":
            raise KeyboardInterrupt

    monkeypatch.setattr(Identity, "_write_side", cutting)
    if cut == "after_ring":
        monkeypatch.setattr("intake_app.services.identity._draw", _interrupted)
    with pytest.raises(KeyboardInterrupt):
        begun(data, outside, ring, nothing)
    monkeypatch.undo()
    assert begun(data, outside, ring, nothing) is Verdict.SAME


def _interrupted(*_: object) -> None:
    raise KeyboardInterrupt


def test_where_nothing_can_be_written_outside_work_goes_on(tmp_path: Path, ring: Ring) -> None:
    data, outside = tmp_path / "data", tmp_path / "state"
    outside.write_text("a file where the folder should be")
    assert begun(data, outside, ring, take_in) is Verdict.SAME


class FullRing(Ring):
    """Takes so many secrets and no more."""

    room = 1

    @override
    def write(self, name: str, secret: str) -> None:
        if not self.room:
            raise OSError(errno.ENOSPC, "No space left on device")
        self.room -= 1
        super().write(name, secret)


def test_a_disk_that_fills_up_while_the_store_is_opened_stops_nothing(tmp_path: Path) -> None:
    data, outside, ring = tmp_path / "data", tmp_path / "state", FullRing()
    assert begun(data, outside, ring, take_in) is Verdict.SAME
    ring.room = 9
    assert begun(data, outside, ring, take_in) is Verdict.SAME


def test_a_folder_outside_that_goes_away_meanwhile_costs_no_intake(
    tmp_path: Path, ring: Ring
) -> None:
    data, outside = tmp_path / "data", tmp_path / "state"

    def take_in_without(store: Store) -> None:
        shutil.rmtree(outside)
        outside.write_text("a file where the folder was")
        take_in(store)
        assert facts(store)[3] == 1

    begun(data, outside, ring, take_in_without)


def test_half_a_side_file_says_nothing(tmp_path: Path, ring: Ring) -> None:
    data, outside = tmp_path / "data", tmp_path / "state"
    begun(data, outside, ring, nothing)
    for file in outside.iterdir():
        file.write_text("{")
    assert begun(data, outside, ring, nothing) is Verdict.SAME


def test_the_folder_outside_can_be_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTAKE_STATE", "/somewhere")
    assert state_folder() == Path("/somewhere")
    monkeypatch.delenv("INTAKE_STATE")
    monkeypatch.setenv("XDG_STATE_HOME", "/state")
    assert state_folder() == Path("/state/intake")
