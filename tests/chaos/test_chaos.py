"""Real processes under kill -9, SIGSTOP, a full disk and a bad line: what was saved arrives."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from collections import Counter as Counted
from contextlib import closing
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from sqlcipher3 import dbapi2

from intake_app.services.shop import FILE_NAME
from intake_hub.feed import checking
from intake_hub.store.engine import HubStore
from tests.chaos.proxy import MISCHIEF, Proxy
from tests.rigs import disks
from tests.rigs.hub import ROOT, HubProcess
from tests.rigs.postgres import Postgres
from tests.rigs.waiting import NEVER, until, while_it_moves

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

_WAITING = "SELECT count(*) FROM outbox WHERE state IN ('new', 'acked')"
_PLACE = 'SELECT cursor, (SELECT count(*) FROM "order") FROM sync'
HARMS = ("kill desk", "stop desk", "kill hub", "fill disk", "read-only disk", *MISCHIEF[1:])
ROUNDS = int(os.environ.get("ROUNDS", str(len(HARMS))))
PATIENCE_S = 300  # a program that starts on a busy PC is slow, not dead
DISK_MB = 64 + ROUNDS  # what is taken in stays, and a disk that is really full would stop the work


class Counter:
    """The desk's process, and what it said was saved."""

    def __init__(self, folder: Path, url: str, code: str, log: Path) -> None:
        self.folder, self._url, self._code, self._log = folder, url, code, log
        self._start()

    def _start(self, pause_s: str = "0.02") -> None:
        arguments = [str(self.folder), self._url, self._code, pause_s]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.chaos.counter", *arguments],
                cwd=ROOT,
                stdout=log,
                stderr=log,
                env={
                    **os.environ,
                    "INTAKE_KEYRING": "file",
                    "INTAKE_STATE": str(self.folder.with_name(f"{self.folder.name}.side")),
                },
            )
        self._code = ""

    @property
    def said(self) -> str:
        return self._log.read_text()

    @property
    def saved(self) -> set[bytes]:
        """Every order that the screen called saved."""
        lines = [line for line in self.said.splitlines() if line.startswith("saved ")]
        return {UUID(line.split()[1]).bytes for line in lines if len(line) == 42}

    def kill(self) -> None:
        self._process.kill()
        self._process.wait(10)

    def stop_for(self, seconds: float) -> None:
        self._process.send_signal(signal.SIGSTOP)
        NEVER.wait(seconds)
        self._process.send_signal(signal.SIGCONT)

    def restart(self, *, idle: bool = False) -> None:
        """Kill it and start it again; idle, it only exchanges."""
        self.kill()
        self._start("3600" if idle else "0.02")

    def ask(self, sql: str) -> tuple[int, ...]:
        """Look into its store from outside."""
        file = (self.folder / FILE_NAME).as_uri()
        with closing(dbapi2.connect(f"{file}?mode=ro", uri=True, timeout=10)) as connection:
            found: tuple[int, ...] = connection.execute(sql).fetchone()
            return found

    def orders(self) -> set[bytes]:
        file = (self.folder / FILE_NAME).as_uri()
        with closing(dbapi2.connect(f"{file}?mode=ro", uri=True, timeout=10)) as connection:
            return {row[0] for row in connection.execute('SELECT id FROM "order"')}


@pytest.fixture(params=["sqlite", "postgresql"])
def db(request: pytest.FixtureRequest, tmp_path: Path) -> Generator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'hub.db'}"
        return
    server = Postgres()
    yield server.new_database()
    server.close()


@pytest.mark.timeout(7200)
def test_no_harm_to_real_processes_loses_a_saved_intake(db: str, tmp_path: Path) -> None:
    rolls, hub, order = random.Random(ROUNDS), HubProcess(db), list[str]()
    met = Counted[str]()
    line = Proxy(hub.port, ROUNDS)
    with disks.small(tmp_path / "small", DISK_MB) as disk:
        near = Counter(disk / "near", line.url, hub.code(), tmp_path / "near.log")
        far = Counter(tmp_path / "far", hub.url, hub.code(), tmp_path / "far.log")
        try:
            until(lambda: near.saved and far.saved, "both counters work", PATIENCE_S)
            for number in range(ROUNDS):
                if number % len(HARMS) == 0:  # each comes once before any comes again
                    order = rolls.sample(HARMS, len(HARMS))
                harm = order[number % len(HARMS)]
                _harm(harm, (near, hub, line, disk), rolls)
                met[harm] += 1
                _tell_progress(met, near, far)
            line.mischief = "none"
            for counter in (near, far):
                counter.restart(idle=True)
            _agree(near, far)
            _tell(near, far, met)
        finally:
            for counter in (near, far):
                counter.kill()
            line.close()
            hub.close()
    store = HubStore(db)
    assert checking.faults(store) == []
    store.close()


def _harm(
    harm: str, victims: tuple[Counter, HubProcess, Proxy, Path], rolls: random.Random
) -> None:
    near, hub, line, disk = victims
    before = len(near.saved)
    match harm:
        case "kill desk":
            near.restart()
        case "stop desk":
            near.stop_for(0.2 + rolls.random())
        case "kill hub":
            hub.kill()
            NEVER.wait(rolls.random())
            hub.start()
        case "fill disk":
            filler = disks.fill(disk)
            NEVER.wait(0.5)
            filler.unlink()
        case "read-only disk":
            near.kill()
            with disks.turned_read_only(disk):
                near.restart()
                until(lambda: near.said.endswith("closed read_only\n"), "it is noticed", PATIENCE_S)
        case _:
            line.mischief = harm
            NEVER.wait(0.5 + rolls.random())
            line.mischief = "none"
    until(lambda: len(near.saved) > before, f"work goes on after: {harm}", PATIENCE_S)


def _tell_progress(met: Counted[str], near: Counter, far: Counter) -> None:
    if met.total() % 10 == 0:
        print(f"{met.total()}/{ROUNDS} rounds, {len(near.saved | far.saved)} saved", flush=True)  # noqa: T201


def _tell(near: Counter, far: Counter, met: Counted[str]) -> None:
    """Each kill may leave one intake behind that nobody was told of; any more would be doubles."""
    kills = met["kill desk"] + met["read-only disk"] + 2  # and both at the end
    saved = near.saved | far.saved
    doubled = len(near.orders() - saved) - kills
    rounds = f"{met.total()} rounds {dict(met)}"
    said = f"{rounds}: {len(saved)} saved, 0 lost, {max(0, doubled)} doubled"
    print(said)  # noqa: T201 - the protocol of a long run: pytest -s
    assert doubled <= 0


def _agree(near: Counter, far: Counter) -> None:
    """However much was done meanwhile: as long as something moves, nothing hangs."""
    both = (near, far)
    while_it_moves(
        lambda: [(*one.ask(_WAITING), *one.ask(_PLACE)) for one in both],
        lambda found: found[0] == found[1] and found[0][0] == 0,
        "empty queues and one story",
        PATIENCE_S,
    )
    saved = near.saved | far.saved
    for counter in (near, far):
        assert saved <= counter.orders(), f"{len(saved - counter.orders())} lost"
        assert counter.ask("PRAGMA foreign_key_check") is None
        assert "Traceback" not in counter.said, counter.said[-3000:]
