"""What the lines have in common that open at the foot of the page to record something."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from intake_app.errors import RejectedError
from intake_app.ui import problem_texts
from intake_app.ui.handover.rows import Rows
from intake_app.ui.widgets.button import Button, Role
from intake_app.ui.widgets.field import Field, LineField
from intake_app.ui.widgets.segments import Segments

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from intake_app.errors import Problem
    from intake_app.services.agreement_rows import Agreement
    from intake_app.services.shop import Shop
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look


class Panel(QWidget):
    """Hidden until a key asks for it. Enter goes from line to line, the last one records.

    `told` carries what was recorded, `closed` comes at the end.
    """

    told = Signal(str)
    trouble = Signal(object)
    closed = Signal()

    def __init__(self, look: Look, desk: Desk, name: str) -> None:
        super().__init__()
        self.look = look
        self.desk = desk
        self.agreement: Agreement | None = None
        self.fields: dict[str, Field] = {}  # by the name the use case complains of
        self.title = QLabel()
        self.rows = Rows(look)
        self.go = Button(look, desk.tr("Keep it"), key="Ctrl+⏎", icon="check", role=Role.PRIMARY)
        self.go.setObjectName(f"{name}.go")
        self.setObjectName(name)
        self._busy = False
        self.title.setFont(look.letters(strong=True))
        self.title.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(0.4))
        column.addWidget(self.title)
        column.addWidget(self.rows)
        column.addWidget(self.go, 0, Qt.AlignmentFlag.AlignLeft)
        self.go.clicked.connect(self.done)
        self.hide()

    def job(self, agreement: Agreement) -> tuple[Callable[[Shop], object], str] | None:
        """What is to be recorded and the sentence for it; None where something is missing."""
        raise NotImplementedError

    def take_focus(self) -> None:
        """Go to where the work begins."""
        raise NotImplementedError

    def is_open(self) -> bool:
        """Whether somebody is at work here."""
        return not self.isHidden()

    def open_for(self, agreement: Agreement) -> None:
        """Begin anew for an order."""
        self.agreement = agreement
        for field in self.fields.values():
            field.mark("")
        self.show()
        self.take_focus()

    def close_panel(self) -> bool:
        """Put it away; False when it was not open."""
        was_open = self.is_open()
        self.hide()
        return was_open

    def done(self) -> None:
        """Record what stands here."""
        if self.agreement is None or self._busy:
            return
        for field in self.fields.values():
            field.mark("")
        made = self.job(self.agreement)
        if made is not None:
            self._busy = True
            work, sentence = made
            told = partial(self._on_done, sentence)
            asked = partial(work, self.desk.shop)
            self.desk.jobs.store(asked, told, self._on_failed, self._on_ended)

    def chain(self, *parts: LineField | Segments) -> None:
        """Enter goes on to the next of these; in the last one it records."""
        for part, after in zip(parts, (*parts[1:], None), strict=True):
            source = part.entered if isinstance(part, Segments) else part.line.entered
            if after is None:
                source.connect(self.done)
            else:
                source.connect(after.take_focus if isinstance(after, Segments) else after.setFocus)

    def segments(self, name: str, title: str, choices: dict[str, str]) -> Segments:
        """A row of choices in the operator's language."""
        tr = self.desk.tr
        made = Segments(self.look, name, [(value, tr(text)) for value, text in choices.items()])
        made.setAccessibleName(title)
        return made

    def line(self, name: str, title: str, hint: str = "") -> LineField:
        """A line of text."""
        made = LineField(self.look, name)
        made.line.setAccessibleName(title)
        made.line.setPlaceholderText(hint)
        return made

    def _on_done(self, sentence: str, result: object) -> None:
        self.hide()
        self.told.emit(self.sentence(sentence, result))
        self.closed.emit()

    def sentence(self, plain: str, _result: object) -> str:
        """What is told at the end."""
        return plain

    def _on_ended(self) -> None:
        self._busy = False

    def _on_failed(self, error: Exception) -> None:
        faults: Mapping[str, Problem] = error.fields if isinstance(error, RejectedError) else {}
        named = [name for name in faults if name in self.fields]
        for name in named:
            self.fields[name].mark(problem_texts.sentence(faults[name], self.desk.tr))
        if named:
            self.fields[named[0]].setFocus()
        else:
            self.trouble.emit(error)
