"""What is refused before there is a window, as far as it can be tried in this process."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from intake_app.cli import display
from intake_app.cli.run import refuse_newer_store
from intake_app.errors import Problem, UnavailableError
from intake_app.models import connection
from tests.rigs import xserver

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Intake


@pytest.mark.parametrize(
    ("environment", "detail"),
    [
        ({}, ""),
        ({"QT_QPA_PLATFORM": "xcb"}, ""),
        ({"QT_QPA_PLATFORM": "wayland", "DISPLAY": ":0"}, ""),
        ({"DISPLAY": ":4711"}, "DISPLAY=:4711"),
    ],
)
def test_a_missing_display_is_told(environment: dict[str, str], detail: str) -> None:
    with pytest.raises(UnavailableError) as refusal:
        display.demand(environment)
    assert (refusal.value.problem, refusal.value.detail) == (Problem.NO_DISPLAY, detail)


@pytest.mark.parametrize(
    "environment", [{"QT_QPA_PLATFORM": "offscreen:x=1"}, {"WAYLAND_DISPLAY": "wayland-0"}]
)
def test_a_display_that_is_none_of_x_is_taken_as_it_is(environment: dict[str, str]) -> None:
    display.demand(environment)


def test_a_display_that_answers_is_taken() -> None:
    with xserver.running() as server:
        display.demand({"DISPLAY": server.display})


def test_a_store_of_a_newer_program_is_refused(tmp_path: Path) -> None:
    store = tmp_path / "intake.db"
    connection.open_file(store).close()
    refuse_newer_store(store)
    opened = connection.open_file(store)
    opened.execute(f"PRAGMA user_version = {connection.SCHEMA_NUMBER + 1}")
    opened.close()
    with pytest.raises(UnavailableError) as refusal:
        refuse_newer_store(store)
    assert refusal.value.problem is Problem.STORE_TOO_NEW


def test_no_store_yet_is_no_trouble(tmp_path: Path) -> None:
    refuse_newer_store(tmp_path / "intake.db")


@pytest.mark.parametrize(
    ("option", "address", "said"),
    [
        ("--scanner", "tcp://1.2.3.4:5", "scanner"),
        ("--receipt-printer", "foo://x", "foo"),
        ("--label-printer", "none:?width=wide", "wide"),
    ],
)
def test_a_wrong_device_address_is_refused(
    intake: Intake, option: str, address: str, said: str
) -> None:
    ended = intake("run", option, address)
    assert ended.code == 1
    assert said in ended.err
    assert not intake.data.exists()


def test_a_demo_brings_its_own_devices(intake: Intake, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    monkeypatch.setenv("DISPLAY", ":4711")
    ended = intake("run", "--demo")
    assert ended.code == 1
    assert ":4711" in ended.err
