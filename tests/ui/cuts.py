"""Words in sight that do not fit the place they have."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QListWidget, QScrollArea, QWidget

from intake_app.ui.forms.draft_chip import DraftChip
from intake_app.ui.status_bar import StatusCell
from intake_app.ui.widgets.button import Button
from intake_app.ui.widgets.segment import Segment


def cut_words(window: QWidget) -> list[str]:
    """What a person cannot read to its end."""
    return [
        _text(widget) or widget.objectName()
        for widget in window.findChildren(QWidget)
        if _is_cut(widget)
    ]


def _text(widget: QWidget) -> str:
    if isinstance(widget, QLabel | QAbstractButton):
        return widget.text()
    if isinstance(widget, QLineEdit):
        return "" if widget.text() else widget.placeholderText()
    return ""


def _is_cut(widget: QWidget) -> bool:
    """Whether words in sight do not fit the place they have."""
    if not widget.isVisible():
        return False
    if isinstance(widget, QScrollArea):
        return _spills(widget)
    if isinstance(widget, QListWidget):
        return widget.sizeHintForColumn(0) > widget.viewport().width() + 1
    if isinstance(widget, QLabel) and widget.wordWrap() and widget.text():
        return widget.heightForWidth(widget.width()) > widget.height() + 1
    return _needed(widget) > widget.width() + 1


def _spills(area: QScrollArea) -> bool:
    """Nothing scrolls sideways: what is wider than its frame is cut at the right."""
    page = area.widget()
    return page is not None and page.width() > area.viewport().width() + 1


def _needed(widget: QWidget) -> int:
    """So many pixels of width; none where nothing is written."""
    if not _text(widget):
        return 0
    if isinstance(widget, QLabel):
        return widget.fontMetrics().size(0, widget.text()).width()
    if isinstance(widget, QLineEdit):  # its text may scroll, what asks for it may not
        return widget.fontMetrics().horizontalAdvance(_text(widget))
    if isinstance(widget, Button | Segment | DraftChip | StatusCell):
        return widget.sizeHint().width()
    return 0
