"""F12: who is at the desk now, by name; a badge does the same without a key."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from typing_extensions import override

from intake_app.services.operators import StaffRow
from intake_app.ui import words
from intake_app.ui.sheet import Sheet
from intake_app.ui.widgets.suggest_field import SuggestField
from intake_app.ui.widgets.suggestions import Suggestion

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from intake_app.services.shop import Shop
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look

_WIDE_EM = 30


class PersonSheet(Sheet):
    """`switched` carries the Operator who works here from now on; `trouble` why nobody does."""

    switched = Signal(object)
    trouble = Signal(object)

    def __init__(self, look: Look, desk: Desk, over: QWidget) -> None:
        super().__init__(look, over)
        self._desk = desk
        self._staff: tuple[StaffRow, ...] = ()
        self.field = SuggestField(look, "person", self._rows, icon="user")
        self.field.setParent(self)
        self.setObjectName("person.sheet")
        self.setFocusProxy(self.field)
        self.field.line.setPlaceholderText(desk.tr("who is at the desk?"))
        self.field.line.setAccessibleName(desk.tr("Person at the desk"))
        self.field.lay_list_over(self)
        self.field.picked.connect(self._on_picked)
        self.field.entered.connect(self._on_entered)
        self.field.line.escaped.connect(self.close_sheet)

    @override
    def open(self) -> None:
        """Ask, and fetch who works here."""
        self.field.show_text("")
        super().open()
        width = min(self._look.px(_WIDE_EM), self.width() - self._look.px(2))
        height = self.field.sizeHint().height()
        self.field.setGeometry((self.width() - width) // 2, self._look.px(3), width, height)
        work = partial(_staff, self._desk.shop)
        self._desk.jobs.store(work, self._on_staff, self._on_failed)

    def _on_staff(self, staff: tuple[StaffRow, ...]) -> None:
        self._staff = staff
        if self.isVisible():
            self.field.open_list()

    def _on_failed(self, error: Exception) -> None:
        self.close_sheet()
        self.trouble.emit(error)

    def _rows(self, typed: str) -> tuple[Suggestion, ...]:
        tr, parts = self._desk.tr, typed.lower().split()
        rows = [
            Suggestion(row.name, note=tr(words.ROLES[row.role]), icon="user", value=row)
            for row in self._staff
            if all(part in row.name.lower() for part in parts)
        ]
        if not self._staff and not parts:
            told = tr("Nobody is entered yet: Ctrl+9, People")
            rows.append(Suggestion(told, icon="info-circle", value=None))
        return tuple(rows)

    def _on_picked(self, person: object) -> None:
        self.close_sheet()
        if isinstance(person, StaffRow):
            work = partial(self._desk.shop.switch, person.operator)
            self._desk.jobs.store(work, self.switched.emit, self.trouble.emit)

    def _on_entered(self) -> None:
        """Nobody of that name: the question stands."""
        self.field.line.selectAll()


def _staff(shop: Shop) -> tuple[StaffRow, ...]:
    return shop.services.staff.all()
