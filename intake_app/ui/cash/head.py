"""What stands over the lists of the cash box: its shift, and what must lie in it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from intake_app.checks.account import CASH
from intake_app.services.tills import LONGEST_H
from intake_app.ui.money.money_words import MoneyWords

if TYPE_CHECKING:
    from intake_app.checks.till import Figures
    from intake_app.services.money_rows import CashBoard
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look

_LARGE = 1.75


class CashHead(QWidget):
    """One sentence of the shift, one large sum, and the sums it is made of."""

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self._look = look
        self._desk = desk
        self._words = MoneyWords(desk)
        self.state, self.sums, self.expected = QLabel(), QLabel(), QLabel()
        self._lay_out()

    def show_board(self, seen: CashBoard) -> None:
        """Say everything anew."""
        self.state.setText(self._state(seen))
        self.expected.setText(self._words.sum(seen.shift.figures.expected) if seen.shift else "")
        self.sums.setText(self._sums(seen))
        for part in (self.expected, self.sums):
            part.setVisible(bool(part.text()))
        is_odd = seen.shift is None or self._is_long(seen)
        tone = "caution" if is_odd and seen.boxes else "text"
        self._tint(self.state, tone)

    def _is_long(self, seen: CashBoard) -> bool:
        since = seen.till.since
        return since is not None and self._desk.now() - since > timedelta(hours=LONGEST_H)

    def _state(self, seen: CashBoard) -> str:
        tr = self._desk.tr
        if not seen.till.has_boxes:
            return tr("This shop keeps no cash box, so that cash needs no shift; Alt+5 adds one")
        if seen.till.box is None:
            return tr("Which box is this desk's? Alt+5, then Enter on it")
        if seen.shift is None:
            return tr("%s: the shift is closed, Alt+O opens it") % seen.till.name
        since = (seen.till.name, self._words.when(seen.shift.at), seen.shift.by)
        if self._is_long(seen):
            return tr("%s: open since %s, %s – longer than a day: close it, F8") % since
        return tr("%s: open since %s, %s") % since

    def _sums(self, seen: CashBoard) -> str:
        """What lies in the box, told as a sum that everybody can check; and what does not."""
        tr, told = self._desk.tr, list[str]()
        if seen.shift is not None:
            told += self._counted(seen.shift.figures)
        outside = sum(row.minor for row in seen.outside)
        if outside:
            told.append(tr("Taken outside of a shift: %s") % self._words.sum(outside))
        return "\n".join(told)

    def _counted(self, sums: Figures) -> list[str]:
        tr, words = self._desk.tr, self._words
        parts = [tr("%s at first") % words.sum(sums.float_minor)]
        for minor, said in (
            (sums.cash, tr("%s in cash")),
            (sums.moved_in, tr("%s put in")),
            (sums.moved_out, tr("%s taken out")),
        ):
            if minor:
                parts.append(("+ " if minor > 0 else "− ") + said % words.sum(abs(minor)))
        others = [
            f"{words.method(method)} {words.sum(minor)}"
            for method in sorted({*sums.taken, *sums.returned} - {CASH})
            if (minor := sums.taken.get(method, 0) + sums.returned.get(method, 0))
        ]
        in_box = tr("In the box: %s") % " ".join(parts)
        return [in_box, tr("Not in the box: %s") % " · ".join(others)] if others else [in_box]

    def _tint(self, label: QLabel, tone: str) -> None:
        palette = label.palette()
        palette.setColor(label.foregroundRole(), self._look.colour(tone))
        label.setPalette(palette)

    def _lay_out(self) -> None:
        look = self._look
        self.state.setObjectName("cash.state")
        self.state.setFont(look.letters(strong=True))
        self.state.setWordWrap(True)
        self.sums.setObjectName("cash.sums")
        self.sums.setFont(look.letters(tabular=True))
        self.sums.setWordWrap(True)
        self._tint(self.sums, "muted")
        self.expected.setObjectName("cash.expected")
        self.expected.setFont(look.letters(_LARGE, strong=True, tabular=True))
        middle = Qt.AlignmentFlag.AlignVCenter
        money = QHBoxLayout()
        money.setSpacing(look.px(1.2))
        money.addWidget(self.expected, 0, middle)
        money.addWidget(self.sums, 1, middle)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(0.4))
        column.addWidget(self.state)
        column.addLayout(money)
