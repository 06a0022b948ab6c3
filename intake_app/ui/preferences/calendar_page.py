"""When the shop works: hours of each weekday, public holidays, days that are otherwise."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import time
from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QGridLayout, QLabel
from typing_extensions import override

from intake_app.i18n.translator import N_
from intake_app.services import calendar, usual_promise
from intake_app.services.calendar import Hours
from intake_app.ui import typed_dates
from intake_app.ui.preferences.page import PreferencePage
from intake_app.ui.widgets.field import LineField
from intake_app.ui.widgets.text_field import TextField
from intake_app.ui.widgets.tick_box import TickBox

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from intake_app.services.calendar import Calendar
    from intake_app.services.preferences import Json
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look

_DAYS = (
    N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday"),
    N_("Sunday"),
)  # fmt: skip
_HOURS = re.compile(r"(\d{1,2})(?:[:.](\d\d))?\s*[-–—]\s*(\d{1,2})(?:[:.](\d\d))?$")
_SPLIT = re.compile(r"^(.*?)\s+((?:\d{1,2}(?:[:.]\d\d)?\s*[-–—]\s*\d{1,2}(?:[:.]\d\d)?))$")


class CalendarPage(PreferencePage):
    """Hours are typed as `10-19`; an empty line is a day off."""

    def __init__(self, look: Look, desk: Desk) -> None:
        tr = desk.tr
        about = tr("Promises are made for these hours. Type them as 10-19; empty is a day off.")
        super().__init__(look, desk, tr("Working calendar"), about)
        self.week = tuple(LineField(look, f"calendar.{place}") for place in range(7))
        self.holidays = TickBox(look, "calendar.holidays", tr("Closed on public holidays"))
        self.exceptions = TextField(look, "calendar.exceptions", lines=4)
        self._lay_out()

    @override
    def refresh(self) -> None:
        if self.choices is None:
            return
        found = self._calendar()
        for field, hours in zip(self.week, found.week, strict=True):
            field.show_text(_written(hours))
        self.holidays.setChecked(bool(found.country))
        if not self.exceptions.text_edit.hasFocus():
            lines = (f"{day:%d.%m.%Y} {_written(hours)}".strip() for day, hours in
                     sorted(found.exceptions.items(), key=_first))  # fmt: skip
            self.exceptions.show_text("\n".join(lines))

    @override
    def reset(self) -> None:
        if self.choices is not None:
            self.choices.choose(calendar.KEY, None)

    def _calendar(self) -> Calendar:
        chosen = self.choices.value if self.choices is not None else _nothing
        return usual_promise.calendar_of(self.desk.settings.shop, chosen)

    def _lay_out(self) -> None:
        look, tr = self.look, self.desk.tr
        grid = QGridLayout()
        grid.setHorizontalSpacing(look.px(0.8))
        grid.setVerticalSpacing(look.px(0.25))
        grid.setColumnStretch(1, 1)
        for place, field in enumerate(self.week):
            label = QLabel(tr(_DAYS[place]))
            label.setBuddy(field.editor)
            field.line.setAccessibleName(tr(_DAYS[place]))
            field.line.setPlaceholderText(tr("day off"))
            field.frame.setFixedWidth(look.px(10))
            field.committed.connect(partial(self._on_hours, place))
            field.line.entered.connect(partial(self._on_hours, place))
            field.line.entered.connect(field.focusNextChild)
            grid.addWidget(label, place, 0)
            grid.addWidget(field, place, 1)
        self.body.addLayout(grid)
        self.body.addWidget(self.holidays)
        caption = QLabel(
            tr("Days that are otherwise, one a line: 31.12 10-15, or 30.12 for a day off")
        )
        caption.setWordWrap(True)
        caption.setBuddy(self.exceptions.editor)
        self.exceptions.text_edit.setAccessibleName(tr("Days that are otherwise"))
        self.body.addWidget(caption)
        self.body.addWidget(self.exceptions)
        self.holidays.clicked.connect(self._on_holidays)
        self.exceptions.text_edit.entered.connect(self._on_exceptions)
        self.exceptions.text_edit.focused.connect(self._on_exceptions_left)

    def _on_hours(self, place: int) -> None:
        field = self.week[place]
        hours = _read(field.text()) if field.text() else None
        if field.text() and hours is None:
            field.mark(self.desk.tr("Type two hours, the earlier first, for example 10-19"))
            return
        field.mark("")
        week = list(self._calendar().week)
        week[place] = hours
        self._choose(replace(self._calendar(), week=tuple(week)))

    def _on_holidays(self) -> None:
        country = self.desk.settings.shop.region if self.holidays.isChecked() else ""
        self._choose(replace(self._calendar(), country=country))

    def _on_exceptions_left(self, focused: bool) -> None:
        if not focused:
            self._on_exceptions()

    def _on_exceptions(self) -> None:
        found: dict[date, Hours | None] = {}
        for line in filter(None, map(str.strip, self.exceptions.text().splitlines())):
            match = _SPLIT.match(line)
            day_text, hours = (match[1], _read(match[2])) if match else (line, None)
            day = self._day(day_text)
            if day is None or (match and hours is None):
                self.exceptions.mark(self.desk.tr("This line cannot be read: %s") % line)
                return
            found[day] = hours
        self.exceptions.mark("")
        self._choose(replace(self._calendar(), exceptions=found))

    def _day(self, text: str) -> date | None:
        zone = ZoneInfo(self.desk.settings.shop.timezone)
        found = typed_dates.parse_far(text, self.desk.now(), zone)
        return None if found is None else found.date()

    def _choose(self, wanted: Calendar) -> None:
        if self.choices is not None and wanted != self._calendar():
            written: Mapping[str, Json] = calendar.written(wanted)
            self.choices.choose(calendar.KEY, {**written})


def _read(text: str) -> Hours | None:
    match = _HOURS.fullmatch(text.strip())
    if match is None:
        return None
    opens, closes = (_minutes(match[1], match[2]), _minutes(match[3], match[4]))
    if opens is None or closes is None or opens >= closes:
        return None
    return Hours(opens, closes)


def _minutes(hour: str, minute: str | None) -> time | None:
    try:
        return time(int(hour), int(minute or 0))
    except ValueError:
        return None


def _written(hours: Hours | None) -> str:
    return "" if hours is None else f"{hours.opens:%H:%M}-{hours.closes:%H:%M}"


def _first(item: tuple[date, Hours | None]) -> date:
    return item[0]


def _nothing(_key: str) -> object:
    return None
