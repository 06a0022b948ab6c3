"""What is being written down about the client's device, for his own eyes."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from intake_app.ui.second_screen.touch import finger_area
from intake_app.ui.widgets.qr_picture import QrPicture

if TYPE_CHECKING:
    from intake_app.i18n.translator import Translator
    from intake_app.ui.theme import Look
    from intake_app.ui.widgets.qr_picture import Rows

Lines: TypeAlias = tuple[tuple[str, str], ...]
"""Labels and values, both in the client's language."""


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
        self._area = finger_area(self._body, look)
        self._area.hide()
        column = QVBoxLayout(self)
        column.setSpacing(look.px(0.75))
        column.addWidget(self._title)
        column.addWidget(self._area, 1)
        self.picture = QrPicture(look, "second.code", shop)
        self.picture.hide()
        column.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignCenter)

    def show_lines(self, lines: Lines, tr: Translator, title: str = "") -> None:
        """Show what stands in the form; with nothing in it, the name of the shop."""
        title = (title or tr("We are writing down")) if lines else self._shop
        if (title, lines) != (self._title.text(), self._lines):
            self._show(title, lines)

    def show_code(self, rows: Rows, said: str) -> None:
        """A payment to scan with a phone, and its sum; no rows take it away."""
        self.picture.show_rows(rows)
        if rows:
            self._show(said, ())

    def thank(self, tr: Translator) -> None:
        """The client is done."""
        self._show(tr("Thank you!"), ())

    def _show(self, title: str, lines: Lines) -> None:
        self._lines = lines
        self._title.setText(title)
        while self._grid.count():
            item = self._grid.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.deleteLater()
        self._area.setVisible(bool(lines))
        for row, (label, value) in enumerate(lines):
            name = QLabel(label, alignment=Qt.AlignmentFlag.AlignTop)
            palette = name.palette()
            palette.setColor(name.foregroundRole(), self._look.colour("muted"))
            name.setPalette(palette)
            text = QLabel(value)
            text.setWordWrap(True)
            text.setTextFormat(Qt.TextFormat.PlainText)
            self._grid.addWidget(name, row, 0)
            self._grid.addWidget(text, row, 1)
            self._grid.setRowStretch(row, 0)
        self._grid.setRowStretch(len(lines), 1)
