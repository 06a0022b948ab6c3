"""One setting of a few known values: its name at the left, all it can be beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from intake_app.ui.widgets.segments import Segments

if TYPE_CHECKING:
    from collections.abc import Sequence

    from intake_app.ui.theme import Look

_NAME_EM = 8.5


class ChoiceRow(QWidget):
    """`chosen` carries the new value; what can be chosen may change."""

    chosen = Signal(str)

    def __init__(self, look: Look, name: str, title: str) -> None:
        super().__init__()
        self._look = look
        self._name = name
        self._offered: tuple[tuple[str, str], ...] = ()
        self.segments: Segments | None = None
        self._title = QLabel(title)
        self._title.setMinimumWidth(look.px(_NAME_EM))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(look.px(0.5))
        self._row.addWidget(self._title)
        self._row.addStretch(1)
        self.setObjectName(f"{name}.row")

    def offer(self, choices: Sequence[tuple[str, str]], value: str) -> None:
        """Show what can be chosen and what is; nobody is told."""
        if tuple(choices) != self._offered:
            self._build(choices)
        if self.segments is not None:
            self.segments.show_value(value)

    def value(self) -> str:
        """What is chosen; empty where nothing known is."""
        buttons = self.segments.buttons if self.segments is not None else ()
        return next((button.value for button in buttons if button.isChecked()), "")

    def _build(self, choices: Sequence[tuple[str, str]]) -> None:
        self._offered = tuple(choices)
        if self.segments is not None:
            self.segments.hide()
            self.segments.setParent(None)
            self.segments.deleteLater()
        made = Segments(self._look, self._name, choices)
        made.setAccessibleName(self._title.text())
        made.chosen.connect(self.chosen)
        self._row.insertWidget(1, made)
        made.show()
        self.segments = made
