"""The scanned numbers of a batch, the latest on top."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QAbstractItemView, QTableView
from typing_extensions import override

from intake_app.i18n.translator import N_
from intake_app.ui.forms.batch_lines import BatchLine, LineState
from intake_app.ui.tables.table_model import Column, RowsTableModel
from intake_app.ui.widgets.flat_header import FlatHeader
from intake_app.ui.widgets.scroll import slim

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtCore import QObject

    from intake_app.i18n.translator import Translator
    from intake_app.ui.theme import Look

STATES: Mapping[LineState, tuple[str, str]] = MappingProxyType(
    {
        LineState.NEW: (N_("new"), "text"),
        LineState.KNOWN: (N_("was here before"), "good"),
        LineState.HERE: (N_("is here already"), "caution"),
        LineState.DOUBLE: (N_("scanned twice"), "caution"),
        LineState.BAD: (N_("mistyped or too short"), "bad"),
    }
)
"""What is said of a line, and in which colour."""

_NUMBER, _CODE, _KIND, _STATE, _NOTE = range(5)


class BatchModel(RowsTableModel[BatchLine]):
    """Place, number, what it is, and what is known of it."""

    def __init__(self, look: Look, tr: Translator, parent: QObject) -> None:
        self._look = look
        self._tr = tr
        columns = (
            Column(tr("No."), self._place),
            Column(tr("Number"), self._code),
            Column("", self._kind),
            Column(tr("State"), self._state),
            Column("", self._note),
        )
        super().__init__(columns, parent)

    def _place(self, line: BatchLine) -> str:
        return str(len(self.rows) - self.rows.index(line))

    @staticmethod
    def _code(line: BatchLine) -> str:
        return line.code

    def _kind(self, line: BatchLine) -> str:
        if line.state is LineState.BAD:
            return ""
        return "IMEI" if line.item.imei else self._tr("serial no.")

    def _state(self, line: BatchLine) -> str:
        return self._tr(STATES[line.state][0])

    @staticmethod
    def _note(line: BatchLine) -> str:
        return line.note

    @override
    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == _STATE:
            return self._look.colour(STATES[self.rows[index.row()].state][1])
        return super().data(index, role)


class BatchTable(QTableView):
    """Arrows come from the line above; the table itself takes no letters."""

    def __init__(self, look: Look, tr: Translator) -> None:
        super().__init__()
        self.lines = BatchModel(look, tr, self)
        self.setObjectName("batch.table")
        self.setAccessibleName(tr("Devices of the batch"))
        self.setHorizontalHeader(FlatHeader(look, look.px(0.5), self))
        self.setModel(self.lines)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(look.row)
        self.setShowGrid(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        chosen = self.palette()
        chosen.setColor(QPalette.ColorRole.Highlight, look.colour("chosen"))
        chosen.setColor(QPalette.ColorRole.HighlightedText, look.colour("text"))
        self.setPalette(chosen)
        self.setFont(look.letters(tabular=True))
        self.horizontalHeader().setStretchLastSection(True)
        for column, ems in ((_NUMBER, 3.5), (_CODE, 16), (_KIND, 7.5), (_STATE, 16)):
            self.setColumnWidth(column, look.px(ems))
        slim(self, look)

    def show_lines(self, lines: tuple[BatchLine, ...]) -> None:
        """The latest first, and chosen."""
        self.lines.set_rows(tuple(reversed(lines)))
        if lines:
            self.selectRow(0)

    def chosen(self) -> BatchLine | None:
        """The line Del would take out."""
        place = self.currentIndex().row()
        return self.lines.rows[place] if place in range(len(self.lines.rows)) else None

    def step(self, by: int) -> None:
        """Choose the next one."""
        place = self.currentIndex().row() + by
        if place in range(len(self.lines.rows)):
            self.selectRow(place)
