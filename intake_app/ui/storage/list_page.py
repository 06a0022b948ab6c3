"""A list with a line to find in it, ways out as buttons, and one line where something is typed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout
from typing_extensions import override

from intake_app.checks import layout, names
from intake_app.errors import IntakeError
from intake_app.ui import problem_texts
from intake_app.ui.clients.lines import Lines
from intake_app.ui.storage.page import StoragePage
from intake_app.ui.widgets.button import Button
from intake_app.ui.widgets.field import LineField

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from intake_app.services.shop import Shop
    from intake_app.ui.desk import Desk
    from intake_app.ui.tables.table_model import Column
    from intake_app.ui.theme import Look

T = TypeVar("T")
Done = TypeVar("Done")

_KEYS = {
    "add": ("Ins", "plus"),
    "act": ("F7", "arrow-right"),
    "change": ("F8", "note"),
    "remove": ("Del", "trash"),
    "done": ("Ctrl+⏎", "check"),
    "save": ("Ctrl+S", "device-floppy"),
}


class ListPage(StoragePage, Generic[T]):
    """Subclasses say what is read, by which words a row is found, and what the keys do.

    `typed` carries the purpose for which the line was opened, and what stands in it.
    """

    typed = Signal(str, str)

    def __init__(
        self, look: Look, desk: Desk, name: str, columns: Sequence[Column[T]], ways: dict[str, str]
    ) -> None:
        super().__init__()
        self.look = look
        self.desk = desk
        self.name = name
        self.rows: tuple[T, ...] = ()
        self.search = LineField(look, f"storage.{name}.find", icon="search")
        self.table: Lines[T] = Lines(
            look, f"storage.{name}", desk.tr("What lies in the shop"), columns, edge=look.margin
        )
        self.caption = QLabel()
        self.entry = LineField(look, f"storage.{name}.entry")
        self.buttons = {way: self._button(way, text) for way, text in ways.items()}
        self._purpose = ""
        self.search.line.textChanged.connect(self.refresh)
        self.search.line.stepped.connect(self._on_stepped)
        self.search.line.entered.connect(self._on_found)
        self.table.opened.connect(self.open_row)
        self.entry.line.entered.connect(self._on_entered)
        self.entry.line.escaped.disconnect(self.entry.wipe)
        self.entry.line.escaped.connect(self.leave)

    @staticmethod
    def read(shop: Shop) -> tuple[T, ...]:
        """Read all rows; runs in the store lane."""
        raise NotImplementedError

    def words(self, row: T) -> str:
        """By what a row is found."""
        raise NotImplementedError

    def empty(self) -> str:
        """What is said while there is nothing."""
        raise NotImplementedError

    def open_row(self, row: T) -> None:
        """Do what Enter means on a row."""

    def on_typed(self, purpose: str, text: str) -> None:
        """Use what was typed into the line."""

    @property
    def shows(self) -> frozenset[str]:
        """Kinds of record whose change makes this list stale."""
        raise NotImplementedError

    @override
    def begin(self) -> None:
        self._ask()

    @override
    def notice(self, changes: frozenset[str]) -> None:
        if changes & self.shows:
            self._ask()

    @override
    def take_focus(self) -> None:
        self.search.line.setFocus()
        self.search.line.selectAll()

    @override
    def leave(self) -> bool:
        was_open = bool(self._purpose)
        self._purpose = ""
        self.entry.hide()
        self.caption.hide()
        if was_open:
            self.table.setFocus()
        return was_open

    def rename(self, way: str, text: str) -> None:
        """Call a way otherwise, while its key means something else."""
        button = self.buttons[way]
        if button.text() != text:
            button.setText(text)
            button.updateGeometry()

    def begin_entry(self, purpose: str, caption: str, text: str = "", hint: str = "") -> None:
        """Ask for something in the line."""
        self._purpose = purpose
        self.caption.setText(caption)
        self.entry.line.setAccessibleName(caption)
        self.entry.line.setPlaceholderText(hint)
        self.entry.show_text(text)
        for widget in (self.caption, self.entry):
            widget.show()
        self.entry.line.setFocus()
        self.entry.line.selectAll()

    def purpose(self) -> str:
        """For what the line is open; empty while it is closed."""
        return self._purpose

    def refresh(self) -> None:
        """Show what fits what is typed."""
        self.table.show_rows(self._fitting(), self.empty())

    def do(self, work: Callable[[Shop], Done], done: Callable[[Done], None]) -> None:
        """Carry something out in the store lane; what is refused is said under the open line."""
        job = partial(work, self.desk.shop)
        self.desk.jobs.store(job, done, self._on_refused)

    def refuse(self, sentence: str) -> None:
        """What stands in the line cannot be; the next key replaces it."""
        self.entry.mark(sentence)
        self.entry.line.setFocus()
        self.entry.line.selectAll()

    def _on_stepped(self, step: int) -> None:
        """Into the list, where Del and Enter mean its rows."""
        if self.table.rows:
            self.table.setFocus()
            self.table.step(step if self.table.chosen() is None else 0)

    def _on_refused(self, error: Exception) -> None:
        if self._purpose and isinstance(error, IntakeError):
            self.refuse(problem_texts.sentence(error.problem, self.desk.tr))
        else:
            self.trouble.emit(error)

    def _fitting(self) -> tuple[T, ...]:
        typed = self.search.text()
        if not names.words(typed):
            return self.rows
        for variant in layout.variants(typed):
            wanted = names.words(variant)
            found = tuple(row for row in self.rows if _bears(self.words(row), wanted))
            if found:
                return found
        return ()

    def _ask(self) -> None:
        work = partial(self.read, self.desk.shop)
        self.desk.jobs.store(work, self._on_read, self.trouble.emit)

    def _on_read(self, rows: tuple[T, ...]) -> None:
        self.rows = rows
        self.refresh()

    def _on_found(self) -> None:
        row = self.table.chosen()
        if row is not None:
            self.table.setFocus()
            self.open_row(row)

    def _on_entered(self) -> None:
        self.on_typed(self._purpose, self.entry.text())

    def _on_pressed(self) -> None:
        way = next(way for way, button in self.buttons.items() if button is self.sender())
        getattr(self, way)()

    def _button(self, way: str, text: str) -> Button:
        key, icon = _KEYS[way]
        made = Button(self.look, text, key=key, icon=icon)
        made.setObjectName(f"storage.{self.name}.{way}")
        made.clicked.connect(self._on_pressed)
        return made

    def lay_out(self, hint: str) -> None:
        """Put all of it together."""
        look = self.look
        self.search.line.setPlaceholderText(hint)
        self.search.line.setAccessibleName(hint)
        self.entry.line.setAccessibleName(hint)
        self.caption.hide()
        self.entry.hide()
        head = QHBoxLayout()
        head.setContentsMargins(look.margin, 0, look.px(1.0), look.px(0.5))
        head.addWidget(self.search)
        ways = QHBoxLayout()
        ways.setSpacing(look.px(0.4))
        for button in self.buttons.values():
            ways.addWidget(button)
        ways.addStretch(1)
        foot = QVBoxLayout()
        foot.setContentsMargins(look.margin, look.px(0.5), look.px(1.0), look.px(0.75))
        foot.setSpacing(look.px(0.4))
        foot.addWidget(self.caption)
        foot.addWidget(self.entry)
        foot.addLayout(ways)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        column.addLayout(foot)


def _bears(text: str, wanted: tuple[str, ...]) -> bool:
    has = names.words(text)
    return all(any(word.startswith(start) for word in has) for start in wanted)
