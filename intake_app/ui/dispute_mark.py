"""A small mark beside a field of which two values wait for a decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from intake_app.i18n.translator import N_

if TYPE_CHECKING:
    from intake_app.ui.theme import Look

TOLD = N_("Two values were given: Ctrl+8 shows both")


def marked(look: Look, caption: QLabel, told: str) -> QWidget:
    """The caption with the mark before it."""
    made, mark = QWidget(), QLabel()
    mark.setObjectName("card.disputed")
    mark.setAccessibleName(told)
    size, colour = look.px(1.0), look.colour("caution").name()
    mark.setPixmap(look.icons.pixmap("alert-triangle", colour, size, 2.0))
    made.setToolTip(told)
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(look.px(0.3))
    row.addWidget(mark)
    row.addWidget(caption)
    return made
