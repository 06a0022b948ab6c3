"""What an order costs, what was paid, what is left: large, to be read from where one stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from intake_app.ui.money.money_words import MoneyWords
from intake_app.ui.money.payment_kinds import UNSETTLED

if TYPE_CHECKING:
    from intake_app.services.money_rows import OrderMoney
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look

_LARGE = 1.7


class MoneyHead(QWidget):
    """Three sums side by side, and under them what else must be known."""

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self._look = look
        self._desk = desk
        self._words = MoneyWords(desk)
        self.due, self.paid, self.rest = QLabel(), QLabel(), QLabel()
        self._rest_title = QLabel()
        self.told = QLabel()
        self._lay_out()

    def show_money(self, seen: OrderMoney) -> None:
        """Say everything anew."""
        tr, account = self._desk.tr, seen.account
        rest = account.rest
        unknown = tr("not known yet")
        self.due.setText(unknown if account.due is None else self._sum(account.due, seen))
        self.paid.setText(self._sum(account.paid, seen))
        self.rest.setText("–" if rest is None else self._sum(abs(rest), seen))
        is_back = rest is not None and rest < 0
        self._rest_title.setText(tr("To give back") if is_back else tr("Left to pay"))
        tone = "text" if rest is None else "good" if rest == 0 else "caution" if is_back else "bad"
        palette = self.rest.palette()
        palette.setColor(self.rest.foregroundRole(), self._look.colour(tone))
        self.rest.setPalette(palette)
        self._tell(seen)

    def _tell(self, seen: OrderMoney) -> None:
        tr, told = self._desk.tr, list[str]()
        if seen.account.owed:
            told.append(tr("On account: %s") % self._sum(seen.account.owed, seen))
        if any(row.wants_cheque for row in seen.payments):
            told.append(tr(UNSETTLED))
        spare = sum(one.minor for one in seen.elsewhere)
        if spare and (seen.account.rest or 0) > 0:
            other = tr("Other orders of this client hold %s too much: Alt+V brings it here")
            told.append(other % self._sum(spare, seen))
        if seen.till.has_boxes and seen.till.shift is None:
            told.append(tr("No shift is open: Alt+O opens one"))
        self.told.setText(" · ".join(told))
        self.told.setVisible(bool(told))

    def _sum(self, minor: int, seen: OrderMoney) -> str:
        return self._words.sum(minor, seen.currency)

    def _lay_out(self) -> None:
        look, tr = self._look, self._desk.tr
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(look.px(2.5))
        grid.setVerticalSpacing(look.px(0.1))
        rows = (
            (QLabel(tr("Price")), self.due, "due"),
            (QLabel(tr("Paid so far")), self.paid, "paid"),
            (self._rest_title, self.rest, "rest"),
        )
        for column, (title, value, name) in enumerate(rows):
            title.setFont(look.small)
            palette = title.palette()
            palette.setColor(title.foregroundRole(), look.colour("muted"))
            title.setPalette(palette)
            value.setFont(look.letters(_LARGE, strong=True, tabular=True))
            value.setObjectName(f"money.{name}")
            value.setTextFormat(Qt.TextFormat.PlainText)
            grid.addWidget(title, 0, column)
            grid.addWidget(value, 1, column)
        grid.setColumnStretch(len(rows), 1)
        self.told.setObjectName("money.told")
        self.told.setWordWrap(True)
        palette = self.told.palette()
        palette.setColor(self.told.foregroundRole(), look.colour("caution"))
        self.told.setPalette(palette)
        grid.addWidget(self.told, 2, 0, 1, len(rows) + 1)
