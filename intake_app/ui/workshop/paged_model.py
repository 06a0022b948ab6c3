"""A list of any length: all the numbers, and of the rows only the pages that were looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from intake_app.services.bench_rows import BenchRow
    from intake_app.ui.tables.table_model import Column

    Fetch = Callable[[Sequence[int]], tuple[BenchRow, ...]]

PAGE = 32
_KEPT = 64  # pages: what a person scrolls through in a minute
_NOWHERE = QModelIndex()


class PagedModel(QAbstractTableModel):
    """Pages are read while they are painted: one costs a few milliseconds in any shop."""

    def __init__(self, columns: Sequence[Column[BenchRow]], fetch: Fetch, parent: QObject) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.numbers: tuple[int, ...] = ()
        self._fetch = fetch
        self._pages: dict[int, dict[int, BenchRow]] = {}

    def show_numbers(self, numbers: tuple[int, ...]) -> None:
        """Show this list, with everything in it read anew."""
        if numbers == self.numbers:
            self._pages.clear()
            if numbers:
                last = self.index(len(numbers) - 1, len(self.columns) - 1)
                self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self.numbers = numbers
        self._pages.clear()
        self.endResetModel()

    def row(self, place: int) -> BenchRow | None:
        """One row; None when the order has gone since the list was read."""
        number, at = self.numbers[place], place // PAGE
        page = self._pages.get(at)
        if page is None:
            wanted = self.numbers[at * PAGE : (at + 1) * PAGE]
            page = {row.no: row for row in self._fetch(wanted)}
            while len(self._pages) >= _KEPT:
                del self._pages[next(iter(self._pages))]
            self._pages[at] = page
        return page.get(number)

    @override
    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.numbers)

    @override
    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or section not in range(len(self.columns)):
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return ALIGNED
        return self.columns[section].title if role == Qt.ItemDataRole.DisplayRole else None

    @override
    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if not index.isValid():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            row = self.row(index.row())
            return self.columns[index.column()].text(row) if row is not None else ""
        return ALIGNED if role == Qt.ItemDataRole.TextAlignmentRole else None


ALIGNED = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
