"""The lines of an order's card about time: its stage, what runs out, how it ended."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from intake_app.checks.legal_terms import TERMS, Left, LegalKind
from intake_app.i18n import formats
from intake_app.i18n.translator import N_
from intake_app.services.alarms import AlarmKind
from intake_app.ui import outcome_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from intake_app.services.order_watch import OrderWatch
    from intake_app.ui.desk import Desk

ALARMS = {
    AlarmKind.OVERDUE: N_("overdue"),
    AlarmKind.DUE_TODAY: N_("due today"),
    AlarmKind.UNTOUCHED: N_("nobody has begun"),
    AlarmKind.STUCK: N_("too long at this stage"),
}
LEGAL = {
    LegalKind.WARRANTY_TERM: N_("Warranty repair"),
    LegalKind.WARRANTY_YEAR: N_("Warranty year"),
    LegalKind.LOANER: N_("Loaner due"),
    LegalKind.REWORK: N_("Client's term"),
}
_HOUR = timedelta(hours=1)
_ALWAYS = frozenset({LegalKind.WARRANTY_TERM, LegalKind.LOANER, LegalKind.REWORK})
_WORST = frozenset({AlarmKind.OVERDUE})


class WatchLine(NamedTuple):
    """One fact; `tone` is that of its value."""

    label: str
    value: str
    tone: str = ""


def lines(desk: Desk, watch: OrderWatch) -> Iterator[WatchLine]:
    """All that is to be told; an order that is done with has few of them."""
    tr = desk.tr
    if watch.outcome:
        told = tr(outcome_words.WORDS.get(watch.outcome, watch.outcome))
        yield WatchLine(tr("Result"), " – ".join(filter(None, (told, watch.outcome_note))))
    yield _stage(desk, watch)
    if watch.waited >= _HOUR:
        shares = {"ran": hours(desk, watch.ran), "waited": hours(desk, watch.waited)}
        yield WatchLine(tr("Time of work"), tr("%(ran)s, waited %(waited)s more") % shares)
    for left in (one for one in watch.legal if one.warns or one.kind in _ALWAYS):
        yield WatchLine(tr(LEGAL[left.kind]), term(desk, left), _tone(left))


def term(desk: Desk, left: Left) -> str:
    """How much of a term is left, and until when."""
    tr, days = desk.tr, abs(left.days_left)
    if left.days_left < 0:
        said = tr.plural("%d day too late", "%d days too late", days) % days
    else:
        said = tr.plural("%d day left", "%d days left", days) % days
    whole = TERMS[left.kind].days
    if whole and left.kind is not LegalKind.LOANER:
        said = tr("%(left)s of %(whole)d") % {"left": said, "whole": whole}
    return tr("%(left)s, until %(day)s") % {
        "left": said,
        "day": formats.day(left.last_day.isoformat()),
    }


def hours(desk: Desk, time: timedelta) -> str:
    """Time of work in hours."""
    return desk.tr("%d h") % (time // _HOUR)


def _stage(desk: Desk, watch: OrderWatch) -> WatchLine:
    tr, zone = desk.tr, ZoneInfo(desk.settings.shop.timezone)
    said = [formats.moment(watch.since, tr.language, zone)]
    if watch.limit_hours:
        spent = {"spent": hours(desk, watch.worked), "limit": tr("%d h") % watch.limit_hours}
        said.append(tr("%(spent)s of %(limit)s") % spent)
    if watch.alarm is not None:
        said.append(tr(ALARMS[watch.alarm]))
    tone = "" if watch.alarm is None else "caution"
    return WatchLine(
        tr("At this stage since"), ", ".join(said), "bad" if watch.alarm in _WORST else tone
    )


def _tone(left: Left) -> str:
    if left.days_left < 0:
        return "bad"
    return "caution" if left.warns else ""
