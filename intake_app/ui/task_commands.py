"""What waits for whoever is at the desk: a key, and a cell of the status bar, lead to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from intake_app.ui.desk import Desk
    from intake_app.ui.news import News
    from intake_app.ui.parts import Parts
    from intake_app.ui.status_bar import StatusCell
    from intake_app.ui.tasks.sheet import TasksSheet


class TaskCommands(QObject):
    """The sheet is built when it is first asked for."""

    def __init__(
        self, parts: Parts, desk: Desk, news: News, open_order: Callable[[UUID], None]
    ) -> None:
        super().__init__(parts.window)
        self._parts = parts
        self._desk = desk
        self._news = news
        self._open_order = open_order
        self._sheet: TasksSheet | None = None
        parts.actions.attach("tasks", parts.window, self.show_tasks)
        parts.status.asked.connect(self._on_cell)

    def show_tasks(self) -> None:
        """Everything that waits for this person."""
        if self._sheet is None:
            from intake_app.ui.tasks.sheet import TasksSheet  # noqa: PLC0415 - few ask for it

            self._sheet = TasksSheet(self._parts.look, self._desk, self._parts.window)
            self._sheet.opened.connect(self._open_order)
            self._sheet.trouble.connect(self._news.say_trouble)
        self._sheet.open()

    def _on_cell(self, cell: StatusCell) -> None:
        if cell is self._parts.status.tasks:
            self.show_tasks()
