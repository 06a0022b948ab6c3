"""When it will be ready: typed as `+3`, `25`, `fri 15:30`, with an echo of the moment meant."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from typing_extensions import override

from intake_app.i18n import formats
from intake_app.services import usual_promise
from intake_app.services.drafts import IntakeDraft
from intake_app.ui import typed_dates
from intake_app.ui.widgets.field import LineField

if TYPE_CHECKING:
    from collections.abc import Callable

    from intake_app.services.promise import Proposal
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look

UNREADABLE = datetime(1, 1, 1, tzinfo=UTC)
"""Stands for what is no date; the checks refuse it as they refuse any past one."""

_NO_HOUR = time(23, 59, 59)
"""Stands for a day without an hour: it means the closing of that very day."""


class PromiseField(LineField):
    """`moment()` is None while the field is empty: then what is proposed will be promised."""

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__(look, "promised_at")
        self._desk = desk
        self._zone = ZoneInfo(desk.settings.shop.timezone)
        self._draft: Callable[[], IntakeDraft] = IntakeDraft
        self._parts_days = 0
        self.line.setAccessibleName(desk.tr("Ready by"))
        self.line.textChanged.connect(self.refresh)
        self.refresh()

    def follow(self, draft: Callable[[], IntakeDraft]) -> None:
        """Whose kind of repair, urgency and technician the proposal is made for."""
        self._draft = draft

    def expect_parts(self, days: int) -> None:
        """So long the parts took the last time."""
        self._parts_days = days
        self.refresh()

    def moment(self) -> datetime | None:
        """What was meant, `UNREADABLE` when it cannot be read."""
        if not self.text():
            return None
        parsed = typed_dates.parse(self.text(), self._desk.now(), self._zone, _NO_HOUR)
        if parsed is None:
            return UNREADABLE
        if parsed.time() != _NO_HOUR:
            return parsed
        shop, finder = self._desk.settings.shop, self._desk.shop.finder
        return usual_promise.calendar_of(shop, finder.preference).closing(parsed.date())

    def proposal(self) -> Proposal:
        """What would be promised if nothing were said, and what the queue can keep."""
        finder = self._desk.shop.finder
        return usual_promise.proposal(
            self._draft(),
            self._desk.now(),
            self._desk.settings.shop,
            (finder.preference, finder.queue),
            self._parts_days,
        )

    @override
    def is_raw(self) -> bool:
        return self.moment() == UNREADABLE

    def show_moment(self, moment: datetime | None) -> None:
        """Fill the field again."""
        if moment is None or moment == UNREADABLE:
            self.show_text("")
        else:
            self.show_text(f"{moment.astimezone(self._zone):%d.%m.%Y %H:%M}")

    def is_too_far(self) -> bool:
        """Whether the text means a day that nobody can promise."""
        return typed_dates.is_too_far(self.text(), self._desk.now(), self._zone)

    def complaint(self) -> str:
        """Why this day cannot be promised, and which one can; empty when it can."""
        moment, tr = self.moment(), self._desk.tr
        if moment == UNREADABLE:
            if not self.is_too_far():
                return ""
            last = typed_dates.furthest(self._desk.now(), self._zone)
            return tr("Too far ahead: %s at the furthest") % formats.day(last.isoformat())
        proposal = self.proposal()
        if moment is None or proposal.earliest is None or moment >= proposal.earliest:
            return ""
        days = proposal.queue_days
        queue = tr.plural("queue of %d day", "queue of %d days", days) % days
        return tr("%(queue)s: can be kept from %(day)s") % {
            "queue": queue, "day": self._said(proposal.earliest),
        }  # fmt: skip

    def refresh(self) -> None:
        """Say again what the text means now, and whether it can be kept."""
        moment, complaint = self.moment(), self.complaint()
        self.frame.show_echo(*self._echo(moment))
        if complaint:
            self.warn(complaint)
        elif self.is_warned():
            self.mark("")

    def _echo(self, moment: datetime | None) -> tuple[str, str]:
        """What the text means, or what is meant by none."""
        tr = self._desk.tr
        if moment == UNREADABLE:
            return "", "muted"
        if moment is None:
            return tr("usually %s") % self._said(self.proposal().moment), "muted"
        shop, finder = self._desk.settings.shop, self._desk.shop.finder
        open_then = usual_promise.calendar_of(shop, finder.preference).is_open_at(moment)
        said = self._said(moment)
        return (said, "muted") if open_then else (tr("%s, closed") % said, "caution")

    def _said(self, moment: datetime) -> str:
        year = self._desk.now().astimezone(self._zone).year
        return formats.moment(moment, self._desk.tr.language, self._zone, year=year)
