"""Scroll areas with a slim bar that keeps out of the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QWidget
from typing_extensions import override

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractScrollArea

    from intake_app.ui.theme import Look


class Page(QWidget):
    """What scrolls, as low as its layout can make it: gaps shrink before a bar appears."""

    @override
    def heightForWidth(self, arg__1: int) -> int:
        layout = self.layout()
        return -1 if layout is None else layout.minimumHeightForWidth(arg__1)


def slim(area: QAbstractScrollArea, look: Look) -> None:
    """Only the bar gets a style sheet: one for the whole window would slow every repaint."""
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.verticalScrollBar().setStyleSheet(
        f"QScrollBar:vertical {{ background: transparent; width: {look.px(0.75)}px; margin: 0; }}"
        f"QScrollBar::handle:vertical {{ background: {look.tokens.field};"
        f" border-radius: {look.px(0.3)}px; margin: 1px; min-height: {look.px(2)}px; }}"
        "QScrollBar::add-line, QScrollBar::sub-line { height: 0; }"
        "QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }"
    )
