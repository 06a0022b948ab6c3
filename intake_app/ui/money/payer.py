"""One line that takes money: a sum, a way, Enter. Cash gives change; a part may come otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from intake_app.checks import account
from intake_app.errors import Problem
from intake_app.services.money_rows import METHODS, Part, Taking, new_act
from intake_app.ui import problem_texts, words
from intake_app.ui.forms.amount_field import UNREADABLE, AmountField
from intake_app.ui.money.money_words import MoneyWords
from intake_app.ui.widgets.button import Button, Role
from intake_app.ui.widgets.segments import Segments

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from intake_app.services.money_rows import OrderMoney
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look

_WIDE_EM = 13


class Payer(QWidget):
    """`paid` carries a Taking and what goes back in cash; `method_changed` the way chosen."""

    paid = Signal(object, int)
    method_changed = Signal(str)

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self._look = look
        self._desk = desk
        self._words = MoneyWords(desk)
        self._seen: OrderMoney | None = None
        self._parts: tuple[Part, ...] = ()
        self._act = new_act()  # made before the key that uses it: pressed twice, it pays once
        self._typed_for: tuple[UUID, int | None] | None = None
        self.sum = AmountField(look, desk, "money.sum", desk.tr("Sum"))
        choices = [(code, desk.tr(words.PAYMENT_METHODS[code])) for code in METHODS]
        self.methods = Segments(look, "money.method", choices)
        self.go = Button(look, desk.tr("Take"), key="⏎", icon="coin", role=Role.PRIMARY)
        self.told, self.refused = QLabel(), QLabel()
        self._lay_out()
        self.sum.line.entered.connect(self.pay)
        self.sum.line.stepped.connect(self._step)
        self.sum.changed.connect(self._tell)
        self.methods.chosen.connect(self._on_method)
        self.methods.entered.connect(self.pay)
        self.go.clicked.connect(self.pay)

    @property
    def method(self) -> str:
        """The way that is chosen."""
        return self.methods.value()

    def show_money(self, seen: OrderMoney) -> None:
        """Prefill with what is left; a sum that was typed stays while nothing has changed."""
        now = (seen.order, seen.account.rest)
        is_new = now != self._typed_for
        is_other = self._seen is None or self._seen.order != seen.order
        self._seen, self._typed_for = seen, now
        if is_other:
            self.methods.show_value(METHODS[0])
        if is_new:
            self.begin_anew()
        self._tell()

    def begin_anew(self) -> None:
        """The act is over: another one may begin."""
        self._parts, self._act = (), new_act()
        self._prefill()

    def take_focus(self) -> None:
        """Where a sum is typed, all of it chosen."""
        self.sum.line.setFocus()
        self.sum.line.selectAll()

    def choose(self, method: str) -> None:
        """Another way, by its key."""
        self.methods.show_value(method)
        self._on_method(method)
        self.take_focus()

    def pay(self) -> None:
        """Enter: take what is typed, and what was put aside before."""
        self._send(slip=False)

    def pay_with_slip(self) -> None:
        """The same, and print the slip."""
        self._send(slip=True)

    def put_aside(self) -> None:
        """So much this way, the rest another way: one act of several facts."""
        part = self._part()
        left = self._left()
        if part is None or self._seen is None:
            return
        if left is not None and part.minor >= left:
            self.sum.mark(self._desk.tr("Type the part that comes this way first"))
            return
        self._parts = (*self._parts, part)
        self._prefill()
        self._on_method(self._next_method())
        self.take_focus()

    def refuse(self, problem: Problem) -> None:
        """Say under the sum why it was not taken; it stays as it was typed."""
        self.sum.frame.show_state("bad")
        self.refused.setText(problem_texts.sentence(problem, self._desk.tr))
        self.refused.show()
        self.take_focus()

    def leave(self) -> bool:
        """Esc: give the parts up that were put aside; False when there are none."""
        had = bool(self._parts)
        if had:
            self._parts = ()
            self._prefill()
            self._tell()
            self.take_focus()
        return had

    def _step(self, by: int) -> None:
        """Up and Down go through the ways while a sum is typed."""
        place = METHODS.index(self.method) + by
        self.choose(METHODS[place % len(METHODS)])

    def _send(self, *, slip: bool) -> None:
        seen, part = self._seen, self._part()
        if seen is None or part is None:
            return
        kept, back = part.minor, 0
        left = self._left()
        if part.method == account.CASH and left is not None:
            kept, back = account.change(part.minor, left)
        if kept <= 0:
            self.sum.mark(self._desk.tr("Nothing is left to pay"))
            return
        parts = (*self._parts, Part(part.method, kept))
        given = part.minor if back else 0
        self.paid.emit(Taking(self._act, seen.order, parts, slip=slip, given_minor=given), back)

    def _part(self) -> Part | None:
        minor = self.sum.minor()
        if not minor or minor == UNREADABLE:
            self.sum.mark(problem_texts.sentence(Problem.AMOUNT_INVALID, self._desk.tr))
            self.take_focus()
            return None
        return Part(self.method, minor)

    def _left(self) -> int | None:
        """What is left once the parts put aside are taken."""
        rest = self._seen.account.rest if self._seen is not None else None
        return None if rest is None else rest - sum(part.minor for part in self._parts)

    def _next_method(self) -> str:
        used = {part.method for part in self._parts}
        return next((code for code in METHODS if code not in used), METHODS[0])

    def _prefill(self) -> None:
        left = self._left()
        self.sum.show_minor(left if left is not None and left > 0 else None)

    def _on_method(self, method: str) -> None:
        self.methods.show_value(method)
        self.sum.mark("")
        self._tell()
        self.method_changed.emit(method)

    def _tell(self) -> None:
        """What comes otherwise, and the change while cash is being typed."""
        if not self.refused.isHidden():
            self.refused.hide()
            self.sum.frame.show_state("field")
        seen, tr, told = self._seen, self._desk.tr, list[str]()
        if seen is None:
            return
        named: Mapping[str, str] = words.PAYMENT_METHODS
        for part in self._parts:
            told.append(f"{tr(named[part.method])} {self._words.sum(part.minor, seen.currency)}")
        minor, left = self.sum.minor(), self._left()
        if self.method == account.CASH and minor and left is not None and minor > max(0, left):
            _, back = account.change(minor, left)
            change = tr("Change: %s") % self._words.sum(back, seen.currency)
            self.told.setText("   ".join(("  +  ".join(told), change)).strip())
        else:
            self.told.setText("  +  ".join(told))

    def _lay_out(self) -> None:
        look = self._look
        self.sum.setFixedWidth(look.px(_WIDE_EM))
        self.go.setObjectName("money.take")
        self.told.setObjectName("money.parts")
        self.told.setFont(look.letters(1.15, strong=True, tabular=True))
        self.told.setWordWrap(True)
        self.refused.setObjectName("money.refused")
        self.refused.setWordWrap(True)
        palette = self.refused.palette()
        palette.setColor(self.refused.foregroundRole(), look.colour("bad"))
        self.refused.setPalette(palette)
        self.refused.hide()
        row = QHBoxLayout()
        row.setSpacing(look.px(0.5))
        top = Qt.AlignmentFlag.AlignTop
        row.addWidget(self.sum, 0, top)
        row.addWidget(self.methods, 0, top)
        row.addWidget(self.go, 0, top)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(0.2))
        column.addLayout(row)
        column.addWidget(self.refused)
        column.addWidget(self.told)
