"""Rows that come a page at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Signal
from typing_extensions import override

from intake_app.ui.tables.table_model import Column, RowsTableModel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QTableView

T = TypeVar("T")

_NOWHERE = QModelIndex()


class LinesModel(RowsTableModel[T]):
    """`wanted` asks for the page behind what is shown."""

    wanted = Signal()

    def __init__(self, columns: Sequence[Column[T]], parent: QTableView) -> None:
        super().__init__(columns, parent)
        self.has_more = False

    def add_rows(self, rows: tuple[T, ...]) -> None:
        """Put the next page at the foot; what is chosen stays chosen."""
        first = len(self._rows)
        if rows:
            self.beginInsertRows(_NOWHERE, first, first + len(rows) - 1)
            self._rows = (*self._rows, *rows)
            self.endInsertRows()

    @override
    def canFetchMore(self, parent: QModelIndex | QPersistentModelIndex) -> bool:
        return self.has_more and not parent.isValid()

    @override
    def fetchMore(self, parent: QModelIndex | QPersistentModelIndex) -> None:
        if self.has_more:
            self.has_more = False  # until the page that is asked for has come
            self.wanted.emit()
