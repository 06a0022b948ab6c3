"""What the hub counts about itself, and its text form (OpenMetrics 1.0)."""

from __future__ import annotations

import threading
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from intake_app.sync.core.standing import Receipt
    from intake_hub.access.gauges import Gauges

MEDIA_TYPE = "application/openmetrics-text; version=1.0.0; charset=utf-8"
BOUNDS_S = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


@dataclass(frozen=True, slots=True)
class _Family:
    """A name with its kind and what it means."""

    name: str
    kind: str
    help: str

    def lines(self, samples: Sequence[str]) -> Iterator[str]:
        yield f"# TYPE {self.name} {self.kind}"
        yield f"# HELP {self.name} {self.help}"
        for sample in samples:
            yield f"{self.name}{sample}"


_OPS = _Family("intake_hub_ops", "counter", "Ops received, by outcome.")
_LATENCY = _Family("intake_hub_push_seconds", "histogram", "Time to take one push.")
_HEAD = _Family("intake_hub_feed_head", "gauge", "Last number of a feed.")
_HELD = _Family("intake_hub_held_ops", "gauge", "Ops without a number, by outcome.")
_SEEN = _Family("intake_hub_station_seen_seconds", "gauge", "When a workstation said hello last.")
_BYTES = _Family("intake_hub_database_bytes", "gauge", "Size of the database.")


class Meter:
    """Counts since the start; safe from every thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._ops: Counter[str] = Counter()
        self._buckets = [0] * (len(BOUNDS_S) + 1)
        self._sum_s = 0.0

    def pushed(self, receipts: Sequence[Receipt], took_s: float) -> None:
        """Note one push that was answered."""
        with self._lock:
            self._ops.update(one.outcome.value for one in receipts)
            self._buckets[bisect_left(BOUNDS_S, took_s)] += 1
            self._sum_s += took_s

    def text(self, gauges: Gauges) -> str:
        """Write everything down."""
        with self._lock:
            ops = [f'_total{{outcome="{name}"}} {n}' for name, n in sorted(self._ops.items())]
            latency = list(self._latency())
        heads = [f'{{shop="{shop}"}} {seq}' for shop, seq in gauges.heads]
        held = [f'{{shop="{shop}",outcome="{name}"}} {n}' for shop, name, n in gauges.held]
        seen = [
            f'{{shop="{shop}",station="{prefix}"}} {ms / 1000:.3f}'
            for shop, prefix, ms in gauges.seen
        ]
        families = (
            (_OPS, ops),
            (_LATENCY, latency),
            (_HEAD, heads),
            (_HELD, held),
            (_SEEN, seen),
            (_BYTES, [f" {gauges.database_bytes}"]),
        )
        lines = [line for family, samples in families for line in family.lines(samples)]
        return "\n".join([*lines, "# EOF", ""])

    def _latency(self) -> Iterator[str]:
        total = 0
        for bound, count in zip((*BOUNDS_S, None), self._buckets, strict=True):
            total += count
            yield f'_bucket{{le="{"+Inf" if bound is None else bound}"}} {total}'
        yield f"_count {total}"
        yield f"_sum {self._sum_s:.6f}"
