"""An old client at a new hub: the requests of protocol version 1 are answered as on the first day.

The files are kept from now on and never written again. What a later hub adds to its answers is no
fault; what these files expect is a promise.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from tests.rigs.hub import HubThread

if TYPE_CHECKING:
    from collections.abc import Generator

FOLDER = Path(__file__).parent / "v1"


@pytest.fixture
def hub(tmp_path: Path) -> Generator[HubThread]:
    running = HubThread(f"sqlite:///{tmp_path / 'hub.db'}")
    yield running
    running.close()


def test_a_client_of_version_1_is_understood(hub: HubThread) -> None:
    with httpx.Client(base_url=f"{hub.url}/v1", trust_env=False) as client:
        for file in sorted(FOLDER.glob("*.json")):
            golden = json.loads(file.read_text("utf-8"))
            reply = _asked(client, golden, hub)
            assert reply.status_code == golden["status"], (file.name, reply.text)
            found = reply.json()
            if golden["call"] == "enrol":
                client.headers["Authorization"] = f"Bearer {found['token']}"
            assert _seen(found, golden["expect"]) == golden["expect"], file.name


def _asked(client: httpx.Client, golden: dict[str, Any], hub: HubThread) -> httpx.Response:
    if golden["params"] is not None:
        return client.get(golden["call"], params=golden["params"])
    body = golden["body"]
    if golden["call"] == "enrol":
        body["code"] = hub.code()
    return client.post(golden["call"], json=body)


def _seen(found: dict[str, Any], expected: dict[str, Any]) -> dict[str, Any]:
    """What is promised of an answer, in the words of the file."""
    words = dict(found)
    if "receipts" in found:
        words["outcomes"] = [one["outcome"] for one in found["receipts"]]
    if "ops" in found:
        words["ops"] = len(found["ops"])
    return {name: words.get(name) for name in expected}
