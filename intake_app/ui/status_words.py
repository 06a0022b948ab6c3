"""What the cells of the status bar say: short text, tone, and what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from intake_app.errors import Problem
from intake_app.i18n.translator import N_
from intake_app.scanning.scanner import ScannerState
from intake_app.ui import backup_words, problem_texts
from intake_app.ui.cell_text import CellText
from intake_app.ui.exchange.indicator import Indicator

if TYPE_CHECKING:
    from intake_app.errors import IntakeError
    from intake_app.services.dispute_rows import Owed
    from intake_app.services.spool import PrinterState
    from intake_app.services.task_rows import TaskCount
    from intake_app.sync.core.status import SyncStatus
    from intake_app.ui.desk import Desk
    from intake_app.upkeep.safety import SafetyState

_SHORT = {
    Problem.PAPER_OUT: N_("no paper"),
    Problem.COVER_OPEN: N_("cover open"),
    Problem.DEVICE_ABSENT: N_("no answer"),
    Problem.DEVICE_REFUSED: N_("refuses"),
    Problem.DEVICE_STALLED: N_("stopped"),
    Problem.DEVICE_LOST: N_("line broken"),
}
_ANY_FAULT = N_("fault")


class StatusWords:
    """Speaks the operator's language and knows what time it is."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._tr = desk.tr
        self._zone = ZoneInfo(desk.settings.shop.timezone)
        self._indicator = Indicator(desk)

    def unknown(self, name: str) -> CellText:
        """What is called so was not asked yet: the first second after a start."""
        return CellText(f"{name} …", "muted", self._tr("%s: being asked") % name)

    def printer(self, name: str, address: str, state: PrinterState | None) -> CellText:
        """`name` is what the bar calls the printer."""
        tr = self._tr
        if address.startswith("none:"):
            told = tr("No printer is set: papers wait in the queue")
            return CellText(tr("%s: none") % name, "muted", told)
        if state is None:
            return self.unknown(name)
        return self._printer_state(name, state)

    def _printer_state(self, name: str, state: PrinterState) -> CellText:
        tr = self._tr
        if state.unknown:
            told = tr("Nobody knows whether the last paper was printed: look and answer")
            said = tr("%s: printed?") % name + self._age_of(state)
            return CellText(said, "caution", told + self._since(state))
        if state.problem:
            return self._printer_problem(name, state)
        if not state.queued:
            return CellText(tr("%s: ready") % name, "good", self._last_printed(state))
        told = tr("%d in the queue") % state.queued
        return CellText(f"{name}: {told}", "good", told)

    def scanner(self, address: str, state: ScannerState | None) -> CellText:
        """A scanner that is set and not there needs a hand."""
        tr = self._tr
        if address.startswith("none:") or state is ScannerState.OFF:
            return CellText(tr("Scanner: none"), "muted", tr("No serial scanner is set"))
        if state is None:
            return self.unknown(tr("Scanner"))
        if state is ScannerState.ABSENT:
            told = tr("The scanner is unplugged: it is used again as soon as it is back")
            return CellText(tr("Scanner: no answer"), "caution", told)
        return CellText(tr("Scanner ready"), "good", tr("Codes are taken from any screen"))

    def sync(self, status: SyncStatus | None, owed: Owed | None = None) -> CellText:
        """Never more than is true, by what the store holds just now."""
        if status is None:
            return self.unknown(self._tr("Hub"))
        return self._indicator.say(status, owed)

    def backup(self, state: SafetyState | None, trouble: IntakeError | None = None) -> CellText:
        """When the last backup was made, and what is wrong with backups."""
        if trouble is not None:
            told = problem_texts.explain(trouble, self._tr)
            return CellText(self._tr("No backup"), "bad", told)
        if state is None:
            return self.unknown(self._tr("Backup"))
        return backup_words.cell(self._desk, state)

    def tasks(self, waiting: TaskCount) -> CellText:
        """How many tasks wait for whoever is at the desk."""
        tr = self._tr
        said = tr.plural("%d task", "%d tasks", waiting.open) % waiting.open
        if not waiting.late:
            return CellText(said, "muted", tr("Tasks that wait for me"))
        late = tr.plural("%d is late", "%d are late", waiting.late) % waiting.late
        return CellText(f"{said}, {late}", "bad", tr("Tasks that wait for me"))

    def _printer_problem(self, name: str, state: PrinterState) -> CellText:
        tr = self._tr
        known = state.problem in tuple(Problem)
        problem = Problem(state.problem) if known else Problem.DEVICE_REFUSED
        short = tr(_SHORT.get(problem, _ANY_FAULT))
        said = f"{name}: {short}"
        if state.queued:
            said += f" · {state.queued}"
        said += self._age_of(state)
        return CellText(said, "bad", problem_texts.sentence(problem, tr) + self._since(state))

    def _age_of(self, state: PrinterState) -> str:
        return self._age(state.since.isoformat() if state.since else "")

    def _since(self, state: PrinterState) -> str:
        """`. Since 10:42`, with the day when it was not today."""
        if state.since is None:
            return ""
        at, now = (moment.astimezone(self._zone) for moment in (state.since, self._desk.now()))
        said = f"{at:%H:%M}" if at.date() == now.date() else f"{at:%d.%m %H:%M}"
        return ". " + self._tr("Since %s") % said

    def _last_printed(self, state: PrinterState) -> str:
        if state.last_printed_at is None:
            return self._tr("Nothing was printed yet")
        at = state.last_printed_at.astimezone(self._zone)
        return self._tr("Last printed at %s") % f"{at:%H:%M}"

    def _age(self, since: str) -> str:
        """` · 12 min`, empty under a minute."""
        told = self._indicator.age(since)
        return f" · {told}" if told else ""
