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


def action_button(look: Look, tr: Translator, action: QAction) -> Button:
    """Reached by Tab alone, so that no key of the work stops there."""
    row = spec(action.objectName())
    made = Button(look, tr(row.short) or action.text(), key=written(row.keys), icon=row.icon)
    made.setToolTip(action.toolTip())
    made.setObjectName(f"button.{action.objectName()}")
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.clicked.connect(action.trigger)
    return made
