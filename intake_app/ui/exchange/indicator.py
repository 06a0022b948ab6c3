"""The one indicator of the exchange: never more than is true, by what the store holds just now.

The exchange tells how it stands with the hub; how much waits is asked of the store itself, because
something may have been saved since.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, assert_never
from zoneinfo import ZoneInfo

from intake_app.i18n.translator import N_
from intake_app.services.dispute_rows import Owed
from intake_app.sync.core.status import (
    NeedsAttention,
    Off,
    Offline,
    Receiving,
    Stuck,
    StuckWhy,
    Synced,
    SyncStatus,
    Waiting,
)
from intake_app.ui import problem_texts
from intake_app.ui.cell_text import CellText

if TYPE_CHECKING:
    from intake_app.ui.desk import Desk

LONG = timedelta(hours=24)
MANY = 5_000
"""What waits longer, or is more, is told louder."""

_STUCK = {
    StuckWhy.REVOKED: N_(
        "The hub does not know this PC: join it again in Preferences, Hub and desks"
    ),
    StuckWhy.OUTDATED: N_(
        "Update this program, the hub is newer. Your data is safe and still goes to the hub"
    ),
    StuckWhy.NO_PROGRESS: N_("Changes wait although the hub answers: restart the hub, then call"),
}
_HOUR_MIN = 60
_DAY_H = 24


class Indicator:
    """Speaks the operator's language and knows what time it is."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._tr = desk.tr
        self._zone = ZoneInfo(desk.settings.shop.timezone)

    def say(self, status: SyncStatus, held: Owed | None) -> CellText:
        """One state, from bad to good; `held` is None while there is no store to ask."""
        owed = held if held is not None else _told_by(status)
        match status:
            case Stuck():
                said = self._stuck(status, owed)
            case Offline():
                said = self._offline(status, owed)
            case Off() | Synced() | Waiting() | Receiving() | NeedsAttention():
                said = self._flowing(status, owed)
            case _:
                assert_never(status)
        return said

    def age(self, since: str) -> str:
        """`12 min`, `5 h`, `3 d`; empty under a minute."""
        minutes = int(self._since(since) / timedelta(minutes=1))
        if minutes < 1:
            return ""
        if minutes < _HOUR_MIN:
            return self._tr("%d min") % minutes
        hours = minutes // _HOUR_MIN
        if hours < 2 * _DAY_H:
            return self._tr("%d h") % hours
        return self._tr("%d d") % (hours // _DAY_H)

    def pending(self, owed: Owed) -> str:
        """`3 waiting · 12 min`."""
        told = self._tr.plural("%d waiting", "%d waiting", owed.pending) % owed.pending
        return " · ".join(filter(None, (told, self.age(owed.oldest_at) if owed.pending else "")))

    def warning(self, owed: Owed) -> str:
        """What is wrong with what waits, if anything is."""
        if owed.pending and self._since(owed.oldest_at) > LONG:
            return self._tr("Changes have waited for more than a day: look at the network")
        if owed.pending > MANY:
            return self._tr("More than %d changes wait: look at the network") % MANY
        return ""

    def clock(self, status: SyncStatus) -> str:
        """By how much the clock of this PC is off; for information, nothing hangs on it."""
        off = status.clock_off_min if isinstance(status, Synced) else 0
        if not off:
            return ""
        told = N_("The clock of this PC is %d min behind the hub's")
        told = told if off > 0 else N_("The clock of this PC is %d min ahead of the hub's")
        return self._tr(told) % abs(off)

    def _flowing(
        self, status: Off | Synced | Waiting | Receiving | NeedsAttention, owed: Owed
    ) -> CellText:
        if owed.to_settle:
            return self._to_settle(owed)
        match status:
            case Off():
                told = self._tr("This PC works alone")
                return CellText(self._tr("Hub: none"), "muted", told, "link-off")
            case Receiving():
                return self._receiving(status)
            case Synced() if not owed.pending:
                return self._synced(status)
            case Synced() | Waiting() | NeedsAttention():
                return self._waiting(owed)
            case _:
                assert_never(status)

    def _synced(self, status: Synced) -> CellText:
        at = f"{status.at.astimezone(self._zone):%H:%M}"
        told = self._tr("This PC and the hub agree as of %s") % at
        clock = self.clock(status)
        detail = ". ".join(filter(None, (told, clock)))
        return CellText(self._tr("Hub %s · 0 waiting") % at, "good", detail, "cloud-check")

    def _stuck(self, status: Stuck, owed: Owed) -> CellText:
        said = self._tr("Hub: stuck · %s") % self.pending(owed)
        return CellText(said, "bad", self._tr(_STUCK[status.why]), "alert-circle")

    def _offline(self, status: Offline, owed: Owed) -> CellText:
        tr = self._tr
        why = problem_texts.sentence(status.problem, tr)
        told = tr("Work goes on as usual, changes are sent by themselves later")
        detail = ". ".join(filter(None, (why, self.warning(owed) or told)))
        parts = [tr("Hub away, working")]
        if owed.pending:
            parts.append(self.pending(owed))
        if owed.to_settle:
            parts.append(tr("%d to check") % owed.to_settle)
        said = " · ".join(parts)
        return CellText(said, "caution", detail, "cloud-off")

    def _to_settle(self, owed: Owed) -> CellText:
        tr, count = self._tr, owed.to_settle
        told = tr.plural("%d thing waits for a person", "%d things wait for a person", count)
        said = tr("Hub: %d to check") % count
        if owed.pending:
            said += " · " + self.pending(owed)
        detail = ". ".join(filter(None, (told % count, self.warning(owed))))
        return CellText(said, "caution", detail, "alert-triangle")

    def _waiting(self, owed: Owed) -> CellText:
        tr = self._tr
        if not owed.pending:
            told = tr("Changes from other desks are coming in")
            return CellText(tr("Hub: reading"), "good", told, "arrows-exchange")
        warning = self.warning(owed)
        told = warning or tr("Changes are on their way to the hub")
        tone = "caution" if warning else "good"
        return CellText(tr("Hub · %s") % self.pending(owed), tone, told, "arrows-exchange")

    def _receiving(self, status: Receiving) -> CellText:
        tr = self._tr
        if not status.total:
            told = tr("The hub was restored: this PC gives back what it lacks")
            return CellText(tr("Hub: comparing"), "good", told, "refresh")
        share = tr("%d %%") % (100 * status.done // status.total)
        told = tr("The records of the shop are coming in; work may go on")
        return CellText(tr("Hub: receiving %s") % share, "good", told, "refresh")

    def _since(self, moment: str) -> timedelta:
        return self._desk.now() - datetime.fromisoformat(moment) if moment else timedelta()


def _told_by(status: SyncStatus) -> Owed:
    """What the exchange itself knew when it was asked last."""
    match status:
        case Waiting() | Offline() | Stuck():
            return Owed(status.pending, status.oldest_at)
        case NeedsAttention():
            return Owed(status.pending, "", status.count)
        case Receiving():
            return Owed(status.pending)
        case Off() | Synced():
            return Owed()
        case _:
            assert_never(status)
