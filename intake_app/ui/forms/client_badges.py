"""What a receptionist must know of a client at a glance, and nobody else may understand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from intake_app.ui.widgets.frame import RING

if TYPE_CHECKING:
    from intake_app.ui.forms.client_marks import Badge
    from intake_app.ui.theme import Look

_SHOWN_MS = 10_000


class ClientBadges(QWidget):
    """One line of badges; the remarks come under it for a moment when a key asks for them."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._badges: tuple[Badge, ...] = ()
        self._strip = QWidget()
        self._remarks = QLabel()
        self._hidden_text = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide_remarks)
        self._lay_out()
        self.setObjectName("client.badges")

    def show_client(self, found: tuple[Badge, ...], remarks: str) -> None:
        """Another client, or none."""
        self._badges, self._hidden_text = found, remarks
        self.hide_remarks()
        self.setAccessibleName(", ".join(badge.text for badge in found))
        self.updateGeometry()
        self.update()

    def texts(self) -> tuple[str, ...]:
        """What is written on the badges."""
        return tuple(badge.text for badge in self._badges)

    def turn_remarks(self) -> None:
        """Show the remarks, or hide them before their time is over."""
        if self._remarks.isVisible() or not self._hidden_text:
            self.hide_remarks()
            return
        self._remarks.setText(self._hidden_text)
        self._remarks.show()
        self._timer.start(_SHOWN_MS)

    def hide_remarks(self) -> None:
        """Nothing of them may stay on a screen that a client can see."""
        self._timer.stop()
        self._remarks.hide()
        self._remarks.clear()

    def remarks(self) -> str:
        """What is on show now."""
        return self._remarks.text()

    def _lay_out(self) -> None:
        look = self._look
        column = QVBoxLayout(self)
        column.setContentsMargins(RING, 0, RING, 0)
        column.setSpacing(0)
        self._strip.setFixedHeight(look.px(1.7))
        column.addWidget(self._strip)
        self._remarks.setFont(look.small)
        self._remarks.setWordWrap(True)
        self._remarks.setObjectName("client.remarks")
        column.addWidget(self._remarks)
        self._remarks.hide()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look = self._look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(look.small)
        metrics = painter.fontMetrics()
        left = float(RING)
        for badge in self._badges:
            width = metrics.horizontalAdvance(badge.text) + look.px(1.0)
            place = QRectF(left + 0.5, 1.5, width, look.px(1.4))
            painter.setPen(QPen(look.colour(badge.tint if badge.tint != "muted" else "line"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(place, look.radius, look.radius)
            painter.setPen(look.colour(badge.tint))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, badge.text)
            left += width + look.px(0.5)
