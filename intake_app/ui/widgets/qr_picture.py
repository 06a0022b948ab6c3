"""A QR code on the screen, black on white in every theme, for a phone or a scanner held to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from intake_app.ui.theme import Look

    Rows: TypeAlias = tuple[tuple[bool, ...], ...]

QUIET = 4
"""Modules of white around it, as the standard asks."""

_LEAST_PX = 3


class QrPicture(QWidget):
    """Modules of whole pixels; larger letters make it larger."""

    def __init__(self, look: Look, name: str, words: str) -> None:
        super().__init__()
        self._module = max(_LEAST_PX, look.px(0.2))
        self._rows: Rows = ()
        self.setObjectName(name)
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_rows(self, rows: Rows) -> None:
        """Draw these modules; True is black."""
        self._rows = rows
        self.updateGeometry()
        self.setVisible(bool(rows))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        side = (len(self._rows) + 2 * QUIET) * self._module
        return QSize(side, side)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """White ground first: a scanner needs it under any theme."""
        painter, size = QPainter(self), self._module
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        for y, row in enumerate(self._rows, QUIET):
            for x, is_black in enumerate(row, QUIET):
                if is_black:
                    square = QRect(x * size, y * size, size, size)
                    painter.fillRect(square, Qt.GlobalColor.black)
        painter.end()
