"""What happened over a span: promises, time at stages, money in, what was passed over."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from intake_app.checks import measures
from intake_app.checks.measures import WorkClock
from intake_app.checks.stage_rules import DONE
from intake_app.clock import moment_text
from intake_app.services import tills
from intake_app.services.figures_rows import Counted, Kept, Passed, StageTime, WayIn
from intake_app.services.promises import FIRST

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

    from intake_app.services.calendar import Calendar

_MOST = 0.9
_EARLIEST = 366
"""So many days before a span an order may have come to a stage that it left in the span."""

_PROMISED = (
    "SELECT p.first, p.last, p.stage, coalesce((SELECT max(s.at) FROM stage s"  # noqa: S608 - words of ours
    " WHERE s.order_id = p.id AND s.to_stage IN ('ready', 'ready_no_repair')), p.since)"
    f" FROM (SELECT o.id, {FIRST} AS first, o.promised_at AS last, o.stage,"
    ' coalesce(o.stage_at, o.accepted_at) AS since FROM "order" o'
    " WHERE o.promised_at IS NOT NULL AND o.stage <> 'cancelled') p"
    " WHERE p.first BETWEEN ?1 AND ?2 OR p.last BETWEEN ?1 AND ?2"
)
_MOVES = (
    "SELECT s.from_stage, coalesce((SELECT p.at FROM stage p WHERE p.order_id = s.order_id"
    " AND (p.at, p.id) < (s.at, s.id) ORDER BY p.at DESC, p.id DESC LIMIT 1), s.at), s.at"
    " FROM stage s WHERE s.at BETWEEN ?1 AND ?2 AND s.from_stage NOT IN ('', s.to_stage)"
)
_WAYS = (
    "SELECT method, sum(minor), coalesce(sum(minor) FILTER (WHERE shift_id IS NOT NULL), 0)"
    " FROM payment WHERE at BETWEEN ?1 AND ?2 AND currency = ?3 AND minor <> 0"
    " AND method <> 'offset' GROUP BY method ORDER BY 2 DESC, 1"
)
_SHIFTS = (
    "SELECT s.id FROM shift s WHERE s.at <= ?2 AND s.currency = ?3 AND coalesce((SELECT min(c.at)"
    " FROM shift_close c WHERE c.shift_id = s.id), ?2) >= ?1 ORDER BY s.at, s.id"
)
_BOXES = "SELECT EXISTS (SELECT 1 FROM cash_box)"
_SKIPS = (
    "SELECT by, reason, count(*) FROM skip WHERE at BETWEEN ?1 AND ?2"
    " GROUP BY by, reason ORDER BY 3 DESC, 1, 2"
)


def promises(driver: Connection, span: tuple[str, str], now: datetime) -> tuple[Kept, Kept]:
    """Of what was promised for the span and is due: kept by the first word, and by the last."""
    begin, end = span[0], min(span[1], moment_text(now))
    counts = [0, 0, 0, 0]
    for first, last, stage, done in driver.execute(_PROMISED, (begin, end)):
        for place, promised in enumerate((first, last)):
            if promised is not None and begin <= promised <= end:
                counts[place] += 1
                counts[2 + place] += stage in DONE and done <= promised
    return Kept(counts[0], counts[2]), Kept(counts[1], counts[3])


def times(driver: Connection, span: tuple[str, str], calendar: Calendar) -> tuple[StageTime, ...]:
    """How long the stages that were left in the span had lasted, the longest first."""
    ends = [datetime.fromisoformat(text).astimezone(calendar.zone).date() for text in span]
    clock = WorkClock.of(calendar, ends[0] - timedelta(_EARLIEST), ends[1])
    found: dict[str, list[float]] = {}
    for stage, since, left in driver.execute(_MOVES, span):
        hours = clock.hours(datetime.fromisoformat(since), datetime.fromisoformat(left))
        found.setdefault(stage, []).append(hours)
    return tuple(sorted((_time(*item) for item in found.items()), key=_by_median))


def ways(driver: Connection, span: tuple[str, str], currency: str) -> tuple[WayIn, ...]:
    """Money of orders by way of payment, and how much of it shifts know of."""
    return tuple(WayIn(*row) for row in driver.execute(_WAYS, (*span, currency)).fetchall())


def shifts(driver: Connection, span: tuple[str, str], currency: str) -> tuple[Counted, ...]:
    """The shifts that went on in the span, the first one first."""
    rows = driver.execute(_SHIFTS, (*span, currency)).fetchall()
    return tuple(_counted(driver, UUID(bytes=ident)) for (ident,) in rows)


def keeps_boxes(driver: Connection) -> bool:
    """Whether there is a box that money could go into."""
    return bool(driver.execute(_BOXES).fetchone()[0])


def passed(driver: Connection, span: tuple[str, str]) -> tuple[Passed, ...]:
    """Who passed over what was next, and why."""
    return tuple(Passed(*row) for row in driver.execute(_SKIPS, span).fetchall())


def _counted(driver: Connection, shift: UUID) -> Counted:
    row = tills.one(driver, shift)
    stands = row.figures.expected
    expected = stands if row.expected is None else row.expected
    return Counted(
        row.name, row.at, row.closed_by or row.by, expected, row.counted, row.late, shift.hex
    )


def _time(stage: str, hours: list[float]) -> StageTime:
    hours.sort()
    middle, most = measures.quantile(hours, 0.5), measures.quantile(hours, _MOST)
    return StageTime(stage, len(hours), middle, most)


def _by_median(row: StageTime) -> tuple[float, str]:
    return -row.median, row.stage
