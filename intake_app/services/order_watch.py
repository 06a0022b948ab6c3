"""How long an order has been where it is, what runs out for it, and how it ended. Light."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from intake_app.checks import stage_choices, stage_story, working_time
from intake_app.checks.stage_rules import DONE
from intake_app.checks.stage_story import Step
from intake_app.checks.stages import Stage
from intake_app.services import alarms, legal_clocks

if TYPE_CHECKING:
    from uuid import UUID

    from sqlcipher3.dbapi2 import Connection

    from intake_app.checks.legal_terms import Left
    from intake_app.services.alarms import AlarmKind
    from intake_app.services.calendar import Calendar
    from intake_app.services.legal_clocks import Law

_ORDER = (
    "SELECT stage, coalesce(stage_at, accepted_at), promised_at, repair_kind, outcome, outcome_note"
    ' FROM "order" WHERE id = ?'
)
_STEPS = (
    "SELECT from_stage, to_stage, at FROM stage WHERE order_id = ? ORDER BY seq IS NULL, seq, id"
)


@dataclass(frozen=True, slots=True)
class OrderWatch:
    """`worked` is the time of work at the stage, of `limit_hours`; 0: as long as it likes.

    `ran` and `waited` are what the whole order took of the shop, and of the client.
    """

    since: datetime
    worked: timedelta
    limit_hours: int
    ran: timedelta
    waited: timedelta
    alarm: AlarmKind | None
    legal: tuple[Left, ...]
    outcome: str = ""
    outcome_note: str = ""

    @property
    def is_long(self) -> bool:
        """Whether it stands there longer than the owner wants."""
        return 0 < self.limit_hours <= self.worked / timedelta(hours=1)


def read(
    driver: Connection, order: UUID, calendar: Calendar, chosen: object, law: Law
) -> OrderWatch:
    """The watch over one order that exists; `chosen` is the owner's table of stages."""
    stage, began, promised, kind, *ended = driver.execute(_ORDER, (order.bytes,)).fetchone()
    since, rules = datetime.fromisoformat(began), stage_choices.read(chosen)
    rule = rules.get(Stage(stage)) if stage in tuple(Stage) else None
    steps = [
        Step(before, to, datetime.fromisoformat(at))
        for before, to, at in driver.execute(_STEPS, (order.bytes,)).fetchall()
    ]
    running = {code.value for code, one in rules.items() if one.runs_for(kind)}
    spent = stage_story.spent(calendar, steps, law.now, running.__contains__)
    due = datetime.fromisoformat(promised) if promised else None
    return OrderWatch(
        since=since,
        worked=working_time.worked(calendar, since, law.now),
        limit_hours=rule.limit_hours if rule is not None else 0,
        ran=stage_story.total(spent, running=True),
        waited=stage_story.total((one for one in spent if one.stage not in DONE), running=False),
        alarm=alarms.watch(rules, calendar, law.now).of(stage, since, due, kind),
        legal=tuple(one.left for one in legal_clocks.of_order(driver, order, law)),
        outcome=ended[0],
        outcome_note=ended[1],
    )
