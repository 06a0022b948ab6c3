"""Where an order goes next, asked line by line: the stage, then only what that stage wants."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from intake_app.checks.gates import Gate
from intake_app.checks.outcomes import FITTING
from intake_app.errors import Problem
from intake_app.i18n.translator import N_
from intake_app.services.stage_rows import StageChoice
from intake_app.ui import outcome_words, problem_texts, stage_words
from intake_app.ui.widgets.suggest_field import SuggestField
from intake_app.ui.widgets.suggestions import Suggestion

if TYPE_CHECKING:
    from collections.abc import Iterator

    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look

_WIDE_EM = 62
_ASKS = {
    Gate.OUTCOME: N_("how did the repair end?"),
    Gate.TECHNICIAN: N_("who repairs it?"),
    Gate.REASON: N_("why? Enter moves the order"),
    Gate.BACK: N_("why does it go back to work? Enter moves the order"),
    Gate.PLACE: N_("where is it put?"),
}
_TYPED = frozenset({Gate.REASON, Gate.BACK})


@dataclass(frozen=True, slots=True)
class StageWish:
    """What was chosen and said."""

    to: str
    comment: str = ""
    outcome: str = ""
    technician: UUID | None = None
    place: UUID | None = None


class StageFlow(QWidget):
    """`wished` carries a StageWish once all is said; `left` tells that nothing will come."""

    wished = Signal(object)
    left = Signal()

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self._look = look
        self._desk = desk
        self._choices: tuple[StageChoice, ...] = ()
        self._wish: StageWish | None = None
        self._asked: tuple[Gate, ...] = ()
        self._path = QLabel()
        self.field = SuggestField(look, "card.stage", self._rows, icon="arrow-right")
        self.field.line.setAccessibleName(desk.tr("Next stage"))
        self._lay_out()
        self.field.picked.connect(self._on_picked)
        self.field.entered.connect(self._on_entered)
        self.field.line.escaped.connect(self.left)

    def begin(self) -> None:
        """Ask for the stage."""
        self._wish, self._asked = None, ()
        self._path.hide()
        self._ask("")
        self.field.line.setFocus()
        self.field.open_list()

    def show_choices(self, choices: tuple[StageChoice, ...]) -> None:
        """Where the order may go now; a list in sight is asked for anew."""
        self._choices = choices
        if self.field.line.hasFocus() and self._wish is None:
            self.field.open_list()

    def end(self) -> None:
        """Forget what was half said."""
        self.field.close_list()
        self.field.mark("")
        self._wish, self._asked = None, ()

    @property
    def _gate(self) -> Gate | None:
        """What is asked for now; None while it is the stage."""
        return self._asked[0] if self._asked else None

    def _rows(self, typed: str) -> tuple[Suggestion, ...]:
        if self._wish is None:
            rows = self._stages()
        elif self._gate is Gate.OUTCOME:
            rows = self._outcomes(self._wish.to)
        elif self._gate is Gate.TECHNICIAN:
            rows = self._technicians()
        else:
            rows = self._cells() if self._gate is Gate.PLACE else iter(())
        wanted = typed.strip().lower()
        return tuple(row for row in rows if wanted in row.text.lower())

    def _stages(self) -> Iterator[Suggestion]:
        for choice in self._choices:
            yield Suggestion(
                stage_words.label(self._desk, choice.code),
                note=self._why_not(choice),
                icon=stage_words.ICONS.get(choice.code, "help"),
                value=choice,
                shut=not choice.is_open,
            )

    def _why_not(self, choice: StageChoice) -> str:
        """The one thing to do first."""
        if not choice.may:
            return self._desk.tr("not for your role")
        if choice.shut:
            problem = Problem(f"gate_{choice.shut[0].value}")
            return problem_texts.sentence(problem, self._desk.tr)
        return ""

    def _outcomes(self, to: str) -> Iterator[Suggestion]:
        for outcome in FITTING.get(to, ()):
            told = self._desk.tr(outcome_words.WORDS[outcome])
            yield Suggestion(told, icon="checkup-list", value=outcome.value)

    def _technicians(self) -> Iterator[Suggestion]:
        for person in self._desk.shop.finder.technicians():
            yield Suggestion(person.name, icon="user", value=person.id)

    def _cells(self) -> Iterator[Suggestion]:
        for cell in self._desk.shop.finder.cells():
            yield Suggestion(cell.path, icon="package", value=cell.id)

    def _on_picked(self, value: object) -> None:
        if isinstance(value, StageChoice):
            self._take(value)
        elif self._wish is not None and isinstance(value, str):
            self._go_on(replace(self._wish, outcome=value))
        elif self._wish is not None and isinstance(value, UUID):
            name = "place" if self._gate is Gate.PLACE else "technician"
            self._go_on(replace(self._wish, **{name: value}))

    def _take(self, choice: StageChoice) -> None:
        why_not = self._why_not(choice)
        if why_not:
            self.field.warn(why_not)
            return
        self._asked = (Gate.OUTCOME, *choice.asked)  # `_go_on` takes the first away
        self._path.setText(f"{stage_words.label(self._desk, choice.code)} ›")
        self._go_on(StageWish(choice.code))

    def _on_entered(self) -> None:
        """Words were typed, or nothing in the list is so called."""
        text = self.field.text()
        if self._wish is not None and self._gate in _TYPED and text:
            self._go_on(replace(self._wish, comment=text))
        elif self._gate in _TYPED:
            self.field.mark(problem_texts.sentence(Problem.GATE_REASON, self._desk.tr))
        else:
            self.field.line.selectAll()
            self.field.browse()

    def _go_on(self, wish: StageWish) -> None:
        self._wish, self._asked = wish, self._asked[1:]
        if not self._asked:
            self.wished.emit(wish)
            return
        self._path.show()
        self._ask(_ASKS[self._asked[0]])
        self.field.open_list()

    def _ask(self, question: str) -> None:
        tr = self._desk.tr
        self.field.show_text("")
        self.field.mark("")
        self.field.line.setPlaceholderText(tr(question) if question else tr("next stage"))
        self.field.line.setAccessibleName(tr(question) if question else tr("Next stage"))

    def _lay_out(self) -> None:
        look = self._look
        self._path.setFont(look.letters(strong=True))
        self._path.setObjectName("card.stage.path")
        self._path.hide()
        self.field.open_on_focus(opens=True)
        self.setMaximumWidth(look.px(_WIDE_EM))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.px(0.5))
        row.addWidget(self._path)
        row.addWidget(self.field, 1)
