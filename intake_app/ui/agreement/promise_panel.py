"""Promises another date, with the reason, for whose sake, and whether the client knows."""

from __future__ import annotations

from datetime import UTC, datetime, time
from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from typing_extensions import override

from intake_app.i18n import formats
from intake_app.services import usual_promise
from intake_app.services.agreement_rows import TOLD, PromiseDraft
from intake_app.ui import typed_dates
from intake_app.ui.agreement import words
from intake_app.ui.agreement.panel import Panel

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from intake_app.services.agreement_rows import Agreement
    from intake_app.services.shop import Shop
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look

_NO_HOUR = time(23, 59, 59)
"""Stands for a day without an hour: it means the closing of that very day."""


class PromisePanel(Panel):
    """The old promise stands in grey."""

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__(look, desk, "agreement.promise")
        tr = desk.tr
        self._zone = ZoneInfo(desk.settings.shop.timezone)
        self.until = self.line(
            "agreement.promise.until", tr("Ready by"), tr("+3, 25.12, fri 15:30")
        )
        self.reason = self.line("agreement.promise.reason", tr("Why"), tr("the part is late"))
        self.cause = self.segments(
            "agreement.promise.cause", tr("For whose sake"), dict(words.CAUSES)
        )
        self.channel = self.segments(
            "agreement.promise.channel",
            tr("Client told"),
            {one: words.CHANNELS[one] for one in ("", *TOLD)},
        )
        self.rows.add(tr("Ready by"), self.until)
        self.rows.add(tr("Why"), self.reason)
        self.rows.add(tr("For whose sake"), self.cause)
        self.rows.add(tr("Client told"), self.channel)
        self.fields = {"until": self.until, "reason": self.reason}
        self.chain(self.until, self.reason, self.cause, self.channel)
        self.until.line.textChanged.connect(self._show_echo)

    @override
    def open_for(self, agreement: Agreement) -> None:
        for field in (self.until, self.reason):
            field.show_text("")
        tr = self.desk.tr
        old = agreement.promised_at
        said = formats.moment(old, tr.language, self._zone) if old else tr("nothing yet")
        self.title.setText(tr("Another promise; now: %s") % said)
        super().open_for(agreement)

    @override
    def take_focus(self) -> None:
        self.until.line.setFocus()

    @override
    def job(self, agreement: Agreement) -> tuple[Callable[[Shop], object], str] | None:
        until = self._moment()
        if until is None:
            self.until.mark(self.desk.tr("When? As +3, 25.12 or fri 15:30"))
            self.until.line.setFocus()
            return None
        said = PromiseDraft(
            until.astimezone(UTC), self.reason.text(), self.cause.value(), self.channel.value()
        )
        return partial(_move, agreement.order_id, said), self.desk.tr("The new date is promised")

    def _moment(self) -> datetime | None:
        """What was meant; a day alone means its closing."""
        parsed = typed_dates.parse(self.until.text(), self.desk.now(), self._zone, _NO_HOUR)
        if parsed is None or parsed.time() != _NO_HOUR:
            return parsed
        finder = self.desk.shop.finder
        calendar = usual_promise.calendar_of(self.desk.settings.shop, finder.preference)
        return calendar.closing(parsed.date())

    def _show_echo(self) -> None:
        at = self._moment()
        language = self.desk.tr.language
        self.until.frame.show_echo(formats.moment(at, language, self._zone) if at else "")


def _move(order: UUID, said: PromiseDraft, shop: Shop) -> None:
    shop.services.promises.move(order, said)
