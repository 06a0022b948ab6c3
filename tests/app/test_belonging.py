"""Two desks and a real hub: every desk opens every passcode, and tokens change in time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from sqlalchemy import update

from intake_app.app import belonging
from intake_app.errors import IntakeError, Problem, RejectedError
from intake_app.services.vault import Vault, key_id
from intake_app.sync import membership
from intake_app.sync.core.reading import from_base64
from intake_app.sync.core.wire_enrol import HandedKey
from intake_app.sync.enrolment import enrol
from intake_app.sync.secrets import FILE, FileSecrets
from intake_hub.access.tokens import OVERLAP_MS, TOKEN_LIFE_MS
from intake_hub.stations import Stations
from intake_hub.store.tables import Token
from tests.rigs.hub import HubThread

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from pathlib import Path

    from intake_app.sync.core.wire_enrol import StationInfo
    from intake_app.sync.membership import Membership


@pytest.fixture
def hub(tmp_path: Path) -> Generator[HubThread]:
    running = HubThread(f"sqlite:///{tmp_path / 'hub.db'}")
    yield running
    running.close()


@dataclass
class Desk:
    """One that enrolled; `turn` does what the lane does every few minutes."""

    hub: HubThread
    secrets: FileSecrets
    vault: Vault
    member: Membership

    def turn(self) -> None:
        self.member = belonging.keep_up(self.hub.url, self.member, self.secrets, self.vault)

    def seal(self, text: str) -> str:
        return self.vault.sealer()(text, b"order 1")

    def read(self, sealed: str) -> str:
        return self.vault.open(sealed, b"order 1")


@pytest.fixture
def new_desk(hub: HubThread, tmp_path: Path) -> Callable[[str], Desk]:
    def make(name: str) -> Desk:
        folder = tmp_path / name
        folder.mkdir(exist_ok=True)
        secrets, origin = FileSecrets(folder / FILE), uuid4()
        enrol(hub.url, hub.code(), name, origin=origin, secrets=secrets)
        member = membership.kept(secrets, origin)
        assert member is not None
        return Desk(hub, secrets, Vault(lambda: secrets, f"vault-{origin}"), member)

    return make


def test_a_newcomer_opens_what_was_sealed_before_it_came(new_desk: Callable[[str], Desk]) -> None:
    first = new_desk("Counter")
    sealed = first.seal("1234")
    second = new_desk("Workshop")
    first.turn()
    second.turn()
    assert second.read(sealed) == "1234"
    assert second.vault.keys() == first.vault.keys()  # it had none, so it goes on with this one


def test_keys_made_offline_on_both_sides_reach_each_other(new_desk: Callable[[str], Desk]) -> None:
    first, second = new_desk("Counter"), new_desk("Workshop")
    sealed = [first.seal("1234"), second.seal("L-shape")]
    with pytest.raises(RejectedError) as error:
        second.read(sealed[0])
    assert error.value.problem is Problem.VAULT_ELSEWHERE
    for desk in (first, second, first):
        desk.turn()
    for desk in (first, second):
        assert [desk.read(one) for one in sealed] == ["1234", "L-shape"]
    third = new_desk("Third")
    second.turn()
    third.turn()
    assert [third.read(one) for one in sealed] == ["1234", "L-shape"]


def test_the_hub_never_holds_a_key_it_could_open(
    hub: HubThread, new_desk: Callable[[str], Desk]
) -> None:
    first, _ = new_desk("Counter"), new_desk("Workshop")
    first.seal("1234")
    first.turn()
    key = next(iter(first.vault.keys().values()))
    with hub.store.reading() as connection:
        (kept,) = connection.exec_driver_sql("SELECT key_id, sealed FROM handed_key").all()
    assert kept.key_id == key_id(key)
    raw = from_base64(kept.sealed)
    assert raw is not None
    assert key not in raw


def test_a_revoked_desk_gets_nothing(hub: HubThread, new_desk: Callable[[str], Desk]) -> None:
    first, second = new_desk("Counter"), new_desk("Workshop")
    first.seal("1234")
    first.turn()
    Stations(hub.store, lambda: 1).revoke("Workshop")
    with pytest.raises(IntakeError) as error:
        second.turn()
    assert error.value.problem is Problem.TOKEN_REVOKED
    assert second.vault.keys() == {}
    first.turn()
    with hub.store.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM handed_key").scalar() == 0


def test_what_is_sealed_after_a_desk_was_revoked_does_not_open_with_what_it_knows(
    hub: HubThread, new_desk: Callable[[str], Desk]
) -> None:
    first, second, third = (new_desk(name) for name in ("Counter", "Workshop", "Stolen"))
    before = first.seal("1234")
    for desk in (first, second, third):
        desk.turn()
    assert third.read(before) == "1234"
    Stations(hub.store, lambda: 5).revoke("Stolen")
    for desk in (first, second, first, second):
        desk.turn()
    after = [first.seal("5678"), second.seal("5678")]
    for desk in (first, second):
        assert [desk.read(one) for one in (before, *after)] == ["1234", "5678", "5678"]
    with pytest.raises(IntakeError):
        third.turn()
    for one in after:
        with pytest.raises(RejectedError) as refused:
            third.read(one)
        assert refused.value.problem is Problem.VAULT_ELSEWHERE
    assert first.vault.sealer()("1", b"x").split(".")[1] == after[0].split(".")[1]  # once


def test_a_newcomer_does_not_seal_with_a_key_that_a_revoked_desk_knows(
    hub: HubThread, new_desk: Callable[[str], Desk]
) -> None:
    first, gone = new_desk("Counter"), new_desk("Stolen")
    before = first.seal("1234")
    first.turn()
    gone.turn()
    Stations(hub.store, lambda: 5).revoke("Stolen")
    newcomer = new_desk("New")
    first.turn()
    newcomer.turn()
    assert newcomer.read(before) == "1234"
    with pytest.raises(RejectedError):
        gone.read(newcomer.seal("5678"))


def test_a_desk_that_is_let_in_again_and_turned_away_again_is_parted_with_again(
    hub: HubThread, new_desk: Callable[[str], Desk]
) -> None:
    first, second = new_desk("Counter"), new_desk("Workshop")
    used = {first.seal("1").split(".")[1]}
    for ms in (5, 9):
        first.turn()
        second.turn()
        Stations(hub.store, lambda now=ms: now).revoke("Workshop")
        first.turn()
        used.add(first.seal("1").split(".")[1])
        let_in(second)
    assert len(used) == 3


def let_in(desk: Desk) -> None:
    origin = desk.member.origin
    enrol(desk.hub.url, desk.hub.code(), "Workshop", origin=origin, secrets=desk.secrets)
    member = membership.kept(desk.secrets, origin)
    assert member is not None
    desk.member = member


def test_a_key_that_is_not_what_it_says_is_passed_over(new_desk: Callable[[str], Desk]) -> None:
    first, second = new_desk("Counter"), new_desk("Workshop")
    about = HandedKey(origin=second.member.origin, key_id="00000000", sealed="")
    wrong = belonging.sealed("00000000", bytes(32), first_of(first, second))
    broken = HandedKey(origin=about.origin, key_id="00000001", sealed="AAAA")
    belonging.asked(first.hub.url, first.member, lambda line: line.hand_over((wrong, broken)))
    second.turn()
    assert second.vault.keys() == {}
    sealed = first.seal("1234")
    first.turn()
    second.turn()
    assert second.read(sealed) == "1234"


def first_of(desk: Desk, wanted: Desk) -> StationInfo:
    told = belonging.stations(desk.hub.url, desk.member)
    return next(one for one in told.stations if one.origin == wanted.member.origin)


def test_an_old_token_is_changed_and_dies_after_a_while(
    hub: HubThread, new_desk: Callable[[str], Desk]
) -> None:
    desk = new_desk("Counter")
    old = desk.member.token
    desk.turn()
    assert desk.member.token == old
    with hub.store.writing() as connection:
        connection.execute(update(Token).values(made_ms=Token.made_ms - TOKEN_LIFE_MS))
    desk.turn()
    new = desk.member.token
    assert new != old
    assert membership.kept(desk.secrets, desk.member.origin) == desk.member
    with hub.store.reading() as connection:
        now = connection.exec_driver_sql("SELECT max(made_ms) FROM station_token").scalar_one()
    early, late = Stations(hub.store, lambda: now), Stations(hub.store, lambda: now + OVERLAP_MS)
    assert early.by_token(old).origin == desk.member.origin  # the new one may never have arrived
    assert early.by_token(new).origin == desk.member.origin
    assert early.by_token(old).origin == desk.member.origin
    assert late.by_token(new).origin == desk.member.origin
    with pytest.raises(RejectedError):
        late.by_token(old)


def test_a_desk_may_be_called_otherwise(new_desk: Callable[[str], Desk]) -> None:
    first, second = new_desk("Counter"), new_desk("Workshop")
    assert belonging.rename(first.hub.url, first.member, "Front") == "Front"
    assert belonging.rename(second.hub.url, second.member, "Front") == "Front 2"
    told = belonging.stations(first.hub.url, first.member)
    assert [one.name for one in told.stations] == ["Front", "Front 2"]


def test_a_key_has_the_name_it_is_made_of() -> None:
    assert key_id(bytes(32)) != key_id(bytes(31) + b"1")
