"""How long each kind of repair usually takes, and the other numbers of the shop."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple, cast
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QGridLayout, QLabel
from typing_extensions import override

from intake_app.checks.passcodes import KEPT_DAYS, KEPT_DAYS_KEY
from intake_app.i18n.translator import N_
from intake_app.services import client_classes, device_history, storage_terms, usual_terms
from intake_app.services.drafts import RepairKind
from intake_app.services.intake_checks import VALUE_ABOVE_MINOR
from intake_app.services.terms_checks import WARRANTY_DAYS
from intake_app.services.usual_terms import Term
from intake_app.ui import words
from intake_app.ui.forms import contact_refresh
from intake_app.ui.forms.terms_section import VALUE_KEY
from intake_app.ui.preferences.number_line import NumberLine
from intake_app.ui.preferences.page import PreferencePage
from intake_app.ui.widgets.segments import Segments

if TYPE_CHECKING:
    from intake_app.services.preferences import Json
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look

_WORKING, _CALENDAR = "working", "calendar"
_MOST_DAYS = 250


class _Number(NamedTuple):
    key: str
    title: str
    shipped: int
    most: int
    unit: int = 1  # a sum is kept in minor units
    part: str = ""  # of a choice that holds several numbers
    least: int = 0

    @property
    def name(self) -> str:
        """Of its field."""
        return ".".join(filter(None, (self.key, self.part)))

    def read(self, chosen: object) -> int:
        """What the choice, or what was shipped, says in the unit of the field."""
        found = _parts(chosen).get(self.part) if self.part else chosen
        return (found if isinstance(found, int) else self.shipped) // self.unit

    def written(self, value: int, chosen: object) -> Json:
        """The choice with this number in it."""
        kept = value * self.unit
        return {**cast("dict[str, Json]", _parts(chosen)), self.part: kept} if self.part else kept


def _parts(chosen: object) -> dict[str, object]:
    return {str(key): value for key, value in chosen.items()} if isinstance(chosen, dict) else {}  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType] - JSON


_NUMBERS = (
    _Number(
        device_history.WARRANTY_KEY,
        N_("Days of warranty on our own work"),
        device_history.warranty_days(None),
        3650,
    ),
    _Number(
        contact_refresh.KEY,
        N_("Days after which a contact is asked for again, 0: never"),
        contact_refresh.days(None),
        3650,
    ),
    _Number(
        VALUE_KEY,
        N_("Repairs dearer than this want the device valued"),
        VALUE_ABOVE_MINOR,
        10_000_000,
        unit=100,
    ),
    _Number(
        client_classes.KEY,
        N_("A regular client: paid repairs within a year"),
        client_classes.Regular().orders,
        1000,
        part="orders",
        least=1,
    ),
    _Number(
        client_classes.KEY,
        N_("A regular client: or paid so much within a year"),
        client_classes.Regular().minor,
        10_000_000,
        unit=100,
        part="minor",
        least=1,
    ),
    _Number(
        storage_terms.KEY,
        N_("Storage of what is ready: days that are free"),
        storage_terms.FREE_DAYS,
        365,
        part="free_days",
    ),
    _Number(
        storage_terms.KEY,
        N_("Storage of what is ready: a day after that, from tomorrow's intakes on"),
        0,
        100_000,
        unit=100,
        part="minor",
    ),
    _Number(
        KEPT_DAYS_KEY,
        N_("Days after which a passcode is wiped in any case"),
        KEPT_DAYS,
        3650,
        least=1,
    ),
)


class TermsPage(PreferencePage):
    """A promise is proposed from these terms, later if the queue is longer."""

    def __init__(self, look: Look, desk: Desk) -> None:
        tr = desk.tr
        about = tr(
            "The day proposed at the counter: so many days after intake, later when the queue is "
            "longer. The law allows %d days at most for a warranty repair."
        )
        super().__init__(look, desk, tr("Terms and numbers"), about % WARRANTY_DAYS)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(look.px(0.8))
        self._grid.setVerticalSpacing(look.px(0.25))
        self._grid.setColumnStretch(0, 1)
        self.body.addLayout(self._grid)
        self.days: dict[RepairKind, NumberLine] = {}
        self.units: dict[RepairKind, Segments] = {}
        self.numbers: dict[str, NumberLine] = {}
        self._lay_out()

    @override
    def refresh(self) -> None:
        if self.choices is None:
            return
        terms = self._terms()
        for kind, term in terms.items():
            self.days[kind].show_number(term.days)
            self.units[kind].show_value(_WORKING if term.working else _CALENDAR)
        for number in _NUMBERS:
            shown = number.read(self.choices.value(number.key))
            self.numbers[number.name].show_number(shown)

    @override
    def reset(self) -> None:
        if self.choices is not None:
            for key in (usual_terms.KEY, *{number.key for number in _NUMBERS}):
                self.choices.choose(key, None)

    def _terms(self) -> dict[RepairKind, Term]:
        chosen = self.choices.value(usual_terms.KEY) if self.choices is not None else None
        return usual_terms.read(chosen, self.desk.settings.shop.repair_days)

    def _lay_out(self) -> None:
        tr = self.desk.tr
        units = [(_WORKING, tr("working")), (_CALENDAR, tr("calendar"))]
        for line, (code, text) in enumerate(words.REPAIR_KINDS.items()):
            kind = RepairKind(code)
            most = WARRANTY_DAYS if kind is RepairKind.WARRANTY else _MOST_DAYS
            days = NumberLine(self.look, self.desk, f"terms.{code}", (0, most))
            days.line.setAccessibleName(tr(text))
            days.chosen.connect(partial(self._on_days, kind))
            unit = Segments(self.look, f"terms.unit.{code}", units)
            unit.chosen.connect(partial(self._on_unit, kind))
            self.days[kind], self.units[kind] = days, unit
            self._add(line, tr(text), days)
            self._grid.addWidget(unit, line, 2)
        first = len(self.days)
        self._grid.setRowMinimumHeight(first, self.look.px(1.0))
        for line, number in enumerate(_NUMBERS, first + 1):
            ends = (number.least, number.most)
            field = NumberLine(self.look, self.desk, f"numbers.{number.name}", ends)
            field.line.setAccessibleName(tr(number.title))
            field.chosen.connect(partial(self._on_number, number))
            self.numbers[number.name] = field
            self._add(line, tr(number.title), field)

    def _add(self, line: int, text: str, field: NumberLine) -> None:
        label = QLabel(text)
        label.setWordWrap(True)
        label.setBuddy(field.editor)
        label.setMinimumWidth(self.look.px(9))
        self._grid.addWidget(label, line, 0)
        self._grid.addWidget(field, line, 1)

    def _on_days(self, kind: RepairKind, days: int) -> None:
        self._choose(kind, Term(days, self._terms()[kind].working))

    def _on_unit(self, kind: RepairKind, unit: str) -> None:
        self._choose(kind, Term(self._terms()[kind].days, unit == _WORKING))

    def _choose(self, kind: RepairKind, term: Term) -> None:
        if self.choices is not None:
            self.choices.choose(
                usual_terms.KEY, {**usual_terms.written({**self._terms(), kind: term})}
            )

    def _on_number(self, number: _Number, value: int) -> None:
        if self.choices is not None:
            chosen = self.choices.value(number.key)
            kept = number.written(value, chosen)
            if number.key == storage_terms.KEY:
                zone = ZoneInfo(self.desk.settings.shop.timezone)
                today = self.desk.now().astimezone(zone).date()
                kept = storage_terms.dated(kept, chosen, today)
            self.choices.choose(number.key, kept)
