"""The fault as it is told, with a list that completes the usual ones."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QTextCursor
from typing_extensions import override

from intake_app.checks import names
from intake_app.ui.forms.fault_edit import FaultEdit
from intake_app.ui.widgets.suggestions import Suggestion, SuggestionList
from intake_app.ui.widgets.text_field import TextField

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from intake_app.ui.theme import Look

_PIECES = re.compile(r"(?<=[,;.\n])\s*")  # one fault after the other
_LEAST = 2  # letters, before anything is offered
_BEGUN = range(3, 5)  # so many letters ask to be completed; more were meant as they stand


class FaultField(TextField):
    """Enter completes a few letters or takes a row chosen by arrows: `entered` either way.

    A whole word or a sentence stays as it was told, whatever is offered under it.
    """

    entered = Signal()

    def __init__(self, look: Look, suggest: Callable[[str], tuple[str, ...]]) -> None:
        self.edit = FaultEdit()
        super().__init__(look, "fault", lines=2, editor=self.edit)
        self._suggest = suggest
        self._list: SuggestionList | None = None
        self._is_typing = False
        self.edit.entered.connect(self._on_entered)
        self.edit.stepped.connect(self._on_stepped)
        self.edit.escaped.connect(self.close_list)
        self.edit.textChanged.connect(self._on_typed)
        self.edit.focused.connect(self._on_focused)

    def lay_list_over(self, page: QWidget) -> None:
        """Name the widget the list may cover."""
        self._list = SuggestionList(self._look, page)
        self._list.picked.connect(self._complete)

    @override
    def show_text(self, text: str) -> None:
        """Fill the field; nothing is offered for what was not typed."""
        super().show_text(text)
        self.close_list()

    def open_list(self) -> None:
        """Offer what the piece behind the caret may become."""
        if self._list is None:
            return
        piece = self._piece()
        self._offer(piece, self._suggest(piece) if len(piece) >= _LEAST else ())

    def browse(self) -> None:
        """Offer what fits, or what is usual with such devices."""
        if self._list is not None:
            piece = self._piece()
            self._offer(piece, self._suggest(piece))

    def _offer(self, piece: str, found: tuple[str, ...]) -> None:
        if self._list is None:
            return
        if names.folded(piece) in map(names.folded, found):
            found = ()  # told in full: Enter goes on
        rows = tuple(Suggestion(text, value=text) for text in found)
        self._list.offer(rows, self.frame, highlight=_is_begun(piece, found))
        self.edit.has_list = bool(self._list.rows)

    def close_list(self) -> None:
        """Put the list away; what was typed stays."""
        if self._list is not None:
            self._list.hide()
        self.edit.has_list = False

    def _piece(self) -> str:
        """What is being told now: the fault before it is finished."""
        cursor = self.edit.textCursor()
        if cursor.hasSelection() or not cursor.atEnd():
            return ""
        return _PIECES.split(self.edit.toPlainText())[-1].strip()

    def _on_typed(self) -> None:
        if self.edit.hasFocus():
            self.open_list()

    def _on_entered(self) -> None:
        self._complete()
        self.entered.emit()

    def _complete(self) -> None:
        row = self._list.current if self._list is not None else None
        self.close_list()
        if row is None:
            return
        piece, cursor = self._piece(), self.edit.textCursor()
        begins = len(self.edit.toPlainText()) == len(piece)
        text = str(row.value) if begins else _continued(str(row.value))
        left, keep = QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor
        cursor.movePosition(left, keep, len(piece))
        cursor.insertText(text)
        self.close_list()

    def _on_stepped(self, step: int) -> None:
        if self._list is not None:
            self._list.move_by(step)

    def _on_focused(self, focused: bool) -> None:
        if not focused:
            self.close_list()


def _is_begun(piece: str, found: tuple[str, ...]) -> bool:
    """Whether these are the first letters of something, and no word or sentence of its own."""
    whole = {word for text in found for word in names.words(text)}
    return len(piece) in _BEGUN and piece.isalnum() and names.folded(piece) not in whole


def _continued(text: str) -> str:
    """Inside a sentence it begins small, unless it is a name."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
