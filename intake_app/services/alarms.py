"""Orders that somebody should look at: late, due today, untouched, stuck at a stage. Light.

A limit in hours of work becomes a moment for each stage, so that a list of 50,000 orders is asked
by its index and nobody counts hours order by order.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING
from uuid import UUID

from intake_app.checks import working_time
from intake_app.checks.gates import FREE_KINDS
from intake_app.checks.stage_rules import Clock
from intake_app.checks.stages import CLOSED_SQL, Stage
from intake_app.clock import moment_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlcipher3.dbapi2 import Connection

    from intake_app.checks.stage_rules import StageRule
    from intake_app.services.calendar import Calendar


class AlarmKind(StrEnum):
    """What is wrong, the most pressing first."""

    OVERDUE = "overdue"
    DUE_TODAY = "due_today"
    UNTOUCHED = "untouched"
    STUCK = "stuck"


@dataclass(frozen=True, slots=True)
class Alarm:
    """One order and the most pressing thing that is wrong with it; `since` is when it began."""

    kind: AlarmKind
    order: UUID
    number: str
    stage: str
    since: datetime
    technician: UUID | None
    promised_at: datetime | None


@dataclass(frozen=True, slots=True)
class Watch:
    """What is late now: `limits` names since when each stage lasts too long."""

    now: datetime
    next_day: datetime
    limits: Mapping[str, datetime]
    running: frozenset[str]
    paused: frozenset[str]

    def of(
        self, stage: str, since: datetime, promised_at: datetime | None, repair_kind: str
    ) -> AlarmKind | None:
        """The alarm of one order; None where all is well."""
        runs = stage in self.running or (stage in self.paused and repair_kind in FREE_KINDS)
        if runs and promised_at is not None and promised_at < self.next_day:
            return AlarmKind.OVERDUE if promised_at < self.now else AlarmKind.DUE_TODAY
        if stage in self.limits and since < self.limits[stage]:
            return AlarmKind.UNTOUCHED if stage == Stage.ACCEPTED else AlarmKind.STUCK
        return None


_OPEN = f"o.stage NOT IN {CLOSED_SQL}"
RUNS = (
    "(o.stage IN (SELECT value FROM json_each(:running))"
    " OR (o.stage IN (SELECT value FROM json_each(:paused)) AND"
    " o.repair_kind IN (SELECT value FROM json_each(:free))))"
)
"""Where the promised term runs: not while the client is waited for, nor when all is done."""
DUE = f"o.promised_at < :next_day AND {RUNS}"
"""Late, or due before `:next_day`, where the promised term runs; for whoever lists orders `o`."""
_LATE_ROWS = (
    "SELECT iif(o.promised_at < :now, 'overdue', 'due_today'), o.id, o.number, o.stage,"  # noqa: S608 - words of ours
    " o.promised_at, o.technician_id, o.promised_at"
    f' FROM "order" o WHERE {_OPEN} AND {DUE} ORDER BY o.promised_at LIMIT :limit'
)
_LONG_ROWS = (
    "SELECT iif(o.stage = 'accepted', 'untouched', 'stuck'), o.id, o.number, o.stage, o.stage_at,"  # noqa: S608 - words of ours
    ' o.technician_id, o.promised_at FROM json_each(:limits) l CROSS JOIN "order" o'
    f" WHERE o.stage = l.key AND o.stage_at < l.value AND {_OPEN}"
    f" AND NOT coalesce({DUE}, FALSE) ORDER BY o.stage_at LIMIT :limit"
)
LATE_COUNT = (
    "SELECT iif(o.promised_at < :now, 'overdue', 'due_today') kind, count(*)"  # noqa: S608 - words of ours
    f' FROM "order" o WHERE {_OPEN} AND {DUE} GROUP BY kind'
)
LONG_COUNT = (
    "SELECT iif(o.stage = 'accepted', 'untouched', 'stuck') kind, count(*)"  # noqa: S608 - words of ours
    ' FROM json_each(:limits) l CROSS JOIN "order" o'
    f" WHERE o.stage = l.key AND o.stage_at < l.value AND {_OPEN}"
    f" AND NOT coalesce({DUE}, FALSE) GROUP BY kind"
)


def limits(
    rules: Mapping[Stage, StageRule], calendar: Calendar, now: datetime
) -> Mapping[str, datetime]:
    """Since when a stage has lasted too long; without those that may last."""
    moments: dict[int, datetime] = {}
    for rule in rules.values():
        hours = rule.limit_hours
        if hours and hours not in moments:
            moments[hours] = working_time.before(calendar, now, timedelta(hours=hours))
    found = {stage.value: moments[rule.limit_hours] for stage, rule in rules.items()
             if rule.limit_hours}  # fmt: skip
    return MappingProxyType(found)


def watch(rules: Mapping[Stage, StageRule], calendar: Calendar, now: datetime) -> Watch:
    """What is late at this moment, by the owner's table and the calendar of the shop."""
    day = now.astimezone(calendar.zone).replace(hour=0, minute=0, second=0, microsecond=0)
    return Watch(
        now,
        day + timedelta(days=1),
        limits(rules, calendar, now),
        frozenset(stage.value for stage, rule in rules.items() if rule.clock is Clock.RUNS),
        frozenset(stage.value for stage, rule in rules.items() if rule.clock is Clock.PAUSED),
    )


def alarms(driver: Connection, now: Watch, limit: int = 200) -> tuple[Alarm, ...]:
    """The most pressing of them, the longest first; of each kind at most `limit`."""
    asked = values(now) | {"limit": limit}
    rows = driver.execute(_LATE_ROWS, asked).fetchall()
    rows += driver.execute(_LONG_ROWS, asked).fetchall()
    return tuple(
        Alarm(
            AlarmKind(kind),
            UUID(bytes=order),
            number,
            stage,
            datetime.fromisoformat(since),
            None if technician is None else UUID(bytes=technician),
            None if promised is None else datetime.fromisoformat(promised),
        )
        for kind, order, number, stage, since, technician, promised in rows
    )


def counted(driver: Connection, now: Watch) -> Mapping[AlarmKind, int]:
    """How many there are of each kind."""
    found = dict.fromkeys(AlarmKind, 0)
    for sql in (LATE_COUNT, LONG_COUNT):
        for kind, count in driver.execute(sql, values(now)).fetchall():
            found[AlarmKind(kind)] = count
    return found


def values(now: Watch) -> dict[str, str | int]:
    """What the questions are asked with."""
    return {
        "now": moment_text(now.now),
        "next_day": moment_text(now.next_day),
        "limits": json.dumps({stage: moment_text(at) for stage, at in now.limits.items()}),
        "running": json.dumps(sorted(now.running)),
        "paused": json.dumps(sorted(now.paused)),
        "free": json.dumps(sorted(FREE_KINDS)),
    }
