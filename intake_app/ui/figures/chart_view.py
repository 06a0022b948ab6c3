"""One chart on the screen: words, a value, a bar under them; arrows choose, Enter opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from intake_app.ui.figures.bar_rows import BarRow, place
from intake_app.ui.widgets.frame import RING

if TYPE_CHECKING:
    from intake_app.services.charts import Chart
    from intake_app.ui.theme import Look

_WRAPPED = Qt.TextFlag.TextWordWrap
_BAR_EM = 0.4
_NEXT = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class ChartView(QWidget):
    """As high as its rows need at its width. `opened` carries the key of a bar."""

    opened = Signal(object)
    looked = Signal(object)  # the place of the bar that is chosen

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self._look = look
        self._chart: Chart | None = None
        self._at = 0
        self.setObjectName(f"figures.chart.{name}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def chart(self) -> Chart | None:
        """What is shown."""
        return self._chart

    def show_chart(self, chart: Chart) -> None:
        """Show these bars instead."""
        self._chart = chart
        self._at = min(self._at, max(0, len(chart.bars) - 1))
        self.setAccessibleName(chart.title)
        self._tell()
        self.updateGeometry()
        self.update()

    def bar_place(self, number: int) -> QRect:
        """Where a bar stands."""
        return self._placed(self.width())[0][number].whole

    def open_chosen(self) -> None:
        """Ask for the list behind the chosen bar."""
        chart = self._chart
        if chart is not None and chart.bars and chart.bars[self._at].key is not None:
            self.opened.emit(chart.bars[self._at].key)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, arg__1: int) -> int:
        return self._placed(arg__1)[1]

    @override
    def sizeHint(self) -> QSize:
        width = self._look.px(20)
        return QSize(width, self.heightForWidth(width))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        count = len(self._chart.bars) if self._chart is not None else 0
        if key in _NEXT and 0 <= self._at + _NEXT[key] < count:
            self._step(_NEXT[key])
        elif key in _NEXT:
            self._go_on(forward=_NEXT[key] > 0)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.open_chosen()
        else:
            super().keyPressEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        rows, _ = self._placed(self.width())
        found = [n for n, row in enumerate(rows) if row.whole.contains(event.position().toPoint())]
        if found:
            self._at = found[0]
            self._tell()
            self.update()
            self.open_chosen()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._look_at()
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        chart, look = self._chart, self._look
        if chart is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = QRectF(self.rect()).adjusted(RING, RING, -RING, -RING)
        painter.setBrush(look.colour("surface"))
        focused = self.hasFocus()
        painter.setPen(QPen(look.colour("accent" if focused else "line"), RING if focused else 1))
        painter.drawRoundedRect(edge, look.radius, look.radius)
        rows, _ = self._placed(self.width())
        self._paint_words(painter, self._title(self.width()), chart.title, strong=True)
        for number, (bar, row) in enumerate(zip(chart.bars, rows, strict=True)):
            if focused and number == self._at:
                painter.fillRect(row.whole, look.colour("chosen"))
            tone = "bad" if bar.bad else "text"
            self._paint_words(painter, row.label, bar.label, tone)
            self._paint_value(painter, row.value, bar.text, tone)
            self._paint_bar(painter, row.bar, (bar.size, bar.inner), bad=bar.bad)
        if chart.note:
            self._paint_words(painter, self._note(self.width()), chart.note, "muted")

    def _paint_words(
        self, painter: QPainter, rect: QRect, text: str, tone: str = "text", *, strong: bool = False
    ) -> None:
        painter.setFont(self._look.letters(strong=strong))
        painter.setPen(self._look.colour(tone))
        painter.drawText(rect, _WRAPPED, text)

    def _paint_value(self, painter: QPainter, rect: QRect, text: str, tone: str) -> None:
        painter.setFont(self._look.letters(strong=True, tabular=True))
        painter.setPen(self._look.colour(tone))
        painter.drawText(rect, Qt.AlignmentFlag.AlignRight, text)

    def _paint_bar(
        self, painter: QPainter, rect: QRect, sizes: tuple[float, float], *, bad: bool
    ) -> None:
        look, most = self._look, self._chart.most if self._chart is not None else 0.0
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("hover"))
        painter.drawRect(rect)
        if most <= 0:
            return
        size, inner = (max(0.0, part) / most for part in sizes)
        painter.setBrush(look.colour("bad" if bad else "accent"))
        painter.drawRect(QRectF(rect.x(), rect.y(), rect.width() * size, rect.height()))
        painter.setBrush(look.colour("field"))
        painter.drawRect(QRectF(rect.x(), rect.y(), rect.width() * inner, rect.height()))

    def _title(self, width: int) -> QRect:
        edge = self._edge
        metrics = QFontMetrics(self._look.letters(strong=True))
        title = self._chart.title if self._chart is not None else ""
        inner = QRect(edge, edge, width - 2 * edge, 10_000)
        return metrics.boundingRect(inner, _WRAPPED, title)

    def _note(self, width: int) -> QRect:
        _, height = self._placed(width)
        edge = self._edge
        inner = QRect(edge, 0, width - 2 * edge, 10_000)
        note = self._chart.note if self._chart is not None else ""
        high = QFontMetrics(self._look.letters()).boundingRect(inner, _WRAPPED, note).height()
        return QRect(edge, height - edge - high, width - 2 * edge, high)

    def _placed(self, width: int) -> tuple[tuple[BarRow, ...], int]:
        """Where each bar stands, and how high all of it is."""
        chart, look, edge = self._chart, self._look, self._edge
        if chart is None:
            return (), look.px(4)
        down = self._title(width).bottom() + look.px(0.4)
        fonts = (
            QFontMetrics(look.letters()),
            QFontMetrics(look.letters(strong=True, tabular=True)),
        )
        rows: list[BarRow] = []
        for bar in chart.bars:
            row = place(
                (bar.label, bar.text), (edge, down, width - 2 * edge), fonts, look.px(_BAR_EM)
            )
            rows.append(row)
            down = row.whole.bottom() + look.px(0.25)
        if chart.note:
            inner = QRect(edge, 0, width - 2 * edge, 10_000)
            down += fonts[0].boundingRect(inner, _WRAPPED, chart.note).height() + look.px(0.3)
        return tuple(rows), down + edge

    @property
    def _edge(self) -> int:
        return self._look.px(0.7)

    def _go_on(self, *, forward: bool) -> None:
        """To the chart above or below, where there is one."""
        near = self.nextInFocusChain() if forward else self.previousInFocusChain()
        if isinstance(near, ChartView):
            near.setFocus(Qt.FocusReason.TabFocusReason)

    def _step(self, by: int) -> None:
        self._at += by
        self._tell()
        self._look_at()
        self.update()

    def _look_at(self) -> None:
        rows, _ = self._placed(self.width())
        self.looked.emit(rows[self._at].whole if rows else self.rect())

    def _tell(self) -> None:
        chart = self._chart
        if chart is not None and chart.bars:
            bar = chart.bars[self._at]
            self.setAccessibleDescription(f"{bar.label}: {bar.text}")
        elif chart is not None:
            self.setAccessibleDescription(chart.note)
