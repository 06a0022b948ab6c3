"""A new PC takes a grown shop over; killed in the middle it goes on where it was."""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from intake_app.clock import utc_now
from intake_app.config import Settings
from intake_app.services.shop import Shop
from intake_app.sync.core.digest import differing
from intake_app.sync.core.repair_wire import PART_RECORDS
from intake_hub.feed.digests import Digests
from intake_hub.store.tables import Shop as HubShop
from tests.rigs.grown_hub import grow
from tests.rigs.hub import HubThread

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

ROOT = Path(__file__).parents[2]
ORDERS = 1_500


@pytest.fixture
def hub(tmp_path: Path) -> Generator[HubThread]:
    db = f"sqlite:///{tmp_path / 'hub.db'}"
    grow(db, tmp_path, clients=600, orders=ORDERS)
    running = HubThread(db)
    yield running
    running.close()


class Newcomer:
    """The desk's process, and what its bar shows."""

    def __init__(self, folder: Path, url: str, code: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.rigs.newcomer", str(folder), url, code],
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )

    def bar(self) -> Iterator[tuple[int, int]]:
        """Each step, until it is killed or has everything."""
        assert self._process.stdout is not None
        for line in self._process.stdout:
            done, total = line.split()
            yield int(done), int(total)

    def kill(self) -> None:
        """As a power cut would."""
        self._process.kill()
        self.end()

    def end(self) -> int:
        """Wait for it."""
        code = self._process.wait(60)
        if self._process.stdout is not None:
            self._process.stdout.close()
        return code


def killed_at(newcomer: Newcomer, least: int) -> int:
    """Kill it as soon as so many records are there; give how many it said."""
    reached = next(done for done, _ in newcomer.bar() if done >= least)
    newcomer.kill()
    return reached


def test_killed_twice_it_goes_on_and_has_all(hub: HubThread, tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    first = killed_at(Newcomer(folder, hub.url, hub.code()), PART_RECORDS)
    second = Newcomer(folder, hub.url, "")
    steps = second.bar()
    begun = next(done for done, _ in steps if done)
    assert begun > first - 2 * PART_RECORDS  # what was committed is not fetched again
    reached = next(done for done, _ in steps if done >= begun + PART_RECORDS)
    second.kill()
    third = Newcomer(folder, hub.url, "")
    shown = [step for step in third.bar() if step[1]]
    assert third.end() == 0
    assert [done for done, _ in shown] == sorted(done for done, _ in shown)
    assert shown[0][0] > reached - 2 * PART_RECORDS
    assert shown[-1][0] == shown[-1][1]
    with closing(Shop(Settings(data=folder), utc_now)) as shop:
        shop.open()
        assert sum(shop.services.replica.counts().values()) == shown[-1][1]
        ours = shop.services.replica.digest()
    with hub.store.reading() as connection:
        ident = connection.execute(select(HubShop.id)).scalar_one()
    _, theirs = Digests(hub.store).at_head(ident)
    assert differing(ours, theirs) == []
