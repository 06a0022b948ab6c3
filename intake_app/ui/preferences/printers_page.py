"""Setting a printer up by steps: find it, print tests, answer what the paper shows, save."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from intake_app import settings_file
from intake_app.config import FILE_NAME, NOT_THERE, resources
from intake_app.errors import IntakeError
from intake_app.printing import finding, trials
from intake_app.printing.printer import printer
from intake_app.services import routes
from intake_app.ui import paper_words, problem_texts
from intake_app.ui.preferences.page import PreferencePage
from intake_app.ui.preferences.printers_steps import STEPS, answered, confirmed
from intake_app.ui.widgets.button import Button, Role
from intake_app.ui.widgets.field import LineField
from intake_app.ui.widgets.segments import Segments

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from intake_app.printing.finding import Found
    from intake_app.printing.profile import Role as PrinterRole
    from intake_app.printing.trials import Trial
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look

_ROLES = (routes.RECEIPT, routes.LABEL, routes.A4)
_LANE = "printer set-up"
_A_ROW, _A_LONG_ROW, _SHORT = 7, 3, 4


class PrintersPage(PreferencePage):
    """Everything is tried in a lane of its own; nothing is changed before it is saved."""

    def __init__(self, look: Look, desk: Desk) -> None:
        tr = desk.tr
        about = tr(
            "Find the printer, print the tests one after another and say what the paper shows."
            " What is saved holds for this PC, from the next start on."
        )
        super().__init__(look, desk, tr("Printers"), about)
        self._saved: dict[str, str] = dict(routes.addresses(desk.settings))
        names = [(name, paper_words.printer_named(tr, name)) for name in _ROLES]
        self.role = Segments(look, "printers.role", names)
        self.address = LineField(look, "printers.address")
        self.address.line.setAccessibleName(tr("Address"))
        self.look_for = self._button("find", tr("Look for printers"), self._on_find)
        self.save = self._button("save", tr("Save"), self._on_save, Role.PRIMARY)
        self.question = QLabel()
        self.told = QLabel()
        self._rows = {name: QVBoxLayout() for name in ("found", "trials", "answers")}
        self._arrange()
        self.role.chosen.connect(self._on_role)
        self.address.line.editingFinished.connect(self._offer_trials)
        self._on_role(self.role.value())

    @override
    def refresh(self) -> None:
        """What is typed here stays until it is saved."""

    def _on_role(self, role: str) -> None:
        self.address.show_text(self._saved.get(role, NOT_THERE))
        self._tell("")
        self._ask("", ())
        self._offer_trials()

    def _on_find(self) -> None:
        self._tell(self.desk.tr("Looking …"))
        self.desk.jobs.device(_LANE, finding.look, self._on_found, self._on_failed)

    def _on_found(self, found: tuple[Found, ...]) -> None:
        tr = self.desk.tr
        self._tell("" if found else tr("Nothing was found: type the address, as tcp://10.0.0.50"))
        rows = [(f"{it.about}  –  {it.address}", partial(self._take, it.address)) for it in found]
        self._fill("found", rows, 1)

    def _take(self, address: str) -> None:
        self.address.show_text(address)
        self._offer_trials()

    def _offer_trials(self) -> None:
        tr, address = self.desk.tr, self.address.text()
        language = "" if address.startswith(NOT_THERE) else routes.language_of(address)
        names = trials.of_language(language) if language else ()
        rows = [(tr(STEPS[name].title), partial(self._try, name)) for name in names]
        self._fill("trials", rows, _A_ROW)

    def _try(self, trial: Trial) -> None:
        address = self.address.text()
        self._ask("", ())
        self._tell(self.desk.tr("Printing …"))
        bench = trials.Bench(resources() / "fonts", self.desk.settings.data / "cache")
        role = cast("PrinterRole", self.role.value())
        work = partial(trials.run, trial, address, role, bench)
        self.desk.jobs.device(_LANE, work, partial(self._on_tried, trial), self._on_failed)

    def _on_tried(self, trial: Trial, found: str) -> None:
        tr, step = self.desk.tr, STEPS[trial]
        if trial is trials.Trial.FENCE:
            self.address.show_text(confirmed(self.address.text(), found))
            self._tell(
                tr("The printer answers: %s") % found
                if found
                else tr("The printer answers nothing: papers count as sent, never as confirmed")
            )
            return
        self._tell("")
        self._ask(
            tr(step.question),
            [(tr(text), partial(self._answer, options)) for text, options in step.answers],
        )

    def _answer(self, options: Mapping[str, str]) -> None:
        self.address.show_text(answered(self.address.text(), options))
        self._ask("", ())
        self.save.setFocus()
        self._tell(self.desk.tr("Noted in the address; save it when all is well"))

    def _on_save(self) -> None:
        name, address = self.role.value(), self.address.text()
        file = self.desk.settings.data / FILE_NAME
        work = partial(_written, file, name, address)
        self.desk.jobs.store(work, self._on_saved, self._on_failed)

    def _on_saved(self, saved: tuple[str, str]) -> None:
        self._saved[saved[0]] = saved[1]
        self._tell(self.desk.tr("Saved; it holds from the next start on"))

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, IntakeError):
            self._tell(problem_texts.explain(error, self.desk.tr))

    def _tell(self, text: str) -> None:
        self.told.setText(text)
        self.told.setVisible(bool(text))

    def _ask(self, question: str, answers: Sequence[tuple[str, Callable[[], None]]]) -> None:
        self.question.setText(question)
        self.question.setVisible(bool(question))
        is_short = all(len(text) <= _SHORT for text, _ in answers)
        self._fill("answers", list(answers), _A_ROW if is_short else _A_LONG_ROW)
        first = self.findChild(Button, "printers.answers.0")
        if answers and isinstance(first, Button):
            first.setFocus()

    def _fill(self, place: str, rows: list[tuple[str, Callable[[], None]]], across: int) -> None:
        """Put buttons in the place of those that stood there."""
        column = self._rows[place]
        while (item := column.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.setParent(None)
                old.deleteLater()
        for top in range(0, len(rows), across):
            line = QWidget()
            layout = QHBoxLayout(line)
            layout.setContentsMargins(0, 0, 0, 0)
            for number, (text, handler) in enumerate(rows[top : top + across], top):
                layout.addWidget(self._button(f"{place}.{number}", text, handler))
            layout.addStretch(1)
            column.addWidget(line)
            line.show()

    def _button(
        self, name: str, text: str, handler: Callable[[], None], role: Role = Role.PLAIN
    ) -> Button:
        made = Button(self.look, text, role=role)
        made.setObjectName(f"printers.{name}")
        made.clicked.connect(handler)
        return made

    def _arrange(self) -> None:
        for label, name in ((self.question, "question"), (self.told, "told")):
            label.setObjectName(f"printers.{name}")
            label.setWordWrap(True)
        self.question.setFont(self.look.letters(strong=True))
        foot = QHBoxLayout()
        foot.addWidget(self.look_for)
        foot.addWidget(self.save)
        foot.addStretch(1)
        self.body.addWidget(self.role)
        self.body.addWidget(self.address)
        self.body.addLayout(foot)
        self.body.addWidget(self.told)
        self.body.addLayout(self._rows["found"])
        self.body.addSpacing(self.look.px(0.5))
        self.body.addLayout(self._rows["trials"])
        self.body.addWidget(self.question)
        self.body.addLayout(self._rows["answers"])


def _written(file: Path, name: str, address: str) -> tuple[str, str]:
    """Runs in the store lane. Raises RejectedError, UnavailableError."""
    printer(address, cast("PrinterRole", name))  # a wrong address is told, and not written
    settings_file.prepared(file, "desk", f"{name}_printer", address)()
    return name, address
