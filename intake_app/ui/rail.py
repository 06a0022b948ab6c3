"""The screens, at the left edge: icon and word, the one in sight marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget
from typing_extensions import override

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from intake_app.ui.theme import Look

NARROW_PX = 1100
_MOST = 99


class RailButton(QAbstractButton):
    """One screen; pressing it is pressing its key."""

    def __init__(self, look: Look, action: QAction, icon: str, key: str) -> None:
        super().__init__()
        self._look = look
        self._icon = icon
        self._wordless = False
        self.count = 0
        self.setText(action.text())
        self.setAccessibleName(action.text())
        self.setToolTip(f"{action.text()}  {key}")
        self.setObjectName(f"rail.{action.objectName()}")
        self.setFont(look.letters(0.85))
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.clicked.connect(action.trigger)

    def show_words(self, shown: bool) -> None:
        """Leave the words out where the window is narrow."""
        self._wordless = not shown
        self.updateGeometry()
        self.update()

    def show_count(self, count: int, told: str) -> None:
        """How much there waits for somebody; `told` says it in words."""
        self.count = count
        name = f"{self.text()}, {told}" if count else self.text()
        self.setAccessibleName(name)
        self.update()

    @override
    def nextCheckState(self) -> None:
        """The window says which screen is in sight, not the click."""

    @override
    def sizeHint(self) -> QSize:
        look = self._look
        if self._wordless:
            return QSize(look.px(3.2), look.px(3.0))
        words = self.fontMetrics().horizontalAdvance(self.text()) + look.px(1.2)
        return QSize(max(look.px(5.2), words), look.px(4.0))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look = self._look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = QRectF(self.rect()).adjusted(look.px(0.35), 2, -look.px(0.35), -2)
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("chosen" if self.isChecked() else "hover"))
            painter.drawRoundedRect(edge, look.radius * 1.5, look.radius * 1.5)
        tone = "accent" if self.isChecked() else "muted"
        size = look.px(1.6)
        top = look.px(0.6) if not self._wordless else (self.height() - size) // 2
        place = QRectF((self.width() - size) // 2, top, size, size)
        look.icons.paint(painter, self._icon, str(getattr(look.tokens, tone)), place)
        if self.count:
            self._paint_count(painter, place)
        if self._wordless:
            return
        painter.setFont(look.letters(0.85, strong=self.isChecked()))
        painter.setPen(look.colour("text" if self.isChecked() else "muted"))
        words = self.rect().adjusted(0, look.px(2.3), 0, -look.px(0.4))
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, self.text())

    def _paint_count(self, painter: QPainter, icon: QRectF) -> None:
        look, text = self._look, str(self.count) if self.count <= _MOST else f"{_MOST}+"
        font = look.letters(0.75, strong=True, tabular=True)
        height = look.px(1.15)
        width = max(height, QFontMetrics(font).horizontalAdvance(text) + look.px(0.5))
        spot = QRectF(icon.center().x() + look.px(0.2), icon.top() - look.px(0.45), width, height)
        spot.moveRight(min(spot.right(), self.width() - 2.0))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("bad"))
        painter.drawRoundedRect(spot, height / 2, height / 2)
        painter.setFont(font)
        painter.setPen(look.colour("surface"))
        painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, text)


class Rail(QWidget):
    """Screens above, menu below."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._buttons: dict[str, RailButton] = {}
        self._is_wide = True
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, look.px(0.5), 1, look.px(0.5))
        self._column.setSpacing(look.px(0.2))

    def add(self, action: QAction, icon: str, key: str, *, at_foot: bool = False) -> RailButton:
        """Put an action on the rail."""
        button = RailButton(self._look, action, icon, key)
        if at_foot:
            self._column.addStretch(1)
        self._column.addWidget(button)
        self._buttons[action.objectName()] = button
        return button

    def show_count(self, action: str, count: int, told: str) -> None:
        """Say at a screen's button how much there waits for somebody."""
        if action in self._buttons:
            self._buttons[action].show_count(count, told)

    def mark(self, action: str) -> None:
        """Show which screen is in sight."""
        for name, button in self._buttons.items():
            button.setChecked(name == action)

    def fit(self, window_width: int) -> None:
        """Keep the words while there is room for them, beside the screens and one below another."""
        self._is_wide = window_width >= NARROW_PX
        tall = len(self._buttons) * (self._look.px(4.0) + self._column.spacing())
        for button in self._buttons.values():
            button.show_words(self._is_wide and tall + self._look.px(1.0) <= self.height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit(NARROW_PX if self._is_wide else 0)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.colour("raised"))
        painter.setPen(QPen(self._look.colour("line"), 1))
        painter.drawLine(self.width() - 1, 0, self.width() - 1, self.height())
