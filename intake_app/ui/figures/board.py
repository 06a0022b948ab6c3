"""The figures at work: a span, charts, the list behind a bar, paper and files."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
)
from typing_extensions import override

from intake_app.errors import Problem, RejectedError
from intake_app.services import routes
from intake_app.services.charts import Paper
from intake_app.services.figures_rows import By, Over, Period, before, span_of
from intake_app.ui import problem_texts
from intake_app.ui.figures import work
from intake_app.ui.figures.behind_list import BehindList
from intake_app.ui.figures.chart_view import ChartView
from intake_app.ui.figures.columns import Columns
from intake_app.ui.figures.spans import typed_span
from intake_app.ui.figures.tables import tables
from intake_app.ui.figures.words import PERIODS, FiguresWords
from intake_app.ui.late_screen import LateBoard
from intake_app.ui.widgets.field import LineField
from intake_app.ui.widgets.scroll import slim
from intake_app.ui.widgets.segments import Segments

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtCore import QRect

    from intake_app.services.charts import Chart
    from intake_app.services.figures_rows import Behind, Figures
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look
    from intake_app.ui.widgets.button import Button


class FiguresBoard(LateBoard):
    """Counted anew when it comes into sight, for another span, and when asked for."""

    _moved = Signal(int, int)

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self._look = look
        self._desk = desk
        self._zone = ZoneInfo(desk.settings.shop.timezone)
        self._seen: Figures | None = None
        self._asked = self._answered = 0
        self.words = FiguresWords(desk)
        self.period = Period.MONTH
        self.span = span_of(self.period, self._today())
        names = enumerate(PERIODS.items(), 1)
        choices = [(one.value, f"{desk.tr(text)}  Alt+{n}") for n, (one, text) in names]
        self.periods = Segments(look, "figures.period", choices)
        self.own = LineField(look, "figures.own")
        self.state, self.progress = QLabel(), QProgressBar()
        self._stop = Event()
        self.columns = Columns(look)
        self.charts: dict[str, ChartView] = {}
        self.behind = BehindList(look, desk, self.words)
        self.dialog: QFileDialog | None = None
        self.area, self._stack, self.buttons = QScrollArea(), QStackedWidget(), QHBoxLayout()
        self._lay_out()
        self.periods.show_value(self.period.value)
        self.periods.chosen.connect(self._on_period)
        self.own.line.entered.connect(self._on_own)
        self.behind.opened.connect(self.opened)
        self._moved.connect(self._on_moved)

    @property
    def is_counting(self) -> bool:
        """Whether what was asked for last is still on its way."""
        return self._answered < self._asked

    @property
    def seen(self) -> Figures | None:
        """What was counted last; None for whoever may not see it."""
        return self._seen

    @override
    def add_button(self, button: Button) -> None:
        """Put what a key does in the head as well."""
        self.buttons.addWidget(button)

    def begin(self) -> None:
        """Count; what was looked at stays in sight meanwhile."""
        if self._stack.currentWidget() is self.behind:
            self.behind.table.setFocus()
        else:
            self._take_focus()
        self.count()

    def leave(self) -> bool:
        """Back from the list to the page; on the page: stop counting."""
        if self._stack.currentWidget() is not self.behind:
            return self.stop()
        self._stack.setCurrentWidget(self.area)
        self._take_focus()
        return True

    def stop(self) -> bool:
        """Give up counting; what was counted before stays. False when nothing is counted."""
        if not self.is_counting or self._stop.is_set():
            return False
        self._stop.set()
        return True

    def go_to(self, period: Period) -> None:
        """Count another span, as far as today; own dates are asked for."""
        self.periods.show_value(period.value)
        self._on_period(period.value)

    def go_before(self) -> None:
        """Count the span before the one that is shown."""
        self.span = before(self.period, self.span)
        self.count()

    def count(self) -> None:
        """Read everything anew."""
        self._asked += 1
        self._tell(self._desk.tr("Counting … Esc stops"))
        self._stop.set()  # whoever asks anew does not wait for what he asked before
        self._stop = Event()
        self.progress.setValue(0)
        self.progress.show()
        job = partial(work.read, self._desk.shop, self.span, self._moved.emit, self._stop)
        self._answered = min(self._answered, self._asked - 1)
        done, failed = partial(self._on_read, self._asked), partial(self._on_not_read, self._asked)
        self._desk.jobs.device(work.LANE, job, done, failed)

    def paper(self) -> Paper | None:
        """The page as it prints; None before anything is counted."""
        seen, tr = self._seen, self._desk.tr
        if seen is None:
            return None
        at = self.words.money.when(seen.at)
        said = {"shop": self._desk.settings.shop.name, "span": self.words.span(seen.span), "at": at}
        about = tr("%(shop)s, %(span)s, counted %(at)s") % said
        return Paper(tr("Figures of the shop"), about, self.words.charts(seen))

    def print_page(self) -> None:
        """Print it on the printer of pages; without one: as a file for the program that prints."""
        paper, settings = self.paper(), self._desk.settings
        if paper is None:
            return
        address = routes.addresses(settings).get(routes.A4, "")
        if address:
            job = partial(work.printed, paper, address, routes.A4)
            self._desk.jobs.device(routes.A4, job, self._on_printed, self.trouble.emit)
        else:
            path = settings.data / work.FILE_NAME
            job = partial(work.written, paper, path)
            self._desk.jobs.device(work.LANE, job, self._on_written, self.trouble.emit)

    def export(self) -> None:
        """Ask for a folder; the answer comes by signal."""
        if self._seen is None:
            return
        if self.dialog is None:
            self.dialog = QFileDialog(self, self._desk.tr("Choose a folder"))
            self.dialog.setFileMode(QFileDialog.FileMode.Directory)
            self.dialog.fileSelected.connect(self.export_to)
        self.dialog.open()

    def export_to(self, folder: str) -> None:
        """Write the files there."""
        seen = self._seen
        if seen is None:
            return
        name = f"{seen.span.first:%Y-%m-%d}_{seen.span.last:%Y-%m-%d}"
        point = "," if self._desk.tr.language == "ru" else "."
        made = tables(seen, self.words)
        job = partial(work.exported, Path(folder) / name, made, point)
        self._desk.jobs.device(work.LANE, job, self._on_exported, self.trouble.emit)

    def _today(self) -> date:
        return self._desk.now().astimezone(self._zone).date()

    def _take_focus(self) -> None:
        first = next(iter(self.charts.values()), None)
        if first is not None and self.area.isVisible():
            first.setFocus()
        else:
            self.periods.take_focus()

    def _on_period(self, value: str) -> None:
        self.period = Period(value)
        self.own.setVisible(self.period is Period.OWN)
        if self.period is Period.OWN:
            self.own.line.setFocus()
            return
        self.span = span_of(self.period, self._today())
        self.count()

    def _on_own(self) -> None:
        found = typed_span(self.own.text(), self._today())
        if found is None:
            self.own.mark(self._desk.tr("Two days, like 01.10 – 31.10"))
            return
        self.own.mark("")
        self.span = found
        self.count()

    def _on_moved(self, done: int, of: int) -> None:
        self.progress.setMaximum(max(1, of))
        self.progress.setValue(done)

    def _on_read(self, asked: int, seen: Figures) -> None:
        if asked != self._asked:
            return  # another span was asked for meanwhile
        self._answered = asked
        self.progress.hide()
        self._seen = seen
        said = {"span": self.words.span(seen.span), "at": self.words.money.when(seen.at)}
        self._tell(self._desk.tr("%(span)s, counted %(at)s") % said)
        self._show(self.words.charts(seen))

    def _show(self, charts: tuple[Chart, ...]) -> None:
        is_first = not self.charts
        for chart in charts:
            if chart.name not in self.charts:
                view = self.charts[chart.name] = ChartView(self._look, chart.name)
                view.opened.connect(self._on_bar)
                view.looked.connect(partial(self._on_looked, view))
            self.charts[chart.name].show_chart(chart)
        self.columns.hold(tuple(self.charts.values()))
        if is_first and self.isVisible() and not self.own.line.hasFocus():
            self._take_focus()

    def _on_looked(self, view: ChartView, bar: QRect) -> None:
        """What is chosen by keys stays in sight."""
        at = view.mapTo(self.columns, bar.center())
        self.area.ensureVisible(at.x(), at.y(), 0, bar.height() + self._look.px(1))

    def _on_bar(self, key: tuple[str, str]) -> None:
        """The list behind a bar, under the bar's own words."""
        kind, of = key
        seen = self._seen
        bars = (bar for view in self.charts.values() if view.chart for bar in view.chart.bars)
        name = next((bar.label for bar in bars if bar.key == key), "")
        if kind in set(By):
            job = partial(work.behind, self._desk.shop, By(kind), of)
        elif seen is not None:
            if kind in {Over.FIRST, Over.LAST}:
                name = f"{name}: {self._desk.tr('not kept')}"
            job = partial(work.listed, self._desk.shop, Over(kind), of, seen.span)
        else:
            return
        self._desk.jobs.device(work.LANE, job, partial(self._on_behind, name), self._on_failed)

    def _on_behind(self, name: str, found: tuple[tuple[Behind, ...], int]) -> None:
        self._stack.setCurrentWidget(self.behind)
        self.behind.show_orders(name, *found)

    def _on_not_read(self, asked: int, error: Exception) -> None:
        is_stopped = isinstance(error, RejectedError) and error.problem is Problem.STOPPED
        if is_stopped and asked != self._asked:
            return  # something else is being counted
        self.progress.hide()
        if is_stopped:
            self._answered = asked
            self._tell(self._desk.tr("Not counted to the end: Ctrl+R counts again"))
        else:
            self._on_failed(error)

    def _on_failed(self, error: Exception) -> None:
        """Whoever may not see them sees one sentence, and nothing of what was there before."""
        if not (isinstance(error, RejectedError) and error.problem is Problem.NOT_ALLOWED):
            self._answered = self._asked
            self._tell("")
            self.trouble.emit(error)
            return
        self._seen, self._answered = None, self._asked
        self.columns.hold(())
        for view in self.charts.values():
            view.deleteLater()
        self.charts = {}
        self._stack.setCurrentWidget(self.area)
        self._tell(problem_texts.explain(error, self._desk.tr))
        self.periods.take_focus()

    def _on_printed(self, _nothing: None) -> None:
        self.told.emit(self._desk.tr("The figures are printed"))

    def _on_written(self, path: Path) -> None:
        self.told.emit(self._desk.tr("The page is ready to print: %s") % path)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def _on_exported(self, folder: Path) -> None:
        self.told.emit(self._desk.tr("Files for a spreadsheet: %s") % folder)

    def _tell(self, text: str) -> None:
        self.state.setText(text)

    def _lay_out(self) -> None:
        look, tr = self._look, self._desk.tr
        title = QLabel(tr("Figures"))
        title.setFont(look.letters(1.25, strong=True))
        self.state.setObjectName("figures.state")
        self.state.setWordWrap(True)
        self.progress.setObjectName("figures.progress")
        self.progress.setAccessibleName(tr("How far it is counted"))
        self.progress.setTextVisible(False)
        self.progress.setFixedHeight(look.px(0.5))
        self.progress.hide()
        self.own.line.setAccessibleName(tr("From one day to another"))
        self.own.line.setPlaceholderText(tr("01.10 – 31.10, then Enter"))
        self.own.setVisible(False)
        self.periods.setAccessibleName(tr("Span"))
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its charts have it
        self.area.setObjectName("figures.area")
        self.area.setWidgetResizable(True)
        self.area.setWidget(self.columns)
        slim(self.area, look)
        self._stack.addWidget(self.area)
        self._stack.addWidget(self.behind)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head(title))
        column.addWidget(self._stack, 1)

    def _head(self, title: QLabel) -> QVBoxLayout:
        look = self._look
        self.buttons.setSpacing(look.px(0.1))
        top = QHBoxLayout()
        top.addWidget(title)
        top.addStretch(1)
        top.addLayout(self.buttons)
        spans = QHBoxLayout()
        spans.addWidget(self.periods)
        spans.addWidget(self.own, 100)
        spans.addStretch(1)
        head = QVBoxLayout()
        head.setContentsMargins(look.margin, look.px(0.8), look.px(1.0), look.px(0.5))
        head.setSpacing(look.px(0.4))
        head.addLayout(top)
        head.addLayout(spans)
        head.addWidget(self.state)
        head.addWidget(self.progress)
        return head
