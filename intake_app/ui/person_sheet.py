"""F12: who is at the desk now, by name and PIN; a badge does the same without a key."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit
from typing_extensions import override

from intake_app.errors import IntakeError, Problem
from intake_app.services.operators import StaffRow
from intake_app.ui import problem_texts, words
from intake_app.ui.sheet import Sheet
from intake_app.ui.widgets.suggest_field import SuggestField
from intake_app.ui.widgets.suggestions import Suggestion

if TYPE_CHECKING:
    from uuid import UUID

    from PySide6.QtWidgets import QWidget

    from intake_app.services.operators import Operator
    from intake_app.services.shop import Shop
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look

_WIDE_EM = 30
_ABOUT_PIN = frozenset({Problem.PIN_WRONG, Problem.PIN_PAUSE})


class PersonSheet(Sheet):
    """`switched` carries the Operator who works here from now on; `trouble` why nobody does."""

    switched = Signal(object)
    trouble = Signal(object)

    def __init__(self, look: Look, desk: Desk, over: QWidget) -> None:
        super().__init__(look, over)
        self._desk = desk
        self._staff: tuple[StaffRow, ...] = ()
        self._asked: StaffRow | None = None  # whose PIN is being typed
        self.field = SuggestField(look, "person", self._rows, icon="user")
        self.field.setParent(self)
        self.setObjectName("person.sheet")
        self.setFocusProxy(self.field)
        self.field.lay_list_over(self)
        palette = self.field.palette()
        palette.setColor(self.field.backgroundRole(), look.colour("surface"))
        self.field.setPalette(palette)
        self.field.setAutoFillBackground(True)  # a sentence under it is read on the veil
        self.field.setContentsMargins(0, 0, 0, look.px(0.4))
        self.field.picked.connect(self._on_picked)
        self.field.entered.connect(self._on_entered)
        self.field.line.escaped.connect(self.close_sheet)

    @override
    def open(self) -> None:
        """Ask, and fetch who works here."""
        self._ask(None)
        super().open()
        self._place_field()
        work = partial(_staff, self._desk.shop)
        self._desk.jobs.store(work, self._on_staff, self._on_failed)

    def _place_field(self) -> None:
        """Give the field its place, with room for what is said under it."""
        width = min(self._look.px(_WIDE_EM), self.width() - self._look.px(2))
        height = self.field.sizeHint().height()
        self.field.setGeometry((self.width() - width) // 2, self._look.px(3), width, height)

    def _on_staff(self, staff: tuple[StaffRow, ...]) -> None:
        self._staff = staff
        if self.isVisible() and self._asked is None:
            self.field.open_list()

    def _on_failed(self, error: Exception) -> None:
        self.close_sheet()
        self.trouble.emit(error)

    def _rows(self, typed: str) -> tuple[Suggestion, ...]:
        tr, parts = self._desk.tr, typed.lower().split()
        if self._asked is not None:
            return ()  # digits of a PIN, nobody's name
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
        if isinstance(person, StaffRow) and person.has_pin:
            self._ask(person)
        elif isinstance(person, StaffRow):
            self._come(person, "")
        else:
            self.close_sheet()

    def _ask(self, person: StaffRow | None) -> None:
        """Ask for a name, or for the PIN of the one who was named."""
        tr, line = self._desk.tr, self.field.line
        self._asked = person
        self.field.show_text("")
        hidden = QLineEdit.EchoMode.Normal if person is None else QLineEdit.EchoMode.Password
        line.setEchoMode(hidden)
        told = tr("who is at the desk?") if person is None else tr("PIN of %s") % person.name
        line.setPlaceholderText(told)
        line.setAccessibleName(tr("Person at the desk") if person is None else told)

    def _come(self, person: StaffRow, pin: str) -> None:
        work = partial(_come, self._desk.shop, person.id, pin)
        self._desk.jobs.store(work, self._on_come, self._on_refused)

    def _on_come(self, operator: Operator) -> None:
        self.close_sheet()
        self.switched.emit(operator)

    def _on_refused(self, error: Exception) -> None:
        """A wrong PIN is said where it was typed; the question stands."""
        if isinstance(error, IntakeError) and error.problem in _ABOUT_PIN:
            self.field.mark(problem_texts.sentence(error.problem, self._desk.tr))
            self._place_field()
            self.field.line.selectAll()
        else:
            self._on_failed(error)

    def _on_entered(self) -> None:
        """The PIN is typed; or nobody of that name is here, and the question stands."""
        if self._asked is not None and self.field.text():
            self._come(self._asked, self.field.text())
        self.field.line.selectAll()


def _come(shop: Shop, person: UUID, pin: str) -> Operator:
    """Runs in the store lane, so that what was asked for before is still his who asked."""
    return shop.switch(shop.services.staff.by_pin(person, pin).operator)


def _staff(shop: Shop) -> tuple[StaffRow, ...]:
    return shop.services.staff.all()
