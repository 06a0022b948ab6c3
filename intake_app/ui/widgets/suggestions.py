"""The list under a field: its own widget, never a popup, first row highlighted, never focused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from intake_app.ui.widgets.frame import RING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QHideEvent, QMouseEvent

    from intake_app.ui.theme import Look


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One row; `value` is what the owner of the list understands."""

    text: str
    note: str = ""  # muted, behind the text
    meta: str = ""  # muted, at the right edge
    icon: str = ""
    value: object = None
    unsure: bool = False  # never taken by an Enter that was not meant for it
    group: str = ""  # the heading over the first of its kind
    shut: bool = False  # shown for its note: it cannot be had now


class SuggestionList(QWidget):
    """Lies over what is below the field; the field keeps the focus and forwards its keys."""

    picked = Signal(int)

    def __init__(self, look: Look, over: QWidget) -> None:
        super().__init__(over)
        self._look = look
        self._over = over
        self._rows: tuple[Suggestion, ...] = ()
        self._current = 0
        self._under: QWidget | None = None
        self._watched: tuple[QWidget, ...] = ()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        self.setObjectName("suggestions")
        self.hide()

    @property
    def rows(self) -> tuple[Suggestion, ...]:
        """What is offered now."""
        return self._rows if self.isVisible() else ()

    @property
    def current(self) -> Suggestion | None:
        """The highlighted row, none while the list is closed or only offers."""
        chosen = self.isVisible() and self._current >= 0
        return self._rows[self._current] if chosen else None

    def offer(
        self, rows: tuple[Suggestion, ...], under: QWidget, *, highlight: bool = True
    ) -> None:
        """Show rows under a field, the first sure one highlighted; nothing to show closes.

        Without a highlight nothing is taken until somebody steps into the list.
        """
        self._rows = rows
        self._current = next((place for place, row in enumerate(rows) if not row.unsure), 0)
        if not highlight:
            self._current = -1
        if not rows:
            self.hide()
            return
        self._follow(under)
        self._place(under)
        self.show()
        self.raise_()
        self.update()
        self._announce()

    def move_by(self, step: int) -> None:
        """Move the highlight; it stops at the ends."""
        self._current = max(0, min(len(self._rows) - 1, self._current + step))
        self.update()
        self._announce()

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._look.px(30), self._tops()[-1] + self._pad)

    def _tops(self) -> list[int]:
        """Where each row begins, and where the last one ends."""
        tops, group, top = list[int](), "", self._pad
        for row in self._rows:
            top += self._heading if row.group != group else 0
            group = row.group
            tops.append(top)
            top += self._look.px(2.0)
        return [*tops, top]

    @property
    def _heading(self) -> int:
        return self._look.px(1.6)

    @property
    def _pad(self) -> int:
        return self._look.px(0.35)

    def _place(self, under: QWidget) -> None:
        over = self._over
        corner = under.mapTo(over, QPoint(RING, under.height()))
        width = max(under.width() - 2 * RING, self._look.px(34))
        height = self.sizeHint().height()
        left = min(corner.x(), max(0, over.width() - width - self._look.px(0.5)))
        top = corner.y()
        if top + height > over.height():
            top = max(0, under.mapTo(over, QPoint(0, 0)).y() - height)
        self.setGeometry(QRect(left, top, width, height))

    def _follow(self, under: QWidget) -> None:
        """Stay with the field while it is moved by what comes and goes above it."""
        if self._under is under and self._watched:
            return
        self._let_go()
        self._under = under
        self._watched = tuple(_up_to(self._over, under))
        for part in self._watched:
            part.installEventFilter(self)

    def _let_go(self) -> None:
        for part in self._watched:
            part.removeEventFilter(self)
        self._watched = ()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        has_moved = event.type() in {QEvent.Type.Move, QEvent.Type.Resize}
        if has_moved and self._under is not None and self.isVisible():
            self._place(self._under)
        return False

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        self._let_go()
        super().hideEvent(event)

    def _announce(self) -> None:
        if QAccessible.isActive():
            row = self._rows[max(0, self._current)]
            spoken = " ".join(filter(None, (row.text, row.note, row.meta)))
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, spoken))

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._current = self._row_at(event.position().y())
        self.update()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._current = self._row_at(event.position().y())
        self.picked.emit(self._current)

    def _row_at(self, y: float) -> int:
        return max(0, sum(top <= y for top in self._tops()[:-1]) - 1)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look = self._look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.colour("field"), 1))
        painter.setBrush(look.colour("surface"))
        edge = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(edge, look.radius, look.radius)
        group, wide = "", self.width() - 2 * self._pad
        for place, (row, top) in enumerate(zip(self._rows, self._tops(), strict=False)):
            if row.group != group:
                group = row.group
                above = QRect(self._pad, top - self._heading, wide, self._heading)
                self._paint_heading(painter, above, group)
            rect = QRect(self._pad, top, wide, look.px(2.0))
            self._paint_row(painter, rect, row, chosen=place == self._current)

    def _paint_heading(self, painter: QPainter, rect: QRect, group: str) -> None:
        look = self._look
        painter.setFont(look.small)
        painter.setPen(look.colour("muted"))
        _write(painter, rect.adjusted(look.px(0.5), 0, 0, 0), group, Qt.AlignmentFlag.AlignLeft)

    def _paint_row(self, painter: QPainter, rect: QRect, row: Suggestion, *, chosen: bool) -> None:
        look = self._look
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("chosen"))
            painter.drawRoundedRect(rect, look.radius, look.radius)
        inner = rect.adjusted(look.px(0.5), 0, -look.px(0.5), 0)
        if row.icon:
            size = look.px(1.15)
            place = QRectF(inner.left(), inner.center().y() - size // 2, size, size)
            look.icons.paint(painter, row.icon, look.tokens.muted, place)
            inner.setLeft(inner.left() + look.px(1.65))
        painter.setFont(look.small)
        painter.setPen(look.colour("muted"))
        wide = _write(painter, inner, row.meta, Qt.AlignmentFlag.AlignRight)
        inner.setRight(inner.right() - (wide + look.px(1) if wide else 0))
        painter.setFont(look.letters(strong=chosen))
        painter.setPen(look.colour("muted" if row.shut else "text"))
        used = _write(painter, inner, row.text, Qt.AlignmentFlag.AlignLeft)
        inner.setLeft(inner.left() + used + look.px(0.75))
        painter.setFont(look.small)
        painter.setPen(look.colour("muted"))
        _write(painter, inner, row.note, Qt.AlignmentFlag.AlignLeft)


def _up_to(over: QWidget, part: QWidget | None) -> Iterator[QWidget]:
    """A widget and those it stands in, below `over`."""
    while part is not None and part is not over:
        yield part
        part = part.parentWidget()


def _write(painter: QPainter, rect: QRect, text: str, align: Qt.AlignmentFlag) -> int:
    """Paint what fits, return its width."""
    if not text or rect.width() <= 0:
        return 0
    metrics = painter.fontMetrics()
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, align | Qt.AlignmentFlag.AlignVCenter, shown)
    return metrics.horizontalAdvance(shown)
