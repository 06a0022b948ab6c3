"""What is next in the queue, and the two keys for it: take it, or pass it over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from intake_app.ui.widgets.button import Button, Role

if TYPE_CHECKING:
    from intake_app.services.bench_rows import BenchRow
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look
    from intake_app.ui.workshop.bench_words import BenchWords


class TopLine(QWidget):
    """The one thing a technician without work looks for."""

    taken = Signal()
    passed = Signal()

    def __init__(self, look: Look, desk: Desk, words: BenchWords) -> None:
        super().__init__()
        self._look = look
        self._desk = desk
        self._words = words
        self.row: BenchRow | None = None
        tr = desk.tr
        self.what, self.why = QLabel(), QLabel()
        self.take = Button(look, tr("Take next"), key="F6", icon="tool", role=Role.PRIMARY)
        self.skip = Button(look, tr("Pass over"), key="F8", role=Role.QUIET)
        self.take.clicked.connect(self.taken)
        self.skip.clicked.connect(self.passed)
        self.setObjectName("workshop.top")
        self._lay_out()

    def show_row(self, row: BenchRow | None) -> None:
        """Show what is next, or that nothing is."""
        look, tr = self._look, self._desk.tr
        self.row = row
        if row is None:
            self.what.setText(tr("Nothing waits in the queue"))
            self.why.setText("")
        else:
            self.what.setText(f"{row.number}   {row.device}")
            place = tr("lies at: %s") % row.place if row.place else ""
            self.why.setText(" · ".join(filter(None, (self._words.why(row), place, row.fault))))
        palette = self.why.palette()
        tone = self._words.tone(row) if row is not None else "muted"
        palette.setColor(self.why.foregroundRole(), look.colour(tone))
        self.why.setPalette(palette)
        for button in (self.take, self.skip):
            button.setEnabled(row is not None)

    def _lay_out(self) -> None:
        look, tr = self._look, self._desk.tr
        head = QLabel(tr("Next in the queue"))
        head.setFont(look.small)
        palette = head.palette()
        palette.setColor(head.foregroundRole(), look.colour("muted"))
        head.setPalette(palette)
        self.what.setFont(look.letters(1.25, strong=True))
        self.what.setObjectName("workshop.top.what")
        self.why.setObjectName("workshop.top.why")
        self.why.setWordWrap(True)
        for label in (self.what, self.why):
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.take.setObjectName("workshop.take")
        self.skip.setObjectName("workshop.skip")
        words = QVBoxLayout()
        words.setSpacing(look.px(0.15))
        for label in (head, self.what, self.why):
            words.addWidget(label)
        row = QHBoxLayout(self)
        row.setContentsMargins(look.margin, look.px(0.6), look.px(1.0), look.px(0.6))
        row.setSpacing(look.px(0.75))
        row.addLayout(words, 1)
        row.addWidget(self.take, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.skip, 0, Qt.AlignmentFlag.AlignVCenter)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look = self._look
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.colour("surface"))
        painter.setPen(QPen(look.colour("line"), 1))
        painter.drawLine(self.rect().topLeft(), self.rect().topRight())
        painter.drawLine(self.rect().bottomLeft(), self.rect().bottomRight())
