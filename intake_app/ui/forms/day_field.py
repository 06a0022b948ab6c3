"""A day of the past or the future, and a window of hours, as they are typed."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from typing_extensions import override

from intake_app.i18n import formats
from intake_app.ui import typed_dates
from intake_app.ui.widgets.field import LineField

if TYPE_CHECKING:
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look

_HOURS = re.compile(r"(\d{1,2})(?:[:.](\d\d))?\s*(?:-|–|—|до|to)\s*(\d{1,2})(?:[:.](\d\d))?$")
UNREADABLE = datetime(1, 1, 1, tzinfo=UTC)
"""Stands for what is no window; the checks refuse it as they refuse any that ends first."""


class DayField(LineField):
    """`value()` is ISO 8601, or the typed text when it is no day; the checks refuse that."""

    def __init__(self, look: Look, desk: Desk, name: str, title: str, *, past: bool) -> None:
        super().__init__(look, name)
        self._desk = desk
        self._past = past
        self._zone = ZoneInfo(desk.settings.shop.timezone)
        self.line.setAccessibleName(title)
        self.line.textChanged.connect(self._show_echo)

    def day(self) -> date | None:
        """What was meant."""
        now = self._desk.now()
        if self._past:
            return typed_dates.parse_past(self.text(), now.astimezone(self._zone).date())
        found = typed_dates.parse_far(self.text(), now, self._zone)
        return None if found is None else found.date()

    def value(self) -> str:
        """As the draft holds it."""
        day = self.day() if self.text() else None
        return self.text() if day is None else day.isoformat()

    def show_value(self, value: str) -> None:
        """Fill the field again."""
        try:
            self.show_text(f"{date.fromisoformat(value):%d.%m.%Y}" if value else "")
        except ValueError:
            self.show_text(value)

    @override
    def is_raw(self) -> bool:
        return bool(self.text()) and self.day() is None

    def _show_echo(self) -> None:
        day = self.day() if self.text() else None
        self.frame.show_echo("" if day is None else f"{day:%d.%m.%Y}")


class WindowField(LineField):
    """From an hour to another on one day: `пт 10-14`."""

    def __init__(self, look: Look, desk: Desk, name: str, title: str) -> None:
        super().__init__(look, name)
        self._desk = desk
        self._zone = ZoneInfo(desk.settings.shop.timezone)
        self.line.setAccessibleName(title)
        self.line.setPlaceholderText(desk.tr("Fri 10-14"))
        self.line.textChanged.connect(self._show_echo)

    def hours(self) -> tuple[datetime | None, datetime | None]:
        """Both ends; `UNREADABLE` twice when it is no window."""
        text = self.text().lower()
        if not text:
            return None, None
        match = _HOURS.search(text)
        day = text[: match.start()].strip() if match else ""
        found = typed_dates.parse(day or "+0", self._desk.now(), self._zone) if match else None
        if match is None or found is None:
            return UNREADABLE, UNREADABLE
        first, last = _clock(match[1], match[2]), _clock(match[3], match[4])
        if first is None or last is None:
            return UNREADABLE, UNREADABLE
        on = found.date()
        return datetime.combine(on, first, self._zone), datetime.combine(on, last, self._zone)

    def show_hours(self, start: datetime | None, end: datetime | None) -> None:
        """Fill the field again."""
        if start is None or end is None or UNREADABLE in {start, end}:
            self.show_text("")
            return
        first, last = start.astimezone(self._zone), end.astimezone(self._zone)
        self.show_text(f"{first:%d.%m.%Y} {first:%H:%M}-{last:%H:%M}")

    @override
    def is_raw(self) -> bool:
        return self.hours()[0] == UNREADABLE

    def _show_echo(self) -> None:
        start, end = self.hours()
        if start is None or end is None or start == UNREADABLE:
            self.frame.show_echo("")
            return
        year = self._desk.now().astimezone(self._zone).year
        said = formats.moment(start, self._desk.tr.language, self._zone, year=year)
        self.frame.show_echo(f"{said}–{end:%H:%M}")


def _clock(hour: str, minute: str | None) -> time | None:
    try:
        return time(int(hour), int(minute or 0))
    except ValueError:
        return None
