"""This PC is the hub of the shop: two desks call it at its real address, over TLS."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from uuid import UUID, uuid4

import httpx
import pytest

from intake_app.app.embedded_hub import EmbeddedHub, store_address
from intake_app.errors import IntakeError, Problem
from intake_app.sync import membership, trust
from intake_app.sync.core.wire import PullReply, PullRequest, PushReply, PushRequest
from intake_app.sync.enrolment import enrol
from intake_app.sync.fake_replica import MemoryReplica
from intake_app.sync.secrets import FILE, FileSecrets
from tests.rigs.hub import ROOT
from tests.rigs.shopwork import intake

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from intake_app.sync.core.ops import Op
    from intake_app.sync.membership import Membership


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "logs").mkdir()
    return tmp_path


@pytest.fixture
def url(data: Path, qtbot: QtBot) -> Iterator[str]:
    hub = EmbeddedHub(data, is_shared=True)
    hub.wrapping, hub.port = bytes(32), 0  # the usual port may be taken where this runs
    urls: list[str] = []
    hub.ready.connect(urls.append)
    hub.start()
    qtbot.waitUntil(lambda: bool(urls), timeout=60_000)
    yield urls[0]
    hub.stop()


def invitation(data: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "intake_hub", "code", "--json", "--db", store_address(data)],
        check=True,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "INTAKE_KEYRING": "file"},
    )
    return str(json.loads(done.stdout)["link"])


def joined(link: str, origin: UUID, folder: Path) -> Membership:
    folder.mkdir()
    secrets = FileSecrets(folder / FILE)
    url, letters, fingerprint = trust.read_invitation(link)
    enrol(url, f"{letters}.{fingerprint}", folder.name, origin=origin, secrets=secrets)
    found = membership.kept(secrets, origin)
    assert found is not None
    return found


def pushed(member: Membership, url: str, ops: tuple[Op, ...]) -> PushReply:
    async def run() -> PushReply:
        line = member.client(url)
        try:
            return await line.push(PushRequest(epoch=None, inc=0, clock_ms=0, ops=ops))
        finally:
            await line.close()

    return asyncio.run(run())


def pulled(member: Membership, url: str) -> PullReply:
    async def run() -> PullReply:
        line = member.client(url)
        try:
            return await line.pull(PullRequest(epoch=None, inc=0, after=0))
        finally:
            await line.close()

    return asyncio.run(run())


def test_two_desks_work_with_it_over_the_network(url: str, data: Path) -> None:
    assert url.startswith("https://")
    assert urlsplit(url).hostname not in {"127.0.0.1", "localhost"}
    near, far = MemoryReplica(), MemoryReplica()
    first = joined(invitation(data), near.origin, data / "near")
    second = joined(invitation(data), far.origin, data / "far")
    ops = tuple(intake(near))
    assert pushed(first, url, ops).hub.head == len(ops)
    assert [one.op.op_id for one in pulled(second, url).ops] == [op.op_id for op in ops]


def test_nothing_is_said_there_without_tls_or_to_another_authority(url: str, data: Path) -> None:
    with pytest.raises(httpx.TransportError):
        httpx.get(url.replace("https:", "http:") + "/v1/health", trust_env=False)
    link, _, fingerprint = invitation(data).partition(".")
    with pytest.raises(IntakeError) as error:
        joined(f"{link}.{fingerprint[::-1]}", uuid4(), data / "eve")
    assert error.value.problem is Problem.HUB_FINGERPRINT
