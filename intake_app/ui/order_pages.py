"""The pages of an order: what everybody needs first, then work, money and the rest by Alt+digit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from intake_app.ui.order_page import OrderPage
from intake_app.ui.order_titles import TITLES
from intake_app.ui.widgets.segments import Segments

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from uuid import UUID

    from intake_app.services.rows import OrderCard
    from intake_app.services.shop import Changes
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look


@dataclass(frozen=True, slots=True)
class PageRow:
    """One page: its name, its title, and what builds it."""

    name: str
    title: str
    make: Callable[[Look, Desk], OrderPage] | None


def _work(look: Look, desk: Desk) -> OrderPage:
    from intake_app.ui.work.page import WorkPage  # noqa: PLC0415 - built when asked for

    return WorkPage(look, desk)


def _agreement(look: Look, desk: Desk) -> OrderPage:
    from intake_app.ui.agreement.page import AgreementPage  # noqa: PLC0415 - built when asked for

    return AgreementPage(look, desk)


def _money(look: Look, desk: Desk) -> OrderPage:
    from intake_app.ui.money.page import MoneyPage  # noqa: PLC0415 - built when asked for

    return MoneyPage(look, desk)


def _handover(look: Look, desk: Desk) -> OrderPage:
    from intake_app.ui.handover.page import HandoverPage  # noqa: PLC0415 - built when asked for

    return HandoverPage(look, desk)


def _tasks(look: Look, desk: Desk) -> OrderPage:
    from intake_app.ui.tasks.page import TasksPage  # noqa: PLC0415 - built when asked for

    return TasksPage(look, desk)


_MAKERS: Mapping[str, Callable[[Look, Desk], OrderPage]] = {
    "work": _work,
    "agreement": _agreement,
    "money": _money,
    "handover": _handover,
    "tasks": _tasks,
}
PAGES = tuple(PageRow(row.name, row.title, _MAKERS.get(row.name)) for row in TITLES)
"""In the order of Alt+1, Alt+2 …; the first is the card itself."""


class OrderPages(QWidget):
    """The row of titles and the page in sight; `shown` names the page that came into sight."""

    told = Signal(str)
    trouble = Signal(object)
    shown = Signal(str)

    def __init__(self, look: Look, desk: Desk, first: QWidget) -> None:
        super().__init__()
        self._look = look
        self._desk = desk
        self._card: OrderCard | None = None
        self._made: dict[str, OrderPage] = {}
        self.titles = Segments(
            look,
            "card.pages",
            [(row.name, f"{desk.tr(row.title)}  Alt+{n}") for n, row in enumerate(PAGES, 1)],
        )
        self.stack = QStackedWidget()
        self.stack.addWidget(first)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(0.6))
        column.addWidget(self.titles)
        column.addWidget(self.stack, 1)
        self.titles.chosen.connect(self.go_to)
        self.titles.setVisible(len(PAGES) > 1)

    @property
    def page(self) -> OrderPage | None:
        """The page in sight; None while it is the card itself."""
        found = self.stack.currentWidget()
        return found if isinstance(found, OrderPage) else None

    def begin(self, order: UUID) -> None:
        """Another order is to be shown: start with its card."""
        if self._card is None or self._card.row.id != order:
            self._card = None
            self.stack.setCurrentIndex(0)
            self.titles.show_value(PAGES[0].name)

    def show_card(self, card: OrderCard) -> None:
        """What every page shows."""
        self._card = card
        if self.page is not None:
            self.page.show_order(card)

    def notice(self, changes: Changes) -> None:
        """Let the page in sight read again."""
        if self.page is not None:
            self.page.notice(changes)

    def go_to(self, name: str) -> None:
        """Bring a page into sight, built when it is needed first, and put the focus there."""
        row = next(row for row in PAGES if row.name == name)
        self.titles.show_value(name)
        if row.make is None:
            self.stack.setCurrentIndex(0)
        else:
            page = self._made.get(name) or self._build(row, row.make)
            self.stack.setCurrentWidget(page)
            if self._card is not None:
                page.show_order(self._card)
            page.take_focus()
        self.shown.emit(name)

    def leave(self) -> bool:
        """Esc: the nearest open thing of the page, then back to the card; False when there."""
        page = self.page
        if page is None:
            return False
        if not page.leave():
            self.go_to(PAGES[0].name)
        return True

    def done(self) -> None:
        """Ctrl+Enter: what it does is the business of the page in sight."""
        if self.page is not None:
            self.page.done()

    def add(self) -> None:
        """Ins: the same."""
        if self.page is not None:
            self.page.add()

    def remove(self) -> None:
        """Del: the same."""
        if self.page is not None:
            self.page.remove()

    def undo(self) -> None:
        """Ctrl+Z: the same."""
        if self.page is not None:
            self.page.undo()

    def _build(self, row: PageRow, make: Callable[[Look, Desk], OrderPage]) -> OrderPage:
        page = make(self._look, self._desk)
        page.setObjectName(f"card.page.{row.name}")
        page.told.connect(self.told)
        page.trouble.connect(self.trouble)
        self._made[row.name] = page
        self.stack.addWidget(page)
        return page
