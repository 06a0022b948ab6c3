"""A line with a list under it: Enter takes the highlighted row, Tab leaves what was typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import Signal
from typing_extensions import override

from intake_app.ui.widgets.field import LineField
from intake_app.ui.widgets.suggestions import Suggestion, SuggestionList

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from intake_app.ui.theme import Look

Suggest: TypeAlias = Callable[[str], tuple[Suggestion, ...]]
"""Asked synchronously after every key, so that Enter never acts on a stale list."""


class SuggestField(LineField):
    """`picked` carries the value of the row taken; `entered` says that there was none to take."""

    picked = Signal(object)
    entered = Signal()

    def __init__(self, look: Look, name: str, suggest: Suggest, *, icon: str = "") -> None:
        super().__init__(look, name, icon=icon)
        self._suggest = suggest
        self._everything: Suggest = suggest
        self._list: SuggestionList | None = None
        self._opens_on_focus = False
        self.line.escaped.disconnect(self.wipe)
        self.line.escaped.connect(self._on_escaped)
        self.line.has_list = True
        self.line.listed.connect(self.browse)
        self.line.textEdited.connect(self.open_list)
        self.line.entered.connect(self._on_entered)
        self.line.stepped.connect(self._on_stepped)
        self.line.focused.connect(self._on_focused)

    def lay_list_over(self, page: QWidget) -> None:
        """Name the widget the list may cover."""
        self._list = SuggestionList(self._look, page)
        self._list.picked.connect(self._take_row)

    def open_on_focus(self, *, opens: bool) -> None:
        """Offer rows at once on arrival, before anything is typed."""
        self._opens_on_focus = opens

    @override
    def show_text(self, text: str) -> None:
        """Fill the line; rows offered for what stood there would be stale."""
        super().show_text(text)
        self.close_list()

    def offer_everything(self, suggest: Suggest) -> None:
        """Name what F4 offers where typing would offer nothing yet."""
        self._everything = suggest

    def open_list(self) -> None:
        """Ask for rows and show them."""
        self._offer(self._suggest(self.line.text()))

    def browse(self) -> None:
        """Show what fits, or all there is to choose from."""
        rows = self._suggest(self.line.text())
        if not rows and self._everything is not self._suggest:
            rows = self._everything(self.line.text())
        self._offer(rows)

    def _offer(self, rows: tuple[Suggestion, ...]) -> None:
        if self._list is not None:
            self._list.offer(rows, self.frame)
            self.line.keeps_escape = bool(self._list.rows)

    def close_list(self) -> None:
        """Put the list away; what was typed stays."""
        if self._list is not None:
            self._list.hide()
        self.line.keeps_escape = False

    def offered(self) -> tuple[Suggestion, ...]:
        """The rows on show."""
        return self._list.rows if self._list is not None else ()

    def _on_entered(self) -> None:
        row = self._list.current if self._list is not None else None
        if row is None:
            self.entered.emit()
        else:
            self._pick(row)

    def _take_row(self) -> None:
        row = self._list.current if self._list is not None else None
        if row is not None:
            self._pick(row)

    def _pick(self, row: Suggestion) -> None:
        self.close_list()
        self.picked.emit(row.value)

    def _on_stepped(self, step: int) -> None:
        if self.offered() and self._list is not None:
            self._list.move_by(step)
        elif step > 0:
            self.open_list()

    def _on_escaped(self) -> None:
        if self.offered():
            self.close_list()
        else:
            self.wipe()
            self.close_list()

    def _on_focused(self, focused: bool) -> None:
        if not focused:
            self.close_list()
        elif self._opens_on_focus:
            self.open_list()
