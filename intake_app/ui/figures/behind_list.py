"""The orders behind a figure, the longest here first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from intake_app.ui.clients.lines import Lines
from intake_app.ui.tables.table_model import Column

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.services.figures_rows import Behind
    from intake_app.ui.desk import Desk
    from intake_app.ui.figures.words import FiguresWords
    from intake_app.ui.theme import Look


class BehindList(QWidget):
    """`opened` carries the id of an order."""

    opened = Signal(object)

    def __init__(self, look: Look, desk: Desk, words: FiguresWords) -> None:
        super().__init__()
        self._desk = desk
        tr, money = desk.tr, words.money
        self.title = QLabel()
        self.title.setFont(look.letters(strong=True))
        self.title.setObjectName("figures.behind.title")
        columns: tuple[Column[Behind], ...] = (
            Column(tr("Order"), lambda row: row.number),
            Column(tr("Device"), lambda row: row.device, grows=True),
            Column(tr("Client"), lambda row: row.client),
            Column(tr("Stage"), lambda row: words.stage(row.stage)),
            Column(tr("Accepted"), lambda row: money.when(row.accepted_at), spare=2),
            Column(tr("Promised"), lambda row: money.when(row.promised_at) if row.promised_at
                   else "", spare=1),
            Column(tr("Technician"), lambda row: row.technician, spare=3),
            Column(tr("Place"), lambda row: row.place, spare=4),
            Column(tr("Agreed value"), lambda row: money.sum(row.valued)
                   if row.valued is not None else "", right=True),
        )  # fmt: skip
        self.table: Lines[Behind] = Lines(
            look, "figures.behind", tr("Orders behind a figure"), columns, edge=look.margin
        )
        head = QVBoxLayout()
        head.setContentsMargins(look.margin, 0, look.px(1.0), look.px(0.4))
        head.addWidget(self.title)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        self.table.opened.connect(self._on_opened)

    def show_orders(self, name: str, rows: tuple[Behind, ...], count: int) -> None:
        """Show what is behind a figure of that name, and take the focus."""
        tr = self._desk.tr
        told = tr.plural("%d order", "%d orders", count) % count
        more = tr("the first %d are shown") % len(rows) if len(rows) < count else ""
        self.title.setText(", ".join(filter(None, (f"{name}: {told}", more, tr("Esc goes back")))))
        self.table.show_rows(rows, tr("Nothing"))
        self.table.setFocus()

    def _on_opened(self, row: Behind) -> None:
        ident: UUID = row.id
        self.opened.emit(ident)
