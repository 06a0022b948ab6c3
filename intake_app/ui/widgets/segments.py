"""One of a few, all in sight: arrows move between them, Enter goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget
from typing_extensions import override

from intake_app.ui.widgets.frame import RING
from intake_app.ui.widgets.reveal import reveal
from intake_app.ui.widgets.segment import Segment

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from intake_app.ui.theme import Look


class Segments(QWidget):
    """The row of choices; `chosen` tells the new value."""

    chosen = Signal(str)
    entered = Signal()

    def __init__(self, look: Look, name: str, choices: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._look = look
        self._group = QButtonGroup(self)
        self.buttons: tuple[Segment, ...] = tuple(
            Segment(look, value, text, self) for value, text in choices
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * RING, 2 * RING, 2 * RING, 2 * RING)
        row.setSpacing(0)
        for button in self.buttons:
            button.setObjectName(f"{name}.{button.value}")
            button.entered.connect(self.entered)
            self._group.addButton(button)
            row.addWidget(button)
        self.buttons[0].setChecked(True)
        self._lead_tab()
        self.setObjectName(name)
        self.setFixedHeight(look.row + 2 * RING)
        self._group.buttonToggled.connect(self._on_toggled)

    def value(self) -> str:
        """The choice made."""
        return next(button.value for button in self.buttons if button.isChecked())

    def show_value(self, value: str) -> None:
        """Choose without telling anyone."""
        with QSignalBlocker(self._group):
            self._group.setExclusive(False)  # a value of another row leaves none chosen here
            for button in self.buttons:
                button.setChecked(button.value == value)
            self._group.setExclusive(True)
        self._lead_tab()
        self.update()

    def offer_only(self, values: Collection[str]) -> None:
        """Hide all choices but these; the one made stays in sight."""
        for button in self.buttons:
            button.setVisible(button.value in values or button.isChecked())

    def take_focus(self) -> None:
        """Put the focus on the choice made."""
        next(button for button in self.buttons if button.isChecked()).setFocus(
            Qt.FocusReason.TabFocusReason
        )
        reveal(self)

    def _lead_tab(self) -> None:
        """Tab reaches the choice made; left to itself Qt may stop at another one of the row."""
        made = next((button for button in self.buttons if button.isChecked()), self.buttons[0])
        for button in self.buttons:
            reached = button is made
            button.setFocusPolicy(
                Qt.FocusPolicy.StrongFocus if reached else Qt.FocusPolicy.ClickFocus
            )

    def _on_toggled(self, button: Segment, checked: bool) -> None:
        if checked:
            self._lead_tab()
            self.chosen.emit(button.value)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look = self._look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = QRectF(self.rect()).adjusted(RING, RING, -RING, -RING)
        painter.setBrush(look.colour("surface"))
        painter.setPen(QPen(look.colour("field"), 1))
        painter.drawRoundedRect(edge.adjusted(0.5, 0.5, -0.5, -0.5), look.radius, look.radius)
        if any(button.hasFocus() for button in self.buttons):
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.colour("accent"), RING))
            painter.drawRoundedRect(edge, look.radius, look.radius)
