"""What is on its way to the hub: how much, since when, of which kinds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from intake_app.ui.clients.lines import Lines
from intake_app.ui.exchange.record_words import RecordWords
from intake_app.ui.tables.table_model import Column

if TYPE_CHECKING:
    from intake_app.services.dispute_rows import Standings, Waiting
    from intake_app.ui.desk import Desk
    from intake_app.ui.exchange.indicator import Indicator
    from intake_app.ui.theme import Look


class WaitingPage(QWidget):
    """To be read; nothing has to be done about it."""

    def __init__(self, look: Look, desk: Desk, indicator: Indicator) -> None:
        super().__init__()
        self._desk = desk
        self._indicator = indicator
        self._words = RecordWords(desk)
        tr = desk.tr
        self.told = QLabel()
        self.told.setObjectName("exchange.waiting.told")
        self.told.setWordWrap(True)
        self.told.setContentsMargins(look.margin, look.px(0.3), look.margin, look.px(0.5))
        self.table: Lines[Waiting] = Lines(
            look,
            "exchange.waiting",
            tr("What waits to be sent"),
            (
                Column(tr("Of whom"), self._title),
                Column(tr("What"), self._record),
                Column(tr("Made"), self._made),
                Column(tr("Made by"), self._by),
            ),
            edge=look.margin,
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.told)
        column.addWidget(self.table, 1)

    def show_standings(self, seen: Standings) -> None:
        """Count, say how old the oldest is, and list the first of them."""
        tr, owed = self._desk.tr, seen.owed
        kinds = (f"{self._words.record(entity)}: {count}" for entity, count in seen.by_kind)
        parts = (self._indicator.pending(owed), *kinds) if owed.pending else ()
        self.told.setText(" · ".join(parts))
        self.told.setVisible(bool(parts))
        self.table.show_rows(seen.waiting, tr("Nothing waits: the hub has all that was made here"))

    def _title(self, row: Waiting) -> str:
        return row.whose.title

    def _record(self, row: Waiting) -> str:
        record = self._words.record(row.entity)
        return f"{record}: {self._words.field(row.field)}" if row.field else record

    def _made(self, row: Waiting) -> str:
        return self._words.when(row.at)

    def _by(self, row: Waiting) -> str:
        return row.by
