"""What is being written down about the client's device, for his own eyes."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

if TYPE_CHECKING:
    from intake_app.i18n.translator import Translator
    from intake_app.ui.theme import Look

Lines: TypeAlias = tuple[tuple[str, str], ...]
"""Message ids of labels, and values as they are printed; empty values are not shown."""


class Mirror(QWidget):
    """A greeting, what is being written down, or thanks."""

    def __init__(self, look: Look, shop: str) -> None:
        super().__init__()
        self.setObjectName("second.mirror")
        self._look = look
        self._shop = shop
        self._lines: Lines = ()
        self._title = QLabel(shop, alignment=Qt.AlignmentFlag.AlignCenter)
        self._title.setObjectName("second.title")
        self._title.setFont(look.letters(1.4, strong=True))
        self._title.setWordWrap(True)
        self._body = QWidget()
        self._grid = QGridLayout(self._body)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(look.px(1.5))
        self._grid.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addWidget(self._title)
        column.addSpacing(look.px(1))
        column.addWidget(self._body)
        column.addStretch(2)

    def show_lines(self, lines: Lines, tr: Translator) -> None:
        """Show what stands in the form; with nothing in it, the name of the shop."""
        if lines == self._lines:
            return
        self._lines = lines
        self.translate(tr)

    def thank(self, tr: Translator) -> None:
        """The client is done."""
        self._lines = ()
        self.translate(tr)
        self._title.setText(tr("Thank you!"))

    def translate(self, tr: Translator) -> None:
        """Say the same in another language."""
        while self._grid.count():
            item = self._grid.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.deleteLater()
        shown = [(label, value) for label, value in self._lines if value]
        self._title.setText(tr("We are writing down") if shown else self._shop)
        for row, (label, value) in enumerate(shown):
            name = QLabel(tr(label), alignment=Qt.AlignmentFlag.AlignTop)
            palette = name.palette()
            palette.setColor(name.foregroundRole(), self._look.colour("muted"))
            name.setPalette(palette)
            text = QLabel(value)
            text.setWordWrap(True)
            text.setTextFormat(Qt.TextFormat.PlainText)
            self._grid.addWidget(name, row, 0)
            self._grid.addWidget(text, row, 1)
