"""The load generator behind docs/scale.md: shops and their desks at one hub, over real HTTP.

`python -m bench.load sqlite:///load.db --shops 4 --desks 5 --seconds 20 [--pace 0.5]`: each desk
pushes the actions of a shop's day, at `pace` actions a second or as fast as the hub takes them, and
pulls what the others do. Into an empty database only. Prints one line of JSON.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import statistics
import sys
import time
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from bench.figures import percentile
from bench.load_hub import SIGNER, Seat, ServedHub, found
from bench.shop_day import DeskDay
from intake_app.sync.client import HubClient
from intake_app.sync.core.ops import canonical, encode
from intake_app.sync.core.refusal import HubUnavailableError
from intake_app.sync.core.wire import PullRequest, PushRequest
from intake_app.sync.packing import pack
from intake_app.sync.signing import sign

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from intake_app.sync.core.ops import Op

_AHEAD = 4_000  # signed before the clock starts
_WAIT_S = 5


@dataclass(slots=True)
class Seen:
    """What was measured; one for all desks."""

    pushed: dict[UUID, float] = field(default_factory=dict["UUID", float])
    push_ms: list[float] = field(default_factory=list[float])
    visible_ms: list[float] = field(default_factory=list[float])
    ops: int = 0
    busy: int = 0


@dataclass(slots=True)
class Desk:
    """One desk: its day, its two lines to the hub."""

    seat: Seat
    url: str
    actions: list[tuple[Op, ...]]
    seen: Seen

    async def push(self, ends_at: float, pace: float) -> None:
        """Send one action after the other, `pace` a second where that is given."""
        line = HubClient(self.url, self.seat.token)
        due = time.monotonic()
        try:
            for action in self.actions:
                began = time.monotonic()
                if began >= ends_at:
                    return
                await self._send(line, action, began)
                if pace:
                    due += 1 / pace
                    await asyncio.sleep(max(0.0, due - time.monotonic()))
        finally:
            await line.close()

    async def _send(self, line: HubClient, action: tuple[Op, ...], began: float) -> None:
        self.seen.pushed[action[0].op_id] = began
        try:
            await line.push(PushRequest(epoch=None, inc=0, clock_ms=0, ops=action))
        except HubUnavailableError as error:
            self.seen.busy += 1
            await asyncio.sleep(error.retry_after_s)
            return
        self.seen.push_ms.append((time.monotonic() - began) * 1000)
        self.seen.ops += len(action)

    async def pull(self, ends_at: float) -> None:
        """Follow the feed and note how long others' actions took to arrive."""
        line, after = HubClient(self.url, self.seat.token), 0
        try:
            while time.monotonic() < ends_at:
                asked = PullRequest(epoch=None, inc=0, after=after, wait_s=_WAIT_S)
                try:
                    page = await line.pull(asked)
                except HubUnavailableError as error:
                    self.seen.busy += 1
                    await asyncio.sleep(error.retry_after_s)
                    continue
                now = time.monotonic()
                for one in page.ops:
                    after = one.seq
                    began = self.seen.pushed.get(one.op.op_id)
                    if began is not None and one.op.origin != self.seat.origin:
                        self.seen.visible_ms.append((now - began) * 1000)
        finally:
            await line.close()


def main(arguments: Sequence[str] | None = None) -> None:
    """Found, serve, load, print."""
    options = _options(arguments)
    seats = found(options.db, options.shops, options.desks)
    with ServedHub(options.db) as hub:
        seen = Seen()
        ahead = int(options.pace * options.seconds) + 10 if options.pace else _AHEAD // len(seats)
        desks = [
            Desk(seat, hub.url, _signed(seat, number, max(ahead, 200)), seen)
            for number, seat in enumerate(seats)
        ]
        before, before_s, began = hub.database_bytes(), hub.cpu_s(), time.monotonic()
        asyncio.run(_work(desks, options.seconds, options.pace))
        took_s, cpu_s = time.monotonic() - began, hub.cpu_s() - before_s
        size = hub.database_bytes() - before
    print(json.dumps(_told(options, seen, desks) | _rates(seen, took_s, cpu_s, size)))


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.load")
    parser.add_argument("db", help="sqlite:///FILE or postgresql+psycopg://…, empty")
    parser.add_argument("--shops", type=int, default=4)
    parser.add_argument("--desks", type=int, default=5, help="of each shop")
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--pace", type=float, default=0.0, help="actions a second of each desk")
    return parser.parse_args(arguments)


def _signed(seat: Seat, number: int, count: int) -> list[tuple[Op, ...]]:
    day = islice(DeskDay(seat.origin, number).actions(), count)
    return [tuple(sign(op, SIGNER) for op in action) for action in day]


async def _work(desks: Sequence[Desk], seconds: float, pace: float) -> None:
    ends_at = time.monotonic() + seconds
    async with asyncio.TaskGroup() as group:
        for desk in desks:
            group.create_task(desk.push(ends_at, pace))
            group.create_task(desk.pull(ends_at))


def _told(options: argparse.Namespace, seen: Seen, desks: Sequence[Desk]) -> dict[str, object]:
    sample = [op for desk in desks[:1] for action in desk.actions[:200] for op in action]
    wire = canonical([encode(op) for op in sample]).encode()
    return {
        "engine": options.db.partition(":")[0],
        "shops": options.shops,
        "desks": options.desks,
        "pace": options.pace,
        "op_bytes": round(len(wire) / len(sample)),
        "op_bytes_packed": round(len(pack(wire)) / len(sample)),
        "ops_per_action": round(seen.ops / max(len(seen.push_ms), 1), 2),
        "busy": seen.busy,
    }


def _rates(seen: Seen, took_s: float, cpu_s: float, size: int) -> dict[str, float]:
    return {
        "ops_per_s": round(seen.ops / took_s, 1),
        "pushes_per_s": round(len(seen.push_ms) / took_s, 1),
        "push_p50_ms": round(statistics.median(seen.push_ms), 1),
        "push_p95_ms": round(percentile(seen.push_ms, 0.95), 1),
        "push_p99_ms": round(percentile(seen.push_ms, 0.99), 1),
        "visible_p50_ms": round(statistics.median(seen.visible_ms or [0.0]), 1),
        "visible_p95_ms": round(percentile(seen.visible_ms or [0.0], 0.95), 1),
        "hub_cpu_ms_per_push": round(cpu_s * 1000 / max(len(seen.push_ms), 1), 2),
        "hub_cores": round(cpu_s / took_s, 2),
        "database_bytes_per_op": round(size / max(seen.ops, 1)),
    }


if __name__ == "__main__":
    sys.exit(main())
