"""A cell that is read, and typed over where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPen
from PySide6.QtWidgets import QLineEdit, QStyledItemDelegate, QWidget
from typing_extensions import override

from intake_app.ui.tables.plain_table import paint_ground
from intake_app.ui.widgets.frame import RING

if TYPE_CHECKING:
    from PySide6.QtCore import QAbstractItemModel
    from PySide6.QtGui import QFont, QPainter
    from PySide6.QtWidgets import QStyleOptionViewItem, QTableView

    from intake_app.ui.theme import Look


class CellDelegate(QStyledItemDelegate):
    """The cell that Enter would open has a ring, as every field in focus has."""

    def __init__(self, look: Look, view: QTableView, edge: int) -> None:
        super().__init__(view)
        self._look = look
        self._view = view
        self._edge = edge

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        look = self._look
        rect = paint_ground(painter, look, option)
        side = look.px(0.4)
        inner = rect.adjusted(self._edge if index.column() == 0 else side, 0, -side, -1)
        font = self._font(index.column())
        painter.setFont(font)
        painter.setPen(look.colour(index.data(Qt.ItemDataRole.UserRole) or "text"))
        text = " ".join(str(index.data()).split())
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, index.data(Qt.ItemDataRole.TextAlignmentRole), shown)
        if index == self._view.currentIndex() and self._view.hasFocus():
            painter.setPen(QPen(look.colour("accent"), RING))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(rect).adjusted(1, 1, -1, -2))

    @override
    def createEditor(
        self,
        parent: QWidget,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> QWidget:
        editor = QLineEdit(parent)
        editor.setFrame(False)
        editor.setFont(self._font(index.column()))
        title = index.model().headerData(index.column(), Qt.Orientation.Horizontal)
        editor.setAccessibleName(str(title))
        editor.setObjectName(f"{self._view.objectName()}.cell")
        return editor

    @override
    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        if isinstance(editor, QLineEdit):
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole)))
            editor.selectAll()

    @override
    def setModelData(
        self,
        editor: QWidget,
        model: QAbstractItemModel,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        if isinstance(editor, QLineEdit):
            model.setData(index, editor.text(), Qt.ItemDataRole.EditRole)

    def _font(self, column: int) -> QFont:
        return self._look.letters(strong=column == 0, tabular=column != 0)
