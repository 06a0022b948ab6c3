"""How the frame of the window is put together, and how large it may be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

if TYPE_CHECKING:
    from PySide6.QtCore import QRect
    from PySide6.QtWidgets import QWidget

    from intake_app.ui.parts import Parts

SMALLEST = (960, 600)
USUAL = (1280, 720)
# What a window manager puts around a window; it is known for sure only once the window is mapped.
_FRAME = QSize(16, 48)


def size_within(room: QRect) -> QSize:
    """The usual size, or what a small screen leaves inside the frame of a window."""
    return QSize(*USUAL).boundedTo(room.size() - _FRAME).expandedTo(QSize(*SMALLEST))


def lay_out(window: QWidget, parts: Parts) -> None:
    """Rail, address line, screens, side pane and status bar in their places."""
    window.setMinimumSize(*SMALLEST)
    window.resize(*USUAL)
    parts.address.field.lay_list_over(window)
    work = _row(parts.work, QHBoxLayout)
    screens = QVBoxLayout()
    screens.setSpacing(0)
    screens.addWidget(parts.stack, 1)
    screens.addWidget(parts.foot)
    work.addLayout(screens, 1)
    work.addWidget(parts.pane)
    middle = QVBoxLayout()
    middle.setSpacing(0)
    middle.addWidget(parts.address)
    middle.addWidget(parts.work, 1)
    upper = QHBoxLayout()
    upper.setSpacing(0)
    upper.addWidget(parts.rail)
    upper.addLayout(middle, 1)
    whole = _row(window, QVBoxLayout)
    whole.addLayout(upper, 1)
    whole.addWidget(parts.status)


def _row(widget: QWidget, kind: type[QHBoxLayout | QVBoxLayout]) -> QHBoxLayout | QVBoxLayout:
    layout = kind(widget)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    return layout
