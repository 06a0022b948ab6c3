"""A push button that shows its key."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton
from typing_extensions import override

from intake_app.ui.widgets.frame import RING

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent

    from intake_app.ui.theme import Look


class Role(StrEnum):
    """How much a button asks to be pressed."""

    PRIMARY = "primary"
    PLAIN = "plain"
    QUIET = "quiet"


class Button(QPushButton):
    """Icon, words, key; painted from tokens, alike in every appearance."""

    def __init__(
        self, look: Look, text: str, *, key: str = "", icon: str = "", role: Role = Role.PLAIN
    ) -> None:
        super().__init__(text)
        self._look = look
        self._key = key
        self._icon = icon
        self._role = role
        self.setAccessibleName(text)
        self.setFont(look.letters(strong=role is Role.PRIMARY))
        self.setFixedHeight(look.row + 2 * RING)

    @override
    def sizeHint(self) -> QSize:
        look = self._look
        width = self.fontMetrics().horizontalAdvance(self.text()) + look.px(2.0) + 2 * RING
        if self._icon:
            width += look.px(1.75)
        if self._key:
            width += self._key_width() + look.px(0.75)
        return QSize(width, look.row + 2 * RING)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def _key_width(self) -> int:
        return round(QRectF(self.fontMetrics().boundingRect(self._key)).width())

    def _colours(self) -> tuple[QColor, QColor, QColor, QColor]:
        """Fill, edge, words, key."""
        look = self._look
        over = self.underMouse() or self.isDown()
        if self._role is Role.PRIMARY:
            fill = look.colour("accent")
            words = look.colour("on_accent")
            return (fill.darker(112) if over else fill), fill, words, words
        fill = look.colour("hover") if over else look.colour("surface")
        if self._role is Role.QUIET:
            fill = look.colour("hover") if over else QColor(Qt.GlobalColor.transparent)
            return (
                fill,
                QColor(Qt.GlobalColor.transparent),
                look.colour("text"),
                look.colour("muted"),
            )
        return fill, look.colour("field"), look.colour("text"), look.colour("muted")

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look = self._look
        fill, edge, words, key = self._colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect()).adjusted(RING, RING, -RING, -RING)
        painter.setBrush(fill)
        painter.setPen(QPen(edge, 1))
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), look.radius, look.radius)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.colour("accent"), RING))
            gap = 2 if self._role is Role.PRIMARY else 0
            ring = rect.adjusted(-1, -1, 1, 1) if gap else rect
            painter.drawRoundedRect(ring, look.radius + 1, look.radius + 1)
            if gap:
                painter.setPen(QPen(look.colour("on_accent"), 1.5))
                painter.drawRoundedRect(rect.adjusted(2, 2, -2, -2), look.radius, look.radius)
        self._paint_words(painter, rect, words, key)

    def _paint_words(self, painter: QPainter, rect: QRectF, words: QColor, key: QColor) -> None:
        look = self._look
        inner = rect.adjusted(look.px(1.0), 0, -look.px(1.0), 0)
        if self._icon:
            size = look.px(1.25)
            place = QRectF(inner.left(), round(inner.center().y() - size / 2), size, size)
            look.icons.paint(painter, self._icon, words.name(), place)
            inner.setLeft(inner.left() + look.px(1.75))
        painter.setFont(self.font())
        painter.setPen(words)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(inner, middle | Qt.AlignmentFlag.AlignLeft, self.text())
        if self._key:
            painter.setFont(look.small)
            key.setAlphaF(0.8)
            painter.setPen(key)
            painter.drawText(inner, middle | Qt.AlignmentFlag.AlignRight, self._key)
