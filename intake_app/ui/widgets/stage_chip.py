"""Where a repair stands: colour, icon and word, never colour alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from intake_app.ui.stage_tints import ON_STAGE

if TYPE_CHECKING:
    from intake_app.ui.theme import Look


def paint_chip(  # noqa: PLR0913 - keywords of one drawing
    painter: QPainter, look: Look, rect: QRectF, *, fill: str, icon: str, text: str
) -> None:
    """Draw a chip at the left of the place given, no wider than it needs."""
    font = look.letters(0.9, strong=True)
    height = look.px(1.6)
    width = min(float(chip_width(look, text)), rect.width())
    chip = QRectF(rect.left(), rect.center().y() - height / 2, width, height)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(fill))
    painter.drawRoundedRect(chip, height / 2, height / 2)
    size = look.px(1.05)
    place = QRectF(chip.left() + look.px(0.5), round(chip.center().y() - size / 2), size, size)
    look.icons.paint(painter, icon, ON_STAGE, place)
    painter.setFont(font)
    painter.setPen(QColor(ON_STAGE))
    words = chip.adjusted(look.px(1.85), 0, -look.px(0.5), 0)
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, round(words.width()))
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
    painter.restore()


def chip_width(look: Look, text: str) -> int:
    """What a chip with this word needs."""
    words = QFontMetrics(look.letters(0.9, strong=True)).horizontalAdvance(text)
    return words + look.px(2.5)


class StageChip(QWidget):
    """A chip as a widget of its own."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._fill, self._icon, self._text = "#000000", "help", ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_stage(self, fill: str, icon: str, text: str) -> None:
        """Show another stage."""
        self._fill, self._icon, self._text = fill, icon, text
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(chip_width(self._look, self._text) + 2, self._look.px(1.8))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect())
        paint_chip(painter, self._look, rect, fill=self._fill, icon=self._icon, text=self._text)
