"""Scrolls so that what has the focus can be seen, and no row is cut in two at the upper edge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QTimer
from PySide6.QtWidgets import QAbstractScrollArea, QScrollArea, QWidget
from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Iterator

MARGIN_PX = 8


def reveal(widget: QWidget) -> None:
    """Bring a widget into sight of the scroll area around it, if there is one."""
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(widget, 0, MARGIN_PX)
            return
        parent = parent.parentWidget()


class KeepInSight(QObject):
    """What has the focus stays in sight when room is lost, or lines come in above it."""

    def __init__(self, area: QScrollArea, page: QWidget) -> None:
        super().__init__(area)
        self._area = area
        self._page = page
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._look)
        for part in (area.viewport(), page):
            part.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.Resize, QEvent.Type.LayoutRequest}:
            self._timer.start()  # the rows within find their places only after this
        return False

    def _look(self) -> None:
        page, focused = self._page, self._area.window().focusWidget()
        if not focused or not page.isAncestorOf(focused) or not focused.isVisible():
            return
        # Of an editor of several lines Qt would reveal the caret alone.
        whole = focused.parentWidget() if isinstance(focused, QAbstractScrollArea) else None
        reveal(whole or focused)
        bar = self._area.verticalScrollBar()
        top = focused.mapTo(page, QPoint()).y()
        room = self._area.viewport().height()
        at = whole_rows(bar.value(), room, (top, top + focused.height()), list(_rows(page)))
        bar.setValue(at)


def whole_rows(at: int, room: int, kept: tuple[int, int], rows: list[tuple[int, int]]) -> int:
    """Where to scroll to, instead of `at`, so that no row is cut at the top and `kept` is seen."""
    cut = [(top, bottom) for top, bottom in rows if top < at < bottom]
    if not cut:
        return at
    up, down = min(top for top, _ in cut), max(bottom for _, bottom in cut)
    if kept[1] + MARGIN_PX <= up + room:
        return up
    return down if down <= kept[0] - MARGIN_PX else at


def _rows(page: QWidget) -> Iterator[tuple[int, int]]:
    for part in page.findChildren(QWidget):
        if part.isVisible() and part.property("caption"):
            top = part.mapTo(page, QPoint()).y()
            yield top, top + part.height()
