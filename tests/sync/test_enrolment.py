"""Getting in by a code, against a real hub."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from intake_app.errors import IntakeError, Problem
from intake_app.sync.enrolment import enrol
from intake_app.sync.secrets import FILE, FileSecrets, token_name
from tests.rigs.hub import HubThread

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path


@pytest.fixture
def hub(tmp_path: Path) -> Generator[HubThread]:
    running = HubThread(f"sqlite:///{tmp_path / 'hub.db'}")
    yield running
    running.close()


def test_the_token_is_kept_and_the_prefix_told(hub: HubThread, tmp_path: Path) -> None:
    origin, secrets = uuid4(), FileSecrets(tmp_path / FILE)
    reply = enrol(hub.url, hub.code(), "Counter", origin=origin, secrets=secrets)
    assert (reply.inc, reply.prefix) == (0, "A")
    assert secrets.read(token_name(origin)) == reply.token


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("", Problem.CODE_REFUSED),
        ("http://127.0.0.1:1", Problem.HUB_AWAY),
        ("ftp://127.0.0.1", Problem.HUB_ADDRESS),
        ("http://[::1", Problem.HUB_ADDRESS),
        ("http://", Problem.HUB_ADDRESS),
    ],
)
def test_what_does_not_work_is_told_and_nothing_is_kept(
    hub: HubThread, tmp_path: Path, url: str, problem: Problem
) -> None:
    secrets = FileSecrets(tmp_path / FILE)
    with pytest.raises(IntakeError) as error:
        enrol(url or hub.url, "AAAAA-AAAAA", "Counter", origin=uuid4(), secrets=secrets)
    assert error.value.problem is problem
    assert not (tmp_path / FILE).exists()
