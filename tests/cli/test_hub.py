"""`enrol` and `sync --once` against the real hub."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from intake_app.cli.hub import insist
from intake_app.errors import IntakeError, Problem
from intake_app.sync.core.status import NeedsAttention, Off, Offline, Stuck, StuckWhy, Waiting
from tests.rigs.hub import HubThread

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from intake_app.sync.core.status import SyncStatus
    from tests.cli.conftest import Intake


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[HubThread]:
    hub = HubThread(f"sqlite:///{tmp_path / 'hub.db'}")
    yield hub
    hub.close()


def test_an_enrolled_pc_exchanges_and_says_nothing_when_all_is_well(
    intake: Intake, hub: HubThread
) -> None:
    assert intake("enrol", hub.url, hub.code(), "--name", "Counter").code == 0
    ended = intake("sync", "--once", "--hub", hub.url)
    assert (ended.code, ended.out, ended.err) == (0, "", "")


def test_the_hub_joined_is_the_hub_used(intake: Intake, hub: HubThread) -> None:
    intake.data.mkdir()
    file = intake.data / "settings.toml"
    file.write_text('# ours\n[desk]\nlang = "en"\n', "utf-8")
    assert intake("enrol", hub.url, hub.code()).code == 0
    assert file.read_text("utf-8") == f'# ours\n[desk]\nhub = "{hub.url}"\nlang = "en"\n'
    ended = intake("sync", "--once")
    assert (ended.code, ended.err) == (0, "")


def test_a_refused_code_leaves_the_settings_alone(intake: Intake, hub: HubThread) -> None:
    assert intake("enrol", hub.url, "AAAAA-AAAAA").code == 1
    assert not (intake.data / "settings.toml").exists()


def test_a_pc_without_a_hub_is_told_how_to_join_one(intake: Intake) -> None:
    ended = intake("sync", "--once")
    assert (ended.code, ended.err.count("\n")) == (1, 1)
    assert "has no hub" in ended.err
    assert "intake-app enrol" in ended.err


def test_a_wrong_address_of_a_hub_is_not_that_of_a_device(intake: Intake) -> None:
    ended = intake("enrol", "nonsense", "1")
    assert ended.code == 1
    assert "address of the hub" in ended.err
    assert "nonsense" in ended.err


def test_a_used_code_is_refused(intake: Intake, hub: HubThread) -> None:
    code = hub.code()
    assert intake("enrol", hub.url, code).code == 0
    ended = intake("enrol", hub.url, code)
    assert ended.code == 1
    assert "code" in ended.err


def test_a_pc_that_is_not_enrolled_is_told_to(intake: Intake, hub: HubThread) -> None:
    ended = intake("sync", "--once", "--hub", hub.url)
    assert ended.code == 1
    assert "enrol" in ended.err


def test_a_hub_that_is_away_is_told(intake: Intake, hub: HubThread) -> None:
    assert intake("enrol", hub.url, hub.code()).code == 0
    ended = intake("sync", "--once", "--hub", "http://127.0.0.1:9")
    assert ended.code == 1
    assert "cannot be reached" in ended.err


@pytest.mark.parametrize("address", ["", "hub.local", "ftp://hub"])
def test_an_address_that_is_none_is_refused(intake: Intake, address: str) -> None:
    ended = intake("sync", "--once", "--hub", address)
    assert ended.code == 1
    assert "hub" in ended.err


@pytest.mark.parametrize(
    ("status", "problem"),
    [
        (Offline(1, "", Problem.HUB_AWAY), Problem.HUB_AWAY),
        (Stuck(StuckWhy.REVOKED, 1, ""), Problem.HUB_REFUSED),
        (NeedsAttention(2, 0), Problem.HUB_REFUSED),
        (Waiting(1, ""), Problem.HUB_AWAY),
        (Off(), Problem.HUB_AWAY),
    ],
)
def test_whatever_is_not_in_step_is_told(status: SyncStatus, problem: Problem) -> None:
    with pytest.raises(IntakeError) as refusal:
        insist(status)
    assert refusal.value.problem is problem
