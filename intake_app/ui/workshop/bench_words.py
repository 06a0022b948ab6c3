"""How the workshop speaks of what waits: why it is next, since when, and in which colour."""

from __future__ import annotations

from datetime import timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from intake_app.checks.queue import Why, warranty_days_left, why
from intake_app.i18n import formats
from intake_app.i18n.translator import N_
from intake_app.services.bench_rows import BenchList
from intake_app.ui import stage_words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from intake_app.services.bench_rows import BenchRow
    from intake_app.ui.desk import Desk

TITLES: Mapping[BenchList, str] = MappingProxyType(
    {
        BenchList.MINE: N_("My work"),
        BenchList.QUEUE: N_("Queue"),
        BenchList.OVERDUE: N_("Overdue"),
        BenchList.TODAY: N_("Due today"),
        BenchList.UNTOUCHED: N_("Untouched"),
        BenchList.STUCK: N_("Stuck"),
        BenchList.LEGAL: N_("By law"),
        BenchList.PASSED: N_("Skips"),
    }
)
EMPTY: Mapping[BenchList, str] = MappingProxyType(
    {
        BenchList.MINE: N_("You have no work in hand. F6 takes what is next"),
        BenchList.QUEUE: N_("Nothing waits in the queue"),
        BenchList.OVERDUE: N_("Nothing is overdue"),
        BenchList.TODAY: N_("Nothing is due today any more"),
        BenchList.UNTOUCHED: N_("Nothing lies untouched for too long"),
        BenchList.STUCK: N_("Nothing is stuck at its stage"),
        BenchList.LEGAL: N_("No term of the law runs out"),
        BenchList.PASSED: N_("Nobody has passed anything over"),
    }
)
REASONS: Mapping[str, str] = MappingProxyType(
    {
        "no_part": N_("A part is missing"),
        "no_skill": N_("Not my trade: somebody else must do it"),
        "no_tool": N_("A tool or a stand is missing or taken"),
        "client": N_("The client asked to wait"),
        "with_another": N_("It is with another technician already"),
        "other": N_("Another reason: type it"),
    }
)
_TONES: Mapping[Why, str] = MappingProxyType(
    {Why.OVERDUE: "bad", Why.REWORK: "caution", Why.URGENT: "caution", Why.WARRANTY: "caution"}
)
_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)


class BenchWords:
    """Words of one desk, in its language and zone."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._tr = desk.tr
        self._zone = ZoneInfo(desk.settings.shop.timezone)

    def why(self, row: BenchRow) -> str:
        """The short reason why a repair stands where it does, and how often it was passed over."""
        tr, now = self._tr, self._desk.now()
        reason = why(row, now)
        told = ""
        if reason is Why.OVERDUE and row.promised_at is not None:
            told = tr("late by %s") % self.span(now - row.promised_at)
        elif reason is Why.REWORK:
            told = tr("our rework")
        elif reason is Why.URGENT:
            told = tr("urgent")
        elif reason is Why.WARRANTY:
            left = warranty_days_left(row, now)
            told = tr("warranty: %d d left") % left if left >= 0 else tr("warranty: term is over")
        if row.skips:
            told = " · ".join(filter(None, (told, tr("passed over ×%d") % row.skips)))
        return told or tr("in turn")

    def tone(self, row: BenchRow) -> str:
        """The colour of the reason; what is promised for today is amber."""
        now = self._desk.now()
        found = _TONES.get(why(row, now), "muted")
        if found == "muted" and row.promised_at is not None and row.promised_at - now < _DAY:
            return "caution"
        return found

    def span(self, lasted: timedelta) -> str:
        """How long: in the largest unit that says enough."""
        tr = self._tr
        if lasted >= 2 * _DAY:
            return tr("%d d") % lasted.days
        if lasted >= _HOUR:
            return tr("%d h") % (lasted // _HOUR)
        return tr("%d min") % (lasted // timedelta(minutes=1))

    def since(self, row: BenchRow) -> str:
        """How long it stands at its stage."""
        return self.span(max(timedelta(), self._desk.now() - row.since))

    def promised(self, row: BenchRow) -> str:
        """When it should be ready."""
        return "" if row.promised_at is None else self.moment(row.promised_at)

    def moment(self, at: datetime) -> str:
        """A moment on the wall of the shop."""
        return formats.moment(at, self._tr.language, self._zone)

    def stage(self, row: BenchRow) -> str:
        """Where it stands."""
        return stage_words.label(self._desk, row.stage)

    def reason(self, code: str, note: str) -> str:
        """Why it was passed over."""
        if code == "other":
            return note
        return " – ".join(filter(None, (self._tr(REASONS.get(code, code)), note)))
