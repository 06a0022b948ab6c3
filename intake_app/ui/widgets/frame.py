"""The visible edge of something that can be filled in: surface, line, focus ring, echo, tick."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget
from typing_extensions import override

if TYPE_CHECKING:
    from intake_app.ui.theme import Look

RING = 2
"""Pixels around the field kept for the focus ring, so that nothing moves when it appears."""


class Frame(QWidget):
    """Draws around one editor; the editor itself stays plain."""

    def __init__(self, look: Look, editor: QWidget, icon: str = "") -> None:
        super().__init__()
        self._look = look
        self._icon = icon
        self._focused = False
        self._state = "field"
        self._echo = QLabel()
        self._row = QHBoxLayout(self)
        self._lay_out(editor)

    def show_focus(self, focused: bool) -> None:
        """Draw the ring or take it away."""
        self._focused = focused
        self.update()

    def show_state(self, token: str) -> None:
        """Colour of the edge: `field`, `bad`, `caution`."""
        self._state = token
        self.update()

    def show_echo(self, text: str, tint: str = "muted") -> None:
        """Say at the right edge how the text was understood."""
        palette = self._echo.palette()
        palette.setColor(self._echo.foregroundRole(), self._look.colour(tint))
        self._echo.setPalette(palette)
        self._echo.setText(text)
        self._echo.setVisible(bool(text))

    def inset(self, sides: int, ends: int) -> None:
        """Keep this much room around the editor, in pixels."""
        self._row.setContentsMargins(RING + sides, RING + ends, RING + sides, RING + ends)

    def echo(self) -> str:
        """What is being said at the right edge."""
        return self._echo.text()

    def _lay_out(self, editor: QWidget) -> None:
        look = self._look
        row = self._row
        left = look.px(2.0) if self._icon else look.px(0.5)
        row.setContentsMargins(RING + left, RING + 1, RING + look.px(0.5), RING + 1)
        row.setSpacing(look.px(0.5))
        row.addWidget(editor, 1)
        row.addWidget(self._echo)
        self._echo.setFont(look.small)
        self._echo.hide()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look = self._look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = QRectF(self.rect()).adjusted(RING, RING, -RING, -RING)
        painter.setBrush(look.colour("surface"))
        painter.setPen(QPen(look.colour(self._state), 1))
        painter.drawRoundedRect(edge.adjusted(0.5, 0.5, -0.5, -0.5), look.radius, look.radius)
        if self._focused:
            ring = "bad" if self._state == "bad" else "accent"
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.colour(ring), RING))
            painter.drawRoundedRect(edge, look.radius, look.radius)
        if self._icon:
            size = look.px(1.25)
            corner = QPointF(edge.left() + look.px(0.5), edge.center().y() - size / 2)
            place = QRectF(corner.x(), round(corner.y()), size, size)
            look.icons.paint(painter, self._icon, look.tokens.muted, place)
