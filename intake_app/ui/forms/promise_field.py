"""When it will be ready: typed as `+3`, `25`, `fri 15:30`, with an echo of the moment meant."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from typing_extensions import override

from intake_app.i18n import formats
from intake_app.ui import typed_dates
from intake_app.ui.widgets.field import LineField

if TYPE_CHECKING:
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look

UNREADABLE = datetime(1, 1, 1, tzinfo=UTC)
"""Stands for what is no date; the checks refuse it as they refuse any past one."""


class PromiseField(LineField):
    """`moment()` is None while the field is empty: then the shop's usual term holds."""

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__(look, "promised_at")
        self._desk = desk
        self._zone = ZoneInfo(desk.settings.shop.timezone)
        self.line.setAccessibleName(desk.tr("Ready by"))
        self.line.textChanged.connect(self.refresh)
        self.refresh()

    def moment(self) -> datetime | None:
        """What was meant, `UNREADABLE` when it cannot be read."""
        if not self.text():
            return None
        parsed = typed_dates.parse(self.text(), self._desk.now(), self._zone)
        return UNREADABLE if parsed is None else parsed

    @override
    def is_raw(self) -> bool:
        return self.moment() == UNREADABLE

    def show_moment(self, moment: datetime | None) -> None:
        """Fill the field again."""
        if moment is None or moment == UNREADABLE:
            self.show_text("")
        else:
            self.show_text(f"{moment.astimezone(self._zone):%d.%m.%Y %H:%M}")

    def refresh(self) -> None:
        """Say again what the text means now."""
        moment = self.moment()
        usual = moment is None
        if moment is None:
            moment = self._usual()
        if moment == UNREADABLE:
            self.frame.show_echo("")
            return
        year = self._desk.now().astimezone(self._zone).year
        said = formats.moment(moment, self._desk.tr.language, self._zone, year=year)
        self.frame.show_echo(said if not usual else self._desk.tr("usually %s") % said)

    def _usual(self) -> datetime:
        days = timedelta(self._desk.settings.shop.repair_days)
        day = (self._desk.now().astimezone(self._zone) + days).date()
        return datetime.combine(day, typed_dates.CLOSING, self._zone)
