"""What is paid as devices leave: all of it, a part, cash with change; the rest by whose word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from intake_app.i18n import formats
from intake_app.i18n.translator import N_
from intake_app.services.money_rows import Part, Taking, part_of
from intake_app.ui.forms.amount_field import UNREADABLE, AmountField
from intake_app.ui.handover.settling import Owing, Settling
from intake_app.ui.widgets.field import LineField
from intake_app.ui.widgets.frame import RING
from intake_app.ui.widgets.segments import Segments
from intake_app.ui.widgets.tick_box import TickBox

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from intake_app.ui.desk import Desk
    from intake_app.ui.handover.rows import Rows
    from intake_app.ui.theme import Look

PAID_BY = {
    "": N_("not now"),
    "cash": N_("cash"),
    "card": N_("card"),
    "transfer": N_("transfer"),
    "qr": N_("QR code"),
}
_CASH = "cash"
_APART = 16  # between the acts of two orders that are paid by one key


class PaidNow(QWidget):
    """Two lines of a form: `chosen` after every change, `left` when Enter leads on."""

    chosen = Signal()
    left = Signal()

    def __init__(self, look: Look, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.hide()  # its parts stand in the rows of the form
        self._desk = desk
        self._owing: tuple[Owing, ...] = ()
        self._is_company = False
        tr = desk.tr
        self.pay = Segments(look, "handover.pay", [(k, tr(v)) for k, v in PAID_BY.items()])
        self.sum = AmountField(look, desk, "handover.sum", tr("Paid now"))
        self.rest = QLabel()
        self.rest.setObjectName("handover.rest")
        self.rest.setFixedHeight(look.row + 2 * RING)
        self.account = TickBox(look, "handover.account", tr("On account"))
        self.allowed_by = LineField(look, "handover.allowed_by")
        self.allowed_by.line.setPlaceholderText(tr("who allows it"))
        self.allowed_by.line.setAccessibleName(tr("Unpaid: allowed by"))
        self.pay.chosen.connect(self._on_pay)
        self.pay.entered.connect(self._enter_sum)
        self.sum.line.textEdited.connect(self._on_changed)
        self.sum.line.entered.connect(self._enter_rest)
        self.account.toggled.connect(self._on_changed)
        self.account.entered.connect(self._enter_allowed)
        self.allowed_by.line.entered.connect(self.left)

    @property
    def due(self) -> int:
        """What all that goes now is short of."""
        return sum(one.minor for one in self._owing)

    def lay_out(self, rows: Rows) -> None:
        """Take two lines of a form."""
        tr = self._desk.tr
        self._rows = rows
        self._row_pay = rows.add(tr("Paid now"), self.pay, self.sum, stretches=(3, 2))
        self._row_rest = rows.add(
            tr("Rest"), self.rest, self.account, self.allowed_by, stretches=(1, 1, 3)
        )

    def begin(self) -> None:
        """Another device: nothing is said."""
        self.pay.show_value("")
        self.sum.show_minor(None)
        self.account.setChecked(False)
        self.allowed_by.show_text("")

    def show_owing(self, owing: Sequence[Owing], *, is_company: bool) -> None:
        """These orders go now; only those that are short of something count."""
        self._owing = tuple(one for one in owing if one.minor)
        self._is_company = is_company
        self._tell()

    def is_asked(self) -> bool:
        """Whether anything is to be paid."""
        return bool(self._owing)

    def method(self) -> str:
        """How it is paid now; empty where it is not."""
        return self.pay.value() if self.is_asked() else ""

    def rest_minor(self) -> int:
        """What is left unpaid by what is said now."""
        return self.due - self._taken() if self.is_asked() else 0

    def settling(self, act: UUID) -> Settling:
        """What is to be done with the money, order by order, under acts that stay the same."""
        method, left = self.method(), self._taken()
        typed = self.sum.minor()
        given = typed if method == _CASH and typed and typed > self.due else 0
        takings: list[Taking] = []
        rests: list[tuple[UUID, Owing]] = []
        for nth, one in enumerate(self._owing):
            taken = min(left, one.minor)
            left -= taken
            if taken:
                parts = (Part(method, taken),)
                own = part_of(act, 2 * nth * _APART)
                takings.append(Taking(own, one.order, parts, given_minor=0 if nth else given))
            if one.minor > taken:
                own = part_of(act, (2 * nth + 1) * _APART)
                rests.append((own, Owing(one.order, one.minor - taken)))
        on_account = tuple(rests) if self._is_on_account() else ()
        return Settling(tuple(takings), on_account, max(0, given - self.due))

    def is_wrong(self) -> bool:
        """Whether the sum is none, or more than can be taken in this way."""
        typed = self.sum.minor() if self.method() else None
        return typed is not None and (
            typed in {UNREADABLE, 0} or (typed > self.due and self.method() != _CASH)
        )

    def wants_word(self) -> bool:
        """Whether somebody must let a debtor go."""
        return self.rest_minor() > 0 and not self._is_on_account()

    def take_focus(self) -> None:
        """Begin with how it is paid."""
        self.pay.take_focus()

    def _is_on_account(self) -> bool:
        return self._is_company and self.account.isChecked()

    def _taken(self) -> int:
        typed = self.sum.minor() if self.method() else 0
        if typed is None:
            return self.due
        return 0 if typed == UNREADABLE else min(typed, self.due)

    def _tell(self) -> None:
        """Show what is left, and what may be said of it."""
        rest = self.rest_minor()
        self._rows.show_row(self._row_pay, shown=self.is_asked())
        self._rows.show_row(self._row_rest, shown=rest > 0)
        self.sum.setVisible(bool(self.method()))
        currency, language = self._desk.settings.shop.currency, self._desk.tr.language
        self.rest.setText(formats.amount(rest, currency, language))
        self.account.setVisible(self._is_company)
        self.allowed_by.setVisible(rest > 0 and not self._is_on_account())
        self.sum.line.setPlaceholderText(formats.amount(self.due, currency, language))

    def _on_pay(self, _method: str) -> None:
        self._on_changed()

    def _on_changed(self, *_said: object) -> None:
        self._tell()
        self.chosen.emit()

    def _enter_sum(self) -> None:
        if self.method():
            self.sum.line.setFocus()
        else:
            self._enter_rest()

    def _enter_rest(self) -> None:
        if self.rest_minor() <= 0:
            self.left.emit()
        elif self._is_company:
            self.account.setFocus()
        else:
            self._enter_allowed()

    def _enter_allowed(self) -> None:
        if self.wants_word():
            self.allowed_by.line.setFocus()
        else:
            self.left.emit()
