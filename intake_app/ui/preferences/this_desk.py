"""What `settings.toml` says of this PC: shown, with the place where it can be changed."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel

from intake_app.config import FILE_NAME
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
        self._grid.setColumnStretch(1, 1)
        self.body.addLayout(self._grid)
        self._show("desk", desk.settings.desk)
        self._show("shop", desk.settings.shop)

    def _show(self, section: str, values: DeskSettings | ShopSettings) -> None:
        for field in fields(values):
            line = self._grid.rowCount()
            said = str(getattr(values, field.name)) or "–"
            name, value = QLabel(f"{section}.{field.name}"), QLabel(said)
            value.setObjectName(f"desk.{section}.{field.name}")
            value.setToolTip(str(field.metadata["help"]))
            value.setWordWrap(True)
            value.setTextFormat(Qt.TextFormat.PlainText)
            palette = name.palette()
            palette.setColor(name.foregroundRole(), self.look.colour("muted"))
            name.setPalette(palette)
            top = Qt.AlignmentFlag.AlignTop
            self._grid.addWidget(name, line, 0, top)
            self._grid.addWidget(value, line, 1, top)
