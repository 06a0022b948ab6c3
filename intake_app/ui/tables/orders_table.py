"""The list of orders: columns, rows with hairlines, the stage as a chip."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QStyledItemDelegate
from typing_extensions import override

from intake_app.checks.stage_rules import DONE
from intake_app.i18n import formats
from intake_app.ui import stage_words
from intake_app.ui.place_mark import PLACES
from intake_app.ui.stage_tints import fill
from intake_app.ui.tables.plain_table import PlainTable, paint_ground
from intake_app.ui.tables.table_model import Column, RowsTableModel
from intake_app.ui.widgets.stage_chip import chip_width, paint_chip

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QStyleOptionViewItem, QTableView

    from intake_app.services.order_place import Place
    from intake_app.services.rows import OrderRow
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look

NUMBER, CLIENT, PHONE, DEVICE, FAULT, STAGE, ACCEPTED, PROMISED, PAID = range(9)
_SHARES = {CLIENT: 0.36, DEVICE: 0.32, FAULT: 0.32}
_SHARED_EM = 40
_PLACE_EM = 0.95


class OrdersTableModel(RowsTableModel["OrderRow"]):
    """One line an order."""

    def __init__(self, desk: Desk, parent: QTableView) -> None:
        self._desk, self._tr = desk, desk.tr
        self._zone = ZoneInfo(desk.settings.shop.timezone)
        self.places: tuple[Place, ...] = ()  # one a row; none while there is no hub
        tr = desk.tr
        columns = (
            Column(tr("No."), self._number),
            Column(tr("Client"), self._client),
            Column(tr("Phone"), self._phone),
            Column(tr("Device"), self._device),
            Column(tr("Fault"), self._fault),
            Column(tr("Stage"), self._stage),
            Column(tr("Accepted"), self._accepted),
            Column(tr("Ready by"), self._promised),
            Column(tr("Paid so far"), self._paid, right=True),
        )
        super().__init__(columns, parent)

    @override
    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == NUMBER and self.places:
            return self._tr(PLACES[self.places[index.row()]].told)
        return super().data(index, role)

    @staticmethod
    def _number(row: OrderRow) -> str:
        return row.number

    @staticmethod
    def _client(row: OrderRow) -> str:
        return row.client

    @staticmethod
    def _phone(row: OrderRow) -> str:
        return formats.phone(row.phone)

    @staticmethod
    def _device(row: OrderRow) -> str:
        return row.device

    @staticmethod
    def _fault(row: OrderRow) -> str:
        return " ".join(row.fault.split())

    def _stage(self, row: OrderRow) -> str:
        return stage_words.label(self._desk, row.stage)

    def _accepted(self, row: OrderRow) -> str:
        return formats.moment(row.accepted_at, self._tr.language, self._zone)

    def _promised(self, row: OrderRow) -> str:
        if row.promised_at is None:
            return ""
        return formats.moment(row.promised_at, self._tr.language, self._zone)

    def _paid(self, row: OrderRow) -> str:
        if not row.balance.minor:
            return ""
        return formats.amount(row.balance.minor, row.balance.currency, self._tr.language)


class OrderDelegate(QStyledItemDelegate):
    """Draws text with room around it, the stage as a chip, a promise that has passed in red."""

    def __init__(self, look: Look, desk: Desk, model: OrdersTableModel) -> None:
        super().__init__(model)
        self._look = look
        self._desk = desk
        self._model = model

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        look = self._look
        rect = paint_ground(painter, look, option)
        left = look.margin if index.column() == NUMBER else look.px(0.5)
        inner = rect.adjusted(left, 0, -look.px(0.5), -1)
        row = self._model.rows[index.row()]
        if index.column() == STAGE:
            self._paint_stage(painter, inner, row)
        else:
            self._paint_text(painter, inner, index, self._tone(row, index.column()))
        if index.column() == NUMBER and self._model.places:
            self._paint_place(painter, inner, self._model.places[index.row()])

    def _paint_place(self, painter: QPainter, rect: QRect, place: Place) -> None:
        look, words = self._look, PLACES[place]
        size = look.px(_PLACE_EM)
        square = QRectF(rect.right() - size, rect.center().y() - size / 2, size, size)
        look.icons.paint(painter, words.icon, look.colour(words.tone).name(), square)

    def _paint_stage(self, painter: QPainter, rect: QRect, row: OrderRow) -> None:
        paint = fill(self._desk, row.stage)
        icon = stage_words.ICONS.get(row.stage, "help")
        text = stage_words.label(self._desk, row.stage)
        paint_chip(painter, self._look, QRectF(rect), fill=paint, icon=icon, text=text)

    def _paint_text(
        self,
        painter: QPainter,
        rect: QRect,
        index: QModelIndex | QPersistentModelIndex,
        tone: str,
    ) -> None:
        # Tabular figures spread the hyphens of phones and numbers.
        column = index.column()
        font = self._look.letters(strong=column == NUMBER, tabular=column not in {NUMBER, PHONE})
        painter.setFont(font)
        painter.setPen(self._look.colour(tone))
        text = str(index.data())
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, index.data(Qt.ItemDataRole.TextAlignmentRole), shown)

    def _tone(self, row: OrderRow, column: int) -> str:
        if column == PROMISED and row.promised_at is not None:
            late = row.promised_at < self._desk.now()
            if late and row.stage not in DONE:
                return "bad"
        return "muted" if column in {PHONE, FAULT, ACCEPTED} else "text"


class OrdersTable(PlainTable):
    """`opened` carries the id of the order on which Enter was pressed."""

    opened = Signal(object)

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__(look, "orders.table", desk.tr("Orders"))
        self._look = look
        self._desk = desk
        self._model = OrdersTableModel(desk, self)
        self._wide: dict[int, int] = {}
        self.setModel(self._model)
        self.setItemDelegate(OrderDelegate(look, desk, self._model))
        self.dress(2.4, look.margin)

    def show_rows(
        self, rows: tuple[OrderRow, ...], empty: str, places: tuple[Place, ...] = ()
    ) -> None:
        """Replace the list; the same order stays chosen where it is still there."""
        chosen = self.chosen()
        self.empty = empty
        self._model.places = places
        self._model.set_rows(rows)
        ids = [row.id for row in rows]
        place = ids.index(chosen.id) if chosen is not None and chosen.id in ids else 0
        if rows:
            self.selectRow(place)
        self.fit()
        self.viewport().update()

    def chosen(self) -> OrderRow | None:
        """The highlighted order."""
        index = self.currentIndex()
        return self._model.rows[index.row()] if index.isValid() else None

    @override
    def open_chosen(self) -> None:
        row = self.chosen()
        if row is not None:
            self.opened.emit(row.id)

    @override
    def fit(self) -> None:
        """Give each column what it needs; client, device and fault share what is left.

        Where there is too little, columns leave in the order of how seldom they are asked for.
        """
        if self._model.rows or not self._wide:
            self._wide = self._needed()  # of an empty list the columns stay where they were
        wide = self._wide
        hidden: set[int] = set()
        for column in (ACCEPTED, PHONE, PAID, FAULT):
            if self._rest(wide, hidden) >= self._look.px(_SHARED_EM):
                break
            hidden.add(column)
        shares = {column: part for column, part in _SHARES.items() if column not in hidden}
        rest, whole = self._rest(wide, hidden), sum(shares.values())
        for column, width in wide.items():
            self.setColumnHidden(column, column in hidden)
            part = shares.get(column)
            self.setColumnWidth(column, width if part is None else round(rest * part / whole))

    def _rest(self, wide: dict[int, int], hidden: set[int]) -> int:
        """What is left for the columns that share."""
        fixed = (width for place, width in wide.items() if place not in hidden | _SHARES.keys())
        return self.viewport().width() - sum(fixed)

    def _needed(self) -> dict[int, int]:
        metrics = QFontMetrics(self._look.letters(strong=True, tabular=True))
        needed: dict[int, int] = {}
        for place, column in enumerate(self._model.columns):
            texts = [column.title, *(column.text(row) for row in self._model.rows[:100])]
            width = max(metrics.horizontalAdvance(text) for text in texts)
            needed[place] = width + self._look.px(1.25)
            if place == NUMBER:
                mark = self._look.px(_PLACE_EM + 0.5) if self._model.places else 0
                needed[place] += self._look.margin + mark
            if place == STAGE:
                chips = (chip_width(self._look, text) for text in texts[1:])
                needed[place] = max(chips, default=width) + self._look.px(1.25)
        return needed
