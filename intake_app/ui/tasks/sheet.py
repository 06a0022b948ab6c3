"""Shift+F3: everything that waits for whoever is at the desk, the most urgent first."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout
from typing_extensions import override

from intake_app.ui.sheet import Panel, Sheet
from intake_app.ui.tasks.task_list import task_list

if TYPE_CHECKING:
    from uuid import UUID

    from PySide6.QtWidgets import QWidget

    from intake_app.services.shop import Shop
    from intake_app.services.task_rows import TaskRow
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look

_WIDE_EM, _HIGH_EM = 64, 30


class TasksSheet(Sheet):
    """Enter opens the order of a task, Space marks it done; `opened` carries the order."""

    opened = Signal(object)
    trouble = Signal(object)

    def __init__(self, look: Look, desk: Desk, over: QWidget) -> None:
        super().__init__(look, over)
        self._desk = desk
        self.setObjectName("tasks.sheet")
        self.board = Panel(look, self)
        self.table = task_list(look, desk, "tasks", with_order=True)
        self.setFocusProxy(self.table)
        title = QLabel(desk.tr("Tasks: Enter opens the order, Space marks one done"))
        title.setFont(look.letters(strong=True))
        column = QVBoxLayout(self.board)
        column.setContentsMargins(look.px(1.0), look.px(0.8), look.px(1.0), look.px(0.8))
        column.setSpacing(look.px(0.6))
        column.addWidget(title)
        column.addWidget(self.table, 1)
        self.table.opened.connect(self._on_opened)
        self.table.installEventFilter(self)

    @override
    def open(self) -> None:
        super().open()
        look = self._look
        width = min(look.px(_WIDE_EM), self.width() - look.px(2))
        height = min(look.px(_HIGH_EM), self.height() - look.px(4))
        self.board.setGeometry((self.width() - width) // 2, look.px(2), width, height)
        self.refresh()

    def refresh(self) -> None:
        """Read again; nothing to do while it is closed."""
        if self.isVisible():
            operator = self._desk.shop.operator
            work = partial(_mine, self._desk.shop, operator.id, operator.name)
            self._desk.jobs.store(work, self._on_read, self.trouble.emit)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Space marks a task done; the list would only choose the row that is chosen."""
        is_space = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space
        if not is_space or event.type() != QEvent.Type.KeyPress:
            return False
        task = self.table.chosen()
        if task is not None:
            work = partial(_finish, self._desk.shop, task.id)
            self._desk.jobs.store(work, self._on_finished, self.trouble.emit)
        return True

    def _on_read(self, tasks: tuple[TaskRow, ...]) -> None:
        self.table.show_rows(tasks, self._desk.tr("Nothing waits for you"))

    def _on_finished(self, _nothing: None) -> None:
        self.refresh()

    def _on_opened(self, task: TaskRow) -> None:
        if task.order is not None:
            self.close_sheet()
            self.opened.emit(task.order)


def _mine(shop: Shop, person: UUID | None, name: str) -> tuple[TaskRow, ...]:
    return shop.services.tasks.mine(person, name)


def _finish(shop: Shop, task: UUID) -> None:
    shop.services.tasks.finish(task)
