"""Rows of work whose cells can be typed over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from typing_extensions import override

from intake_app.services.work_rows import ORDERED, WANTED, LineRow
from intake_app.ui.clients.lines_model import LinesModel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QTableView

    from intake_app.ui.tables.table_model import Column


class WorkModel(LinesModel[LineRow]):
    """`typed` carries a row, a column and what was typed; the row itself stays as it is."""

    typed = Signal(object, int, str)

    def __init__(
        self, columns: Sequence[Column[LineRow]], parent: QTableView, editable: frozenset[int]
    ) -> None:
        super().__init__(columns, parent)
        self._editable = editable

    @override
    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        found = super().flags(index)
        return found | Qt.ItemFlag.ItemIsEditable if index.column() in self._editable else found

    @override
    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role == Qt.ItemDataRole.UserRole and index.isValid():
            waits = self.rows[index.row()].state in {WANTED, ORDERED}
            return "caution" if waits else "text"
        asked = Qt.ItemDataRole.DisplayRole if role == Qt.ItemDataRole.EditRole else role
        return super().data(index, asked)

    @override
    def setData(
        self,
        index: QModelIndex | QPersistentModelIndex,
        value: object,
        role: int = Qt.ItemDataRole.EditRole,
    ) -> bool:
        text = str(value).strip()
        if role != Qt.ItemDataRole.EditRole or text == self.data(index):
            return False
        self.typed.emit(self.rows[index.row()], index.column(), text)
        return True
