"""How fast intakes are: counts only, of this PC only."""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from intake_app.clock import moment_text
from intake_app.models.spool import IntakeCount
from intake_app.services.rows import Pace

if TYPE_CHECKING:
    from intake_app.models.store import Store
    from intake_app.services.drafts import Count

_SINCE = (
    "SELECT milliseconds, keys, corrections, scans, mouse FROM intake_count WHERE at >= ?"
    " ORDER BY at"
)


@dataclass(frozen=True, slots=True)
class IntakeCounts:
    """The use cases; each method is one transaction."""

    store: Store

    def add(self, count: Count) -> None:
        """Note what an intake took."""
        with self.store.writing() as session:
            session.create(
                IntakeCount,
                at=session.now,
                milliseconds=count.milliseconds,
                keys=count.keys,
                corrections=count.corrections,
                scans=count.scans,
                mouse=count.mouse,
            )

    def pace(self, days: int) -> Pace:
        """The middle of the last `days`; zeros while there is nothing."""
        with self.store.reading() as session:
            since = moment_text(self.store.recorder.now() - timedelta(days=days))
            rows = session.driver.execute(_SINCE, (since,)).fetchall()
        if not rows:
            return Pace(0, 0.0, 0.0, 0.0, 0.0, 0)
        times, keys, corrections, scans, mouse = zip(*rows, strict=True)
        return Pace(
            intakes=len(rows),
            seconds=statistics.median(times) / 1000,
            keys=statistics.median(keys),
            corrections=statistics.median(corrections),
            scans=statistics.median(scans),
            with_mouse=sum(map(bool, mouse)),
        )
