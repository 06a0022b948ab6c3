"""How far a part is: chosen from what may come next, or said by a day or a serial number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal

from intake_app.services.work_rows import ORDERED, STATES, USED, LineRow
from intake_app.ui import typed_dates, work_words
from intake_app.ui.widgets.suggest_field import SuggestField
from intake_app.ui.widgets.suggestions import Suggestion

if TYPE_CHECKING:
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look

_ICONS = {"wanted": "shopping-cart", "ordered": "truck", "reserved": "package", "used": "check"}


@dataclass(frozen=True, slots=True)
class PartStep:
    """Where a part goes; `eta` is an ISO 8601 day."""

    state: str
    eta: str = ""
    serial: str = ""


class PartField(SuggestField):
    """`stepped_to` carries a PartStep for the line that `begin` named."""

    stepped_to = Signal(object)

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__(look, "work.part", self.rows, icon="package")
        self._tr = desk.tr
        self._desk = desk
        self._zone = ZoneInfo(desk.settings.shop.timezone)
        self._row: LineRow | None = None
        self.line.setAccessibleName(desk.tr("How far the part is"))
        self.line.setPlaceholderText(desk.tr("ordered until: 25.12; built in: serial number"))
        self.open_on_focus(opens=True)
        self.picked.connect(self._on_picked)

    def begin(self, row: LineRow) -> None:
        """Ask for the next state of a part."""
        self._row = row
        self.show_text("")
        self.show()
        self.line.setFocus()
        self.open_list()

    def rows(self, typed: str) -> tuple[Suggestion, ...]:
        """What may come next; a typed day is when it is expected, anything else its number."""
        if self._row is None:
            return ()
        text = typed.strip()
        allowed = STATES.get(self._row.state, ())
        named = [self._row_of(PartStep(state)) for state in allowed]
        found = [row for row in named if text.casefold() in row.text.casefold()]
        if not text or (found and not any(sign.isdigit() for sign in text)):
            return tuple(found)
        said: list[Suggestion] = []
        day = typed_dates.parse_far(text, self._desk.now(), self._zone)
        if day is not None and ORDERED in (*allowed, self._row.state):
            said.append(self._row_of(PartStep(ORDERED, eta=day.date().isoformat())))
        if USED in allowed:
            said.append(self._row_of(PartStep(USED, serial=text)))
        return tuple(said)

    def _row_of(self, step: PartStep) -> Suggestion:
        words = work_words.state(step.state, step.eta, self._tr)
        return Suggestion(words, note=step.serial, icon=_ICONS[step.state], value=step)

    def _on_picked(self, step: object) -> None:
        self.stepped_to.emit(step)
