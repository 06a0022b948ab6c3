"""The ladder of warnings to a client who does not fetch his thing: which step is due; pure.

Terms in months end on the day of the same number, and on a Monday instead of a weekend (Civil
Code, articles 192 and 193).
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from intake_app.checks.unclaimed_rules import Rule

_WEEK = 7
_SATURDAY = 5
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Warned:
    """A warning that went out; only what can be proved counts."""

    on: date
    proved: bool = True


@dataclass(frozen=True, slots=True)
class Step:
    """`first` is the day from which it may be done, `due` the day the list asks for it."""

    kind: str  # warn, sell
    number: int
    first: date
    due: date
    done: date | None = None


@dataclass(frozen=True, slots=True)
class Ladder:
    """The steps known so far: one behind an open one has no day yet. The last is the sale."""

    steps: tuple[Step, ...]

    @property
    def next(self) -> Step:
        """The step that is open."""
        return next(step for step in self.steps if step.done is None)

    def asks(self, today: date) -> bool:
        """Whether something is to be done today."""
        return self.next.due <= today

    def may_be_unclaimed(self) -> bool:
        """Whether the client was warned, so that the order may leave the shelf of what is ready."""
        return any(step.done is not None for step in self.steps)

    def may_be_sold(self, today: date) -> bool:
        """Whether all warnings went out and their time is over."""
        step = self.next
        return step.kind == "sell" and step.first <= today


def months_after(day: date, months: int) -> date:
    """The day of the same number so many months later, or the last one of that month."""
    years, month = divmod(day.month - 1 + months, _MONTHS)
    year, month = day.year + years, month + 1
    return day.replace(year=year, month=month, day=min(day.day, monthrange(year, month)[1]))


def ends_on(day: date) -> date:
    """The day a term ends: one that would end on a weekend ends on Monday."""
    weekday = day.weekday()
    return day + timedelta(_WEEK - weekday) if weekday >= _SATURDAY else day


def due_day(ready: date, promised: date | None) -> date:
    """The day from which the client is late: promised and ready."""
    return ready if promised is None else max(ready, promised)


def ladder(rule: Rule, due: date, warnings: Sequence[Warned]) -> Ladder:
    """The steps for what should be fetched since `due`; a warning that came too soon is none."""
    first = ends_on(months_after(due, rule.after_months)) if rule.after_months else due
    asked = first + timedelta(rule.remind_days)
    rest = sorted(warned.on for warned in warnings if warned.proved)
    steps: list[Step] = []
    for number in range(1, rule.warnings + 1):
        rest = [day for day in rest if day >= first]
        done = rest.pop(0) if rest else None
        steps.append(Step("warn", number, first, asked, done))
        if done is None:
            return Ladder(tuple(steps))
        first = asked = done + timedelta(rule.between_days)
    last = steps[-1].done or due
    sale = ends_on(months_after(last, rule.sale_months) + timedelta(rule.sale_days))
    return Ladder((*steps, Step("sell", 1, sale, sale)))


def storage_fee(per_day: int, free_days: int, due: date, today: date) -> int:
    """What keeping it costs so far, in minor units; nothing in the days that are free."""
    return per_day * max(0, (today - due).days - free_days)
