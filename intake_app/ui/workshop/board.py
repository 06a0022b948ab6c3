"""The workshop at work: what is next, and lists by Alt+1, Alt+2 … of any length."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from intake_app.checks.stages import MOVES, Stage
from intake_app.errors import IntakeError, Problem, RejectedError
from intake_app.services.bench_rows import BenchList
from intake_app.ui import stage_words, watch_words
from intake_app.ui.clients.lines import Lines
from intake_app.ui.tables.table_model import Column
from intake_app.ui.widgets.segments import Segments
from intake_app.ui.workshop import work
from intake_app.ui.workshop.bench_words import EMPTY, TITLES, BenchWords
from intake_app.ui.workshop.skip_sheet import SkipSheet
from intake_app.ui.workshop.top_line import TopLine
from intake_app.ui.workshop.work_table import WorkTable

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from PySide6.QtGui import QResizeEvent

    from intake_app.services.bench_rows import LegalRow, PassedRow, Taken
    from intake_app.services.shop import Changes
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look
    from intake_app.ui.workshop.work import Seen

SHOWS = frozenset(
    {"order", "stage", "skip", "staff", "place", "placement", "device", "conflict", "loan"}
    | {"preference"}
)
_AGAIN_MS = 60_000  # what was in time a minute ago is late by now


class WorkshopBoard(QWidget):
    """Read in a lane of its own after each change; the rows in sight as they are painted."""

    opened = Signal(object)
    shut = Signal(object, object)
    told = Signal(str, str)
    trouble = Signal(object)

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self._look = look
        self._desk = desk
        self._words = BenchWords(desk)
        self._is_reading = self._is_stale = False
        self._moved: UUID | None = None
        self._wanted: UUID | None = None  # to be chosen once it is in the list
        self._counts: Mapping[BenchList, int] = {}
        tr = desk.tr
        self.top = TopLine(look, desk, self._words)
        self.tabs = Segments(look, "workshop.tabs", [(tab, self._title(tab)) for tab in BenchList])
        self.table = WorkTable(look, desk, self._words)
        self.passed: Lines[PassedRow] = Lines(
            look, "workshop.passed", tr("What was passed over"), self._passed_columns(),
            edge=look.margin,
        )  # fmt: skip
        self.legal: Lines[LegalRow] = Lines(
            look, "workshop.legal", tr("Terms of the law that run out"), self._legal_columns(),
            edge=look.margin,
        )  # fmt: skip
        self._others: dict[str, Lines[PassedRow] | Lines[LegalRow]] = {
            BenchList.PASSED: self.passed,
            BenchList.LEGAL: self.legal,
        }
        self._stack = QStackedWidget()
        self._who = QLabel()
        self._skip: SkipSheet | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_AGAIN_MS)
        self._lay_out()
        self._connect()

    @property
    def is_reading(self) -> bool:
        """Whether a list is still on its way."""
        return self._is_reading

    def begin(self) -> None:
        """Read, and put the focus into the list."""
        who = self._desk.shop.operator.name
        self._who.setText(who or self._desk.tr("nobody: scan your badge or press F12"))
        self._timer.start()
        self._read()
        self._enter()

    def notice(self, changes: Changes) -> None:
        """Read again what may have changed."""
        if changes & SHOWS:
            self._read()

    def go_to(self, tab: str) -> None:
        """Show a list and work in it; one that is not for this person stays out of sight."""
        if tab == BenchList.PASSED and self._counts and tab not in self._counts:
            self.trouble.emit(RejectedError(Problem.NOT_ALLOWED))
            return
        self.tabs.show_value(tab)
        self._show_tab(tab)
        self._enter()

    def take_next(self) -> None:
        """Hand out the top of the queue to whoever is at the desk."""
        work_of = partial(work.take_next, self._desk.shop)
        self._desk.jobs.store(work_of, self._on_taken, self.trouble.emit)

    def pass_over(self) -> None:
        """Ask why the top of the queue is left to others."""
        if self.top.row is None:
            self._on_nothing()
            return
        if self._skip is None:
            self._skip = SkipSheet(self._look, self._desk, self.window())
            self._skip.said.connect(self._on_said)
        self._skip.open()

    def move_on(self) -> None:
        """Move the chosen repair to its next stage."""
        row = self.table.chosen() if self._stack.currentWidget() is self.table else None
        moves = MOVES[Stage(row.stage)] if row is not None and row.stage in tuple(Stage) else ()
        if row is not None and moves:
            self._moved = row.id
            job = partial(work.move, self._desk.shop, row.id, moves[0].value)
            self._desk.jobs.store(job, partial(self._on_moved, row.number), self._on_unmoved)

    def undo(self) -> None:
        """Take the last move of this screen back."""
        if self._moved is not None:
            job = partial(work.undo, self._desk.shop, self._moved)
            self._desk.jobs.store(job, partial(self._on_moved, ""), self.trouble.emit)

    def _on_nothing(self) -> None:
        self.told.emit(self._desk.tr("Nothing waits in the queue"), "accent")

    def _on_said(self, reason: str, note: str) -> None:
        if self.top.row is not None:
            job = partial(work.pass_over, self._desk.shop, self.top.row.id, reason, note)
            self._desk.jobs.store(job, self._on_passed, self.trouble.emit)

    def _on_passed(self, _nothing: object) -> None:
        self.told.emit(self._desk.tr("Passed over; the reason is kept"), "accent")
        if self.tabs.value() == BenchList.QUEUE and self.table.currentIndex().row() == 0:
            self.table.selectRow(1)  # what is next now, not what went to the end
        self._read()

    def _on_taken(self, taken: Taken) -> None:
        told = self._desk.tr("%(number)s is yours: %(device)s")
        self.told.emit(told % {"number": taken.number, "device": taken.device}, "good")
        self._wanted = taken.order_id
        self.go_to(BenchList.MINE)

    def _on_moved(self, number: str, stage: str) -> None:
        said = stage_words.label(self._desk, stage)
        self.told.emit(": ".join(filter(None, (number, said))), "good")
        self._read()

    def _on_unmoved(self, error: Exception) -> None:
        """What the next stage asks for is asked on the card."""
        if isinstance(error, IntakeError) and error.problem is Problem.STAGE_GATE:
            self.shut.emit(self._moved, error)
        else:
            self.trouble.emit(error)

    def _read(self) -> None:
        """One reading at a time: what changes meanwhile is read after it."""
        self._is_stale = self._is_reading
        if not self._is_reading:
            self._is_reading = True
            which = BenchList(self.tabs.value())
            job = partial(work.read, self._desk.shop, which, self._desk.now())
            jobs = self._desk.jobs
            jobs.device(work.LANE, job, self._on_read, self.trouble.emit, self._on_ended)

    def _on_ended(self) -> None:
        self._is_reading = False
        if self._is_stale:
            self._read()

    def _on_tick(self) -> None:
        if self.isVisible():
            self._read()

    def _on_read(self, seen: Seen) -> None:
        self._count(seen.counts)
        self.top.show_row(seen.top)
        if seen.which is not BenchList(self.tabs.value()):
            self._is_stale = True
            return
        empty = self._desk.tr(EMPTY[seen.which])
        if seen.which is BenchList.PASSED:
            self.passed.show_rows(seen.passed, empty)
            return
        if seen.which is BenchList.LEGAL:
            self.legal.show_rows(seen.legal, empty)
            return
        self.table.show_numbers(seen.numbers, self._desk.tr(EMPTY[seen.which]))
        if self._wanted is not None:
            self.table.choose_order(self._wanted)
            self._wanted = None

    def _show_tab(self, tab: str) -> None:
        self._stack.setCurrentWidget(self._others.get(tab, self.table))
        self._read()

    def _count(self, counts: Mapping[BenchList, int]) -> None:
        """Beside its title, where there is room for all of them."""
        self._counts = counts
        self._hide_passed(is_hidden=bool(counts) and BenchList.PASSED not in counts)
        for is_counted in (True, False):
            for button in self.tabs.buttons:
                count = counts.get(BenchList(button.value), 0) if is_counted else 0
                shown = f"\u00a0({count})" if count else ""
                button.setText(self._title(BenchList(button.value)) + shown)
                button.updateGeometry()
            shown = (button for button in self.tabs.buttons if not button.isHidden())
            needed = sum(button.sizeHint().width() for button in shown)
            if needed <= self.width() - 2 * self._look.margin:
                return

    def _hide_passed(self, *, is_hidden: bool) -> None:
        """Who passed over what is not for everybody."""
        button = next(one for one in self.tabs.buttons if one.value == BenchList.PASSED)
        button.setVisible(not is_hidden)
        if is_hidden and self.tabs.value() == BenchList.PASSED:
            self.go_to(BenchList.QUEUE)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._count(self._counts)

    def _enter(self) -> None:
        self._others.get(self.tabs.value(), self.table).setFocus()

    def _title(self, tab: BenchList) -> str:
        return self._desk.tr(TITLES[tab])

    def _on_other_opened(self, row: PassedRow | LegalRow) -> None:
        self.opened.emit(row.order_id)

    def _on_row_opened(self, row: object) -> None:
        self.opened.emit(getattr(row, "id", None))

    def _connect(self) -> None:
        self.tabs.chosen.connect(self._show_tab)
        self.tabs.entered.connect(self._enter)
        self.table.opened.connect(self._on_row_opened)
        for other in self._others.values():
            other.opened.connect(self._on_other_opened)
        self.top.taken.connect(self.take_next)
        self.top.passed.connect(self.pass_over)
        self._timer.timeout.connect(self._on_tick)

    def _passed_columns(self) -> tuple[Column[PassedRow], ...]:
        tr, words = self._desk.tr, self._words
        return (
            Column(tr("No."), lambda row: row.number),
            Column(tr("Device"), lambda row: row.device),
            Column(tr("When"), lambda row: words.moment(row.at)),
            Column(tr("Who"), lambda row: row.by),
            Column(tr("Why"), lambda row: words.reason(row.reason, row.note), grows=True),
        )

    def _legal_columns(self) -> tuple[Column[LegalRow], ...]:
        tr, desk = self._desk.tr, self._desk
        return (
            Column(tr("No."), lambda row: row.number),
            Column(tr("Device"), lambda row: row.device),
            Column(tr("Stage"), lambda row: stage_words.label(desk, row.stage)),
            Column(tr("What"), lambda row: tr(watch_words.LEGAL[row.left.kind])),
            Column(tr("How long"), lambda row: watch_words.term(desk, row.left), grows=True),
        )

    def _lay_out(self) -> None:
        look, tr = self._look, self._desk.tr
        title = QLabel(tr("Workshop"))
        title.setFont(look.letters(1.25, strong=True))
        self._who.setObjectName("workshop.who")
        palette = self._who.palette()
        palette.setColor(self._who.foregroundRole(), look.colour("muted"))
        self._who.setPalette(palette)
        first = QHBoxLayout()
        first.setSpacing(look.px(1.0))
        first.addWidget(title)
        first.addWidget(self._who)
        first.addStretch(1)
        head = QVBoxLayout()
        head.setContentsMargins(look.margin, look.px(0.8), look.px(1.0), look.px(0.5))
        head.setSpacing(look.px(0.3))
        head.addLayout(first)
        head.addWidget(self.tabs)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.top)
        column.addWidget(self._stack, 1)
        self._stack.addWidget(self.table)
        for other in self._others.values():
            self._stack.addWidget(other)
