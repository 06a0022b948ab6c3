"""The screen of what lies in the shop; a tab is built when it is first shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from intake_app.ui.storage.page import StoragePage
from intake_app.ui.storage.tabs import TABS
from intake_app.ui.widgets.segments import Segments

if TYPE_CHECKING:
    from intake_app.services.shop import Changes
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look


class StorageScreen(QWidget):
    """The row of tabs and the page in sight; `opened` carries the id of an order to show."""

    told = Signal(str)
    trouble = Signal(object)
    opened = Signal(object)

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("storage")
        self._look = look
        self._desk = desk
        self._made: dict[str, StoragePage] = {}
        self.tabs = Segments(
            look,
            "storage.tabs",
            [(row.name, f"{desk.tr(row.title)}  Alt+{n}") for n, row in enumerate(TABS, 1)],
        )
        self._stack = QStackedWidget()
        self._lay_out()
        self.tabs.chosen.connect(self.go_to)

    @property
    def page(self) -> StoragePage | None:
        """The tab in sight; None before the first one was built."""
        found = self._stack.currentWidget()
        return found if isinstance(found, StoragePage) else None

    def begin(self) -> None:
        """Show the tab that was shown last, up to date."""
        self.go_to(self.tabs.value())

    def go_to(self, name: str) -> None:
        """Show a tab, and work in it."""
        page = self._made.get(name) or self._build(name)
        self.tabs.show_value(name)
        self._stack.setCurrentWidget(page)
        page.begin()
        page.take_focus()

    def notice(self, changes: Changes) -> None:
        """Let the tab in sight read again."""
        if self.page is not None and self.isVisible():
            self.page.notice(changes)

    def leave(self) -> bool:
        """Esc: close what is open on the tab; False when nothing is."""
        return self.page is not None and self.page.leave()

    def do(self, verb: str) -> None:
        """Ask the tab in sight for what a key means there."""
        if self.page is not None:
            getattr(self.page, verb)()

    def _build(self, name: str) -> StoragePage:
        row = next(row for row in TABS if row.name == name)
        page = row.make(self._look, self._desk)
        page.setObjectName(f"storage.page.{name}")
        page.told.connect(self.told)
        page.trouble.connect(self.trouble)
        page.opened.connect(self.opened)
        self._made[name] = page
        self._stack.addWidget(page)
        return page

    def _lay_out(self) -> None:
        look = self._look
        title = QLabel(self._desk.tr("Storage"))
        title.setFont(look.letters(1.25, strong=True))
        head = QVBoxLayout()
        head.setContentsMargins(look.margin, look.px(0.8), look.px(1.0), look.px(0.5))
        head.setSpacing(look.px(0.5))
        head.addWidget(title)
        head.addWidget(self.tabs)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._stack, 1)
