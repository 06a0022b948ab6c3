"""The list of pages at the left, the page beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from intake_app.ui.preferences.choices import Choices
from intake_app.ui.preferences.page import PreferencePage
from intake_app.ui.preferences.pages import PAGES
from intake_app.ui.widgets.button import Button, Role
from intake_app.ui.widgets.scroll import slim

if TYPE_CHECKING:
    from intake_app.services.shop import Changes
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look

_LIST_EM = 13


class PreferencesBoard(QWidget):
    """A page is built when it is shown first; a change is saved at once."""

    failed = Signal(object)
    restart_asked = Signal()

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self._look = look
        self._desk = desk
        self.choices = Choices(desk, self)
        self.list = QListWidget()
        self._pages: dict[str, PreferencePage] = {}
        self._stack = QStackedWidget()
        self._said = QLabel()
        self.back = Button(look, desk.tr("Undo"), key="Ctrl+Z", role=Role.QUIET)
        self.shipped = Button(look, desk.tr("As shipped"), role=Role.QUIET)
        self._lay_out()
        self.list.currentRowChanged.connect(self._on_page)
        self.back.clicked.connect(self.undo)
        self.shipped.clicked.connect(self.reset)
        self.choices.saved.connect(self._on_saved)
        self.choices.failed.connect(self.failed)
        self.choices.failed.connect(self._on_failed)

    def begin(self) -> None:
        """Take the focus, with everything up to date."""
        if self.list.currentRow() < 0:
            self.list.setCurrentRow(0)
        self.page().refresh()
        self.list.setFocus()

    def page(self) -> PreferencePage:
        """The page in sight."""
        row = PAGES[max(0, self.list.currentRow())]
        if row.id not in self._pages:
            made = row.factory(self._look, self._desk)
            made.choices = self.choices
            made.restart_asked.connect(self.restart_asked)
            made.setObjectName(f"preferences.{row.id}")
            self._pages[row.id] = made
            self._stack.addWidget(made)
        return self._pages[row.id]

    def open_page(self, page: str) -> None:
        """Go straight to one page."""
        self.list.setCurrentRow([row.id for row in PAGES].index(page))

    def undo(self) -> None:
        """Take the last change of this sitting back."""
        self.choices.undo()
        self.page().refresh()

    def reset(self) -> None:
        """Make the page in sight as the program is shipped; that too can be undone."""
        self.page().reset()
        self.page().refresh()

    def notice(self, changes: Changes) -> None:
        """Another desk may have chosen something."""
        if self.isVisible() and "preference" in changes:
            self.page().refresh()

    def _on_page(self, _row: int) -> None:
        page = self.page()
        self._stack.setCurrentWidget(page)
        self.shipped.setVisible(type(page).reset is not PreferencePage.reset)
        self._said.clear()
        page.refresh()

    def _on_failed(self, _error: object) -> None:
        self.page().refresh()

    def _on_saved(self) -> None:
        self._said.setText(self._desk.tr("Saved for all desks"))

    def _lay_out(self) -> None:
        look = self._look
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self._stack, 1)
        right.addLayout(self._foot())
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(look.px(0.5))
        whole.addLayout(self._left())
        whole.addLayout(right, 1)

    def _left(self) -> QVBoxLayout:
        look, tr = self._look, self._desk.tr
        title = QLabel(tr("Preferences"))
        title.setFont(look.letters(1.25, strong=True))
        pages = self.list
        pages.setObjectName("preferences.pages")
        pages.setAccessibleName(tr("Pages"))
        pages.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        slim(pages, look)
        pages.setWordWrap(True)
        tokens = look.tokens
        pages.setStyleSheet(
            "QListWidget { background: transparent; outline: 0; }"
            f"QListWidget::item {{ padding-left: {look.px(0.5)}px; color: {tokens.text};"
            f" border-radius: {look.px(0.375)}px; border: 2px solid transparent; }}"
            f"QListWidget::item:selected {{ background: {tokens.chosen}; }}"
            f"QListWidget::item:selected:focus {{ border-color: {tokens.accent}; }}"
        )
        for row in PAGES:
            line = QListWidgetItem(tr(row.title), pages)
            line.setSizeHint(
                QSize(pages.fontMetrics().horizontalAdvance(line.text()), look.px(2.0))
            )
        pages.setFixedWidth(max(look.px(_LIST_EM), pages.sizeHintForColumn(0) + look.px(2)))
        left = QVBoxLayout()
        left.setContentsMargins(look.margin, look.px(0.8), 0, look.px(0.75))
        left.setSpacing(look.px(0.75))
        left.addWidget(title)
        left.addWidget(pages, 1)
        return left

    def _foot(self) -> QHBoxLayout:
        look = self._look
        self.back.setObjectName("preferences.undo")
        self.shipped.setObjectName("preferences.reset")
        self._said.setFont(look.small)
        self._said.setObjectName("preferences.said")
        foot = QHBoxLayout()
        foot.setContentsMargins(look.margin, 0, look.px(1.0), look.px(0.75))
        for widget in (self.back, self.shipped, self._said):
            foot.addWidget(widget)
        foot.addStretch(1)
        return foot
