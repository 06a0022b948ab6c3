"""Opening a shift from anywhere: what lies in the box, Enter, and back to what was typed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout
from typing_extensions import override

from intake_app.errors import IntakeError, Problem
from intake_app.services.money_rows import new_act
from intake_app.ui import problem_texts
from intake_app.ui.cash import work
from intake_app.ui.forms.amount_field import UNREADABLE, AmountField
from intake_app.ui.sheet import Panel, Sheet
from intake_app.ui.widgets.button import Button, Role
from intake_app.ui.widgets.segments import Segments

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from intake_app.services.money_rows import BoxRow, CashBoard
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look

_WIDE_EM = 32


class ShiftSheet(Sheet):
    """`told` carries a sentence; `trouble` an error that the sheet cannot say itself."""

    told = Signal(str)
    trouble = Signal(object)

    def __init__(self, look: Look, desk: Desk, over: QWidget) -> None:
        super().__init__(look, over)
        self._desk = desk
        self._boxes: tuple[BoxRow, ...] = ()
        self._act = new_act()
        self.setObjectName("shift.sheet")
        self._panel = Panel(look, self)
        self.title = QLabel(desk.tr("Open the shift"))
        self.about = QLabel()
        self.boxes: Segments | None = None
        self.sum = AmountField(look, desk, "shift.float", desk.tr("In the box now"))
        self.go = Button(look, desk.tr("Open the shift"), key="⏎", icon="check", role=Role.PRIMARY)
        self._lay_out()
        self.sum.line.entered.connect(self._on_go)
        self.sum.line.escaped.disconnect(self.sum.wipe)
        self.sum.line.escaped.connect(self.close_sheet)
        self.go.clicked.connect(self._on_go)

    @override
    def open(self) -> None:
        """Ask which boxes there are, then what lies in the one of this desk."""
        self._act = new_act()
        super().open()
        self._panel.hide()
        self._desk.jobs.store(partial(work.read, self._desk.shop), self._on_read, self._on_failed)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_sheet()

    def _on_read(self, seen: CashBoard) -> None:
        tr = self._desk.tr
        problem = ""
        if not seen.boxes:
            problem = tr("This shop keeps no cash box, so cash needs none. Ctrl+5 adds one")
        elif seen.till.shift is not None:
            problem = tr("The shift of %s is open already") % seen.till.name
        if problem:
            self.close_sheet()
            self.told.emit(problem)
            return
        self._boxes = tuple(sorted(seen.boxes, key=lambda row: not row.is_here))
        self._choose_among()
        self._show_box()
        self._panel.show()
        self._place()
        self.sum.line.setFocus()
        self.sum.line.selectAll()

    def _choose_among(self) -> None:
        """One box is nothing to choose from; a desk that has chosen is asked no more."""
        if self.boxes is not None:
            self.boxes.deleteLater()
            self.boxes = None
        if len(self._boxes) > 1 and not self._boxes[0].is_here:
            choices = [(str(row.id), row.name) for row in self._boxes]
            self.boxes = Segments(self._look, "shift.boxes", choices)
            self.boxes.chosen.connect(self._on_box)
            self._column.insertWidget(2, self.boxes)

    def _on_box(self, _value: str) -> None:
        self._show_box()

    def _box(self) -> BoxRow:
        chosen = self.boxes.value() if self.boxes is not None else ""
        return next((row for row in self._boxes if str(row.id) == chosen), self._boxes[0])

    def _show_box(self) -> None:
        box = self._box()
        told = self._desk.tr("%s: count what lies in it; so much was there at the last close")
        self.about.setText(told % box.name)
        self.sum.show_minor(box.last_minor)

    def _on_go(self) -> None:
        minor = self.sum.minor()
        if minor == UNREADABLE or not self._boxes:
            self.sum.mark(problem_texts.sentence(Problem.AMOUNT_INVALID, self._desk.tr))
            self._place()
            return
        job = partial(work.open_shift, self._desk.shop, self._act, self._box(), minor or 0)
        self._desk.jobs.store(job, self._on_opened, self._on_failed)

    def _on_opened(self, name: str) -> None:
        self.close_sheet()
        self.told.emit(self._desk.tr("The shift of %s is open") % name)

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, IntakeError) and error.problem is Problem.AMOUNT_INVALID:
            self.sum.mark(problem_texts.sentence(error.problem, self._desk.tr))
            self._place()
        else:
            self.close_sheet()
            self.trouble.emit(error)

    def _place(self) -> None:
        look = self._look
        width = min(look.px(_WIDE_EM), self.width() - look.px(2))
        height = max(self._column.heightForWidth(width), self._column.sizeHint().height())
        self._panel.setGeometry((self.width() - width) // 2, look.px(3), width, height)

    def _lay_out(self) -> None:
        look = self._look
        self.title.setFont(look.letters(1.25, strong=True))
        self.about.setWordWrap(True)
        self.go.setObjectName("shift.go")
        self._column = column = QVBoxLayout(self._panel)
        margin = look.px(1.2)
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(look.px(0.6))
        for part in (self.title, self.about, self.sum):
            column.addWidget(part)
        column.addWidget(self.go, 0, Qt.AlignmentFlag.AlignLeft)
