"""A line that asks for what else is needed: a sum and a reason, or the numbers of a cheque."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from intake_app.errors import Problem
from intake_app.services.money_rows import new_act
from intake_app.ui import problem_texts
from intake_app.ui.forms.amount_field import UNREADABLE, AmountField
from intake_app.ui.widgets.button import Button, Role
from intake_app.ui.widgets.field import LineField

if TYPE_CHECKING:
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look

_WIDE_EM = 13


class Entry(QWidget):
    """`entered` carries the purpose, the sum and the text; `act` names what is about to be done."""

    entered = Signal(str, int, str)
    closed = Signal()

    def __init__(self, look: Look, desk: Desk, name: str) -> None:
        super().__init__()
        self._desk = desk
        self._purpose = ""
        self.act = new_act()
        self.title = QLabel()
        self.sum = AmountField(look, desk, f"{name}.sum", desk.tr("Sum"))
        self.text = LineField(look, f"{name}.text")
        self.text.line.setAccessibleName(desk.tr("Reason"))
        self.go = Button(look, desk.tr("Enter"), key="⏎", role=Role.PRIMARY)
        self.go.setObjectName(f"{name}.go")
        self._lay_out(look)
        self.sum.line.entered.connect(self._on_sum)
        self.text.line.entered.connect(self._on_go)
        self.go.clicked.connect(self._on_go)
        for field in (self.sum, self.text):
            field.line.escaped.disconnect(field.wipe)
            field.line.escaped.connect(self.put_away)
        self.hide()

    @property
    def purpose(self) -> str:
        """What it asks for; empty while it is away."""
        return self._purpose

    def ask(self, purpose: str, title: str, hint: str, minor: int | None = None) -> None:
        """Ask; with a sum or without one, and for a text where there is a hint."""
        self._purpose, self.act = purpose, new_act()
        self.title.setText(title)
        self.sum.setVisible(minor is not None)
        self.sum.show_minor(minor or None)
        self.text.setVisible(bool(hint))
        self.text.line.setPlaceholderText(hint)
        self.text.line.setAccessibleName(hint)
        self.text.show_text("")
        self.show()
        first = self.sum if minor is not None else self.text
        first.line.setFocus()
        first.line.selectAll()

    def refuse(self, problem: Problem) -> None:
        """Say under the field that is wrong what to do."""
        said = problem_texts.sentence(problem, self._desk.tr)
        wrong = self.text if problem in _OF_TEXT or self.sum.isHidden() else self.sum
        wrong.mark(said)
        wrong.line.setFocus()

    def put_away(self) -> bool:
        """Close; False when it was not open."""
        was_open = not self.isHidden()
        self._purpose = ""
        self.hide()
        if was_open:
            self.closed.emit()
        return was_open

    def _on_sum(self) -> None:
        if self._sum() is None:
            self.refuse(Problem.AMOUNT_INVALID)
        elif self.text.isHidden():
            self._on_go()
        else:
            self.text.line.setFocus()

    def _on_go(self) -> None:
        minor = 0 if self.sum.isHidden() else self._sum()
        if minor is None:
            self.refuse(Problem.AMOUNT_INVALID)
        else:
            self.entered.emit(self._purpose, minor, self.text.text())

    def _sum(self) -> int | None:
        minor = self.sum.minor()
        return None if minor == UNREADABLE else minor

    def _lay_out(self, look: Look) -> None:
        self.title.setFont(look.letters(strong=True))
        self.title.setWordWrap(True)
        self.sum.setFixedWidth(look.px(_WIDE_EM))
        row = QHBoxLayout()
        row.setSpacing(look.px(0.5))
        top = Qt.AlignmentFlag.AlignTop
        row.addWidget(self.sum, 0, top)
        row.addWidget(self.text, 1, top)
        row.addWidget(self.go, 0, top)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(0.2))
        column.addWidget(self.title)
        column.addLayout(row)


_OF_TEXT = frozenset(
    {
        Problem.MISSING,
        Problem.TOO_LONG,
        Problem.NAME_TAKEN,
        Problem.CHEQUE_UNREADABLE,
        Problem.CHEQUE_OTHER,
        Problem.CHEQUE_KNOWN,
    }
)
