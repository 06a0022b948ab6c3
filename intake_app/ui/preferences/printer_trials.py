"""Test prints of one printer: a button each, then the question that only the paper answers."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from intake_app.config import NOT_THERE, resources
from intake_app.printing import trials
from intake_app.services import routes
from intake_app.ui.preferences.button_rows import ButtonRows
from intake_app.ui.preferences.printers_steps import STEPS, answered, confirmed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from intake_app.printing.profile import Role as PrinterRole
    from intake_app.printing.trials import Trial
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look

LANE = "printer set-up"
_A_ROW, _A_LONG_ROW, _SHORT = 7, 3, 4


class PrinterTrials(QWidget):
    """`changed` carries the address after an answer, `told` a sentence, `failed` an error."""

    changed = Signal(str)
    told = Signal(str)
    failed = Signal(object)

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._address = ""
        self._role = routes.RECEIPT
        self.question = QLabel()
        self._trials = ButtonRows(look, "printers.trials")
        self._answers = ButtonRows(look, "printers.answers")
        self.question.setObjectName("printers.question")
        self.question.setWordWrap(True)
        self.question.setFont(look.letters(strong=True))
        self.question.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for widget in (self._trials, self.question, self._answers):
            column.addWidget(widget)

    def show_address(self, address: str, role: str) -> None:
        """Offer the tests that mean something to this printer."""
        self._address, self._role = address, role
        language = "" if address.startswith(NOT_THERE) else routes.language_of(address)
        names = trials.of_language(language) if language else ()
        rows = [(self._desk.tr(STEPS[name].title), partial(self._try, name)) for name in names]
        self._trials.fill(rows, _A_ROW)

    def forget(self) -> None:
        """Ask nothing any more."""
        self.question.hide()
        self._answers.fill([], 1)

    def _try(self, trial: Trial) -> None:
        self.forget()
        self.told.emit(self._desk.tr("Printing …"))
        bench = trials.Bench(resources() / "fonts", self._desk.settings.data / "cache")
        role = cast("PrinterRole", self._role)
        work = partial(trials.run, trial, self._address, role, bench)
        self._desk.jobs.device(LANE, work, partial(self._on_tried, trial), self.failed.emit)

    def _on_tried(self, trial: Trial, found: str) -> None:
        tr, step = self._desk.tr, STEPS[trial]
        if trial is trials.Trial.FENCE:
            self.changed.emit(confirmed(self._address, found))
            self.told.emit(
                tr("The printer answers: %s") % found
                if found
                else tr("The printer answers nothing: papers count as sent, never as confirmed")
            )
            return
        self.told.emit("")
        self.question.setText(tr(step.question))
        self.question.show()
        rows = [(tr(text), partial(self._answer, options)) for text, options in step.answers]
        is_short = all(len(text) <= _SHORT for text, _ in rows[:-1])  # a word may end numbers
        is_short = is_short and len(rows) > _A_LONG_ROW
        self._answers.fill(rows, _A_ROW if is_short else _A_LONG_ROW)
        self._answers.take_focus()

    def _answer(self, options: Mapping[str, str]) -> None:
        self.forget()
        self.changed.emit(answered(self._address, options))
        self.told.emit(self._desk.tr("Noted in the address; save it when all is well"))
