"""H1: ops per second into the hub over HTTP, against raw INSERT … COMMIT of the same rows."""

from __future__ import annotations

import json
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import cache
from threading import Barrier
from typing import TYPE_CHECKING

import httpx

from bench.figures import Figure, runs
from bench.raw_rows import Rows, write
from intake_app.sync.fake_replica import MemoryReplica
from intake_app.sync.signing import sign, verify
from tests.rigs.hub import HubProcess
from tests.rigs.postgres import Postgres
from tests.rigs.shopwork import intake
from tests.rigs.stations import SIGNER, asked, signed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_WRITERS = (1, 4, 8)
_BATCHES = runs(40)
_OPS = 200  # as many as one push takes
_GOAL = 2.0
_RAW = "INSERT … COMMIT of the same rows"


def measure() -> Sequence[Figure]:
    """Both engines, with one, four and eight writers."""
    with closing(Postgres()) as server, tempfile.TemporaryDirectory() as folder:
        return [
            *_figures("SQLite", (f"sqlite:///{folder}/{n}.db" for n in range(99))),
            *_figures("PostgreSQL", (server.new_database() for _ in range(99))),
        ]


def _figures(engine: str, fresh: Iterator[str]) -> Iterator[Figure]:
    for writers in _WRITERS:
        db = next(fresh)
        ours_s, ops = _pushed(db, writers)
        rows = Rows.of(db)
        limit_s = write(rows, next(fresh), writers=writers, commits=ops // _OPS)
        per_1000 = 1_000_000 / ops
        yield Figure(
            "H1",
            f"1,000 ops into the hub, {engine}, {writers} at once",
            _RAW,
            limit_s * per_1000,
            ours_s * per_1000,
            f"≤ {_GOAL:g} ×",
            ours_s <= _GOAL * limit_s,
            f"{ops / ours_s:,.0f} against {ops / limit_s:,.0f} ops/s; {ops} ops signed, over HTTP;"
            f" of it {_checked_ms():.0f} ms to check the signatures alone",
        )


@cache
def _checked_ms() -> float:
    """What the signatures of 1,000 ops cost, whatever is done with the ops."""
    replica = MemoryReplica()
    ops = [sign(op, SIGNER) for _ in range(250) for op in intake(replica)]
    began = time.process_time()
    if not all(verify(op, SIGNER.public) for op in ops):
        raise RuntimeError("a good signature was refused")
    return (time.process_time() - began) * 1_000_000 / len(ops)


def _pushed(db: str, writers: int) -> tuple[float, int]:
    """How long the hub's process takes over what is signed and ready."""
    with closing(HubProcess(db)) as hub:
        lines = [_line(hub) for _ in range(writers)]
        each = max(1, _BATCHES // writers)
        work = [_batches(replica, each) for _, replica in lines]
        start = Barrier(writers + 1)
        with ThreadPoolExecutor(writers) as threads:
            jobs = [
                threads.submit(_push, client, batches, start)
                for (client, _), batches in zip(lines, work, strict=True)
            ]
            start.wait()
            began = time.perf_counter()
            for job in jobs:
                job.result()
            took_s = time.perf_counter() - began
        for client, _ in lines:
            client.close()
    return took_s, writers * each * _OPS


def _line(hub: HubProcess) -> tuple[httpx.Client, MemoryReplica]:
    client = httpx.Client(base_url=f"{hub.url}/v1", trust_env=False, timeout=60)
    replica = MemoryReplica()
    reply = client.post("/enrol", json=asked(hub.code(), replica.standing().origin).members())
    client.headers["Authorization"] = f"Bearer {reply.raise_for_status().json()['token']}"
    return client, replica


def _batches(replica: MemoryReplica, count: int) -> list[bytes]:
    """Whole user actions, ready to travel."""
    batches = (
        signed([op for _ in range(_OPS // 4) for op in intake(replica)]) for _ in range(count)
    )
    return [json.dumps({"epoch": None, "inc": 0, "ops": ops}).encode() for ops in batches]


def _push(client: httpx.Client, bodies: Sequence[bytes], start: Barrier) -> None:
    start.wait()
    for body in bodies:
        receipts = client.post("/push", content=body).raise_for_status().json()["receipts"]
        if {one["outcome"] for one in receipts} != {"applied"}:
            raise RuntimeError("the hub did not take everything")
