"""What `settings.toml` says of this PC: shown, with the place where it can be changed."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel

from intake_app.config import FILE_NAME
from intake_app.ui.preferences import setting_words
from intake_app.ui.preferences.page import PreferencePage

if TYPE_CHECKING:
    from intake_app.config import DeskSettings, ShopSettings
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look


class ThisDesk(PreferencePage):
    """Read only: a printer or a language belongs to one PC and not to the shop."""

    def __init__(self, look: Look, desk: Desk) -> None:
        tr = desk.tr
        place = str(desk.settings.data / FILE_NAME)
        about = tr("Set for this PC alone in the file %s; the program reads it at its start.")
        super().__init__(look, desk, tr("This desk"), about % place)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(look.px(1.0))
        self._grid.setVerticalSpacing(look.px(0.35))
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        self.body.addLayout(self._grid)
        self._show(tr("This desk"), "desk", desk.settings.desk)
        self._show(tr("The shop, on papers"), "shop", desk.settings.shop)

    def _show(self, title: str, section: str, values: DeskSettings | ShopSettings) -> None:
        """Under the names that people use; the tip tells the key of the file."""
        tr, names = self.desk.tr, setting_words.DESK if section == "desk" else setting_words.SHOP
        heading = QLabel(title)
        heading.setFont(self.look.letters(strong=True))
        self._grid.addWidget(heading, self._grid.rowCount(), 0, 1, 2)
        for field in fields(values):
            said = setting_words.value(field.name, getattr(values, field.name), tr)
            name, value = QLabel(tr(names[field.name])), QLabel(said)
            value.setObjectName(f"desk.{section}.{field.name}")
            tip = f"{section}.{field.name}: {field.metadata['help']}"
            for label in (name, value):
                label.setToolTip(tip)
                label.setWordWrap(True)
                label.setTextFormat(Qt.TextFormat.PlainText)
            palette = name.palette()
            palette.setColor(name.foregroundRole(), self.look.colour("muted"))
            name.setPalette(palette)
            line, top = self._grid.rowCount(), Qt.AlignmentFlag.AlignTop
            self._grid.addWidget(name, line, 0, top)
            self._grid.addWidget(value, line, 1, top)
