"""A button that does what a key of the table does, and shows that key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from intake_app.ui.actions import spec, written
from intake_app.ui.widgets.button import Button

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from intake_app.i18n.translator import Translator
    from intake_app.ui.theme import Look


def spec_button(look: Look, tr: Translator, name: str) -> Button:
    """Named by its row; reached by Tab alone, so that no key of the work stops there."""
    row = spec(name)
    made = Button(look, tr(row.short or row.text), key=written(row.keys), icon=row.icon)
    made.setToolTip(f"{tr(row.text)}  {written(row.keys)}")
    made.setObjectName(f"button.{name}")
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return made


def action_button(look: Look, tr: Translator, action: QAction) -> Button:
    """One that triggers the action itself."""
    made = spec_button(look, tr, action.objectName())
    made.clicked.connect(action.trigger)
    return made
