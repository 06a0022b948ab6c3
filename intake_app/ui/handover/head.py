"""What is due, in large letters, and what keeps the device here with the way out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from intake_app.i18n import formats
from intake_app.money import Money
from intake_app.ui import stage_words

if TYPE_CHECKING:
    from intake_app.services.handover_rows import HandoverState
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look


class Head(QWidget):
    """Two lines: money, and the one reason against it."""

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self._look = look
        self._desk = desk
        self.due, self.rest, self.why = QLabel(), QLabel(), QLabel()
        self.due.setFont(look.letters(1.5, strong=True, tabular=True))
        self.due.setObjectName("handover.due")
        self.why.setObjectName("handover.why")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(0.15))
        first = QHBoxLayout()
        first.setSpacing(look.px(1.0))
        first.addWidget(self.due)
        first.addWidget(self.rest, 1, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(first)
        column.addWidget(self.why)
        self.rest.setWordWrap(True)
        self.why.setWordWrap(True)
        self._paint(self.rest, "muted")

    def show_state(self, state: HandoverState) -> None:
        """Tell of another order, or of the same read anew."""
        tr = self._desk.tr
        owes = bool(state.due.minor)
        free = tr("Nothing to pay") if state.total is not None else tr("No price was named")
        named = tr("To pay: %s") % self._money(state.due) if owes else free
        self.due.setText(named)
        self._paint(self.due, "bad" if owes else "good" if state.total is not None else "caution")
        self.rest.setText(self._sums(state))
        self.rest.setVisible(bool(self.rest.text()))
        reason = self._reason(state)
        self.why.setText(reason)
        self.why.setVisible(bool(reason))
        self._paint(self.why, "caution")

    def show_due(self, minor: int) -> None:
        """The same with what else goes now; nothing where nothing is to be paid."""
        if minor:
            money = Money(minor, self._desk.settings.shop.currency)
            self.due.setText(self._desk.tr("To pay: %s") % self._money(money))
            self._paint(self.due, "bad")

    def _reason(self, state: HandoverState) -> str:
        tr = self._desk.tr
        if state.handed is not None:
            return ""
        if not state.to:
            stage = stage_words.label(self._desk, state.stage)
            return tr("Not ready: “%s”. F7 moves it on") % stage
        if state.loan is not None:
            return tr("Our loaner is still with the client: %s. Ctrl+T takes it back") % (
                f"{state.loan.title} {state.loan.serial}".strip()
            )
        if state.due.minor:
            return tr("Choose how it is paid, or name the head who lets it go unpaid")
        return ""

    def _sums(self, state: HandoverState) -> str:
        if state.total is None or not (state.total.minor or state.paid.minor):
            return ""
        told = self._desk.tr("Works and parts %(total)s, paid %(paid)s")
        return told % {"total": self._money(state.total), "paid": self._money(state.paid)}

    def _money(self, money: Money) -> str:
        return formats.amount(money.minor, money.currency, self._desk.tr.language)

    def _paint(self, label: QLabel, token: str) -> None:
        palette = label.palette()
        palette.setColor(label.foregroundRole(), self._look.colour(token))
        label.setPalette(palette)
