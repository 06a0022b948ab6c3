"""A form that scrolls where letters are large: nothing of it is squeezed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from intake_app.ui.widgets.scroll import slim

if TYPE_CHECKING:
    from intake_app.ui.theme import Look


class Scrolled(QScrollArea):
    """Holds parts one below the other; whatever has the focus comes into sight by itself."""

    def __init__(self, look: Look, *parts: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        slim(self, look)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, look.px(0.3), 0)
        column.setSpacing(look.px(0.5))
        for part in parts:
            column.addWidget(part)
        column.addStretch(1)
        self.setWidget(inner)
        self.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)  # setWidget turns it on
