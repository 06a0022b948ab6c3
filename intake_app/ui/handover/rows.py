"""Labels in one column, what they belong to beside them; a line comes and goes with its label."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QWidget

from intake_app.ui.widgets.field import Field
from intake_app.ui.widgets.frame import RING

if TYPE_CHECKING:
    from intake_app.ui.theme import Look


class Rows(QWidget):
    """Lines are added from the top, in the order of speech."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._labels: dict[QWidget, QLabel] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(look.px(0.6))
        self._grid.setVerticalSpacing(max(0, look.px(0.35)))
        self._grid.setColumnStretch(1, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def add(self, label: str, *parts: QWidget, stretches: tuple[int, ...] = ()) -> QWidget:
        """One line; several parts stand side by side."""
        line = len(self._labels)
        caption = QLabel(label)
        caption.setFont(self._look.letters())
        caption.setFixedHeight(self._look.row + 2 * RING if label else 0)
        palette = caption.palette()
        palette.setColor(caption.foregroundRole(), self._look.colour("muted"))
        caption.setPalette(palette)
        row = parts[0] if len(parts) == 1 else self._beside(parts, stretches)
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(caption, line, 0, top | Qt.AlignmentFlag.AlignRight)
        self._grid.addWidget(row, line, 1, top)
        if isinstance(parts[0], Field):
            caption.setBuddy(parts[0].editor)
        self._labels[row] = caption
        return row

    def show_row(self, row: QWidget, *, shown: bool) -> None:
        """Show or hide a line together with its label."""
        row.setVisible(shown)
        self._labels[row].setVisible(shown)

    def _beside(self, parts: tuple[QWidget, ...], stretches: tuple[int, ...]) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(max(0, self._look.px(0.6) - 2 * RING))
        for place, part in enumerate(parts):
            weight = stretches[place] if stretches else 1
            layout.addWidget(part, weight, Qt.AlignmentFlag.AlignTop)
        return row
