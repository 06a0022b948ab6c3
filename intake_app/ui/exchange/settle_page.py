"""A list of what waits for a person, and under it the one chosen, with the ways out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QItemSelection, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from intake_app.ui.clients.lines import Lines
from intake_app.ui.exchange.record_words import RecordWords
from intake_app.ui.widgets.button import Button, Role
from intake_app.ui.widgets.field import LineField

if TYPE_CHECKING:
    from collections.abc import Sequence

    from intake_app.services.dispute_rows import Whose
    from intake_app.ui.desk import Desk
    from intake_app.ui.tables.table_model import Column
    from intake_app.ui.theme import Look

T = TypeVar("T")

KEYS = {
    "keep": ("F6", "check"),
    "other": ("F7", "arrows-exchange"),
    "edit": ("F8", "note"),
    "discard": ("Del", "trash"),
    "open": ("⏎", "eye"),
}


class SettlePage(QWidget, Generic[T]):
    """`asked` names a button that was pressed, `typed` carries what was entered for one.

    `opened` carries what the chosen one belongs to.
    """

    asked = Signal(str)
    typed = Signal(str, str)
    opened = Signal(object)

    def __init__(
        self, look: Look, desk: Desk, name: str, columns: Sequence[Column[T]], ways: dict[str, str]
    ) -> None:
        super().__init__()
        self.look = look
        self.desk = desk
        self.words = RecordWords(desk)
        self.table: Lines[T] = Lines(
            look, f"exchange.{name}", desk.tr("What waits for you"), columns, edge=look.margin
        )
        self.heading, self.sentence = QLabel(), QLabel()
        self.values = QWidget()
        self.entry = LineField(look, f"exchange.{name}.entry")
        self.buttons = {way: self._button(name, way, text) for way, text in ways.items()}
        self.above = QVBoxLayout()
        self._detail = QWidget()
        self._purpose = ""
        self._lay_out(name)
        self.table.opened.connect(self._on_opened)
        self.table.selectionModel().selectionChanged.connect(self._on_chosen)
        self.entry.line.entered.connect(self._on_entered)
        self.entry.line.escaped.disconnect(self.entry.wipe)
        self.entry.line.escaped.connect(self.put_entry_away)

    def whose(self, row: T) -> Whose:
        """What a row belongs to."""
        raise NotImplementedError

    def show_row(self, row: T) -> None:
        """Show the one that is chosen."""
        raise NotImplementedError

    def show_rows(self, rows: tuple[T, ...], empty: str) -> None:
        """Replace the list; where the chosen one is gone, its place is kept."""
        place = self.table.currentIndex().row()
        gone = self.table.chosen() not in rows
        self.table.show_rows(rows, empty)
        if rows and gone and place > 0:
            self.table.selectRow(min(place, len(rows) - 1))
        self._on_chosen()

    def begin_entry(self, purpose: str, text: str, hint: str) -> None:
        """Ask for a value or a reason in the line."""
        self._purpose = purpose
        self.entry.show()
        self.entry.line.setPlaceholderText(hint)
        self.entry.line.setAccessibleName(hint)
        self.entry.show_text(text)
        self.entry.line.setFocus()
        self.entry.line.selectAll()

    def put_entry_away(self) -> bool:
        """Close the line; False when it was not open."""
        was_open = self.entry.isVisibleTo(self)
        self.entry.hide()
        if was_open:
            self.table.setFocus()
        return was_open

    def _on_entered(self) -> None:
        self.typed.emit(self._purpose, self.entry.text())

    def _on_chosen(self, _now: QItemSelection | None = None, _before: object = None) -> None:
        row = self.table.chosen()
        self._detail.setVisible(row is not None)
        self.put_entry_away()
        if row is not None:
            found = self.whose(row)
            self.buttons["open"].setVisible(bool(found.order or found.client))
            self.show_row(row)

    def _on_opened(self, row: T) -> None:
        found = self.whose(row)
        if found.order or found.client:
            self.opened.emit(found)

    def _on_pressed(self) -> None:
        way = next(way for way, button in self.buttons.items() if button is self.sender())
        row = self.table.chosen()
        if way == "open" and row is not None:
            self._on_opened(row)
        else:
            self.asked.emit(way)

    def _button(self, name: str, way: str, text: str) -> Button:
        key, icon = KEYS[way]
        role = Role.PRIMARY if way == "keep" else Role.PLAIN
        made = Button(self.look, text, key=key, icon=icon, role=role)
        made.setObjectName(f"exchange.{name}.{way}")
        made.clicked.connect(self._on_pressed)
        return made

    def _lay_out(self, name: str) -> None:
        look = self.look
        self.heading.setFont(look.letters(1.15, strong=True))
        self.heading.setObjectName(f"exchange.{name}.heading")
        self.sentence.setObjectName(f"exchange.{name}.sentence")
        for label in (self.heading, self.sentence):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        row = QHBoxLayout()
        row.setSpacing(look.px(0.4))
        for button in self.buttons.values():
            row.addWidget(button)
        row.addStretch(1)
        inner = QVBoxLayout(self._detail)
        inner.setContentsMargins(look.margin, look.px(0.6), look.margin, look.px(0.75))
        inner.setSpacing(look.px(0.5))
        for widget in (self.heading, self.sentence, self.values, self.entry):
            inner.addWidget(widget)
        inner.addLayout(row)
        self.entry.line.setAccessibleName(self.desk.tr("The right value, or the reason"))
        self.values.hide()
        self.entry.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self.above)
        column.addWidget(self.table, 1)
        column.addWidget(self._detail)
