"""A list of tasks: what is late stands first, what is done at the foot."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from intake_app.i18n import formats
from intake_app.ui.clients.lines import Lines, TallLines
from intake_app.ui.tables.table_model import Column

if TYPE_CHECKING:
    from intake_app.services.task_rows import TaskRow
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look


def task_list(look: Look, desk: Desk, name: str, *, with_order: bool) -> Lines[TaskRow]:
    """Make the list; `with_order` adds the number of the order a task is about."""
    words = _Words(desk)
    tr = desk.tr
    columns = [
        Column(tr("Due"), words.due),
        Column(tr("Task"), words.text, grows=True),
        Column(tr("For whom"), words.whose),
        Column(tr("From"), words.by),
    ]
    if with_order:
        columns.insert(1, Column(tr("Order"), words.number))
    return TallLines(look, name, tr("Tasks"), columns, edge=look.margin)  # a task is read whole


class _Words:
    """How a task is shown."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._zone = ZoneInfo(desk.settings.shop.timezone)

    def due(self, task: TaskRow) -> str:
        """When, and whether that has passed or it is done."""
        tr = self._desk.tr
        if task.done_at is not None:
            return f"✓ {formats.moment(task.done_at, tr.language, self._zone)}"
        due = formats.moment(task.due_at, tr.language, self._zone)
        return tr("%s, late") % due if task.is_late(self._desk.now()) else due

    def text(self, task: TaskRow) -> str:
        """What is asked."""
        came = task.kind == "part"
        return self._desk.tr("The part came: %s") % task.text if came else task.text

    def whose(self, task: TaskRow) -> str:
        """Of whom."""
        return task.whose or self._desk.tr("anybody")

    def by(self, task: TaskRow) -> str:
        """Who asks, or who has done it."""
        return task.done_by or task.by

    def number(self, task: TaskRow) -> str:
        """About which order."""
        return task.number
