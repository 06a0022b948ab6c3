"""The tasks about one order, on a page of it: asked in a line, done by Ctrl+Enter."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout
from typing_extensions import override

from intake_app.ui.comment_line import CommentLine
from intake_app.ui.order_page import OrderPage
from intake_app.ui.tasks.task_list import task_list
from intake_app.ui.widgets.card import Card

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.services.rows import OrderCard
    from intake_app.services.shop import Changes, Shop
    from intake_app.services.task_rows import TaskRow
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look


class TasksPage(OrderPage):
    """Ctrl+Enter marks the chosen task done, or takes that back; Ins goes to the line."""

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._order: UUID | None = None
        self.table = task_list(look, desk, "order.tasks", with_order=False)
        self.line = CommentLine(look, desk, "order.task")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(0.5))
        column.addWidget(Card(look, self.table), 1)
        column.addWidget(self.line)
        self.line.lay_list_over(self)
        self.table.opened.connect(self._on_opened)
        self.line.written.connect(self._read)
        self.line.trouble.connect(self.trouble)

    @override
    def show_order(self, card: OrderCard) -> None:
        self._order = card.row.id
        self.line.show_order(card.row.id)
        self._read()

    @override
    def notice(self, changes: Changes) -> None:
        if changes & self._desk.shop.services.tasks.SHOWS:
            self._read()

    @override
    def take_focus(self) -> None:
        self.line.line.setFocus()

    @override
    def add(self) -> None:
        self.take_focus()

    @override
    def done(self) -> None:
        task = self.table.chosen()
        if task is not None:
            self._on_opened(task)

    def _on_opened(self, task: TaskRow) -> None:
        work = partial(_turn, self._desk.shop, task)
        self._desk.jobs.store(work, self._on_turned, self.trouble.emit)

    def _on_turned(self, _nothing: None) -> None:
        self._read()

    def _read(self) -> None:
        if self._order is not None:
            work = partial(_of_order, self._desk.shop, self._order)
            self._desk.jobs.store(work, self._on_read, self.trouble.emit)

    def _on_read(self, tasks: tuple[TaskRow, ...]) -> None:
        tr = self._desk.tr
        self.table.show_rows(tasks, tr("Nobody was asked for anything. @ and a name asks"))


def _of_order(shop: Shop, order: UUID) -> tuple[TaskRow, ...]:
    return shop.services.tasks.of_order(order)


def _turn(shop: Shop, task: TaskRow) -> None:
    if task.done_at is None:
        shop.services.tasks.finish(task.id)
    else:
        shop.services.tasks.reopen(task.id)
