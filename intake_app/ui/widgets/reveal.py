"""Scrolls so that what has the focus can be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QScrollArea

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

MARGIN_PX = 8


def reveal(widget: QWidget) -> None:
    """Bring a widget into sight of the scroll area around it, if there is one."""
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(widget, 0, MARGIN_PX)
            return
        parent = parent.parentWidget()
