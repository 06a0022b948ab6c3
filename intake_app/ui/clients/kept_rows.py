"""Rows of a card that can be added to and put away: what numbers and people are alike in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from PySide6.QtGui import QKeyEvent

    from intake_app.ui.clients.card_line import CardLine
    from intake_app.ui.theme import Look


class Kept(Protocol):
    """A stored row."""

    @property
    def id(self) -> UUID:
        """Whose it is."""
        ...


Row = TypeVar("Row", bound=Kept)


class KeptLine(QWidget, Generic[Row]):
    """One row; subclasses show it."""

    put_away = Signal(object)
    left = Signal()

    def __init__(self, row: Row) -> None:
        super().__init__()
        self.id = row.id

    def show_row(self, row: Row) -> None:
        """Show what is stored."""
        raise NotImplementedError

    def ask_away(self) -> None:
        """It is not his any more."""
        self.put_away.emit(self.id)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Del puts the row away, unless a letter of a line is meant."""
        if event.key() == Qt.Key.Key_Delete:
            self.ask_away()
        else:
            super().keyPressEvent(event)


class KeptRows(QWidget, Generic[Row]):
    """`added` carries what was typed into the last line, `put_away` the id of a row."""

    added = Signal(str)
    put_away = Signal(object)
    left = Signal()

    def __init__(self, look: Look, new: CardLine) -> None:
        super().__init__()
        self._lines: list[KeptLine[Row]] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look.px(0.2))
        self.new = new
        self.new.changed_to.connect(self._on_new)
        self.new.left.connect(self.left)
        self._column.addWidget(self.new)

    def line(self, row: Row, place: int) -> KeptLine[Row]:
        """Make the line of a row, with its own signals connected."""
        raise NotImplementedError

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Build lines anew only when there are other rows than before."""
        if [row.id for row in rows] != [line.id for line in self._lines]:
            self._rebuild(rows)
        for line, row in zip(self._lines, rows, strict=True):
            line.show_row(row)

    def forget(self) -> None:
        """What was typed is one of the rows now, or another client comes."""
        self.new.forget()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ins asks for one more."""
        if event.key() == Qt.Key.Key_Insert:
            self.new.line.setFocus()
        else:
            super().keyPressEvent(event)

    def _rebuild(self, rows: Sequence[Row]) -> None:
        for line in self._lines:
            line.hide()
            line.deleteLater()
        self._lines = []
        for place, row in enumerate(rows, 1):
            line = self.line(row, place)
            line.put_away.connect(self.put_away)
            line.left.connect(self.left)
            self._column.insertWidget(place - 1, line)
            self._lines.append(line)
            QWidget.setTabOrder(line, self.new.line)

    def _on_new(self, _field: str, text: str) -> None:
        self.added.emit(text)
